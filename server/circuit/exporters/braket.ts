import type { Diagnosed } from '../../base/index.ts';
import type { Circuit, GateInstruction, UnitaryInstruction } from '../circuit.ts';
import { isMeasurementTerminal } from '../statistics.ts';
import { type Guarded, guardedSteps } from './guarded.ts';
import { type PythonGates, PythonSource, matrixText, program, wholeUnitary } from './python.ts';
import { exported, refuse } from './refusal.ts';

const target = 'Amazon Braket';

function on(gate: string): PythonGates[string] {
  return (angles, qubits) => `${gate}(${[...qubits, ...angles].join(', ')})`;
}

const native: PythonGates = {
  id: on('i'),
  x: on('x'),
  y: on('y'),
  z: on('z'),
  h: on('h'),
  s: on('s'),
  sdg: on('si'),
  t: on('t'),
  tdg: on('ti'),
  sx: on('v'),
  sxdg: on('vi'),
  p: on('phaseshift'),
  rx: on('rx'),
  ry: on('ry'),
  rz: on('rz'),
  swap: on('swap'),
  rxx: on('xx'),
  ryy: on('yy'),
  rzz: on('zz'),
  gphase: on('gphase'),
};

/**
 * Controlled gates by the number of controls and the primitive gate. Others are rewritten into these: the local
 * simulator gets several gates with Braket's own control modifiers in a row wrong.
 */
const controlled: Readonly<Record<string, string>> = {
  '1 x': 'cnot',
  '1 y': 'cy',
  '1 z': 'cz',
  '1 p': 'cphaseshift',
  '1 swap': 'cswap',
  '2 x': 'ccnot',
};

function isSpelled({ gate, controls }: GateInstruction): boolean {
  const isPlain = controls.every(({ state }) => state === 1);
  return controls.length === 0 || (isPlain && Object.hasOwn(controlled, `${controls.length} ${gate}`));
}

/** A circuit as an Amazon Braket program. Qubits are measured in the order of their bits, the first declared first. */
export function exportBraket(circuit: Circuit): Diagnosed<string | undefined> {
  return exported(() => new Writer(circuit).program());
}

class Writer {
  readonly #source: PythonSource;
  readonly #measured = new Map<string, number>();

  constructor(circuit: Circuit) {
    this.#source = new PythonSource(target, circuit, ['Circuit']);
  }

  program(): string {
    const { circuit } = this.#source;
    const steps = guardedSteps(circuit, target).flatMap((step) => this.#step(step));
    const body = [
      ...this.#source.numberedRegisters(),
      'circuit = Circuit()',
      ...this.#idle(),
      ...steps.map((step) => `circuit.${step}`),
      ...this.#measurements(),
      'return circuit',
    ];
    return program(['from braket.circuits import Circuit'], this.#source.head(), body);
  }

  /** A qubit exists in Braket when something acts on it, so each one begins with an identity. */
  #idle(): readonly string[] {
    return this.#source.circuit.registers.flatMap(({ size }, place) =>
      size === 0 ? [] : [`circuit.i(${this.#source.names.registers[place] ?? ''})`],
    );
  }

  #measurements(): readonly string[] {
    const qubits = this.#source.circuit.variables.flatMap((_, variable) =>
      [...this.#measured]
        .filter(([key]) => key.startsWith(`${variable} `))
        .toSorted(([a], [b]) => Number(a.split(' ')[1]) - Number(b.split(' ')[1]))
        .map(([, qubit]) => qubit),
    );
    return qubits.map((qubit) => `circuit.measure(${this.#source.qubit(qubit)})`);
  }

  #step(step: Guarded): readonly string[] {
    switch (step.kind) {
      case 'gates': {
        const [first] = step.steps;
        const isPlain = step.guards.every((guard) => guard.length === 0);
        if (!isPlain && first !== undefined)
          return refuse(target, 'a gate on a measured condition', first.span);
        return step.steps.flatMap((gate) => this.#operations(gate));
      }
      case 'measure':
        return this.#measure(step);
      case 'reset':
        return refuse(target, 'a reset', step.span);
      case 'barrier':
        return [`barrier([${this.#source.list(step.qubits)}])`];
    }
  }

  #measure({ qubit, bit, span }: Extract<Guarded, { kind: 'measure' }>): readonly string[] {
    if (!isMeasurementTerminal(this.#source.circuit))
      return refuse(target, 'a measurement that something follows', span);
    const key =
      bit === undefined
        ? `${this.#source.circuit.variables.length} ${qubit}`
        : `${bit.variable} ${bit.index}`;
    if (this.#measured.has(key)) return refuse(target, 'two measurements into one bit', span);
    this.#measured.set(key, qubit);
    return [];
  }

  #operations(step: GateInstruction | UnitaryInstruction): readonly string[] {
    if (step.kind === 'unitary') {
      const { matrix, qubits } = wholeUnitary(step);
      return [`unitary(matrix=${matrixText(matrix)}, targets=[${this.#source.list(qubits.toReversed())}])`];
    }
    return this.#source.steps(step, native, isSpelled).map((gate) => this.#call(gate));
  }

  #call(step: GateInstruction): string {
    const { gate, angles, qubits, controls, span } = step;
    const name = controlled[`${controls.length} ${gate}`];
    if (name === undefined) return this.#source.call(step, native);
    const texts = angles.map((angle) => this.#source.angle(angle, span));
    const operands = this.#source.list([...controls.map(({ qubit }) => qubit), ...qubits]);
    return `${name}(${[operands, ...texts].join(', ')})`;
  }
}
