import { eigenvectors } from '../base/index.ts';
import type { Method } from './minimize.ts';
import type { MetricStepOptions } from './natural-gradient.ts';
import type { Point } from './optimizer.ts';
import { type Ending, type Problem, type Search, fidelitiesOf, tell, valueAt, valuesAt } from './search.ts';
import { randomSigns } from './spsa.ts';
import { apply, dot, norm, plus, scaled } from './vector.ts';

export interface QuantumNaturalOptions extends MetricStepOptions {
  /** How far from the point values and states are compared, in each parameter. */
  readonly perturbation?: number;
}

/**
 * Simultaneous perturbation with the metric of the states guessed the same way: two values and four fidelities an iteration,
 * whatever the number of parameters. Gacon, Zoufal, Carleo and Woerner, Quantum 5, 567 (2021).
 */
export function quantumNaturalSpsa(options: QuantumNaturalOptions = {}): Method {
  return {
    name: 'qn_spsa',
    usesGradients: false,
    usesFidelities: true,
    takesBounds: false,
    search: (problem) => stochasticSearch(problem, options),
  };
}

function* stochasticSearch({ start, random }: Problem, options: QuantumNaturalOptions): Search<Ending> {
  const { iterations = 100, learningRate = 0.05, perturbation = 0.1, tolerance = 0 } = options;
  const { regularization = 1e-2 } = options;
  let x = start;
  let metric: number[][] = start.map((_, row) => start.map((__, column) => (row === column ? 1 : 0)));
  for (let count = 1; count <= iterations; count++) {
    const signs = randomSigns(start.length, random);
    const [above = NaN, below = NaN] = yield* valuesAt([
      plus(x, signs, perturbation),
      plus(x, signs, -perturbation),
    ]);
    const other = randomSigns(start.length, random);
    const sample = yield* metricSample(x, signs, other, perturbation);
    metric = metric.map((row, place) =>
      plus(scaled(row, count / (count + 1)), sample[place] ?? [], 1 / (count + 1)),
    );
    const gradient = scaled(signs, (above - below) / (2 * perturbation));
    const move = scaled(regularSolution(metric, gradient, regularization), -learningRate);
    x = plus(x, move);
    yield* tell(x, (above + below) / 2);
    if (norm(move) < tolerance) return { x, value: yield* valueAt(x), stopped: 'converged' };
  }
  return { x, value: yield* valueAt(x), stopped: 'iterations' };
}

/** An unbiased guess of the metric, to leading order in the width, from two random directions. */
function* metricSample(x: Point, first: Point, second: Point, width: number): Search<number[][]> {
  const [forth, back] = [plus(x, first, width), plus(x, first, -width)];
  const [a = 1, b = 1, c = 1, d = 1] = yield* fidelitiesOf([
    [x, plus(forth, second, width)],
    [x, forth],
    [x, plus(back, second, width)],
    [x, back],
  ]);
  const size = -(a - b - c + d) / (8 * width ** 2);
  return first.map((own, row) =>
    first.map((other, column) => size * (own * (second[column] ?? 0) + other * (second[row] ?? 0))),
  );
}

/** (√M² + λ)⁻¹ v: a guess may have negative directions, which count by their size. */
function regularSolution(metric: readonly Point[], vector: Point, regularization: number): number[] {
  const vectors = eigenvectors(metric);
  return vectors[0] === undefined
    ? []
    : vectors[0]
        .map((_, column) => vectors.map((row) => row[column] ?? 0))
        .map((axis) => {
          const size = Math.abs(dot(axis, apply(metric, axis)));
          return scaled(axis, dot(axis, vector) / (size + regularization));
        })
        .reduce((sum, part) => plus(sum, part));
}
