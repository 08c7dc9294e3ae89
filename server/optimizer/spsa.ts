import type { Random } from '../base/index.ts';
import type { Method } from './minimize.ts';
import type { Point } from './optimizer.ts';
import { type Ending, type Problem, type Search, tell, valueAt, valuesAt } from './search.ts';
import { norm, plus, scaled } from './vector.ts';

export interface SpsaOptions {
  readonly iterations?: number;
  /** The gain of the first step; found from 25 pairs of values where it is left out. */
  readonly learningRate?: number;
  /** How far from the point the first pair of values is taken, in each parameter. */
  readonly perturbation?: number;
  /** Ends when a step is shorter. */
  readonly tolerance?: number;
}

/** How the gain and the perturbation shrink (Spall, IEEE Trans. Aerosp. Electron. Syst. 34, 817, 1998). */
const gainExponent = 0.602;
const perturbationExponent = 0.101;
/** The first step moves each parameter about this far, in radians: Kandala et al., Nature 549, 242 (2017), supplement. */
const firstMove = (2 * Math.PI) / 10;
const calibrationPairs = 25;

/**
 * Simultaneous perturbation stochastic approximation: two values an iteration, whatever the number of parameters, and at
 * home with noise. Spall, IEEE Trans. Autom. Control 37, 332 (1992), with the gains and the calibration of Qiskit's SPSA.
 * The value of an iteration is the mean of its pair.
 */
export function spsa(options: SpsaOptions = {}): Method {
  return {
    name: 'spsa',
    usesGradients: false,
    takesBounds: false,
    search: (problem) => stochasticSearch(problem, options),
  };
}

function* stochasticSearch({ start, random }: Problem, options: SpsaOptions): Search<Ending> {
  const { iterations = 100, perturbation = 0.2, tolerance = 0 } = options;
  const gain = options.learningRate ?? (yield* calibrated(start, perturbation, random));
  let x = start;
  for (let count = 1; count <= iterations; count++) {
    const width = perturbation / count ** perturbationExponent;
    const signs = randomSigns(start.length, random);
    const [above = NaN, below = NaN] = yield* valuesAt([plus(x, signs, width), plus(x, signs, -width)]);
    const move = scaled(signs, (-(gain / count ** gainExponent) * (above - below)) / (2 * width));
    x = plus(x, move);
    yield* tell(x, (above + below) / 2);
    if (norm(move) < tolerance) return { x, value: yield* valueAt(x), stopped: 'converged' };
  }
  return { x, value: yield* valueAt(x), stopped: 'iterations' };
}

/** The gain with which the first step has the length that is wanted. */
function* calibrated(start: Point, width: number, random: Random): Search<number> {
  const pairs = Array.from({ length: calibrationPairs }, () => randomSigns(start.length, random));
  const points = pairs.flatMap((signs) => [plus(start, signs, width), plus(start, signs, -width)]);
  const values = yield* valuesAt(points);
  const slopes = pairs.map((_, place) =>
    Math.abs(((values[2 * place] ?? NaN) - (values[2 * place + 1] ?? NaN)) / (2 * width)),
  );
  const mean = slopes.reduce((sum, slope) => sum + slope, 0) / calibrationPairs;
  return mean < 1e-10 ? firstMove : firstMove / mean;
}

/** 1 or −1 in each parameter. */
export function randomSigns(size: number, random: Random): Point {
  return Array.from({ length: size }, () => (random.next() < 0.5 ? -1 : 1));
}
