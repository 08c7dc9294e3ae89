import { confidence, predictedClass } from '../../learning/index.ts';
import type { PlainValue } from '../../protocol/index.ts';
import type { Learner, Scores } from './learner.ts';
import { meanLoss } from './training-loss.ts';

/** The record of a `predict`. */
export function prediction(learner: Learner, scores: readonly Scores[]): PlainValue {
  return {
    values: predicted(learner, scores),
    ...(learner.predicts === 'classes' && { confidences: scores.map(({ values }) => confidence(values)) }),
    scores: scores.map(({ values }) => values),
    errors: scores.map(({ errors }) => errors),
  };
}

/** The record of an `evaluate`. */
export function evaluation(
  learner: Learner,
  labels: readonly number[],
  scores: readonly Scores[],
): PlainValue {
  const { value, stderr } = meanLoss({ learner, labels }, scores);
  const values = predicted(learner, scores);
  const right = values.filter((label, place) => label === labels[place]).length;
  const accuracy = learner.predicts === 'classes' && { accuracy: right / labels.length };
  return { ...accuracy, loss: value, stderr, values };
}

function predicted({ predicts }: Learner, scores: readonly Scores[]): readonly number[] {
  return scores.map(({ values }) => (predicts === 'classes' ? predictedClass(values) : (values[0] ?? NaN)));
}
