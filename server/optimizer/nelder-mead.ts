import type { Method } from './minimize.ts';
import type { Bounds, Point } from './optimizer.ts';
import { type Ending, type Problem, type Search, tell, valueAt } from './search.ts';
import { minus, plus, scaled } from './vector.ts';

export interface NelderMeadOptions {
  /** 200 for each parameter where it is left out. */
  readonly iterations?: number;
  readonly evaluations?: number;
  /** Ends when all corners are this close to the best, in each parameter and in value. */
  readonly tolerance?: number;
  /** Coefficients that fit many parameters (Gao and Han 2012). */
  readonly isAdaptive?: boolean;
}

interface Corner {
  readonly x: Point;
  readonly value: number;
}

interface Coefficients {
  readonly expansion: number;
  readonly contraction: number;
  readonly shrinkage: number;
}

/**
 * The downhill simplex. Nelder and Mead, "A simplex method for function minimization", Computer Journal 7, 308 (1965),
 * with the start simplex, order of comparisons and limits of SciPy's `minimize(method='Nelder-Mead')`.
 */
export function nelderMead(options: NelderMeadOptions = {}): Method {
  return {
    name: 'nelder_mead',
    usesGradients: false,
    takesBounds: true,
    search: (problem) => simplexSearch(problem, options),
  };
}

function* simplexSearch(problem: Problem, options: NelderMeadOptions): Search<Ending> {
  const size = problem.start.length;
  const isLimited = options.iterations !== undefined || options.evaluations !== undefined;
  const limit = isLimited ? Infinity : 200 * size;
  const { iterations = limit, evaluations = limit, tolerance = 1e-4 } = options;
  const coefficients = coefficientsFor(size, options.isAdaptive === true);
  let corners: Corner[] = [];
  for (const x of startSimplex(problem)) corners.push({ x, value: yield* valueAt(x) });
  let used = corners.length;
  // The first iteration of the reference's count is the start simplex.
  for (let count = 1; ; count++) {
    corners = corners.toSorted((a, b) => a.value - b.value);
    const best = corners[0] as Corner;
    if (count > 1) yield* tell(best.x, best.value);
    if (used >= evaluations) return { ...best, stopped: 'evaluations' };
    if (count >= iterations) return { ...best, stopped: 'iterations' };
    if (isSmall(corners, tolerance)) return { ...best, stopped: 'converged' };
    const moved = yield* move(corners, coefficients, problem.bounds);
    corners = moved.corners;
    used += moved.evaluations;
  }
}

function coefficientsFor(size: number, isAdaptive: boolean): Coefficients {
  return isAdaptive
    ? { expansion: 1 + 2 / size, contraction: 0.75 - 1 / (2 * size), shrinkage: 1 - 1 / size }
    : { expansion: 2, contraction: 0.5, shrinkage: 0.5 };
}

/** The start and, for each parameter, a corner 5 % further on, or 0.00025 where it is zero. */
function startSimplex({ start, bounds }: Problem): Point[] {
  const first = clipped(start, bounds);
  const others = first.map((_, place) =>
    first.map((entry, index) => (index !== place ? entry : entry === 0 ? 0.00025 : 1.05 * entry)),
  );
  return [first, ...others].map((corner) => clipped(reflected(corner, bounds), bounds));
}

/** A corner beyond its upper bound is reflected inwards, so that the simplex stays one. */
function reflected(corner: Point, bounds: Bounds | undefined): Point {
  return corner.map((entry, place) => {
    const most = bounds?.upper[place] ?? Infinity;
    return entry > most ? 2 * most - entry : entry;
  });
}

function clipped(x: Point, bounds: Bounds | undefined): Point {
  if (bounds === undefined) return x;
  return x.map((entry, place) =>
    Math.min(Math.max(entry, bounds.lower[place] ?? -Infinity), bounds.upper[place] ?? Infinity),
  );
}

function isSmall(corners: readonly Corner[], tolerance: number): boolean {
  const [best, ...others] = corners as [Corner, ...Corner[]];
  return others.every(
    ({ x, value }) =>
      Math.abs(best.value - value) <= tolerance &&
      minus(x, best.x).every((difference) => Math.abs(difference) <= tolerance),
  );
}

/** One move of the worst corner, or of all corners towards the best. */
function* move(
  corners: readonly Corner[],
  { expansion, contraction, shrinkage }: Coefficients,
  bounds: Bounds | undefined,
): Search<{ corners: Corner[]; evaluations: number }> {
  const kept = corners.slice(0, -1);
  const worst = corners.at(-1) as Corner;
  const centre = scaled(
    kept.map(({ x }) => x).reduce((sum, x) => plus(sum, x)),
    1 / kept.length,
  );
  const along = (factor: number) => tried(plus(scaled(centre, 1 + factor), worst.x, -factor), bounds);
  const reflection = yield* along(1);
  const [best, second] = [corners[0] as Corner, corners.at(-2) as Corner];
  if (reflection.value < best.value) {
    const expanded = yield* along(expansion);
    const better = expanded.value < reflection.value ? expanded : reflection;
    return { corners: [...kept, better], evaluations: 2 };
  }
  if (reflection.value < second.value) return { corners: [...kept, reflection], evaluations: 1 };
  const isOutside = reflection.value < worst.value;
  const contracted = yield* along(isOutside ? contraction : -contraction);
  const isBetter = isOutside ? contracted.value <= reflection.value : contracted.value < worst.value;
  if (isBetter) return { corners: [...kept, contracted], evaluations: 2 };
  const shrunk: Corner[] = [best];
  for (const { x } of corners.slice(1))
    shrunk.push(yield* tried(plus(best.x, minus(x, best.x), shrinkage), bounds));
  return { corners: shrunk, evaluations: 1 + shrunk.length };
}

function* tried(wanted: Point, bounds: Bounds | undefined): Search<Corner> {
  const x = clipped(wanted, bounds);
  return { x, value: yield* valueAt(x) };
}
