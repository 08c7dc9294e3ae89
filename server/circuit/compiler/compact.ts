import type { Circuit } from '../circuit.ts';
import { mergedRotations } from './merge.ts';
import type { Program } from './operation.ts';
import { circuitQubits, renamed } from './qubits.ts';
import { unrolled } from './unroll.ts';

/** A circuit's operations on its used qubits, numbered from 0: what all targets begin with. */
export interface CompactProgram {
  /** The circuit's qubits in use, ascending. */
  readonly used: readonly number[];
  readonly program: Program;
  /** The same with its rotations merged. */
  readonly merged: Program;
}

/** Whoever holds a circuit against several devices compiles it several times. */
const known = new WeakMap<Circuit, CompactProgram>();

export function compactProgram(circuit: Circuit): CompactProgram {
  const found = known.get(circuit) ?? new Compact(circuit);
  known.set(circuit, found);
  return found;
}

class Compact implements CompactProgram {
  readonly used: readonly number[];
  readonly program: Program;
  #merged: Program | undefined;

  constructor({ body }: Circuit) {
    this.used = [...circuitQubits(body)].toSorted((a, b) => a - b);
    const places = new Map(this.used.map((qubit, place) => [qubit, place]));
    const moved = body.map((one) => renamed(one, (qubit) => places.get(qubit) ?? qubit));
    this.program = unrolled(moved, this.used.length);
  }

  get merged(): Program {
    this.#merged ??= mergedRotations(this.program, this.used.length);
    return this.#merged;
  }
}
