import type { Backend } from '../../backends/index.ts';
import type { Circuit, Observable } from '../../circuit/index.ts';
import type { Point } from '../../optimizer/index.ts';
import type { SearchAnswer } from '../../protocol/index.ts';
import type { RunHooks, Simulated, StateVector } from '../../simulator/index.ts';
import { fidelity } from '../checks/overlap.ts';
import type { TaskOptions } from '../task.ts';
import type { AnswerLog } from './answer-log.ts';
import { mixed } from './mixed-seed.ts';
import type { ParameterSpace } from './parameter-space.ts';
import type { Search, SearchObjective } from './searches.ts';

/** What expectation values are asked of, and how. */
export interface EnergySource {
  readonly backend: Backend;
  readonly circuit: Circuit;
  readonly observable: Observable;
  readonly space: ParameterSpace;
  readonly options: TaskOptions;
  readonly hooks: RunHooks;
  /** The value of a run, or the failure that says why there is none. */
  readonly settled: <T>(outcome: Simulated<T>) => T;
  readonly log: AnswerLog;
}

/** The search for parameters at which the expectation value is least. */
export function energySearch(source: EnergySource): Search {
  const { space, options, hooks, log } = source;
  return {
    names: space.names,
    seed: options.seed,
    cancellation: hooks.cancellation,
    log,
    objective: (stream) => new Energy(source, stream),
  };
}

/** The expectation value of an observable as a function of a circuit's parameters. */
export class Energy implements SearchObjective {
  readonly isExact: boolean;
  /** How the circuit was simulated. */
  method = '';
  readonly #source: EnergySource;
  readonly #stream: number;
  /** The standard errors at the points that were asked last. */
  #errors = new Map<string, number>();

  /** @param stream tells its random outcomes from those of other searches of the same task */
  constructor(source: EnergySource, stream: number) {
    this.#source = source;
    this.#stream = stream;
    this.isExact = source.options.shots === undefined;
  }

  async values(points: readonly Point[], before: number): Promise<readonly number[]> {
    const { backend, circuit, observable, space, hooks, settled, log } = this.#source;
    const { values } = this.#noted(
      points,
      await log.answer(async () => {
        const sets = points.map((x) => space.bind(x));
        const outcome = await backend.estimateBatch(circuit, sets, observable, this.#seeded(before), hooks);
        const estimates = settled(outcome);
        const errors = estimates.map(({ stderr }) => stderr);
        return { values: estimates.map(({ value }) => value), errors, method: methodOf(outcome) };
      }),
    );
    return values;
  }

  async slope(x: Point, before: number) {
    const { backend, circuit, observable, space, hooks, settled, log } = this.#source;
    const { values, gradient = [] } = this.#noted(
      [x],
      await log.answer(async () => {
        const outcome = await backend.gradient(
          circuit,
          space.bind(x),
          observable,
          this.#seeded(before),
          hooks,
        );
        const { value, stderr, derivatives } = settled(outcome);
        const slope = derivatives.map((derivative) => derivative.value);
        return { values: [value], errors: [stderr], gradient: slope, method: methodOf(outcome) };
      }),
    );
    return { value: values[0] ?? NaN, gradient };
  }

  /** Of the exact states, whatever the number of shots. */
  async fidelities(pairs: readonly (readonly [Point, Point])[]): Promise<readonly number[]> {
    const found: number[] = [];
    let last: { readonly x: Point; readonly state: StateVector } | undefined;
    for (const [x, y] of pairs) {
      last = last?.x === x ? last : { x, state: await this.#stateAt(x) };
      found.push(fidelity(last.state, await this.#stateAt(y)));
    }
    return found;
  }

  async #stateAt(x: Point): Promise<StateVector> {
    const { backend, circuit, space, options, hooks, settled } = this.#source;
    return settled(await backend.state(circuit, space.bind(x), { ...options, shots: undefined }, hooks));
  }

  /** The standard error of the value at a point, where it was one of the last that were asked for. */
  errorAt(x: Point): number | undefined {
    return this.isExact ? 0 : this.#errors.get(x.join());
  }

  #noted(points: readonly Point[], answer: SearchAnswer): SearchAnswer {
    this.method = answer.method;
    // A simplex asks for a corner once and may report it much later, so some hundred are kept.
    if (this.#errors.size > 1000) this.#errors = new Map([...this.#errors].slice(-500));
    for (const [place, x] of points.entries()) this.#errors.set(x.join(), answer.errors[place] ?? 0);
    return answer;
  }

  /** Shots of one evaluation are independent of all others, and the same whenever the run is repeated. */
  #seeded(before: number): TaskOptions {
    const { options } = this.#source;
    return { ...options, seed: mixed(mixed(options.seed, this.#stream), before) };
  }
}

function methodOf(outcome: Simulated<unknown>): string {
  return outcome.ok ? outcome.method : '';
}
