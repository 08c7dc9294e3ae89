import type { LimitedMemory } from './limited-memory.ts';
import type { Bounds, Point, Slope } from './optimizer.ts';
import { apply, diagonal, dot, inverse, minus, plus } from './vector.ts';

/** Minima of the quadratic model of a function within bounds. Byrd, Lu, Nocedal and Zhu (1995). */

type Here = { readonly x: Point } & Slope;

export interface CauchyPoint {
  readonly x: Point;
  /** Wᵀ(x − here). */
  readonly moved: Point;
  readonly isFree: readonly boolean[];
}

/** The first minimum of the model along the steepest descent, bent where it meets a bound: their algorithm CP. */
export function cauchyPoint({ x, gradient }: Here, bounds: Bounds, memory: LimitedMemory): CauchyPoint {
  const ends = gradient.map((slope, place) => breakpoint(slope, x[place] ?? 0, place, bounds));
  const direction = gradient.map((slope, place) => (ends[place] === 0 ? 0 : -slope));
  const order = [...ends.keys()]
    .filter((place) => (ends[place] ?? 0) > 0)
    .sort((a, b) => (ends[a] ?? 0) - (ends[b] ?? 0));
  let projected = memory.project(direction);
  let moved = projected.map(() => 0);
  let slope = -dot(direction, direction);
  let curvature = -memory.scale * slope - dot(projected, memory.middle(projected));
  const flattest = Number.EPSILON * curvature;
  let time = 0;
  const isAtBound = ends.map((end) => end === 0);
  for (const place of order) {
    const end = ends[place] ?? Infinity;
    if (-slope / curvature < end - time) break;
    const passed = end - time;
    const rate = gradient[place] ?? 0;
    const row = memory.row(place);
    const gone = end * (direction[place] ?? 0);
    moved = plus(moved, projected, passed);
    slope +=
      passed * curvature + rate * rate + memory.scale * rate * gone - rate * dot(row, memory.middle(moved));
    curvature -=
      memory.scale * rate * rate +
      2 * rate * dot(row, memory.middle(projected)) +
      rate * rate * dot(row, memory.middle(row));
    curvature = Math.max(curvature, flattest);
    projected = plus(projected, row, rate);
    direction[place] = 0;
    isAtBound[place] = true;
    time = end;
  }
  const rest = slope < 0 ? -slope / curvature : 0;
  const reached = x.map((entry, place) =>
    isAtBound[place] === true
      ? boundReached(entry, gradient[place] ?? 0, place, bounds)
      : entry + (time + rest) * (direction[place] ?? 0),
  );
  return { x: reached, moved: plus(moved, projected, rest), isFree: isAtBound.map((is) => !is) };
}

/** How far along the steepest descent a parameter meets its bound. */
function breakpoint(slope: number, here: number, place: number, { lower, upper }: Bounds): number {
  if (slope === 0) return Infinity;
  const bound = (slope < 0 ? upper[place] : lower[place]) ?? Infinity;
  return Math.max(0, (here - bound) / slope);
}

function boundReached(here: number, slope: number, place: number, { lower, upper }: Bounds): number {
  return (slope < 0 ? upper[place] : lower[place]) ?? here;
}

/**
 * The minimum of the model over the parameters that are free at the Cauchy point, taken back into the bounds: projected where
 * the projection still leads down, else shortened.
 */
export function subspaceMinimum(
  here: Here,
  bounds: Bounds,
  memory: LimitedMemory,
  cauchy: CauchyPoint,
): Point {
  const free = [...cauchy.isFree.keys()].filter((place) => cauchy.isFree[place] === true);
  if (free.length === 0 || memory.isEmpty) return cauchy.x;
  const step = freeStep(here, memory, cauchy, free);
  const wanted = plus(cauchy.x, step);
  const projected = wanted.map((entry, place) =>
    Math.min(Math.max(entry, bounds.lower[place] ?? -Infinity), bounds.upper[place] ?? Infinity),
  );
  if (dot(minus(projected, here.x), here.gradient) < 0) return projected;
  return plus(cauchy.x, step, shareWithin(cauchy.x, step, bounds));
}

/** The Newton step of the model in the free parameters, by the Sherman–Morrison–Woodbury formula. */
function freeStep(here: Here, memory: LimitedMemory, cauchy: CauchyPoint, free: readonly number[]): Point {
  const { scale } = memory;
  const pulled = memory.middle(cauchy.moved);
  const rows = free.map((place) => memory.row(place));
  const residual = free.map((place, index) => {
    const gone = (cauchy.x[place] ?? 0) - (here.x[place] ?? 0);
    return (here.gradient[place] ?? 0) + scale * gone - dot(rows[index] ?? [], pulled);
  });
  const size = pulled.length;
  const columns = Array.from({ length: size }, (_, column) => rows.map((row) => row[column] ?? 0));
  const gram = columns.map((one) => columns.map((other) => dot(one, other) / scale));
  const kernel = diagonal(size, 1).map((row, place) => {
    const weights = memory.matrix[place] ?? [];
    return row.map((entry, column) => entry - dot(weights, gram[column] ?? []));
  });
  const correction = apply(inverse(kernel) ?? diagonal(size, 0), memory.middle(apply(columns, residual)));
  const step = here.x.map(() => 0);
  for (const [index, place] of free.entries())
    step[place] = -(residual[index] ?? 0) / scale - dot(rows[index] ?? [], correction) / (scale * scale);
  return step;
}

/** The largest share of a step, at most all of it, that stays within the bounds. */
function shareWithin(x: Point, step: Point, { lower, upper }: Bounds): number {
  const shares = step.map((entry, place) => {
    const bound = (entry < 0 ? lower[place] : upper[place]) ?? Infinity;
    return entry === 0 ? 1 : (bound - (x[place] ?? 0)) / entry;
  });
  return Math.max(
    0,
    shares.reduce((least, share) => Math.min(least, share), 1),
  );
}
