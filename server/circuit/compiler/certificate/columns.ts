import { type Complex, type Matrix, type Random, matrices } from '../../../base/index.ts';
import { primitiveGate } from '../../../library/index.ts';
import type { Control, GateInstruction, UnitaryInstruction } from '../../circuit.ts';

/** Several states of the same qubits side by side: row i of column c is at c·2^qubits + i; qubit 0 is the lowest bit. */
export interface Columns {
  readonly qubits: number;
  readonly count: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

function empty(qubits: number, count: number): Columns {
  const size = count * 2 ** qubits;
  return { qubits, count, re: new Float64Array(size), im: new Float64Array(size) };
}

/**
 * `count` basis states of the inputs from number `first` on, the other qubits in |0⟩; `places` says which qubit of the
 * columns each input is.
 */
export function basisColumns(
  qubits: number,
  places: readonly number[],
  first: number,
  count: number,
): Columns {
  const columns = empty(qubits, count);
  for (let column = 0; column < count; column++)
    columns.re[column * 2 ** qubits + spread(first + column, places)] = 1;
  return columns;
}

/** Haar-random states of the qubits at `places`, the others in |0⟩. */
export function randomColumns(
  qubits: number,
  places: readonly number[],
  count: number,
  random: Random,
): Columns {
  const columns = empty(qubits, count);
  for (let column = 0; column < count; column++) fillRandom(columns, column, places, random);
  return columns;
}

/** A vector of independent normal numbers, scaled to length 1, points in every direction alike. */
function fillRandom(
  { qubits, re, im }: Columns,
  column: number,
  places: readonly number[],
  random: Random,
): void {
  const offset = column * 2 ** qubits;
  let norm = 0;
  for (let index = 0; index < 2 ** places.length; index++) {
    const radius = Math.sqrt(-2 * Math.log(1 - random.next()));
    const angle = 2 * Math.PI * random.next();
    const place = offset + spread(index, places);
    re[place] = radius * Math.cos(angle);
    im[place] = radius * Math.sin(angle);
    norm += radius * radius;
  }
  const scale = 1 / Math.sqrt(norm);
  for (let row = offset; row < offset + 2 ** qubits; row++) {
    re[row] = (re[row] ?? 0) * scale;
    im[row] = (im[row] ?? 0) * scale;
  }
}

/** Bit i of the index at place `places[i]`. */
export function spread(index: number, places: readonly number[]): number {
  let spreadOut = 0;
  for (const [bit, place] of places.entries()) spreadOut |= ((index >> bit) & 1) << place;
  return spreadOut;
}

export type KnownGate = (GateInstruction & { readonly angles: readonly number[] }) | UnitaryInstruction;

/** The matrix of an instruction without its controls. */
export function knownMatrix(instruction: KnownGate): Matrix {
  return instruction.kind === 'unitary'
    ? instruction.matrix
    : primitiveGate(instruction.gate).matrix(instruction.angles);
}

/** Applies a gate to every column in place. */
export function applyGate(columns: Columns, instruction: KnownGate): void {
  const { mask, want } = controlMask(instruction.controls);
  const matrix = knownMatrix(instruction);
  const [first = 0] = instruction.qubits;
  if (instruction.qubits.length === 1) applyOne(columns, matrix, 1 << first, mask, want);
  else applyMany(columns, matrix, instruction.qubits, mask, want);
}

function controlMask(controls: readonly Control[]): { readonly mask: number; readonly want: number } {
  let [mask, want] = [0, 0];
  for (const { qubit, state } of controls) {
    mask |= 1 << qubit;
    want |= state << qubit;
  }
  return { mask, want };
}

function applyOne(columns: Columns, matrix: Matrix, bit: number, mask: number, want: number): void {
  const at = (row: number, column: number) => matrices.element(matrix, row, column);
  const [a, b, c, d] = [at(0, 0), at(0, 1), at(1, 0), at(1, 1)];
  if (b.re === 0 && b.im === 0 && c.re === 0 && c.im === 0) {
    scaleWhere(columns, a, mask | bit, want);
    scaleWhere(columns, d, mask | bit, want | bit);
    return;
  }
  const { re, im } = columns;
  const [ar, ai, br, bi] = [a.re, a.im, b.re, b.im];
  const [cr, ci, dr, di] = [c.re, c.im, d.re, d.im];
  for (let base = 0; base < re.length; base += 2 * bit)
    for (let low = base; low < base + bit; low++) {
      if ((low & mask) !== want) continue;
      const high = low + bit;
      const x = re[low] ?? 0;
      const y = im[low] ?? 0;
      const u = re[high] ?? 0;
      const v = im[high] ?? 0;
      re[low] = ar * x - ai * y + br * u - bi * v;
      im[low] = ar * y + ai * x + br * v + bi * u;
      re[high] = cr * x - ci * y + dr * u - di * v;
      im[high] = cr * y + ci * x + dr * v + di * u;
    }
}

/** Multiplies the amplitudes whose bits under the mask are the wanted ones. */
function scaleWhere({ re, im }: Columns, factor: Complex, mask: number, want: number): void {
  if (factor.re === 1 && factor.im === 0) return;
  for (let index = 0; index < re.length; index++) {
    if ((index & mask) !== want) continue;
    const x = re[index] ?? 0;
    const y = im[index] ?? 0;
    re[index] = factor.re * x - factor.im * y;
    im[index] = factor.re * y + factor.im * x;
  }
}

function applyMany(
  { re, im }: Columns,
  matrix: Matrix,
  qubits: readonly number[],
  mask: number,
  want: number,
): void {
  const offsets = matrix.map((_, index) => spread(index, qubits));
  const bits = offsets.at(-1) ?? 0;
  const flat = matrix.map((row) => row.map((entry) => entry));
  const before = offsets.map(() => ({ re: 0, im: 0 }));
  for (let base = 0; base < re.length; base++) {
    if ((base & bits) !== 0 || (base & mask) !== want) continue;
    for (const [index, offset] of offsets.entries())
      before[index] = { re: re[base | offset] ?? 0, im: im[base | offset] ?? 0 };
    for (const [row, offset] of offsets.entries()) {
      let [x, y] = [0, 0];
      for (const [column, value] of before.entries()) {
        const entry = flat[row]?.[column];
        if (entry === undefined) continue;
        x += entry.re * value.re - entry.im * value.im;
        y += entry.re * value.im + entry.im * value.re;
      }
      re[base | offset] = x;
      im[base | offset] = y;
    }
  }
}

/** The columns with each qubit's bit moved to another place. */
export function permuted(columns: Columns, places: readonly number[]): Columns {
  const result = empty(columns.qubits, columns.count);
  const rows = 2 ** columns.qubits;
  for (let row = 0; row < rows; row++) {
    const to = spread(row, places);
    for (let offset = 0; offset < columns.re.length; offset += rows) {
      result.re[offset + to] = columns.re[offset + row] ?? 0;
      result.im[offset + to] = columns.im[offset + row] ?? 0;
    }
  }
  return result;
}
