import { cauchyPoint, subspaceMinimum } from './bounded-model.ts';
import { LimitedMemory } from './limited-memory.ts';
import { type LineStep, lineSearch } from './line-search.ts';
import type { Method } from './minimize.ts';
import type { Bounds, Point, Slope } from './optimizer.ts';
import { type Ending, type Problem, type Search, slopeAt, tell } from './search.ts';
import { minus, norm } from './vector.ts';

export interface LbfgsbOptions {
  readonly iterations?: number;
  /** Ends when no projected derivative is larger. */
  readonly tolerance?: number;
  /** How many steps the model of the curvature remembers. */
  readonly memory?: number;
}

/** The relative decrease of the value below which the search ends. */
const valueTolerance = 2.2204460492503131e-9;
const wolfe = { decrease: 1e-3, curvature: 0.9, width: 0.1, least: 0 };
const tries = 20;

/**
 * Quasi-Newton steps within bounds, with little memory. Byrd, Lu, Nocedal and Zhu, "A limited memory algorithm for bound
 * constrained optimization", SIAM J. Sci. Comput. 16, 1190 (1995), with the projection of version 3.0 (Morales and
 * Nocedal, ACM TOMS 38, 7, 2011) and the defaults of SciPy's `minimize(method='L-BFGS-B')`.
 */
export function lbfgsb(options: LbfgsbOptions = {}): Method {
  return {
    name: 'l_bfgs_b',
    usesGradients: true,
    takesBounds: true,
    search: (problem) => boundedSearch(problem, options),
  };
}

type Here = { readonly x: Point } & Slope;

function* boundedSearch(
  { start, bounds = unbounded(start) }: Problem,
  options: LbfgsbOptions,
): Search<Ending> {
  const { iterations = 15000, tolerance = 1e-5, memory: length = 10 } = options;
  const x = within(start, bounds);
  let here: Here = { x, ...(yield* slopeAt(x)) };
  const memory = new LimitedMemory(length);
  let count = 0;
  while (projectedSlope(here, bounds) > tolerance) {
    if (count >= iterations) return { ...here, stopped: 'iterations' };
    const next = yield* oneStep(here, bounds, memory, count === 0);
    if (next === undefined && memory.isEmpty) return { ...here, stopped: 'stalled' };
    if (next === undefined) {
      memory.forget();
      continue;
    }
    count++;
    yield* tell(next.x, next.value);
    const scale = Math.max(Math.abs(here.value), Math.abs(next.value), 1);
    const isFlat = here.value - next.value <= valueTolerance * scale;
    if (projectedSlope(next, bounds) <= tolerance || isFlat) return { ...next, stopped: 'converged' };
    memory.remember(minus(next.x, here.x), minus(next.gradient, here.gradient), here.gradient);
    here = next;
  }
  return { ...here, stopped: 'converged' };
}

/** A step to the minimum of the model within the bounds, as long as the line search finds it. */
function* oneStep(
  here: Here,
  bounds: Bounds,
  memory: LimitedMemory,
  isFirst: boolean,
): Search<LineStep | undefined> {
  const cauchy = cauchyPoint(here, bounds, memory);
  const target = subspaceMinimum(here, bounds, memory, cauchy);
  const direction = minus(target, here.x);
  const most = longestStep(here.x, direction, bounds, isFirst);
  const isBoxed = [...bounds.lower, ...bounds.upper].every(Number.isFinite);
  const first = isFirst && !isBoxed ? Math.min(1 / norm(direction), most) : 1;
  const step = yield* lineSearch(here, direction, first, { ...wolfe, most }, tries);
  return step === undefined ? undefined : { ...step, x: within(step.x, bounds) };
}

/** How far the direction may be followed. */
function longestStep(x: Point, direction: Point, { lower, upper }: Bounds, isFirst: boolean): number {
  const isFree = [...lower, ...upper].every((bound) => !Number.isFinite(bound));
  if (isFree) return 1e10;
  if (isFirst) return 1;
  return direction.reduce((most, slope, place) => {
    const bound = (slope < 0 ? lower[place] : upper[place]) ?? Infinity;
    return slope === 0 ? most : Math.min(most, (bound - (x[place] ?? 0)) / slope);
  }, 1e10);
}

/** The largest derivative that does not push against a bound, as far as it could move its parameter. */
function projectedSlope({ x, gradient }: Here, { lower, upper }: Bounds): number {
  return gradient.reduce((most, slope, place) => {
    const here = x[place] ?? 0;
    const room = slope < 0 ? (upper[place] ?? Infinity) - here : here - (lower[place] ?? -Infinity);
    return Math.max(most, Math.min(Math.abs(slope), room));
  }, 0);
}

function unbounded(start: Point): Bounds {
  return { lower: start.map(() => -Infinity), upper: start.map(() => Infinity) };
}

function within(x: Point, { lower, upper }: Bounds): number[] {
  return x.map((entry, place) =>
    Math.min(Math.max(entry, lower[place] ?? -Infinity), upper[place] ?? Infinity),
  );
}
