import type { Method } from './minimize.ts';
import type { Point, Slope } from './optimizer.ts';
import { type Ending, type Problem, type Search, slopeAt, tell } from './search.ts';
import { apply, diagonal, dot, minus, norm, plus, scaled, solved } from './vector.ts';

export interface SequentialSearchOptions {
  readonly iterations?: number;
  /** Ends when the value, or the point, changes by less. */
  readonly tolerance?: number;
}

/** A step is short enough when the value falls by this share of what the slope promised. */
const sufficient = 0.1;
/** A shortened step keeps at least this share. */
const shortest = 0.1;
const mostShortenings = 10;
/** How often the Hessian may be forgotten when its direction does not lead down. */
const mostResets = 5;

type Place = { readonly x: Point } & Slope;

/**
 * Sequential least squares programming where nothing is constrained: quasi-Newton steps with the Hessian itself kept, a
 * damped update and a line that is shortened by parabolas. Kraft, DFVLR-FB 88-28 (1988), with the defaults of SciPy's
 * `minimize(method='SLSQP')`.
 */
export function slsqp(options: SequentialSearchOptions = {}): Method {
  return {
    name: 'slsqp',
    usesGradients: true,
    takesBounds: false,
    search: (problem) => sequentialSearch(problem, options),
  };
}

function* sequentialSearch({ start }: Problem, options: SequentialSearchOptions): Search<Ending> {
  const { iterations = 100, tolerance = 1e-6 } = options;
  const unitHessian = diagonal(start.length, 1);
  let here: Place = { x: start, ...(yield* slopeAt(start)) };
  let hessian = unitHessian;
  let resets = 0;
  for (let count = 0; count < iterations; count++) {
    const direction = scaled(solved(hessian, here.gradient) ?? here.gradient, -1);
    const fall = dot(here.gradient, direction);
    if (Math.abs(fall) < tolerance) return { ...here, stopped: 'converged' };
    if (!(fall < 0)) {
      if (++resets > mostResets) return { ...here, stopped: 'stalled' };
      hessian = unitHessian;
      continue;
    }
    const next = yield* shortened(here, direction, fall);
    yield* tell(next.x, next.value);
    const step = minus(next.x, here.x);
    const isDone = Math.abs(next.value - here.value) < tolerance || norm(step) < tolerance;
    if (isDone) return { ...(next.value <= here.value ? next : here), stopped: 'converged' };
    hessian = updated(hessian, step, minus(next.gradient, here.gradient));
    here = next;
  }
  return { ...here, stopped: 'iterations' };
}

/** Goes along the direction, or as far as the value falls enough. */
function* shortened(here: Place, direction: Point, fall: number): Search<Place> {
  let [step, promised] = [direction, fall];
  for (let tries = 0; ; tries++) {
    const x = plus(here.x, step);
    const found = { x, ...(yield* slopeAt(x)) };
    const change = found.value - here.value;
    if (change <= sufficient * promised || tries >= mostShortenings) return found;
    const share = Math.max(promised / (2 * (promised - change)), shortest);
    [step, promised] = [scaled(step, share), share * promised];
  }
}

/** The damped update of Broyden, Fletcher, Goldfarb and Shanno, which keeps the Hessian positive (Powell 1978). */
function updated(hessian: readonly Point[], step: Point, change: Point): number[][] {
  const image = apply(hessian, step);
  const curvature = dot(step, image);
  const along = dot(step, change);
  const share = along < 0.2 * curvature ? (0.8 * curvature) / (curvature - along) : 1;
  const damped = plus(scaled(change, share), image, 1 - share);
  const length = dot(step, damped);
  return hessian.map((row, place) =>
    plus(plus(row, damped, (damped[place] ?? 0) / length), image, -(image[place] ?? 0) / curvature),
  );
}
