import { type Complex, cx } from '../../base/index.ts';

/** What a dense state can do: the gates of a circuit after names, angles and controls were worked out. */

/**
 * Where an operation acts: on basis states whose bits in `mask` are those of `values`.
 * Masks hold one bit a qubit, so they fit circuits of at most 30 qubits, more than a dense state can have.
 */
export interface Condition {
  readonly mask: number;
  readonly values: number;
}

/** A complex 2×2 matrix by rows: [re, im] of m00, m01, m10, m11. */
export type Matrix2x2 = Float64Array;

export type Operation =
  | (Condition & { readonly kind: 'one'; readonly target: number; readonly matrix: Matrix2x2 })
  /** The factor re + i·im; a global phase where the mask is 0. */
  | (Condition & { readonly kind: 'phase'; readonly re: number; readonly im: number })
  /** Pauli X. */
  | (Condition & { readonly kind: 'flip'; readonly target: number })
  | (Condition & { readonly kind: 'swap'; readonly p: number; readonly q: number })
  /** diag of four complex entries on two qubits, p the less significant. */
  | (Condition & {
      readonly kind: 'diagonal2';
      readonly p: number;
      readonly q: number;
      readonly entries: Float64Array;
    })
  /** A complex matrix by rows on any number of qubits, the first the least significant. */
  | (Condition & {
      readonly kind: 'many';
      readonly qubits: readonly number[];
      readonly matrix: Float64Array;
    })
  /** The kernel `channel1` on a density matrix: eight real entries on the index bits of a row and a column. */
  | (Condition & {
      readonly kind: 'channel1';
      readonly p: number;
      readonly q: number;
      readonly entries: Float64Array;
    })
  /** The kernel `pauli_channel2` on a density matrix: sixteen real entries on two bits of rows and two of columns. */
  | (Condition & {
      readonly kind: 'pauliChannel2';
      readonly qubits: readonly number[];
      readonly entries: Float64Array;
    });

/** What a 2×2 matrix is, by the cheapest kernel that applies it. */
export type Form = 'diagonal' | 'flip' | 'real' | 'general';

/** The form of a matrix, by entries that are exactly 0 or 1. */
export function formOf(m: Matrix2x2): Form {
  if (m[2] === 0 && m[3] === 0 && m[4] === 0 && m[5] === 0) return 'diagonal';
  const isReal = m[1] === 0 && m[3] === 0 && m[5] === 0 && m[7] === 0;
  if (!isReal) return 'general';
  return m[0] === 0 && m[2] === 1 && m[4] === 1 && m[6] === 0 ? 'flip' : 'real';
}

/** diag(left), then perhaps a flip, where the matrix is that. */
export function monomialForm(
  m: Matrix2x2,
): { readonly left: readonly [Complex, Complex]; readonly flips: boolean } | undefined {
  const at = (place: number) => cx.complex(m[place] ?? 0, m[place + 1] ?? 0);
  if (m[2] === 0 && m[3] === 0 && m[4] === 0 && m[5] === 0) return { left: [at(0), at(6)], flips: false };
  if (m[0] === 0 && m[1] === 0 && m[6] === 0 && m[7] === 0) return { left: [at(4), at(2)], flips: true };
  return undefined;
}

/** The product a·b: first b, then a. */
export function product2x2(a: Matrix2x2, b: Matrix2x2): Matrix2x2 {
  return product(a, b, 2);
}

/** The product a·b of complex matrices with `size` rows, by rows. */
export function product(a: Float64Array, b: Float64Array, size: number): Float64Array {
  const result = new Float64Array(2 * size * size);
  for (let at = 0; at < result.length; at += 2) {
    const column = at % (2 * size);
    const row = at - column;
    for (let inner = 0; inner < size; inner++)
      multiplyAdd(result, at, a, row + 2 * inner, b, 2 * size * inner + column);
  }
  return result;
}

/** Adds the product of the complex numbers at `i` of `a` and `j` of `b` to the one at `at` of `sum`. */
export function multiplyAdd(
  sum: Float64Array,
  at: number,
  a: Float64Array,
  i: number,
  b: Float64Array,
  j: number,
): void {
  const [ar, ai, br, bi] = [a[i] ?? 0, a[i + 1] ?? 0, b[j] ?? 0, b[j + 1] ?? 0];
  sum[at] = (sum[at] ?? 0) + ar * br - ai * bi;
  sum[at + 1] = (sum[at + 1] ?? 0) + ar * bi + ai * br;
}

/** Bits of the qubits on which an operation does more than multiply amplitudes. */
export function mixedQubits(operation: Operation): number {
  switch (operation.kind) {
    case 'one':
      return formOf(operation.matrix) === 'diagonal' ? 0 : 1 << operation.target;
    case 'flip':
      return 1 << operation.target;
    case 'swap':
    case 'channel1':
      return (1 << operation.p) | (1 << operation.q);
    case 'many':
    case 'pauliChannel2':
      return bitsFor(operation.qubits);
    default:
      return 0;
  }
}

/** Bits of all qubits that an operation reads or changes. */
export function usedQubits(operation: Operation): number {
  switch (operation.kind) {
    case 'one':
    case 'flip':
      return operation.mask | (1 << operation.target);
    case 'swap':
    case 'diagonal2':
    case 'channel1':
      return operation.mask | (1 << operation.p) | (1 << operation.q);
    case 'many':
    case 'pauliChannel2':
      return operation.mask | bitsFor(operation.qubits);
    case 'phase':
      return operation.mask;
  }
}

export function bitsFor(qubits: readonly number[]): number {
  return qubits.reduce((bits, qubit) => bits | (1 << qubit), 0);
}
