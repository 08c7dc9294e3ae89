import type { Coupling, Device } from './device.ts';

/** Why a text is no description of a device: what is wrong, and where in it. */
export class DeviceFault extends Error {
  constructor(path: string, wanted: string) {
    super(`${path} must be ${wanted}`);
    this.name = 'DeviceFault';
  }
}

/**
 * A device from its description as data, such as a device file of the user's (syntaxes/device.schema.json).
 *
 * @throws {DeviceFault} naming the first field that is missing or not what it must be
 */
export function decodeDevice(value: unknown): Device {
  const fields = new Fields(value, 'the device');
  const qubits = fields.number('qubits', 1, 1_000_000);
  const device = {
    name: fields.text('name', /^[A-Za-z_][A-Za-z0-9_]*$/, 'a name of letters, digits and _'),
    title: fields.text('title'),
    provider: fields.choice('provider', ['ibm', 'ionq', 'braket', 'quantinuum', 'aqt', 'google', 'other']),
    technology: fields.text('technology'),
    source: fields.text('source'),
    date: fields.text('date', /^\d{4}-\d{2}-\d{2}$/, 'a day such as 2026-11-21'),
    ...fields.optionalText('notes'),
    retired: fields.flag('retired'),
    qubits,
    coupling: decodeCoupling(fields.text('coupling'), qubits),
    oneQubit: decodeOneQubit(fields.inner('oneQubit')),
    twoQubit: fields.list('twoQubit').map(decodeTwoQubit),
    readout: decodeReadout(fields.inner('readout')),
    t1Microseconds: fields.number('t1Microseconds', 0),
    t2Microseconds: fields.number('t2Microseconds', 0),
    abilities: decodeAbilities(fields.inner('abilities')),
    compiles: fields.flag('compiles'),
    limits: decodeLimits(fields.inner('limits')),
    price: decodePrice(fields.inner('price')),
  };
  if (device.twoQubit.length === 0) throw new DeviceFault('twoQubit', 'a list of at least one gate');
  if (device.t2Microseconds > 2 * device.t1Microseconds)
    throw new DeviceFault('t2Microseconds', 'at most twice t1Microseconds');
  return device;
}

/** `all`, or pairs such as `0-1 1-2`; with `>` in place of `-` the gate has only this direction. */
function decodeCoupling(text: string, qubits: number): Coupling {
  if (text === 'all') return { kind: 'all' };
  const written = text.split(/\s+/).filter((pair) => pair !== '');
  const isDirected = written.some((pair) => pair.includes('>'));
  const pairs = written.map((pair): readonly [number, number] => {
    const [, first = '', second = ''] = /^(\d+)[->](\d+)$/.exec(pair) ?? [];
    const [a, b] = [Number(first), Number(second)];
    const isPair = first !== '' && second !== '' && a !== b && a < qubits && b < qubits;
    if (!isPair)
      throw new DeviceFault(`coupling ${pair}`, `all, or pairs such as 0-1 of qubits under ${qubits}`);
    return [a, b];
  });
  return { kind: 'pairs', pairs, isDirected };
}

function decodeOneQubit(fields: Fields): Device['oneQubit'] {
  return {
    gates: fields.choice('gates', ['rz-sx', 'rz-rx90', 'prx', 'gpi', 'phased-xz', 'any']),
    error: fields.number('error', 0, 1),
    nanoseconds: fields.number('nanoseconds', 0),
    virtualZ: fields.flag('virtualZ'),
  };
}

function decodeTwoQubit(fields: Fields): Device['twoQubit'][number] {
  return {
    gate: fields.choice('gate', ['cx', 'cz', 'ecr', 'rzz', 'rxx', 'iswap', 'siswap']),
    error: fields.number('error', 0, 1),
    nanoseconds: fields.number('nanoseconds', 0),
    ...fields.optional('maximumAngle', 0),
    ...fields.optionalNumbers('pairErrors'),
  };
}

function decodeReadout(fields: Fields): Device['readout'] {
  return {
    error: fields.number('error', 0, 1),
    nanoseconds: fields.number('nanoseconds', 0),
    ...fields.optional('p01', 0, 1),
    ...fields.optional('p10', 0, 1),
  };
}

function decodeAbilities(fields: Fields): Device['abilities'] {
  return {
    midCircuitMeasurement: fields.flag('midCircuitMeasurement'),
    reset: fields.flag('reset'),
    feedForward: fields.flag('feedForward'),
  };
}

function decodeLimits(fields: Fields): Device['limits'] {
  const [fewest, most] = fields.numbers('shots');
  if (fewest === undefined || most === undefined || fewest > most)
    throw new DeviceFault('limits.shots', 'the fewest and the most shots, such as [1, 10000]');
  return {
    shots: [fewest, most],
    ...fields.optional('circuits', 1),
    ...fields.optional('operations', 1),
    ...fields.optional('durationMicroseconds', 0),
    ...fields.optional('repetitionDelayMicroseconds', 0),
  };
}

function decodePrice(fields: Fields): Device['price'] {
  const origin = { source: fields.text('source'), date: fields.text('date') };
  const kind = fields.choice('kind', ['none', 'shots', 'seconds', 'gate-shots', 'credits']);
  const amount = (name: string) => fields.number(name, 0);
  switch (kind) {
    case 'none':
      return { kind, ...origin };
    case 'shots':
      return {
        kind,
        dollarsPerTask: amount('dollarsPerTask'),
        dollarsPerShot: amount('dollarsPerShot'),
        ...origin,
      };
    case 'seconds':
      return {
        kind,
        dollarsPerSecond: amount('dollarsPerSecond'),
        secondsPerJob: amount('secondsPerJob'),
        ...origin,
      };
    case 'gate-shots':
      return {
        kind,
        dollarsPerOneQubitGateShot: amount('dollarsPerOneQubitGateShot'),
        dollarsPerTwoQubitGateShot: amount('dollarsPerTwoQubitGateShot'),
        minimumDollars: amount('minimumDollars'),
        ...origin,
      };
    case 'credits':
      return {
        kind,
        creditsPerJob: amount('creditsPerJob'),
        creditsPerOneQubitGateShot: amount('creditsPerOneQubitGateShot'),
        creditsPerTwoQubitGateShot: amount('creditsPerTwoQubitGateShot'),
        creditsPerMeasurementShot: amount('creditsPerMeasurementShot'),
        dollarsPerCredit: amount('dollarsPerCredit'),
        ...origin,
      };
  }
}

/** The fields of an object, each checked when it is read. */
class Fields {
  readonly #object: object;
  readonly #path: string;

  constructor(value: unknown, path: string) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new DeviceFault(path, 'an object');
    this.#object = value;
    this.#path = path;
  }

  #pathTo(name: string): string {
    return this.#path === 'the device' ? name : `${this.#path}.${name}`;
  }

  #get(name: string): unknown {
    return Reflect.get(this.#object, name);
  }

  #fault(name: string, wanted: string): DeviceFault {
    return new DeviceFault(this.#pathTo(name), wanted);
  }

  inner(name: string): Fields {
    return new Fields(this.#get(name), this.#pathTo(name));
  }

  text(name: string, pattern = /\S/, wanted = 'a text'): string {
    const value = this.#get(name);
    if (typeof value !== 'string' || !pattern.test(value)) throw this.#fault(name, wanted);
    return value;
  }

  optionalText<Name extends string>(name: Name): { readonly [key in Name]?: string } {
    return this.#get(name) === undefined
      ? {}
      : ({ [name]: this.text(name) } as { readonly [key in Name]: string });
  }

  choice<Choice extends string>(name: string, choices: readonly Choice[]): Choice {
    const value = this.#get(name);
    const found = choices.find((choice) => choice === value);
    if (found === undefined) throw this.#fault(name, `one of ${choices.join(', ')}`);
    return found;
  }

  flag(name: string): boolean {
    const value = this.#get(name);
    if (typeof value !== 'boolean') throw this.#fault(name, 'true or false');
    return value;
  }

  number(name: string, least: number, most = Number.POSITIVE_INFINITY): number {
    const value = this.#get(name);
    const isFitting = typeof value === 'number' && value >= least && value <= most;
    const range = most === Number.POSITIVE_INFINITY ? `at least ${least}` : `from ${least} to ${most}`;
    if (!isFitting) throw this.#fault(name, `a number ${range}`);
    return value;
  }

  optional<Name extends string>(
    name: Name,
    least: number,
    most?: number,
  ): { readonly [key in Name]?: number } {
    if (this.#get(name) === undefined) return {};
    return { [name]: this.number(name, least, most) } as { readonly [key in Name]: number };
  }

  numbers(name: string): readonly number[] {
    const value = this.#get(name);
    if (!Array.isArray(value) || !value.every((entry) => typeof entry === 'number'))
      throw this.#fault(name, 'a list of numbers');
    return value;
  }

  optionalNumbers<Name extends string>(
    name: Name,
  ): { readonly [key in Name]?: Readonly<Record<string, number>> } {
    const value = this.#get(name);
    if (value === undefined) return {};
    const entries = typeof value === 'object' && value !== null ? Object.entries(value) : undefined;
    if (entries?.every(([, entry]) => typeof entry === 'number') !== true)
      throw this.#fault(name, 'an object of numbers');
    return { [name]: value } as { readonly [key in Name]: Readonly<Record<string, number>> };
  }

  list(name: string): readonly Fields[] {
    const value = this.#get(name);
    if (!Array.isArray(value)) throw this.#fault(name, 'a list');
    return value.map((entry, place) => new Fields(entry, `${this.#pathTo(name)}[${place}]`));
  }
}
