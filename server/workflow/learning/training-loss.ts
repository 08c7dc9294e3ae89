import type { SampleLoss } from '../../learning/index.ts';
import type { Point } from '../../optimizer/index.ts';
import type { SearchAnswer } from '../../protocol/index.ts';
import type { AnswerLog } from '../variational/answer-log.ts';
import { MeasuredObjective } from '../variational/measured-objective.ts';
import { mixed } from '../variational/mixed-seed.ts';
import type { Search } from '../variational/searches.ts';
import { type Execution, type Learner, type Scores, lossOf } from './learner.ts';
import type { LabelledSamples } from './samples.ts';

/** What a model is trained on. */
export interface Lesson extends LabelledSamples, Pick<Execution, 'options' | 'hooks'> {
  readonly learner: Learner;
  readonly log: AnswerLog;
}

/** The search for parameters at which the loss is least. */
export function training(lesson: Lesson): Search {
  const { learner, options, hooks, log } = lesson;
  return {
    names: learner.names,
    ...(learner.initial === undefined ? {} : { initial: learner.initial }),
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
    super({ ...lesson, isRandom: lesson.learner.hasDropout }, stream);
    this.#lesson = lesson;
  }

  protected async measureValues(points: readonly Point[], seed: number): Promise<SearchAnswer> {
    const { learner, samples } = this.#lesson;
    const [values, errors, methods]: [number[], number[], string[]] = [[], [], []];
    for (const [place, x] of points.entries()) {
      const found = await learner.scores(x, samples, mixed(seed, place), true);
      const { value, stderr } = meanLoss(this.#lesson, found.scores);
      values.push(value);
      errors.push(stderr);
      methods.push(found.method);
    }
    return { values, errors, method: methods.at(-1) ?? '' };
  }

  protected async measureSlope(x: Point, seed: number): Promise<SearchAnswer> {
    const { learner, samples, labels } = this.#lesson;
    const weigh = (values: readonly number[], place: number) =>
      lossOf(learner, values, labels[place] ?? 0).slopes.map((slope) => slope / samples.length);
    const { scores, gradient, method } = await learner.slope(x, samples, weigh, seed);
    const { value, stderr } = meanLoss(this.#lesson, scores);
    return { values: [value], errors: [stderr], gradient, method };
  }
}

/** The mean loss of samples and its standard error, carried over from those of the scores to first order. */
export function meanLoss(
  { learner, labels }: Pick<Lesson, 'learner' | 'labels'>,
  scores: readonly Scores[],
): { readonly value: number; readonly stderr: number } {
  const losses: readonly SampleLoss[] = scores.map(({ values }, place) =>
    lossOf(learner, values, labels[place] ?? 0),
  );
  const variance = scores.reduce(
    (sum, { errors }, place) =>
      errors.reduce((part, error, at) => part + (error * (losses[place]?.slopes[at] ?? 0)) ** 2, sum),
    0,
  );
  const value = losses.reduce((sum, loss) => sum + loss.value, 0) / scores.length;
  return { value, stderr: Math.sqrt(variance) / scores.length };
}
