import type { Backend } from '../../backends/index.ts';
import type { Circuit, Observable } from '../../circuit/index.ts';
import type { Point } from '../../optimizer/index.ts';
import type { SearchAnswer } from '../../protocol/index.ts';
import type { RunHooks, Simulated, StateVector } from '../../simulator/index.ts';
import { fidelity } from '../checks/overlap.ts';
import type { TaskOptions } from '../task.ts';
import type { AnswerLog } from './answer-log.ts';
import { MeasuredObjective } from './measured-objective.ts';
import type { ParameterSpace } from './parameter-space.ts';
import type { Search } from './searches.ts';

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
export class Energy extends MeasuredObjective {
  readonly #source: EnergySource;

  constructor(source: EnergySource, stream: number) {
    super(source, stream);
    this.#source = source;
  }

  protected async measureValues(points: readonly Point[], seed: number): Promise<SearchAnswer> {
    const { backend, circuit, observable, space, options, hooks, settled } = this.#source;
    const sets = points.map((x) => space.bind(x));
    const outcome = await backend.estimateBatch(circuit, sets, observable, { ...options, seed }, hooks);
    const estimates = settled(outcome);
    const errors = estimates.map(({ stderr }) => stderr);
    return { values: estimates.map(({ value }) => value), errors, method: methodOf(outcome) };
  }

  protected async measureSlope(x: Point, seed: number): Promise<SearchAnswer> {
    const { backend, circuit, observable, space, options, hooks, settled } = this.#source;
    const outcome = await backend.gradient(circuit, space.bind(x), observable, { ...options, seed }, hooks);
    const { value, stderr, derivatives } = settled(outcome);
    const gradient = derivatives.map((derivative) => derivative.value);
    return { values: [value], errors: [stderr], gradient, method: methodOf(outcome) };
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
}

function methodOf(outcome: Simulated<unknown>): string {
  return outcome.ok ? outcome.method : '';
}
