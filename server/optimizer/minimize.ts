import { Random, neverCancelled, throwIfCancelled } from '../base/index.ts';
import {
  type Answer,
  type Iteration,
  type MinimizeOptions,
  type Minimum,
  type Objective,
  type Point,
  type Slope,
  type StopReason,
  UnfitObjective,
} from './optimizer.ts';
import type { Ending, Problem, Question, Search } from './search.ts';

/** A method: how it searches, and what it needs of an objective. */
export interface Method {
  readonly name: string;
  readonly usesGradients: boolean;
  readonly usesFidelities?: true;
  readonly takesBounds: boolean;
  readonly search: (problem: Problem) => Search<Ending>;
}

/** Leads a method through its search: puts its questions to the objective, keeps count, and ends it where it shall end. */
export async function* drive(
  method: Method,
  objective: Objective,
  start: Point,
  options: MinimizeOptions,
): AsyncGenerator<Iteration, Minimum> {
  checkFit(method, objective, start, options);
  const { bounds, seed } = options;
  const search = method.search({
    start,
    random: new Random(seed),
    isExact: objective.isExact,
    ...(bounds === undefined ? {} : { bounds }),
  });
  const ledger = new Ledger(objective, start, options);
  let step = search.next();
  while (step.done !== true) {
    if (step.value.kind === 'iteration') yield ledger.iteration(step.value.x, step.value.value);
    const reason = ledger.stopReason(step.value);
    if (reason !== undefined) return ledger.stop(reason);
    step = search.next(await ledger.answer(step.value));
  }
  return ledger.end(step.value);
}

/** What was asked and answered, and the best of it. */
class Ledger {
  readonly #objective: Objective;
  readonly #options: MinimizeOptions;
  readonly #start: Point;
  readonly #replayed: readonly Answer[];
  readonly #answers: Answer[] = [];
  #evaluations = 0;
  #gradients = 0;
  #iterations = 0;
  #best: { x: Point; value: number };
  /** Where the method itself says that it is. */
  #told: { x: Point; value: number } | undefined;

  constructor(objective: Objective, start: Point, options: MinimizeOptions) {
    this.#objective = objective;
    this.#options = options;
    this.#start = start;
    this.#replayed = options.checkpoint?.answers ?? [];
    this.#best = { x: start, value: Infinity };
  }

  iteration(x: Point, value: number): Iteration {
    this.#iterations++;
    this.#told = { x, value };
    return {
      iteration: this.#iterations,
      x,
      value,
      best: this.#best.value,
      evaluations: this.#evaluations,
      checkpoint: { start: this.#start, answers: this.#answers },
    };
  }

  /** Whether the search ends before `question` is answered. */
  stopReason(question: Question): StopReason | undefined {
    const { maxIterations = Infinity, threshold = -Infinity } = this.#options;
    if (Number.isNaN(this.#best.value)) return 'not-finite';
    if (this.#best.value <= threshold) return 'threshold';
    return question.kind === 'iteration' && this.#iterations >= maxIterations ? 'iterations' : undefined;
  }

  async answer(question: Question): Promise<Answer> {
    if (question.kind === 'iteration') return [];
    const before = this.#evaluations;
    const known = this.#replayed[this.#answers.length];
    const answer = known ?? (await this.#ask(question, before));
    this.#answers.push(answer);
    if (question.kind === 'slope') this.#note([question.point], [(answer as Slope).value], 1);
    else if (question.kind === 'values') this.#note(question.points, answer as readonly number[], 0);
    return answer;
  }

  stop(stopped: StopReason): Minimum {
    const isSeen = stopped === 'threshold' || this.#objective.isExact || this.#told === undefined;
    return this.end({ ...(isSeen ? this.#best : this.#told), stopped } as Ending);
  }

  end({ x, value, stopped }: Ending): Minimum {
    return {
      x,
      value,
      evaluations: this.#evaluations,
      gradients: this.#gradients,
      iterations: this.#iterations,
      stopped: Number.isNaN(value) ? 'not-finite' : stopped,
    };
  }

  async #ask(question: Exclude<Question, { kind: 'iteration' }>, before: number): Promise<Answer> {
    throwIfCancelled(this.#options.cancellation ?? neverCancelled);
    if (question.kind === 'values') return await this.#objective.values(question.points, before);
    if (question.kind === 'fidelities') return (await this.#objective.fidelities?.(question.pairs)) ?? [];
    const slope = await this.#objective.slope?.(question.point, before);
    return slope ?? { value: NaN, gradient: [] };
  }

  #note(points: readonly Point[], values: readonly number[], gradients: number): void {
    this.#evaluations += points.length;
    this.#gradients += gradients;
    for (const [place, x] of points.entries()) {
      const value = values[place] ?? NaN;
      if (!Number.isFinite(value)) this.#best = { x, value: NaN };
      else if (value < this.#best.value) this.#best = { x, value };
    }
  }
}

function checkFit(method: Method, objective: Objective, start: Point, options: MinimizeOptions): void {
  const { bounds, checkpoint } = options;
  if (start.length === 0) throw new UnfitObjective('There is no parameter to vary.');
  if (!start.every(Number.isFinite)) throw new UnfitObjective('The start has to be finite numbers.');
  if (method.usesGradients && objective.slope === undefined)
    throw new UnfitObjective(`${method.name} needs derivatives, and the objective has none.`);
  if (method.usesFidelities === true && objective.fidelities === undefined)
    throw new UnfitObjective(`${method.name} needs fidelities of states, and the objective has none.`);
  if (bounds !== undefined && !method.takesBounds)
    throw new UnfitObjective(`${method.name} keeps no bounds; nelder_mead and l_bfgs_b do.`);
  if (bounds !== undefined && !isOrdered(bounds.lower, bounds.upper, start.length))
    throw new UnfitObjective('Each parameter needs a lower bound that is not above its upper one.');
  if (checkpoint !== undefined && checkpoint.start.join() !== start.join())
    throw new UnfitObjective('The checkpoint is that of a run from another start.');
}

function isOrdered(lower: Point, upper: Point, size: number): boolean {
  const isWhole = lower.length === size && upper.length === size;
  return isWhole && lower.every((low, place) => low <= (upper[place] ?? NaN));
}
