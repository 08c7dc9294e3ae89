import { Random } from '../base/index.ts';
import { type Bindings, type Circuit, type Observable, observableWidth } from '../circuit/index.ts';
import { ClassicalError } from '../library/index.ts';
import { differentiate } from './gradients/differentiate.ts';
import { estimateByShots, estimateExactly, expectExactly } from './pauli/estimate.ts';
import { wordGroups } from './pauli/words.ts';
import { Refused } from './run/refused.ts';
import { type GradientJob, type Job, type OnProgress, Run } from './run/run.ts';
import { distribution, draw } from './sampling/outcomes.ts';
import { keysAt, readoutOf } from './sampling/readout.ts';
import { Tally } from './sampling/tally.ts';
import { StateShelf } from './state/shelf.ts';
import type { Estimate, Gradient, Method, Refusal, Samples, Simulated, StateVector } from './simulator.ts';
import { type Computed, estimateStabilizer, sampleStabilizer } from './stabilizer/index.ts';
import { chooseMethod } from './choice.ts';
import { withoutIdleQubits } from './idle-qubits.ts';
import { noiseRefusal } from './noise-refusal.ts';

/** Runs circuits by the method that fits them. It computes in the calling thread. */
export class Engine {
  readonly #shelf: StateShelf;

  constructor(module: WebAssembly.Module) {
    this.#shelf = new StateShelf(module);
  }

  sample(job: Job, onProgress: OnProgress): Simulated<Samples> {
    const { circuit, widened } = withoutIdleQubits(job.circuit);
    const answer = this.#byMethod(
      { ...job, circuit },
      (small) => this.#dense(small, onProgress, (run) => sample(run, small.circuit)),
      (small) => sampleStabilizer(small, onProgress),
    );
    return answer.ok ? { ...answer, value: widened(answer.value) } : answer;
  }

  /** Measurements that nothing depends on are left out, so that the observable meets the state before them. */
  estimate(job: Job, observable: Observable, onProgress: OnProgress): Simulated<Estimate> {
    const refusal = widthRefusal(job.circuit, observable);
    if (refusal !== undefined) return { ok: false, refusal };
    const { circuit, restricted, scattered } = withoutIdleQubits(job.circuit);
    return this.#estimate({ ...job, circuit }, restricted(observable), onProgress, (run) =>
      estimateExactly(run, scattered(observable)),
    );
  }

  /** Estimates for several sets of parameters; exact ones without their variance. */
  estimateBatch(
    job: Job,
    sets: readonly Bindings[],
    observable: Observable,
    onProgress: OnProgress,
  ): Simulated<readonly Estimate[]> {
    const refusal = widthRefusal(job.circuit, observable);
    if (refusal !== undefined) return { ok: false, refusal };
    const { circuit, restricted } = withoutIdleQubits(job.circuit);
    const inner = restricted(observable);
    const exactly = exactEstimator(inner);
    const seeds = new Random(job.options.seed);
    const estimates: Estimate[] = [];
    let method: Method = 'statevector';
    for (const [place, bindings] of sets.entries()) {
      const options = { ...job.options, seed: seeds.nextUint32() };
      const told = (fraction: number) => onProgress((place + fraction) / sets.length);
      const answer = this.#estimate({ circuit, bindings, options }, inner, told, exactly);
      if (!answer.ok) return answer;
      estimates.push(answer.value);
      method = answer.method;
    }
    return { ok: true, method, value: estimates };
  }

  /** The derivatives of an expectation value by the circuit's real parameters. */
  gradient(job: GradientJob, observable: Observable, onProgress: OnProgress): Simulated<Gradient> {
    const refusal = widthRefusal(job.circuit, observable);
    if (refusal !== undefined) return { ok: false, refusal };
    const { circuit, restricted } = withoutIdleQubits(job.circuit);
    const small = { ...job, circuit };
    const inner = restricted(observable);
    const choice = chooseMethod(circuit, job.bindings, job.options);
    if (!choice.ok) return choice;
    const exactly = exactEstimator(inner);
    const silent = () => onProgress(0);
    const means = {
      shelf: this.#shelf,
      isDense: choice.engine === 'dense',
      estimate: (moved: Job) => this.#estimate(moved, inner, silent, exactly),
    };
    return answered(() => differentiate(small, inner, means, onProgress));
  }

  #estimate(
    job: Job,
    observable: Observable,
    onProgress: OnProgress,
    exactly: (run: Run) => Computed<Estimate>,
  ): Simulated<Estimate> {
    return this.#byMethod(
      job,
      (small) =>
        this.#dense(small, onProgress, (run) =>
          run.sweep.kind === 'shots' ? estimateByShots(run, observable, run.sweep) : exactly(run),
        ),
      (small) => estimateStabilizer(small, observable, onProgress),
    );
  }

  state(job: Job, onProgress: OnProgress): Simulated<StateVector> {
    const refusal = noiseRefusal(job.options);
    if (refusal !== undefined) return { ok: false, refusal };
    return answered(() =>
      this.#dense(job, onProgress, (run) => {
        if (!run.isStraight) throw notPure();
        const method = run.explore({ kind: 'exact' }, false, () => undefined);
        return { method, value: { qubits: job.circuit.qubitCount, amplitudes: run.state.copy() } };
      }),
    );
  }

  /** Where the choice was free, a stabilizer state with too many outcomes to list may still fit as a dense state. */
  #byMethod<T>(
    job: Job,
    dense: (job: Job) => Computed<T>,
    stabilizer: (job: Job) => Computed<T>,
  ): Simulated<T> {
    const refusal = noiseRefusal(job.options);
    if (refusal !== undefined) return { ok: false, refusal };
    const choice = chooseMethod(job.circuit, job.bindings, job.options);
    if (!choice.ok) return choice;
    if (choice.engine === 'dense') return answered(() => dense(job));
    const answer = answered(() => stabilizer(job));
    const isListed = answer.ok || answer.refusal.kind !== 'not-exact';
    return isListed || !choice.denseFits ? answer : answered(() => dense(job));
  }

  /** After an error that is no refusal the state is not used again. */
  #dense<T>(job: Job, onProgress: OnProgress, compute: (run: Run) => Computed<T>): Computed<T> {
    const run = new Run(this.#shelf, job, onProgress);
    const computed = compute(run);
    this.#shelf.give(run.state);
    return computed;
  }
}

/** Expectation values alone, of an observable that is put into the kernels' form once. */
function exactEstimator({ terms }: Observable): (run: Run) => Computed<Estimate> {
  let groups: ReturnType<typeof wordGroups> | undefined;
  return (run) => expectExactly(run, (groups ??= wordGroups(terms)));
}

/** What a run computes, or why it was refused. */
function answered<T>(compute: () => Computed<T>): Simulated<T> {
  try {
    return { ok: true, ...compute() };
  } catch (error) {
    if (error instanceof Refused) return { ok: false, refusal: error.refusal };
    if (error instanceof ClassicalError) return { ok: false, refusal: classicalFault(error) };
    throw error;
  }
}

function sample(run: Run, circuit: Circuit): Computed<Samples> {
  const { program, state, sweep } = run;
  const readout = readoutOf(circuit);
  const showsBits = readout.kind === 'variables';
  const tally = new Tally();
  const method = run.explore(sweep, showsBits, (ending, weight) => {
    const measured = showsBits ? ending.measured : 2 ** circuit.qubitCount - 1;
    const keyOf = keysAt(readout, program, ending);
    if (sweep.kind === 'exact')
      for (const [outcome, p] of distribution(state, measured)) tally.add(keyOf(outcome), weight * p);
    else
      for (const [outcome, count] of draw(state, measured, weight, sweep.random))
        tally.add(keyOf(outcome), count);
  });
  return { method, value: sweep.kind === 'exact' ? tally.exact() : tally.counted(sweep.shots) };
}

function classicalFault({ message }: ClassicalError): Refusal {
  return {
    kind: 'fault',
    message: `While the circuit ran, a classical computation failed: ${message}.`,
    help: 'Check the values that the circuit computes from measurements and parameters.',
  };
}

function widthRefusal({ qubitCount }: Circuit, observable: Observable): Refusal | undefined {
  const width = observableWidth(observable);
  if (width <= qubitCount) return undefined;
  return {
    kind: 'fault',
    message: `The observable ${observable.name} needs ${width} qubits, the circuit has ${qubitCount}.`,
    help: 'Give the circuit enough qubits, or use an observable on fewer.',
  };
}

function notPure(): Refused {
  return new Refused(
    'not-exact',
    'A measurement or reset on the way decides what happens next, so the circuit has no single final state.',
    'Use sample or estimate, or remove what depends on the measurement.',
  );
}
