import type { Block, Circuit, Instruction } from '../../circuit.ts';
import { isMeasurementTerminal } from '../../statistics.ts';
import { circuitQubits, renamed } from '../qubits.ts';
import type { KnownGate } from './columns.ts';

/** Where the qubits of a source are in what was made of it. */
export interface Placement {
  /** The qubit that each qubit of the source starts on; −1 for one that nothing uses. */
  readonly initialLayout: readonly number[];
  /** The qubit that it ends on. */
  readonly finalPermutation: readonly number[];
}

/** Both circuits on the qubits that they use, numbered from 0. */
export interface Comparison {
  readonly qubits: number;
  readonly source: Circuit;
  readonly made: Circuit;
  /** The inputs, and where the made circuit leaves them. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

export function compacted(
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
export function isUnitary({ body, parameters, ...rest }: Circuit): boolean {
  return (
    parameters.length === 0 &&
    isMeasurementTerminal({ ...rest, body, parameters }) &&
    body.every(({ kind }) => kind !== 'end')
  );
}

export function knownGates(body: Block): readonly KnownGate[] {
  return body.filter((one): one is KnownGate => one.kind === 'gate' || one.kind === 'unitary');
}

export function measuredQubits(body: Block): readonly number[] {
  return body.flatMap((one) => (one.kind === 'measure' ? [one.qubit] : []));
}

/** Moves the ends back to the starts, and the other qubits to what is left. */
export function returning(
  starts: readonly number[],
  ends: readonly number[],
  qubits: number,
): readonly number[] {
  const free = Array.from({ length: qubits }, (_, qubit) => qubit).filter((qubit) => !starts.includes(qubit));
  let next = 0;
  return Array.from({ length: qubits }, (_, qubit) => {
    const at = ends.indexOf(qubit);
    return at < 0 ? (free[next++] ?? 0) : (starts[at] ?? 0);
  });
}

/** Whether both circuits measure the same qubits into the same bits. */
export function sameMeasurements({ source, made, starts, ends }: Comparison): boolean {
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
