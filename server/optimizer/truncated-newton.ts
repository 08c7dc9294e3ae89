import { type GradientSearchOptions, updatedInverse } from './bfgs.ts';
import { lineSearch } from './line-search.ts';
import type { Method } from './minimize.ts';
import type { Point, Slope } from './optimizer.ts';
import { type Ending, type Problem, type Search, slopeAt, tell } from './search.ts';
import { apply, diagonal, dot, largest, minus, norm, plus, scaled } from './vector.ts';

const wolfe = { decrease: 1e-4, curvature: 0.25, width: 1e-14, least: 1e-100, most: 1e100 };

/** How far from the point slopes are compared, for its Hessian. */
const difference = 1.5e-8;
/** The inner search ends when a step improves the model by less than this share of the mean. */
const flat = 0.5;
const mostInner = 50;
/** A value that changes by less does not change. */
const still = 1e-8;

type Place = { readonly x: Point } & Slope;

/**
 * Truncated Newton: the Newton step by a few conjugate gradients, the Hessian felt only through slopes nearby. Nash, SIAM J.
 * Numer. Anal. 21, 770 (1984), as SciPy's `minimize(method='TNC')` without bounds, preconditioned by what
 * the steps so far tell of the inverse Hessian (Morales and Nocedal, SIAM J. Optim. 10, 1079 (2000)).
 */
export function truncatedNewton(options: GradientSearchOptions = {}): Method {
  return {
    name: 'tnc',
    usesGradients: true,
    takesBounds: false,
    search: (problem) => newtonSearch(problem, options),
  };
}

function* newtonSearch({ start }: Problem, options: GradientSearchOptions): Search<Ending> {
  const { iterations = 200 * start.length, tolerance = 1e-5 } = options;
  let here: Place = { x: start, ...(yield* slopeAt(start)) };
  let inverse: Point[] = diagonal(start.length, 1);
  for (let count = 0; largest(here.gradient) > tolerance; count++) {
    if (count >= iterations) return { ...here, stopped: 'iterations' };
    const direction = yield* newtonStep(here, inverse);
    const next = yield* lineSearch(here, direction, 1, wolfe, 100);
    if (next === undefined) return { ...here, stopped: 'stalled' };
    yield* tell(next.x, next.value);
    if (Math.abs(next.value - here.value) < still) return { ...next, stopped: 'converged' };
    inverse = updatedInverse(inverse, minus(next.x, here.x), minus(next.gradient, here.gradient));
    here = next;
  }
  return { ...here, stopped: 'converged' };
}

/** Conjugate gradients on the quadratic model, preconditioned, until it is flat or bends down. */
function* newtonStep(here: Place, inverse: readonly Point[]): Search<Point> {
  let step: Point = here.x.map(() => 0);
  let rest: Point = scaled(here.gradient, -1);
  let improved: Point = apply(inverse, rest);
  let way = improved;
  let model = 0;
  const most = Math.max(1, Math.min(mostInner, Math.ceil(here.x.length / 2)));
  for (let count = 1; count <= most; count++) {
    const image = yield* hessianTimes(here, way);
    const curvature = dot(way, image);
    if (!(curvature > 0)) return count === 1 ? improved : step;
    const size = dot(rest, improved) / curvature;
    step = plus(step, way, size);
    const next = plus(rest, image, -size);
    const lower = -0.5 * (dot(step, next) - dot(step, here.gradient));
    if (count * (1 - model / lower) <= flat || norm(next) <= 1e-12 * norm(here.gradient)) return step;
    model = lower;
    const nextImproved = apply(inverse, next);
    way = plus(nextImproved, way, dot(next, nextImproved) / dot(rest, improved));
    [rest, improved] = [next, nextImproved];
  }
  return step;
}

/** The Hessian applied to a vector, by the slope a little further along it. */
function* hessianTimes({ x, gradient }: Place, vector: Point): Search<Point> {
  const width = (difference * (1 + norm(x))) / norm(vector);
  const nearby = yield* slopeAt(plus(x, vector, width));
  return scaled(minus(nearby.gradient, gradient), 1 / width);
}
