import { InterpolationSimplex } from './interpolation-simplex.ts';
import type { Method } from './minimize.ts';
import type { Point } from './optimizer.ts';
import { type Ending, type Problem, type Search, tell, valueAt } from './search.ts';
import { dot, norm, plus, scaled, unit } from './vector.ts';

export interface CobylaOptions {
  /** The radius of the first simplex, in units of the parameters. */
  readonly radius?: number;
  /** The radius at which the search ends. */
  readonly tolerance?: number;
  readonly evaluations?: number;
}

/** The share of its radius that a trust region keeps when a step fails, and by which it grows when one succeeds. */
const shrinkage = 0.5;
const growth = 2;
/** The shares of the predicted gain from which a step counts as fair, and as good. */
const fairRatio = 0.1;
const goodRatio = 0.7;

interface Trial {
  readonly step: Point;
  /** Of the step, and no more than the radius, whatever rounding says. */
  readonly length: number;
  /** The value at the end of the step; absent where it was too short to be tried. */
  readonly value?: number;
  readonly delta: number;
  readonly isBad: boolean;
}

/**
 * Linear models on a simplex within a trust region. Powell, "A direct search optimization method that models the objective
 * and constraint functions by linear interpolation" (1994), without constraints, with the updates of the radius of
 * PRIMA (Zhang 2023), which SciPy's `minimize(method='COBYLA')` runs.
 */
export function cobyla(options: CobylaOptions = {}): Method {
  return {
    name: 'cobyla',
    usesGradients: false,
    takesBounds: false,
    search: (problem) => trustRegionSearch(problem, options),
  };
}

function* trustRegionSearch({ start }: Problem, options: CobylaOptions): Search<Ending> {
  const { radius = 1, tolerance = 1e-4, evaluations = 1000 } = options;
  const asked = new Asked(evaluations);
  const simplex = yield* startSimplex(start, radius, asked);
  let rho = radius;
  let delta = radius;
  let last: Trial | undefined;
  while (!asked.isOver) {
    const hadShape = simplex.isWithin(2 * delta);
    last = yield* trustRegionStep(simplex, rho, delta, tolerance, asked);
    delta = last.delta;
    const isOver = last.isBad && hadShape && Math.max(delta, last.length) <= rho;
    if (last.isBad && !hadShape && !simplex.isWithin(2 * delta) && !asked.isOver)
      yield* improveShape(simplex, delta, tolerance, asked);
    if (isOver) {
      if (rho <= tolerance) break;
      delta = Math.max(rho / 2, smaller(rho, tolerance));
      rho = smaller(rho, tolerance);
    }
    yield* tell(asked.best.x, asked.best.value);
  }
  const isUntried = last?.value === undefined && last !== undefined && norm(last.step) > 1e-3 * tolerance;
  if (isUntried && !asked.isOver) yield* asked.value(plus(simplex.pole, last?.step ?? []));
  return { ...asked.best, stopped: rho <= tolerance && !asked.isOver ? 'converged' : 'evaluations' };
}

/** What was asked, how often, and the best of it. */
class Asked {
  best: { x: Point; value: number } = { x: [], value: Infinity };
  readonly #most: number;
  #count = 0;

  constructor(most: number) {
    this.#most = most;
  }

  get isOver(): boolean {
    return this.#count >= this.#most;
  }

  *value(x: Point): Search<number> {
    const value = yield* valueAt(x);
    this.#count++;
    if (value < this.best.value) this.best = { x, value };
    return value;
  }
}

/** One step along each axis, each from the best point until then. */
function* startSimplex(start: Point, radius: number, asked: Asked): Search<InterpolationSimplex> {
  const size = start.length;
  let pole = { x: start, value: yield* asked.value(start) };
  const steps = start.map((_, place) => unit(size, place, radius));
  const values: number[] = [];
  for (let place = 0; place < size && !asked.isOver; place++) {
    const x = plus(pole.x, unit(size, place, radius));
    const value = yield* asked.value(x);
    values.push(Math.max(value, pole.value));
    if (value >= pole.value) continue;
    for (let earlier = 0; earlier <= place; earlier++) (steps[earlier] as number[])[place] = -radius;
    pole = { x, value };
  }
  return new InterpolationSimplex(pole.x, pole.value, steps, values);
}

function* trustRegionStep(
  simplex: InterpolationSimplex,
  rho: number,
  delta: number,
  tolerance: number,
  asked: Asked,
): Search<Trial> {
  const gradient = simplex.gradient();
  const slope = norm(gradient);
  const step = slope > 0 ? scaled(gradient, -delta / slope) : scaled(gradient, 0);
  const length = Math.min(delta, norm(step));
  const predicted = -dot(step, gradient);
  const isShort = slope === 0 || !(predicted > 1e-6 * Number.EPSILON * rho);
  if (isShort) return { step, length, delta: floored(0.1 * delta, rho), isBad: true };
  const value = yield* valueNear(simplex, step, tolerance, asked);
  const gain = simplex.value - value;
  const ratio = gain / predicted;
  const next = floored(nextRadius(delta, length, ratio), rho);
  const dropped = simplex.vertexToDrop(step, gain > 0, Math.max(rho, next / 10));
  if (dropped !== undefined) simplex.replace(dropped, step, value);
  return { step, length, value, delta: next, isBad: ratio <= 0 || dropped === undefined };
}

function nextRadius(delta: number, step: number, ratio: number): number {
  if (ratio <= fairRatio) return shrinkage * step;
  return Math.max(shrinkage * delta, ratio <= goodRatio ? step : growth * step);
}

/** A radius that comes close to the resolution is set to it. */
function floored(delta: number, rho: number): number {
  return delta <= 1.5 * rho ? rho : delta;
}

/** Moves the farthest vertex to the side of the others, where the models see more. */
function* improveShape(
  simplex: InterpolationSimplex,
  delta: number,
  tolerance: number,
  asked: Asked,
): Search<void> {
  const vertex = simplex.farthest();
  const step = simplex.awayFrom(vertex, delta / 2);
  const value = yield* valueNear(simplex, step, tolerance, asked);
  simplex.replace(vertex, step, value);
}

/** The value at the end of a step from the pole; that of a vertex where one is all but there. */
function* valueNear(
  simplex: InterpolationSimplex,
  step: Point,
  tolerance: number,
  asked: Asked,
): Search<number> {
  return simplex.valueWithin(step, 1e-4 * tolerance) ?? (yield* asked.value(plus(simplex.pole, step)));
}

/** The next resolution on the way to the last: fast while far, straight there when near. */
function smaller(rho: number, last: number): number {
  const ratio = rho / last;
  if (ratio > 250) return 0.1 * rho;
  return ratio <= 16 ? last : Math.sqrt(ratio) * last;
}
