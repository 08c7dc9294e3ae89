import { matrices } from '../../../base/index.ts';
import type { Span } from '../../../base/index.ts';
import type { Instruction } from '../../circuit.ts';
import { qubitsIn } from '../../statistics.ts';
import { type KnownGate, knownMatrix } from './columns.ts';

/** What a gate does to one of its qubits: nothing but depend on its value or on its sign, or anything. */
type Kept = 'z' | 'x' | 'nothing';

/**
 * The instructions of a block in the order that their qubits ask for. One is ready when all before it on each of its qubits are
 * done or keep the same Pauli operator of this qubit as it does, so that they commute with it.
 */
export class WireOrder {
  readonly instructions: readonly Instruction[];
  readonly ready = new Set<number>();
  readonly #qubits: readonly (readonly number[])[];
  readonly #kept: readonly (readonly Kept[])[];
  /** Places in the list that are still to be done, by qubit, and which of them are first there. */
  readonly #queues: readonly number[][];
  readonly #first: Set<number>[];
  readonly #heads: Int32Array;
  readonly #isDone: Uint8Array;
  /** The instructions of each statement that are still to be done. */
  readonly #byStatement = new Map<Span, number[]>();

  /** @param width what no gate is carried past takes all of so many qubits */
  constructor(instructions: readonly Instruction[], width: number) {
    const all = Array.from({ length: width }, (_, qubit) => qubit);
    this.instructions = instructions.filter((one) => !isIdle(one));
    this.#qubits = this.instructions.map((one) => (takesAll(one) ? all : qubitsIn(one)));
    this.#kept = this.instructions.map((one) => (isGate(one) ? keptBy(one) : []));
    this.#queues = all.map((): number[] => []);
    this.#first = all.map(() => new Set<number>());
    this.#heads = new Int32Array(width);
    this.#isDone = new Uint8Array(this.instructions.length);
    for (const [place, { span }] of [...this.instructions.entries()].toReversed()) {
      const list = this.#byStatement.get(span);
      if (list === undefined) this.#byStatement.set(span, [place]);
      else list.push(place);
    }
    for (const [place, qubits] of this.#qubits.entries())
      for (const qubit of qubits) this.#queues[qubit]?.push(place);
    for (const qubit of all) this.#look(qubit);
    for (const qubit of all) this.#add(qubit);
  }

  /** One that is ready is done. */
  take(place: number): void {
    this.ready.delete(place);
    this.#isDone[place] = 1;
    const qubits = this.#qubits[place] ?? [];
    for (const qubit of qubits) this.#look(qubit);
    for (const qubit of qubits) this.#add(qubit);
  }

  /** Where the first instruction of a statement stands that is still to be done: one on all these qubits, if there is one. */
  placeOf(statement: Span, qubits: readonly number[]): number | undefined {
    const list = this.#byStatement.get(statement) ?? [];
    while (list.length > 0 && this.#isDone[list.at(-1)!] === 1) list.pop();
    const fits = (place: number) =>
      this.#isDone[place] === 0 && qubits.every((qubit) => this.#qubits[place]!.includes(qubit));
    return list.findLast(fits) ?? list.at(-1);
  }

  /** Which come first on a qubit. */
  #look(qubit: number): void {
    const queue = this.#queues[qubit] ?? [];
    const first = this.#first[qubit]!;
    first.clear();
    let head = this.#heads[qubit] ?? 0;
    while (head < queue.length && this.#isDone[queue[head]!] === 1) head++;
    this.#heads[qubit] = head;
    const kept = this.#keptOn(queue[head], qubit);
    for (let at = head; at < queue.length; at++) {
      const place = queue[at]!;
      if (this.#isDone[place] === 1) continue;
      if (at > head && (kept === 'nothing' || this.#keptOn(place, qubit) !== kept)) break;
      first.add(place);
    }
  }

  #keptOn(place: number | undefined, qubit: number): Kept {
    if (place === undefined) return 'nothing';
    return this.#kept[place]?.[this.#qubits[place]?.indexOf(qubit) ?? -1] ?? 'nothing';
  }

  #add(qubit: number): void {
    for (const place of this.#first[qubit] ?? [])
      if (!this.ready.has(place) && this.#qubits[place]!.every((other) => this.#first[other]!.has(place)))
        this.ready.add(place);
  }
}

function isGate(instruction: Instruction): instruction is KnownGate {
  return instruction.kind === 'gate' || instruction.kind === 'unitary';
}

/** What does nothing to a state, or only to its global phase. */
function isIdle(instruction: Instruction): boolean {
  if (instruction.kind === 'gate') return qubitsIn(instruction).length === 0;
  return instruction.kind === 'barrier' || instruction.kind === 'delay';
}

function takesAll({ kind }: Instruction): boolean {
  return kind !== 'gate' && kind !== 'unitary' && kind !== 'measure' && kind !== 'reset';
}

/** Of each qubit, in the order of `qubitsIn`. */
function keptBy(gate: KnownGate): readonly Kept[] {
  const matrix = knownMatrix(gate);
  return qubitsIn(gate).map((qubit) => {
    const place = gate.qubits.indexOf(qubit);
    if (place < 0) return 'z';
    return commutes(matrix, 1 << place, false) ? 'z' : commutes(matrix, 1 << place, true) ? 'x' : 'nothing';
  });
}

/** Whether a matrix commutes with Z on an index bit: no entry changes it; or with X: both values of it do the same. */
function commutes(matrix: ReturnType<typeof knownMatrix>, bit: number, isX: boolean): boolean {
  return matrix.every((entries, row) =>
    entries.every((entry, column) => {
      if (!isX) return ((row ^ column) & bit) === 0 || isTiny(entry.re, entry.im);
      const other = matrices.element(matrix, row ^ bit, column ^ bit);
      return isTiny(entry.re - other.re, entry.im - other.im);
    }),
  );
}

/** As much as rounding takes from one. */
function isTiny(re: number, im: number): boolean {
  return Math.abs(re) < 1e-15 && Math.abs(im) < 1e-15;
}
