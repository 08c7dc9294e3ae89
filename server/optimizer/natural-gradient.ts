import type { GradientStepOptions } from './gradient-steps.ts';
import type { Method } from './minimize.ts';
import type { Point } from './optimizer.ts';
import { type Ending, type Problem, type Search, fidelitiesOf, slopeAt, tell } from './search.ts';
import { norm, plus, scaled, solved, unit } from './vector.ts';

export interface MetricStepOptions extends GradientStepOptions {
  /** Added to the diagonal of the metric, which may have no inverse. */
  readonly regularization?: number;
}

/** How far apart states are compared, in each parameter. */
const width = 1e-2;

/**
 * Steps along the gradient as the Fubini–Study metric of the states sees it: a parameter that hardly changes the state
 * moves far. Stokes, Izaac, Killoran and Carleo, Quantum 4, 269 (2020), with the whole metric by fidelities nearby.
 */
export function naturalGradient(options: MetricStepOptions = {}): Method {
  return {
    name: 'natural_gradient',
    usesGradients: true,
    usesFidelities: true,
    takesBounds: false,
    search: (problem) => metricSearch(problem, options),
  };
}

function* metricSearch({ start }: Problem, options: MetricStepOptions): Search<Ending> {
  const { iterations = 100, learningRate = 0.01, tolerance = 1e-7, regularization = 1e-3 } = options;
  let x = start;
  let { value, gradient } = yield* slopeAt(x);
  for (let count = 0; count < iterations; count++) {
    const metric = yield* fubiniStudyMetric(x);
    const regular = metric.map((row, place) => plus(row, unit(row.length, place, regularization)));
    const move = scaled(solved(regular, gradient) ?? gradient, -learningRate);
    x = plus(x, move);
    ({ value, gradient } = yield* slopeAt(x));
    yield* tell(x, value);
    if (norm(move) < tolerance) return { x, value, stopped: 'converged' };
  }
  return { x, value, stopped: 'iterations' };
}

/** g with 1 − |⟨ψ(x)|ψ(x + d)⟩|² = dᵀ g d for small d, by central second differences. */
function* fubiniStudyMetric(x: Point): Search<number[][]> {
  const size = x.length;
  const places = Array.from({ length: size }, (_, row) =>
    Array.from({ length: size - row }, (__, offset) => [row, row + offset] as const),
  ).flat();
  const signs = [
    [1, 1],
    [1, -1],
    [-1, 1],
    [-1, -1],
  ] as const;
  const pairs = places.flatMap(([row, column]) =>
    signs.map(([a, b]) => {
      const there = plus(plus(x, unit(size, row), a * width), unit(size, column), b * width);
      return [x, there] as const;
    }),
  );
  const found = yield* fidelitiesOf(pairs);
  const metric = x.map(() => x.map(() => 0));
  for (const [place, [row, column]] of places.entries()) {
    const [pp = 1, pm = 1, mp = 1, mm = 1] = found.slice(4 * place, 4 * place + 4);
    const entry = -(pp - pm - mp + mm) / (8 * width ** 2);
    metric[row]![column] = entry;
    metric[column]![row] = entry;
  }
  return metric;
}
