import { type SampleLoss, sampleLoss } from '../../learning/index.ts';
import type { Point } from '../../optimizer/index.ts';
import type { SearchAnswer } from '../../protocol/index.ts';
import type { AnswerLog } from '../variational/answer-log.ts';
import { MeasuredObjective } from '../variational/measured-objective.ts';
import { mixed } from '../variational/mixed-seed.ts';
import type { Search } from '../variational/searches.ts';
import type { LabelledSamples } from './samples.ts';
import { type ScoreSource, type Scores, measureScores, scoreGradient } from './scores.ts';

/** What a model is trained on. */
export interface Lesson extends ScoreSource, LabelledSamples {
  readonly log: AnswerLog;
}

/** The search for parameters at which the loss is least. */
export function training(lesson: Lesson): Search {
  const { classifier, options, hooks, log } = lesson;
  return {
    names: classifier.space.names,
    seed: options.seed,
    cancellation: hooks.cancellation,
    log,
    objective: (stream) => new TrainingLoss(lesson, stream),
  };
}

/** The mean loss over samples as a function of a model's parameters. */
class TrainingLoss extends MeasuredObjective {
  readonly #lesson: Lesson;

  constructor(lesson: Lesson, stream: number) {
    super(lesson, stream);
    this.#lesson = lesson;
  }

  protected async measureValues(points: readonly Point[], seed: number): Promise<SearchAnswer> {
    const { scores, method } = await measureScores(this.#lesson, points, this.#lesson.samples, seed);
    const found = scores.map((each) => meanLoss(this.#lesson, each));
    return { values: found.map(({ value }) => value), errors: found.map(({ stderr }) => stderr), method };
  }

  protected async measureSlope(x: Point, seed: number): Promise<SearchAnswer> {
    const { samples } = this.#lesson;
    const { scores, method } = await measureScores(this.#lesson, [x], samples, seed);
    const { value, stderr, losses } = meanLoss(this.#lesson, scores[0] ?? []);
    const gradient = x.map(() => 0);
    for (const [place, sample] of samples.entries()) {
      const weights = losses[place]?.slopes ?? [];
      if (weights.every((weight) => weight === 0)) continue;
      const part = await scoreGradient(this.#lesson, x, sample, weights, mixed(seed, -place - 1));
      for (const [at, slope] of part.entries()) gradient[at] = (gradient[at] ?? 0) + slope / samples.length;
    }
    return { values: [value], errors: [stderr], gradient, method };
  }
}

/** The mean loss of samples and its standard error, carried over from those of the scores to first order. */
export function meanLoss(
  { classifier, labels }: Pick<Lesson, 'classifier' | 'labels'>,
  scores: readonly Scores[],
): { readonly value: number; readonly stderr: number; readonly losses: readonly SampleLoss[] } {
  const losses = scores.map(({ values }, place) => sampleLoss(classifier.loss, values, labels[place] ?? 0));
  const variance = scores.reduce(
    (sum, { errors }, place) =>
      errors.reduce((part, error, at) => part + (error * (losses[place]?.slopes[at] ?? 0)) ** 2, sum),
    0,
  );
  const value = losses.reduce((sum, loss) => sum + loss.value, 0) / scores.length;
  return { value, stderr: Math.sqrt(variance) / scores.length, losses };
}
