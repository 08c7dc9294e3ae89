import { type Complex, type Matrix, type Random, cx, matrices } from '../../base/index.ts';
import type { Control, Instruction } from '../../circuit/index.ts';
import { primitiveGate } from '../../library/index.ts';

/** A dense simulator that is as plain as the textbook's formulas, to compare the real one with. */

export type Amplitudes = readonly Complex[];

export function zeroState(qubits: number): Amplitudes {
  return Array.from({ length: 2 ** qubits }, (_, index) => (index === 0 ? cx.one : cx.zero));
}

/** A normalised state with independent normal amplitudes. */
export function randomState(qubits: number, random: Random): Amplitudes {
  const amplitudes = Array.from({ length: 2 ** qubits }, () => normal(random));
  const norm = Math.sqrt(amplitudes.reduce((sum, amplitude) => sum + cx.magnitudeSquared(amplitude), 0));
  return amplitudes.map((amplitude) => cx.scale(amplitude, 1 / norm));
}

/** A unitary that Gram and Schmidt make of random rows. */
export function randomUnitary(size: number, random: Random): Matrix {
  const rows: Complex[][] = [];
  while (rows.length < size) {
    let row = Array.from({ length: size }, () => normal(random));
    for (const earlier of rows) {
      const overlap = row.reduce(
        (sum, z, place) => cx.add(sum, cx.multiply(cx.conjugate(earlier[place] ?? cx.zero), z)),
        cx.zero,
      );
      row = row.map((z, place) => cx.subtract(z, cx.multiply(overlap, earlier[place] ?? cx.zero)));
    }
    const norm = Math.sqrt(row.reduce((sum, z) => sum + cx.magnitudeSquared(z), 0));
    rows.push(row.map((z) => cx.scale(z, 1 / norm)));
  }
  return rows;
}

function normal(random: Random): Complex {
  return cx.scale(cx.expi(2 * Math.PI * random.next()), Math.sqrt(-2 * Math.log(1 - random.next())));
}

/** The state after `matrix` acted on `qubits` where every control has its state. */
export function applied(
  state: Amplitudes,
  matrix: Matrix,
  qubits: readonly number[],
  controls: readonly Control[],
): Amplitudes {
  const rowOf = (index: number) =>
    qubits.reduce((row, qubit, place) => row | (((index >> qubit) & 1) << place), 0);
  const withRow = (index: number, row: number) =>
    qubits.reduce((at, qubit, place) => (at & ~(1 << qubit)) | (((row >> place) & 1) << qubit), index);
  return state.map((amplitude, index) => {
    if (controls.some(({ qubit, state: wanted }) => ((index >> qubit) & 1) !== wanted)) return amplitude;
    return matrix.reduce((sum, _, column) => {
      const from = state[withRow(index, column)] ?? cx.zero;
      return cx.add(sum, cx.multiply(matrices.element(matrix, rowOf(index), column), from));
    }, cx.zero);
  });
}

/** The state after a gate or unitary with known angles. */
export function after(state: Amplitudes, instruction: Instruction): Amplitudes {
  if (instruction.kind === 'unitary')
    return applied(state, instruction.matrix, instruction.qubits, instruction.controls);
  if (instruction.kind !== 'gate') throw new Error(`the reference has no ${instruction.kind}`);
  const matrix = primitiveGate(instruction.gate).matrix(instruction.angles.map(Number));
  return applied(state, matrix, instruction.qubits, instruction.controls);
}

export function interleaved(state: Amplitudes): Float64Array {
  return Float64Array.from(state.flatMap(({ re, im }) => [re, im]));
}

/** The largest difference of a real or imaginary part. */
export function difference(found: Float64Array, expected: Amplitudes): number {
  return interleaved(expected).reduce(
    (most, value, at) => Math.max(most, Math.abs(value - (found[at] ?? NaN))),
    0,
  );
}
