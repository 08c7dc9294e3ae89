import { type LinePoint, brentMinimum } from './line-minimum.ts';
import type { Method } from './minimize.ts';
import type { Point } from './optimizer.ts';
import { type Ending, type Problem, type Search, tell, valueAt } from './search.ts';
import { minus, plus, scaled, unit } from './vector.ts';

export interface PowellOptions {
  /** 1000 for each parameter where it is left out. */
  readonly iterations?: number;
  /** Ends when an iteration changes the value by less than this, relative to it; lines are searched to a hundred times it. */
  readonly tolerance?: number;
}

interface Place {
  readonly x: Point;
  readonly value: number;
}

/**
 * Minima along directions that become conjugate. Powell, "An efficient method for finding the minimum of a function of
 * several variables without calculating derivatives", Computer Journal 7, 155 (1964), as SciPy's `minimize(method='Powell')`.
 */
export function powell(options: PowellOptions = {}): Method {
  return {
    name: 'powell',
    usesGradients: false,
    takesBounds: false,
    search: (problem) => directionSearch(problem, options),
  };
}

function* directionSearch({ start }: Problem, options: PowellOptions): Search<Ending> {
  const { iterations = 1000 * start.length, tolerance = 1e-4 } = options;
  const directions: Point[] = start.map((_, place) => unit(start.length, place));
  let here: Place = { x: start, value: yield* valueAt(start) };
  /** Where the directions of the iteration before had led. */
  let anchor = start;
  for (let count = 1; ; count++) {
    const before = here;
    let steepest = { place: 0, gain: 0 };
    for (const [place, direction] of directions.entries()) {
      const next = yield* lineMinimum(here, direction, tolerance);
      if (here.value - next.value > steepest.gain) steepest = { place, gain: here.value - next.value };
      here = next;
    }
    yield* tell(here.x, here.value);
    const scale = tolerance * (Math.abs(before.value) + Math.abs(here.value)) + 1e-20;
    if (2 * (before.value - here.value) <= scale) return { ...here, stopped: 'converged' };
    if (count >= iterations) return { ...here, stopped: 'iterations' };
    const along = minus(here.x, anchor);
    anchor = here.x;
    const further = yield* valueAt(plus(here.x, along));
    if (!isWorthwhile(before.value, here.value, further, steepest.gain)) continue;
    const next = yield* lineMinimum(here, along, tolerance);
    const moved = minus(next.x, here.x);
    here = next;
    if (moved.every((entry) => entry === 0)) continue;
    directions[steepest.place] = directions.at(-1) as Point;
    directions[directions.length - 1] = moved;
  }
}

/** Whether the way of the whole iteration is a better direction than the one that gained most. */
function isWorthwhile(before: number, here: number, further: number, gain: number): boolean {
  if (before <= further) return false;
  const rest = before - here - gain;
  return 2 * (before + further - 2 * here) * rest * rest - gain * (before - further) ** 2 < 0;
}

function* lineMinimum(from: Place, direction: Point, tolerance: number): Search<Place> {
  if (direction.every((entry) => entry === 0)) return from;
  const least: LinePoint = yield* brentMinimum((at) => valueAt(plus(from.x, direction, at)), 100 * tolerance);
  return { x: plus(from.x, scaled(direction, least.at)), value: least.value };
}
