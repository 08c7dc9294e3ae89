import { type Columns, spread } from './columns.ts';

/** Σ over columns of ⟨a|b⟩ by the outcomes of the measured qubits. */
export type OverlapParts = Map<number, { re: number; im: number }>;

export function addOverlap(parts: OverlapParts, a: Columns, b: Columns, measured: readonly number[]): void {
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
export function sizeOf(parts: OverlapParts): number {
  return [...parts.values()].reduce((sum, { re, im }) => sum + Math.hypot(re, im), 0);
}

export function overlap(a: Columns, b: Columns, measured: readonly number[]): number {
  const parts: OverlapParts = new Map();
  addOverlap(parts, a, b, measured);
  return sizeOf(parts);
}
