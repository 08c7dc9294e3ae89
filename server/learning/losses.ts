import type { LossName } from '../library/index.ts';

/** What one sample contributes to the loss, and how that changes with each measured score. */
export interface SampleLoss {
  readonly value: number;
  /** ∂loss/∂score, one for each score. */
  readonly slopes: readonly number[];
}

/**
 * The loss of one sample.
 *
 * @param scores the expectation values of the observables; one alone counts for class 0, and against it for class 1
 * @param label the class, counted from 0
 */
export function sampleLoss(loss: LossName, scores: readonly number[], label: number): SampleLoss {
  const { value, slopes } = losses[loss](classScores(scores), label);
  if (scores.length > 1) return { value, slopes };
  return { value, slopes: [(slopes[0] ?? 0) - (slopes[1] ?? 0)] };
}

/** The squared error of a predicted number. */
export function numberLoss(scores: readonly number[], wanted: number): SampleLoss {
  const error = (scores[0] ?? NaN) - wanted;
  return { value: error ** 2, slopes: [2 * error] };
}

/** The share that the predicted class has in the softmax of the scores; between 1 / classes and 1. */
export function confidence(scores: readonly number[]): number {
  const all = classScores(scores);
  const most = Math.max(...all);
  return 1 / all.reduce((sum, score) => sum + Math.exp(score - most), 0);
}

/** The class whose score is the largest, the first of equals. */
export function predictedClass(scores: readonly number[]): number {
  const all = classScores(scores);
  return all.indexOf(Math.max(...all));
}

/** How many classes so many observables tell apart. */
export function classCount(observables: number): number {
  return Math.max(2, observables);
}

function classScores(scores: readonly number[]): readonly number[] {
  return scores.length === 1 ? [scores[0] ?? 0, -(scores[0] ?? 0)] : scores;
}

type Loss = (scores: readonly number[], label: number) => SampleLoss;

const losses: Readonly<Record<LossName, Loss>> = {
  cross_entropy: crossEntropy,
  squared: (scores, label) =>
    average(scores, label, (score, target) => [(score - target) ** 2, 2 * (score - target)]),
  hinge: (scores, label) =>
    average(scores, label, (score, target) => {
      const rest = 1 - target * score;
      return rest > 0 ? [rest, -target] : [0, 0];
    }),
};

/** −log of the share that the class has in the softmax of the scores. */
function crossEntropy(scores: readonly number[], label: number): SampleLoss {
  const most = Math.max(...scores);
  const weights = scores.map((score) => Math.exp(score - most));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return {
    value: Math.log(sum) + most - (scores[label] ?? 0),
    slopes: weights.map((weight, place) => weight / sum - (place === label ? 1 : 0)),
  };
}

/** The mean over the classes of a loss that knows 1 for the sample's class and −1 for the others. */
function average(
  scores: readonly number[],
  label: number,
  lossOf: (score: number, target: number) => readonly [value: number, slope: number],
): SampleLoss {
  const parts = scores.map((score, place) => lossOf(score, place === label ? 1 : -1));
  const value = parts.reduce((total, [part]) => total + part, 0) / scores.length;
  return { value, slopes: parts.map(([, slope]) => slope / scores.length) };
}
