import type { Control } from '../../circuit/index.ts';
import type { BoundGate } from '../pure/bound-gate.ts';

/** A gate on entries: where it acts, and what it does to the bits of its operands. */
export interface SparseGate {
  readonly matrix: Float64Array;
  readonly operands: readonly Bit[];
  readonly conditions: readonly Condition[];
  /** Present where each row and column of the matrix has one entry only, so that no entry becomes two. */
  readonly monomial: Monomial | undefined;
}

/** Where a qubit's bit is in a key. */
interface Bit {
  readonly word: number;
  readonly shift: number;
}

/** Bits of one word of a key that have to be these. */
interface Condition {
  readonly word: number;
  readonly mask: number;
  readonly values: number;
}

/** For each value of the operands the value that it goes to, and the factor that its amplitude gets. */
export interface Monomial {
  readonly targets: Uint32Array;
  readonly factors: Float64Array;
}

export function sparseGate({ matrix, qubits, controls }: BoundGate): SparseGate {
  const operands = qubits.map((qubit) => ({ word: qubit >>> 5, shift: qubit & 31 }));
  return {
    matrix,
    operands,
    conditions: conditionsOf(controls),
    monomial: monomialOf(matrix, qubits.length),
  };
}

function conditionsOf(controls: readonly Control[]): readonly Condition[] {
  return [...Map.groupBy(controls, ({ qubit }) => qubit >>> 5)].map(([word, own]) => ({
    word,
    mask: own.reduce((bits, { qubit }) => bits | (1 << (qubit & 31)), 0),
    values: own.reduce((bits, { qubit, state }) => bits | (state << (qubit & 31)), 0),
  }));
}

/** The form of a matrix on so many qubits whose columns have one entry each, or nothing. */
export function monomialOf(matrix: Float64Array, qubits: number): Monomial | undefined {
  const size = 2 ** qubits;
  const targets = new Uint32Array(size);
  const factors = new Float64Array(2 * size);
  for (let column = 0; column < size; column++) {
    let entries = 0;
    for (let row = 0; row < size; row++) {
      const at = 2 * (row * size + column);
      if (matrix[at] === 0 && matrix[at + 1] === 0) continue;
      entries++;
      targets[column] = row;
      factors.set(matrix.subarray(at, at + 2), 2 * column);
    }
    if (entries !== 1) return undefined;
  }
  return { targets, factors };
}

/** Whether the key at `from` has what the controls ask for. */
export function isActive({ conditions }: SparseGate, keys: Uint32Array, from: number): boolean {
  for (const { word, mask, values } of conditions) if ((keys[from + word]! & mask) !== values) return false;
  return true;
}

/** The bits of the operands of the key at `from`, the first the least significant. */
export function valueOf({ operands }: SparseGate, keys: Uint32Array, from: number): number {
  let value = 0;
  for (let place = 0; place < operands.length; place++) {
    const { word, shift } = operands[place]!;
    value |= ((keys[from + word]! >>> shift) & 1) << place;
  }
  return value;
}

/** Flips the operands of the key at `from` whose bits are set. */
export function flipBits({ operands }: SparseGate, keys: Uint32Array, from: number, flips: number): void {
  for (let place = 0; place < operands.length; place++) {
    const { word, shift } = operands[place]!;
    keys[from + word]! ^= ((flips >>> place) & 1) << shift;
  }
}
