import type { GradientSearchOptions } from './bfgs.ts';
import { firstStep, lineSearch } from './line-search.ts';
import type { Method } from './minimize.ts';
import type { Point } from './optimizer.ts';
import { type Ending, type Problem, type Search, slopeAt, tell } from './search.ts';
import { dot, largest, minus, norm, plus, scaled } from './vector.ts';

const wolfe = { decrease: 1e-4, curvature: 0.4, width: 1e-14, least: 1e-100, most: 1e100 };

/** The least share of the steepest descent that a direction has to keep (Gilbert and Nocedal, SIAM J. Optim. 2, 21, 1992). */
const sufficientDescent = 0.01;

/**
 * Nonlinear conjugate gradients of Polak and Ribière, with the defaults of SciPy's `minimize(method='CG')`. A direction that
 * does not lead down enough is replaced by the steepest one, where the reference searches the line once more.
 */
export function conjugateGradient(options: GradientSearchOptions = {}): Method {
  return {
    name: 'cg',
    usesGradients: true,
    takesBounds: false,
    search: (problem) => conjugateSearch(problem, options),
  };
}

function* conjugateSearch({ start }: Problem, options: GradientSearchOptions): Search<Ending> {
  const { iterations = 200 * start.length, tolerance = 1e-5 } = options;
  let here = { x: start, ...(yield* slopeAt(start)) };
  let before = here.value + norm(here.gradient) / 2;
  let direction: Point = scaled(here.gradient, -1);
  for (let count = 0; largest(here.gradient) > tolerance; count++) {
    if (count >= iterations) return { ...here, stopped: 'iterations' };
    const first = firstStep(here.value, before, dot(here.gradient, direction));
    const next = yield* lineSearch(here, direction, first, wolfe, 100);
    if (next === undefined) return { ...here, stopped: 'stalled' };
    yield* tell(next.x, next.value);
    direction = nextDirection(direction, here.gradient, next.gradient);
    before = here.value;
    here = next;
  }
  return { ...here, stopped: 'converged' };
}

function nextDirection(direction: Point, before: Point, gradient: Point): Point {
  const beta = Math.max(0, dot(minus(gradient, before), gradient) / dot(before, before));
  const conjugate = plus(scaled(gradient, -1), direction, beta);
  const isDown = dot(conjugate, gradient) <= -sufficientDescent * dot(gradient, gradient);
  return isDown ? conjugate : scaled(gradient, -1);
}
