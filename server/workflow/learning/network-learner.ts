import { Random, neverCancelled, throwIfCancelled } from '../../base/index.ts';
import type { Bindings, Observable } from '../../circuit/index.ts';
import type { Measured, Network, Pass } from '../../learning/index.ts';
import type { Estimate, Gradient, Simulated } from '../../simulator/index.ts';
import { mixed } from '../variational/mixed-seed.ts';
import type { DeclaredNetwork } from './declared-network.ts';
import type { Execution, Learner, MeasuredScores, Samples } from './learner.ts';

/** A network as a model to be trained. */
export function networkLearner(declared: DeclaredNetwork, execution: Execution): Learner {
  const { network, ...facts } = declared;
  const { initial, measured, hasDropout } = network;
  const begin = (seed: number) => new NetworkRun(network, execution, seed);
  return {
    ...{ names: network.names, given: undefined, initial, hasDropout, ...facts },
    ...(measured === undefined ? {} : { measured }),
    fault: () => undefined,
    scores: (x, samples, seed, wantsErrors) => begin(seed).scores(x, samples, wantsErrors),
    slope: async (x, samples, weigh, seed) => {
      const run = begin(seed);
      const pass = await run.pass(x, samples, 'slopes', hasDropout ? new Random(mixed(seed, -1)) : undefined);
      const { gradient } = pass.back(pass.scores.map((row, place) => weigh([...Array.from(row)], place)));
      return { ...run.found(pass, true), gradient: [...gradient] };
    },
  };
}

/** What a pass needs of circuits: exact values, values and their errors, or derivatives too. */
type Wish = 'values' | 'errors' | 'slopes';

/** Multiplications and additions, roughly, between two rests: some milliseconds. */
const workAtATime = 2e6;
/** What is counted for one rest that a pass offers: the samples that it computes until the next one. */
const samplesAtATime = 64;

/** One pass through a network, whose circuits run on a backend. */
class NetworkRun {
  readonly #network: Network;
  readonly #execution: Execution;
  readonly #seed: number;
  #batches = 0;
  #work = 0;
  #method = 'classical';

  constructor(network: Network, execution: Execution, seed: number) {
    this.#network = network;
    this.#execution = execution;
    this.#seed = seed;
  }

  async scores(x: readonly number[], samples: Samples, wantsErrors: boolean): Promise<MeasuredScores> {
    const isExact = this.#execution.options.shots === undefined;
    const hasErrors = wantsErrors && !isExact && this.#network.measured !== undefined;
    return this.found(await this.pass(x, samples, hasErrors ? 'errors' : 'values'), hasErrors);
  }

  pass(x: readonly number[], samples: Samples, wish: Wish, dropout?: Random): Promise<Pass> {
    return this.#network.pass(Float64Array.from(x), samples, {
      measure: (sets) => this.#measure(sets, wish),
      rest: () => this.#rest(),
      ...(dropout === undefined ? {} : { dropout }),
    });
  }

  /** @param hasSlopes whether the circuits were measured with slopes, so that their errors can be carried over */
  found(pass: Pass, hasSlopes: boolean): MeasuredScores {
    const rows = pass.scores.map((row) => Array.from(row));
    const isSure = !hasSlopes || this.#execution.options.shots === undefined;
    const columns = isSure ? [] : (rows[0] ?? []).map((_, score) => errorsOf(pass, rows, score));
    const scores = rows.map((values, place) => ({
      values,
      errors: values.map((_, score) => columns[score]?.[place] ?? 0),
    }));
    return { scores, method: this.#method };
  }

  async #measure(sets: readonly Bindings[], wish: Wish): Promise<readonly Measured[]> {
    const batch = this.#batches++;
    const columns: Column[] = [];
    for (const [place, observable] of (this.#network.measured?.observables ?? []).entries())
      columns.push(await this.#column(sets, observable, wish, mixed(mixed(this.#seed, batch), place)));
    return sets.map((_, set) => ({
      values: columns.map(({ values }) => values[set]?.value ?? NaN),
      errors: columns.map(({ values }) => values[set]?.stderr ?? NaN),
      slopes: columns.flatMap(({ slopes }) => {
        const derivatives = slopes?.[set]?.derivatives;
        return derivatives === undefined ? [] : [derivatives.map(({ value }) => value)];
      }),
    }));
  }

  async #column(
    sets: readonly Bindings[],
    observable: Observable,
    wish: Wish,
    seed: number,
  ): Promise<Column> {
    const { backend, options, hooks } = this.#execution;
    const circuit = this.#network.measured?.circuit;
    if (circuit === undefined) return { values: [] };
    const seeded = { ...options, seed };
    if (wish === 'slopes') {
      const slopes = this.#settled(await backend.gradientBatch(circuit, sets, observable, seeded, hooks));
      return { values: slopes, slopes };
    }
    const values = this.#settled(await backend.estimateBatch(circuit, sets, observable, seeded, hooks));
    if (wish === 'values') return { values };
    // How errors carry over does not need to be measured: to first order the exact derivatives say it.
    const exactly = { ...seeded, shots: undefined };
    const slopes = this.#settled(await backend.gradientBatch(circuit, sets, observable, exactly, hooks));
    return { values, slopes };
  }

  #settled<T>(outcome: Simulated<T>): T {
    if (outcome.ok) this.#method = outcome.method;
    return this.#execution.settled(outcome);
  }

  /** Lets others have their turn when enough was computed. @throws {Cancelled} */
  async #rest(): Promise<void> {
    this.#work += samplesAtATime * this.#network.count;
    if (this.#work < workAtATime) return;
    this.#work = 0;
    await new Promise((resolve) => setTimeout(resolve, 0));
    throwIfCancelled(this.#execution.hooks.cancellation ?? neverCancelled);
  }
}

/** What one observable gave at each set of parameters. */
interface Column {
  readonly values: readonly Pick<Estimate, 'value' | 'stderr'>[];
  readonly slopes?: readonly Gradient[];
}

/** The standard error of one score of each sample. */
function errorsOf(pass: Pass, rows: Samples, score: number): readonly number[] {
  const { variances } = pass.back(rows.map((row) => row.map((_, place) => (place === score ? 1 : 0))));
  return Array.from(variances, Math.sqrt);
}
