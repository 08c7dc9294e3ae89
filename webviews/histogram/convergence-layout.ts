import { scaleLinear } from 'd3-scale';
import type { IterationResult } from '../../server/protocol/index.ts';

export interface ConvergenceSize {
  readonly width: number;
  readonly height: number;
}

interface Tick {
  readonly at: number;
  readonly text: string;
}

export interface ConvergenceLayout extends ConvergenceSize {
  /** SVG paths: the value of each iteration, and the least until then. */
  readonly values: string;
  readonly best: string;
  readonly rows: readonly Tick[];
  readonly columns: readonly Tick[];
  readonly left: number;
  readonly bottom: number;
}

const margin = { top: 10, right: 12, bottom: 24, left: 70 };

/** The most points that a line is drawn through: more than there are pixels shows nothing new. */
const mostPoints = 1500;

/** Lines of the values over the iterations, in pixels. */
export function layoutConvergence(
  history: readonly IterationResult[],
  { width, height }: ConvergenceSize,
): ConvergenceLayout {
  const finite = history.filter(({ value }) => Number.isFinite(value));
  const values = finite.flatMap(({ value, best }) => (Number.isFinite(best) ? [value, best] : [value]));
  const [low, high] = values.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Infinity, -Infinity],
  );
  const room = high > low ? 0 : Math.max(1e-6, Math.abs(low) * 1e-3);
  const first = finite[0]?.iteration ?? 1;
  const last = Math.max(first + 1, finite.at(-1)?.iteration ?? 1);
  const x = scaleLinear([first, last], [margin.left, width - margin.right]);
  const y = scaleLinear([low - room, high + room], [height - margin.bottom, margin.top]);
  const shown = thinned(finite);
  return {
    width,
    height,
    values: line(shown.map(({ iteration, value }) => [x(iteration), y(value)])),
    best: line(shown.map(({ iteration, best }) => [x(iteration), y(best)])),
    rows: finite.length === 0 ? [] : y.ticks(5).map((tick) => ({ at: y(tick), text: y.tickFormat(5)(tick) })),
    columns: x
      .ticks(6)
      .filter(Number.isInteger)
      .map((tick) => ({ at: x(tick), text: String(tick) })),
    left: margin.left,
    bottom: height - margin.bottom,
  };
}

/** Evenly spaced ones of many iterations, the last among them. */
function thinned(history: readonly IterationResult[]): readonly IterationResult[] {
  if (history.length <= mostPoints) return history;
  const stride = Math.ceil(history.length / mostPoints);
  return history.filter((_, place) => (history.length - 1 - place) % stride === 0);
}

function line(points: readonly (readonly [x: number, y: number])[]): string {
  return points
    .filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y))
    .map(([x, y], place) => `${place === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`)
    .join('');
}
