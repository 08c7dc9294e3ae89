import type { Method } from './minimize.ts';
import { type Point, UnfitObjective } from './optimizer.ts';
import { type Ending, type Problem, type Search, tell, valueAt, valuesAt } from './search.ts';
import { plus, unit } from './vector.ts';

export interface RotosolveOptions {
  /** Sweeps over all parameters. */
  readonly iterations?: number;
  /** Ends when a sweep lowers the value by less. */
  readonly tolerance?: number;
}

/** How far an exact value may be from its sinusoid before the parameter is taken to be none. */
const sinusoidTolerance = 1e-6;

/**
 * Each parameter in turn to the minimum of the sinusoid that the value is in it. Ostaszewski, Grant and Benedetti, Quantum 5,
 * 391 (2021). It holds where each parameter is the angle of one gate exp(−iθP/2); an exact objective that is different
 * is refused after the first sweep.
 */
export function rotosolve(options: RotosolveOptions = {}): Method {
  return {
    name: 'rotosolve',
    usesGradients: false,
    takesBounds: false,
    search: (problem) => sinusoidSearch(problem, options),
  };
}

function* sinusoidSearch({ start, isExact }: Problem, options: RotosolveOptions): Search<Ending> {
  const { iterations = 100, tolerance = 1e-8 } = options;
  let x = start;
  let value = yield* valueAt(x);
  for (let count = 0; count < iterations; count++) {
    const swept = yield* sweep(x, value);
    const seen = yield* valueAt(swept.x);
    if (isExact && Math.abs(seen - swept.value) > sinusoidTolerance * Math.max(1, Math.abs(seen)))
      throw new UnfitObjective(
        'rotosolve needs parameters that are each the angle of one rotation, and here one is in several gates or scaled.',
      );
    const gain = value - seen;
    x = swept.x;
    value = seen;
    yield* tell(x, value);
    if (gain < tolerance) return { x, value, stopped: 'converged' };
  }
  return { x, value, stopped: 'iterations' };
}

/** One closed step in each parameter, with the value that the sinusoids promise at the end. */
function* sweep(start: Point, first: number): Search<{ x: Point; value: number }> {
  let x = start;
  let value = first;
  for (let place = 0; place < start.length; place++) {
    const quarter = unit(start.length, place, Math.PI / 2);
    const [above = NaN, below = NaN] = yield* valuesAt([plus(x, quarter), plus(x, quarter, -1)]);
    const mean = (above + below) / 2;
    const [cosine, sine] = [value - mean, (above - below) / 2];
    x = plus(x, unit(start.length, place, -Math.PI / 2 - Math.atan2(cosine, sine)));
    value = mean - Math.hypot(cosine, sine);
  }
  return { x, value };
}
