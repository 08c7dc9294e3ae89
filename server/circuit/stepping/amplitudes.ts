import { type Matrix, matrices } from '../../base/index.ts';
import type { Control } from '../circuit.ts';

/** A pure state of n qubits: 2^n amplitudes by basis index, real and imaginary parts interleaved. Never changed once made. */
export type Amplitudes = Float64Array;

/** |0…0⟩. */
export function groundState(qubits: number): Amplitudes {
  const amplitudes = new Float64Array(2 ** (qubits + 1));
  amplitudes[0] = 1;
  return amplitudes;
}

/** The state after a unitary whose least significant index bit is `qubits[0]`, where all controls allow it. */
export function transformed(
  state: Amplitudes,
  matrix: Matrix,
  qubits: readonly number[],
  controls: readonly Control[],
): Amplitudes {
  const result = state.slice();
  transform(result, matrix, qubits, controls);
  return result;
}

/** The same in place, for a state that nobody else looks at. */
export function transform(
  state: Amplitudes,
  matrix: Matrix,
  qubits: readonly number[],
  controls: readonly Control[],
): void {
  const controlMask = bitsOf(controls.map(({ qubit }) => qubit));
  const wanted = bitsOf(controls.filter((control) => control.state === 1).map(({ qubit }) => qubit));
  const [only] = qubits;
  if (only !== undefined && qubits.length === 1) return turn(state, matrix, only, controlMask, wanted);
  const fixed = bitsOf(qubits) | controlMask;
  const flat = { size: matrix.length, re: parts(matrix, 're'), im: parts(matrix, 'im') };
  const places = Array.from({ length: matrix.length }, (_, index) => 2 * spread(index, qubits));
  const group = new Float64Array(2 * matrix.length);
  for (let base = 0; base < state.length / 2; base++)
    if ((base & fixed) === wanted) transformGroup(state, group, flat, places, 2 * base);
}

/** A 2×2 matrix on one qubit: the same as any other matrix, in a loop without look-ups. */
function turn(state: Amplitudes, matrix: Matrix, qubit: number, controlMask: number, wanted: number): void {
  const entry = (row: number, column: number) => matrices.element(matrix, row, column);
  const { re: aRe, im: aIm } = entry(0, 0);
  const { re: bRe, im: bIm } = entry(0, 1);
  const { re: cRe, im: cIm } = entry(1, 0);
  const { re: dRe, im: dIm } = entry(1, 1);
  const bit = 1 << qubit;
  const count = state.length >> 1;
  for (let start = 0; start < count; start += 2 * bit)
    for (let index = start; index < start + bit; index++) {
      if ((index & controlMask) !== wanted) continue;
      const low = index << 1;
      const high = (index | bit) << 1;
      const xRe = state[low] ?? 0;
      const xIm = state[low + 1] ?? 0;
      const yRe = state[high] ?? 0;
      const yIm = state[high + 1] ?? 0;
      state[low] = aRe * xRe - aIm * xIm + bRe * yRe - bIm * yIm;
      state[low + 1] = aRe * xIm + aIm * xRe + bRe * yIm + bIm * yRe;
      state[high] = cRe * xRe - cIm * xIm + dRe * yRe - dIm * yIm;
      state[high + 1] = cRe * xIm + cIm * xRe + dRe * yIm + dIm * yRe;
    }
}

interface FlatMatrix {
  readonly size: number;
  /** Row by row. */
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** Multiplies the amplitudes at `base` and the places from there by the matrix; `group` has room for them. */
function transformGroup(
  state: Amplitudes,
  group: Float64Array,
  { size, re, im }: FlatMatrix,
  places: readonly number[],
  base: number,
): void {
  for (let row = 0; row < size; row++) {
    let sumRe = 0;
    let sumIm = 0;
    for (let column = 0; column < size; column++) {
      const from = base + (places[column] ?? 0);
      const entry = row * size + column;
      const a = re[entry] ?? 0;
      const b = im[entry] ?? 0;
      const x = state[from] ?? 0;
      const y = state[from + 1] ?? 0;
      sumRe += a * x - b * y;
      sumIm += a * y + b * x;
    }
    group[2 * row] = sumRe;
    group[2 * row + 1] = sumIm;
  }
  for (let row = 0; row < size; row++) {
    const to = base + (places[row] ?? 0);
    state[to] = group[2 * row] ?? 0;
    state[to + 1] = group[2 * row + 1] ?? 0;
  }
}

function parts(matrix: Matrix, part: 're' | 'im'): Float64Array {
  const size = matrix.length;
  return Float64Array.from(
    { length: size * size },
    (_, index) => matrices.element(matrix, Math.floor(index / size), index % size)[part],
  );
}

function spread(index: number, qubits: readonly number[]): number {
  return qubits.reduce((bits, qubit, place) => bits | (((index >> place) & 1) << qubit), 0);
}

function bitsOf(qubits: readonly number[]): number {
  return qubits.reduce((bits, qubit) => bits | (1 << qubit), 0);
}

/** The probability that a measurement of the qubit gives 1. */
export function probabilityOfOne(state: Amplitudes, qubit: number): number {
  let sum = 0;
  for (let index = 0; index < state.length / 2; index++)
    if (((index >> qubit) & 1) === 1) sum += probabilityAt(state, index);
  return sum;
}

/** The probability of the basis state with this index. */
export function probabilityAt(state: Amplitudes, index: number): number {
  return (state[2 * index] ?? 0) ** 2 + (state[2 * index + 1] ?? 0) ** 2;
}

/** The normalised state after the qubit was found to be `outcome`, of probability `share` > 0. */
export function projected(state: Amplitudes, qubit: number, outcome: 0 | 1, share: number): Amplitudes {
  const factor = 1 / Math.sqrt(share);
  return state.map((part, place) => (((place >> (qubit + 1)) & 1) === outcome ? part * factor : 0));
}

/** The state with the qubit flipped. */
export function flipped(state: Amplitudes, qubit: number): Amplitudes {
  return state.map((_, place) => state[place ^ (2 << qubit)] ?? 0);
}
