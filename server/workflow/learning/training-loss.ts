import { type SampleLoss, sampleLoss } from '../../learning/index.ts';
import type { Point, Slope } from '../../optimizer/index.ts';
import type { SearchAnswer } from '../../protocol/index.ts';
import type { AnswerLog } from '../variational/answer-log.ts';
import { mixed } from '../variational/mixed-seed.ts';
import type { Search, SearchObjective } from '../variational/searches.ts';
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
class TrainingLoss implements SearchObjective {
  readonly isExact: boolean;
  method = '';
  readonly #lesson: Lesson;
  readonly #stream: number;
  /** The standard errors of the losses that were asked last. */
  #errors = new Map<string, number>();

  /** @param stream tells its random outcomes from those of other searches of the same task */
  constructor(lesson: Lesson, stream: number) {
    this.#lesson = lesson;
    this.#stream = stream;
    this.isExact = lesson.options.shots === undefined;
  }

  async values(points: readonly Point[], before: number): Promise<readonly number[]> {
    const answer = await this.#lesson.log.answer(async () => {
      const { samples } = this.#lesson;
      const { scores, method } = await measureScores(this.#lesson, points, samples, this.#seed(before));
      const found = scores.map((each) => meanLoss(this.#lesson, each));
      return { values: found.map(({ value }) => value), errors: found.map(({ stderr }) => stderr), method };
    });
    return this.#noted(points, answer).values;
  }

  async slope(x: Point, before: number): Promise<Slope> {
    const answer = await this.#lesson.log.answer(() => this.#measureSlope(x, this.#seed(before)));
    const { values, gradient = [] } = this.#noted([x], answer);
    return { value: values[0] ?? NaN, gradient };
  }

  async #measureSlope(x: Point, seed: number): Promise<SearchAnswer> {
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

  errorAt(x: Point): number | undefined {
    return this.isExact ? 0 : this.#errors.get(x.join());
  }

  #noted(points: readonly Point[], answer: SearchAnswer): SearchAnswer {
    this.method = answer.method;
    if (this.#errors.size > 1000) this.#errors = new Map([...this.#errors].slice(-500));
    for (const [place, x] of points.entries()) this.#errors.set(x.join(), answer.errors[place] ?? 0);
    return answer;
  }

  /** Shots of one evaluation are independent of all others, and the same whenever the run is repeated. */
  #seed(before: number): number {
    return mixed(mixed(this.#lesson.options.seed, this.#stream), before);
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
