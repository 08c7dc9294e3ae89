import type { Method } from './minimize.ts';
import type { Point } from './optimizer.ts';
import { type Ending, type Search, slopeAt, tell } from './search.ts';
import { minus, norm, plus, scaled } from './vector.ts';

export interface GradientStepOptions {
  readonly iterations?: number;
  readonly learningRate?: number;
  /** Ends when a step is shorter. */
  readonly tolerance?: number;
}

/** Plain gradient descent, with the defaults of Qiskit's. */
export function gradientDescent(options: GradientStepOptions = {}): Method {
  const { iterations = 100, learningRate = 0.01, tolerance = 1e-7 } = options;
  return {
    name: 'gradient_descent',
    usesGradients: true,
    takesBounds: false,
    search: ({ start }) =>
      stepwise(start, (x, gradient) => plus(x, gradient, -learningRate), iterations, tolerance),
  };
}

/** The shares of the running means that Adam keeps, as Qiskit sets them, and what keeps its divisor from zero. */
const meanDecay = 0.9;
const squareDecay = 0.99;
const floor = 1e-8;

/**
 * Steps along the running mean of the gradient, each parameter scaled by its own running size. Kingma and Ba,
 * arXiv:1412.6980, with Qiskit's decays and PennyLane's learning rate: Qiskit's 0.001 needs thousands of steps.
 */
export function adam(options: GradientStepOptions = {}): Method {
  const { iterations = 10_000, learningRate = 0.01, tolerance = 1e-6 } = options;
  return {
    name: 'adam',
    usesGradients: true,
    takesBounds: false,
    search: ({ start }) => stepwise(start, adamStep(start, learningRate), iterations, tolerance),
  };
}

type Step = (x: Point, gradient: Point) => Point;

function adamStep(start: Point, learningRate: number): Step {
  let mean: Point = start.map(() => 0);
  let square: Point = start.map(() => 0);
  let count = 0;
  return (x, gradient) => {
    count++;
    mean = plus(scaled(mean, meanDecay), gradient, 1 - meanDecay);
    square = square.map(
      (entry, place) => squareDecay * entry + (1 - squareDecay) * (gradient[place] ?? 0) ** 2,
    );
    const [meanShare, squareShare] = [1 - meanDecay ** count, 1 - squareDecay ** count];
    return x.map((entry, place) => {
      const size = Math.sqrt((square[place] ?? 0) / squareShare) + floor;
      return entry - (learningRate * (mean[place] ?? 0)) / meanShare / size;
    });
  };
}

function* stepwise(start: Point, step: Step, iterations: number, tolerance: number): Search<Ending> {
  let x = start;
  let { value, gradient } = yield* slopeAt(x);
  for (let count = 0; count < iterations; count++) {
    const next = step(x, gradient);
    const length = norm(minus(next, x));
    x = next;
    ({ value, gradient } = yield* slopeAt(x));
    yield* tell(x, value);
    if (length < tolerance) return { x, value, stopped: 'converged' };
  }
  return { x, value, stopped: 'iterations' };
}
