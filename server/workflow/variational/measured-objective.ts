import type { Point, Slope } from '../../optimizer/index.ts';
import type { SearchAnswer } from '../../protocol/index.ts';
import type { AnswerLog } from './answer-log.ts';
import { mixed } from './mixed-seed.ts';
import type { SearchObjective } from './searches.ts';

/** Of how many points the standard errors are kept: a simplex asks for a corner once and may report it much later. */
const keptErrors = { most: 1000, rest: 500 };

/** What every measured objective is asked with. */
export interface Measuring {
  readonly options: { readonly seed: number; readonly shots?: number | undefined };
  readonly log: AnswerLog;
  /** Whether the same point has other values, though nothing is measured with shots. */
  readonly isRandom?: boolean;
}

/** A function of parameters that circuits measure, whose answers are written down and whose errors are remembered. */
export abstract class MeasuredObjective implements SearchObjective {
  readonly isExact: boolean;
  /** How the circuits were simulated. */
  method = '';
  readonly #measuring: Measuring;
  readonly #stream: number;
  /** The standard errors at the points that were asked last. */
  #errors = new Map<string, number>();

  /** @param stream tells its random outcomes from those of other searches of the same task */
  constructor(measuring: Measuring, stream: number) {
    this.#measuring = measuring;
    this.#stream = stream;
    this.isExact = measuring.options.shots === undefined && measuring.isRandom !== true;
  }

  /** The values at points with their errors, from random outcomes of this seed. */
  protected abstract measureValues(points: readonly Point[], seed: number): Promise<SearchAnswer>;

  /** The value at a point, its error and its derivatives, from random outcomes of this seed. */
  protected abstract measureSlope(x: Point, seed: number): Promise<SearchAnswer>;

  async values(points: readonly Point[], before: number): Promise<readonly number[]> {
    const measured = () => this.measureValues(points, this.#seed(before));
    return this.#noted(points, await this.#measuring.log.answer(measured)).values;
  }

  async slope(x: Point, before: number): Promise<Slope> {
    const measured = () => this.measureSlope(x, this.#seed(before));
    const { values, gradient = [] } = this.#noted([x], await this.#measuring.log.answer(measured));
    return { value: values[0] ?? NaN, gradient };
  }

  /** The standard error of the value at a point, where it was one of the last that were asked for. */
  errorAt(x: Point): number | undefined {
    return this.#measuring.options.shots === undefined ? 0 : this.#errors.get(x.join());
  }

  #noted(points: readonly Point[], answer: SearchAnswer): SearchAnswer {
    this.method = answer.method;
    if (this.#errors.size > keptErrors.most) {
      this.#errors = new Map([...this.#errors].slice(-keptErrors.rest));
    }
    for (const [place, x] of points.entries()) this.#errors.set(x.join(), answer.errors[place] ?? 0);
    return answer;
  }

  /** Shots of one evaluation are independent of all others, and the same whenever the run is repeated. */
  #seed(before: number): number {
    return mixed(mixed(this.#measuring.options.seed, this.#stream), before);
  }
}
