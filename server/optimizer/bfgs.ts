import { firstStep, lineSearch } from './line-search.ts';
import type { Method } from './minimize.ts';
import type { Point } from './optimizer.ts';
import { type Ending, type Problem, type Search, slopeAt, tell } from './search.ts';
import { apply, diagonal, dot, largest, minus, norm, plus, scaled } from './vector.ts';

export interface GradientSearchOptions {
  /** 200 for each parameter where it is left out. */
  readonly iterations?: number;
  /** Ends when no derivative is larger. */
  readonly tolerance?: number;
}

const wolfe = { decrease: 1e-4, curvature: 0.9, width: 1e-14, least: 1e-100, most: 1e100 };

/**
 * A quasi-Newton method that keeps the inverse of the Hessian whole. Nocedal and Wright, "Numerical Optimization" (2006),
 * algorithm 6.1, with the defaults of SciPy's `minimize(method='BFGS')`.
 */
export function bfgs(options: GradientSearchOptions = {}): Method {
  return {
    name: 'bfgs',
    usesGradients: true,
    takesBounds: false,
    search: (problem) => quasiNewtonSearch(problem, options),
  };
}

function* quasiNewtonSearch({ start }: Problem, options: GradientSearchOptions): Search<Ending> {
  const { iterations = 200 * start.length, tolerance = 1e-5 } = options;
  let here = { x: start, ...(yield* slopeAt(start)) };
  /** A value before the first that makes the first step about as long as one unit. */
  let before = here.value + norm(here.gradient) / 2;
  let hessianInverse: Point[] = diagonal(start.length, 1);
  for (let count = 0; largest(here.gradient) > tolerance; count++) {
    if (count >= iterations) return { ...here, stopped: 'iterations' };
    const direction = scaled(apply(hessianInverse, here.gradient), -1);
    const first = firstStep(here.value, before, dot(here.gradient, direction));
    const next = yield* lineSearch(here, direction, first, wolfe, 100);
    if (next === undefined) return { ...here, stopped: 'stalled' };
    yield* tell(next.x, next.value);
    const moved = scaled(direction, next.step);
    hessianInverse = updatedInverse(hessianInverse, moved, minus(next.gradient, here.gradient));
    before = here.value;
    here = next;
  }
  return { ...here, stopped: 'converged' };
}

/** The inverse Hessian that explains the last step too: (I − ρsyᵀ)·H·(I − ρysᵀ) + ρssᵀ with ρ = 1/yᵀs. It stays as it is where yᵀs is not positive. */
export function updatedInverse(inverse: Point[], step: Point, change: Point): Point[] {
  const along = dot(step, change);
  if (along <= 0) return inverse;
  const rho = 1 / along;
  const turned = apply(inverse, change);
  const factor = rho * rho * dot(change, turned) + rho;
  return inverse.map((row, place) => {
    const [own, image] = [step[place] ?? 0, turned[place] ?? 0];
    return plus(plus(row, step, factor * own - rho * image), turned, -rho * own);
  });
}
