import { Random, type Value, widthOf } from '../../../base/index.ts';
import type { Bindings, Block, Circuit, Instruction } from '../../circuit.ts';
import { isMeasurementTerminal } from '../../statistics.ts';
import { renamed, circuitQubits } from '../qubits.ts';
import { type Certificate, statesBound, tolerance } from './certificate.ts';
import {
  type Columns,
  type KnownGate,
  applyGate,
  basisColumns,
  permuted,
  randomColumns,
  spread,
} from './columns.ts';
import { ActiveState, TooWide } from './active-state.ts';
import { fused } from './fused.ts';
import { type Outcome, run } from './lockstep.ts';
import { CliffordMap } from './tableau.ts';

/** Where the qubits of a source are in what was made of it. */
export interface Placement {
  /** The qubit that each qubit of the source starts on; −1 for one that nothing uses. */
  readonly initialLayout: readonly number[];
  /** The qubit that it ends on. */
  readonly finalPermutation: readonly number[];
}

/** Compares a circuit with another one that is to do the same. Circuits with parameters are compared for random values. */
export function certify(
  source: Circuit,
  made: Circuit,
  placement: Placement,
  { seed }: { readonly seed: number },
): Certificate {
  const random = new Random(seed);
  const comparison = compacted(source, made, placement);
  if (isUnitary(source) && isUnitary(made)) {
    if (comparison.qubits <= mostUnitary) return byUnitary(comparison);
    const clifford = byTableau(comparison);
    if (clifford !== undefined) return clifford;
    if (comparison.qubits <= mostStates) return byStates(comparison, random);
  }
  if (comparison.starts.length <= mostRuns) return byRuns(comparison, random);
  const { qubits } = comparison;
  return { holds: true, qubits, method: 'none', reason: `${qubits} qubits are too many to compare` };
}

const mostUnitary = 10;
const mostStates = 20;
const mostRuns = 16;
/** Of the device, not in |0⟩ at the same time. */
const mostActive = 20;

/** Both circuits on the qubits that they use, numbered from 0. */
interface Comparison {
  readonly qubits: number;
  readonly source: Circuit;
  readonly made: Circuit;
  /** The inputs, and where the made circuit leaves them. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

function compacted(
  source: Circuit,
  made: Circuit,
  { initialLayout, finalPermutation }: Placement,
): Comparison {
  const used = [...circuitQubits(source.body)];
  const places = [
    ...new Set([
      ...circuitQubits(made.body),
      ...used.flatMap((qubit) => [initialLayout[qubit] ?? qubit, finalPermutation[qubit] ?? qubit]),
    ]),
  ].toSorted((a, b) => a - b);
  const place = (qubit: number) => places.indexOf(qubit);
  const start = (qubit: number) => place(initialLayout[qubit] ?? qubit);
  return {
    qubits: places.length,
    source: { ...source, body: source.body.map((one) => renamed(one, start)) },
    made: { ...made, body: made.body.map((one) => renamed(one, place)) },
    starts: used.map(start),
    ends: used.map((qubit) => place(finalPermutation[qubit] ?? qubit)),
  };
}

/** Whether a circuit is gates and then measurements, all known before the run. */
function isUnitary({ body, parameters, ...rest }: Circuit): boolean {
  return (
    parameters.length === 0 &&
    isMeasurementTerminal({ ...rest, body, parameters }) &&
    body.every(({ kind }) => kind !== 'end')
  );
}

function knownGates(body: Block): readonly KnownGate[] {
  return body.filter((one): one is KnownGate => one.kind === 'gate' || one.kind === 'unitary');
}

function measuredQubits(body: Block): readonly number[] {
  return body.flatMap((one) => (one.kind === 'measure' ? [one.qubit] : []));
}

// ---------------------------------------------------------------------------------------------------------- unitaries

/** Amplitudes that are worked on together: they stay in the processor's cache from gate to gate. */
const together = 2 ** 14;

function byUnitary(comparison: Comparison): Certificate {
  const { qubits, starts } = comparison;
  const total = 2 ** starts.length;
  const count = Math.min(total, Math.max(1, together / 2 ** qubits));
  const sides = bothSides(comparison);
  const parts: OverlapParts = new Map();
  const mask = measuredQubits(comparison.source.body);
  for (let first = 0; first < total; first += count) {
    const [a, b] = evolved(sides, () => basisColumns(qubits, starts, first, count));
    addOverlap(parts, a, b, mask);
  }
  const fidelity = sizeOf(parts) / total;
  const holds = sameMeasurements(comparison) && Math.abs(fidelity - 1) < tolerance;
  return { holds, qubits, method: 'unitary', fidelity };
}

/** The gates of both circuits, and how the made one's ends are moved back. */
interface Sides {
  readonly own: readonly KnownGate[];
  readonly its: readonly KnownGate[];
  readonly back: readonly number[];
}

function bothSides({ source, made, starts, ends, qubits }: Comparison): Sides {
  return {
    own: fused(knownGates(source.body)),
    its: fused(knownGates(made.body)),
    back: returning(starts, ends, qubits),
  };
}

/** Both sides from the same columns, with the ends where the source has them. */
function evolved({ own, its, back }: Sides, columns: () => Columns) {
  const [a, b] = [columns(), columns()];
  for (const gate of own) applyGate(a, gate);
  for (const gate of its) applyGate(b, gate);
  return [a, permuted(b, back)] as const;
}

/** Moves the ends back to the starts, and the other qubits to what is left. */
function returning(starts: readonly number[], ends: readonly number[], qubits: number): readonly number[] {
  const free = Array.from({ length: qubits }, (_, qubit) => qubit).filter((qubit) => !starts.includes(qubit));
  let next = 0;
  return Array.from({ length: qubits }, (_, qubit) => {
    const at = ends.indexOf(qubit);
    return at < 0 ? (free[next++] ?? 0) : (starts[at] ?? 0);
  });
}

/** Σ over columns of ⟨a|b⟩ by the outcomes of the measured qubits. */
type OverlapParts = Map<number, { re: number; im: number }>;

function addOverlap(parts: OverlapParts, a: Columns, b: Columns, measured: readonly number[]): void {
  const mask = spread(2 ** measured.length - 1, measured);
  const rows = 2 ** a.qubits;
  for (let index = 0; index < a.re.length; index++) {
    const key = index & (rows - 1) & mask;
    const part = parts.get(key) ?? { re: 0, im: 0 };
    const [x, y, u, v] = [a.re[index] ?? 0, a.im[index] ?? 0, b.re[index] ?? 0, b.im[index] ?? 0];
    part.re += x * u + y * v;
    part.im += x * v - y * u;
    parts.set(key, part);
  }
}

/** Parts with different outcomes have a phase of their own. */
function sizeOf(parts: OverlapParts): number {
  return [...parts.values()].reduce((sum, { re, im }) => sum + Math.hypot(re, im), 0);
}

function overlap(a: Columns, b: Columns, measured: readonly number[]): number {
  const parts: OverlapParts = new Map();
  addOverlap(parts, a, b, measured);
  return sizeOf(parts);
}

/** Whether both circuits measure the same qubits into the same bits. */
function sameMeasurements({ source, made, starts, ends }: Comparison): boolean {
  const list = (body: Block, name: (qubit: number) => number) =>
    body.flatMap((one) =>
      one.kind === 'measure' ? [`${name(one.qubit)} ${one.target?.variable ?? ''} ${bitText(one)}`] : [],
    );
  const own = list(source.body, (qubit) => starts.indexOf(qubit)).toSorted();
  return (
    own.join() ===
    list(made.body, (qubit) => ends.indexOf(qubit))
      .toSorted()
      .join()
  );
}

function bitText({ target }: Extract<Instruction, { kind: 'measure' }>): string {
  return typeof target?.index === 'number' ? String(target.index) : '';
}

// --------------------------------------------------------------------------------------------------- Clifford circuits

function byTableau(comparison: Comparison): Certificate | undefined {
  const { qubits, source, made, starts, ends } = comparison;
  if (measuredQubits(source.body).length > 0) return undefined;
  const [own, its] = [new CliffordMap(qubits), new CliffordMap(qubits)];
  if (!knownGates(source.body).every((gate) => own.apply(gate))) return undefined;
  if (!knownGates(made.body).every((gate) => its.apply(gate))) return undefined;
  const holds = own.agrees(its, returning(starts, ends, qubits), starts);
  return { holds, qubits, method: 'stabilizer' };
}

// ------------------------------------------------------------------------------------------------------ random states

function byStates(comparison: Comparison, random: Random): Certificate {
  const { qubits, starts } = comparison;
  const states = 2 ** Math.max(1, Math.min(4, mostStates - qubits));
  const seed = random.nextUint32();
  const sides = bothSides(comparison);
  const infidelities = Array.from({ length: states }, (_, state) => {
    const [a, b] = evolved(sides, () => randomColumns(qubits, starts, 1, new Random(seed + state)));
    return Math.max(0, 1 - overlap(a, b, measuredQubits(comparison.source.body)) ** 2);
  });
  const infidelity = Math.max(...infidelities);
  const holds = sameMeasurements(comparison) && infidelity < tolerance;
  return { holds, qubits, method: 'states', states, infidelity, ...statesBound(infidelity, states) };
}

// --------------------------------------------------------------------------------------------------------------- runs

const runCount = 12;

function byRuns(comparison: Comparison, random: Random): Certificate {
  const { qubits } = comparison;
  let deviation = 0;
  let runs = 0;
  try {
    for (let place = 0; place < runCount; place++) {
      const found = runDeviation(comparison, random);
      if (found === undefined) continue;
      runs++;
      deviation = Math.max(deviation, found);
    }
  } catch (error) {
    if (!(error instanceof TooWide)) throw error;
    return {
      holds: true,
      qubits,
      method: 'none',
      reason: `more than ${mostActive} qubits are entangled at once`,
    };
  }
  if (runs === 0) return { holds: true, qubits, method: 'none', reason: 'no run came to its end' };
  return { holds: deviation < tolerance, qubits, method: 'runs', runs, deviation };
}

/** How far one run of both circuits is apart; nothing where it takes too long. */
function runDeviation({ source, made, starts, ends }: Comparison, random: Random): number | undefined {
  const bindings = randomBindings(source, random);
  const seed = random.nextUint32();
  const places = starts.map((_, place) => place);
  const state = () =>
    new ActiveState(randomColumns(starts.length, places, 1, new Random(seed)), starts, mostActive);
  const own = run(source, bindings, state(), (_, probability) => (random.next() < probability ? 1 : 0));
  if (!own.isComplete) return undefined;
  const its = run(made, bindings, state(), (place) => own.outcomes[place]?.value ?? 0);
  if (!its.isComplete || own.outcomes.length !== its.outcomes.length) return 1;
  if (!sameValues(own.variables, its.variables)) return 1;
  // Once a program has stopped early only its values count.
  const infidelity = own.hasStopped
    ? 0
    : Math.max(0, 1 - overlap(own.state.on(starts), its.state.on(ends), []) ** 2);
  return Math.max(infidelity, outcomeDifference(own.outcomes, its.outcomes));
}

function outcomeDifference(a: readonly Outcome[], b: readonly Outcome[]): number {
  return a.reduce(
    (most, { probability }, place) => Math.max(most, Math.abs(probability - (b[place]?.probability ?? 0))),
    0,
  );
}

function sameValues(a: readonly Value[], b: readonly Value[]): boolean {
  const text = (value: Value): string =>
    typeof value === 'object'
      ? JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part))
      : String(value);
  return a.every((value, place) => text(value) === text(b[place] ?? 0n));
}

function randomBindings({ parameters }: Circuit, random: Random): Bindings {
  return parameters.map(({ type }) => randomValue(type, random));
}

function randomValue(type: Circuit['parameters'][number]['type'], random: Random): Value {
  switch (type.kind) {
    case 'array':
      return Array.from({ length: type.shape[0] ?? 0 }, () =>
        randomValue(type.shape.length > 1 ? { ...type, shape: type.shape.slice(1) } : type.element, random),
      );
    case 'bool':
      return random.next() < 0.5;
    case 'int':
    case 'uint':
    case 'bit':
      return BigInt(Math.floor(random.next() * 2 ** Math.min(2, widthOf(type))));
    default:
      return 6 * random.next() - 3;
  }
}
