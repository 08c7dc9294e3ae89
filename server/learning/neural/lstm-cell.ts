import { sigmoid } from './activations.ts';
import type { Numbers } from './parameter-blocks.ts';

/**
 * The cell of a long short-term memory: c' = σ(f)·c + σ(i)·tanh(g) and h' = σ(o)·tanh(c'). Hochreiter and Schmidhuber,
 * Neural Computation 9, 1735 (1997), with the forget gate of Gers, Schmidhuber and Cummins (2000).
 */

/** The gates in the order of their numbers: input, forget, cell, output. */
export const lstmGates = ['input', 'forget', 'cell', 'output'] as const;

/** What a step of the cell needs to be gone back through. */
export interface CellStep {
  readonly hidden: Float64Array;
  readonly cell: Float64Array;
  readonly before: Numbers;
  /** The values of the four gates, one behind the other. */
  readonly gates: Float64Array;
}

/**
 * @param inner what goes into the four gates, one behind the other
 * @param before the cell's memory until now
 */
export function lstmStep(inner: Numbers, before: Numbers): CellStep {
  const size = before.length;
  const gates = Float64Array.from(inner, (z, place) =>
    Math.floor(place / size) === 2 ? Math.tanh(z) : sigmoid(z),
  );
  const at = (gate: number, place: number) => gates[gate * size + place] ?? 0;
  const cell = Float64Array.from(before, (c, place) => at(1, place) * c + at(0, place) * at(2, place));
  const hidden = cell.map((c, place) => at(3, place) * Math.tanh(c));
  return { hidden, cell, before, gates };
}

/** The slopes by what went into a step, from those by its hidden numbers and by its memory. */
export function lstmStepBack(
  { cell, before, gates }: CellStep,
  byHidden: Numbers,
  byCell: Numbers,
): { readonly inner: Float64Array; readonly before: Float64Array<ArrayBuffer> } {
  const size = before.length;
  const [inner, back] = [new Float64Array(4 * size), new Float64Array(size)];
  for (let place = 0; place < size; place++) {
    const [i = 0, f = 0, g = 0, o = 0] = lstmGates.map((_, gate) => gates[gate * size + place] ?? 0);
    const squashed = Math.tanh(cell[place] ?? 0);
    const outer = byHidden[place] ?? 0;
    const slope = (byCell[place] ?? 0) + outer * o * (1 - squashed * squashed);
    inner[place] = slope * g * i * (1 - i);
    inner[size + place] = slope * (before[place] ?? 0) * f * (1 - f);
    inner[2 * size + place] = slope * i * (1 - g * g);
    inner[3 * size + place] = outer * squashed * o * (1 - o);
    back[place] = slope * f;
  }
  return { inner, before: back };
}
