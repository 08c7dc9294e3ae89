import type { Observable } from '../../circuit/index.ts';
import type { Computed, MethodRuns, WantedEstimate } from '../method.ts';
import { estimateByShots, estimateExactly, expectExactly } from '../pauli/estimate.ts';
import { wordGroups } from '../pauli/words.ts';
import { notPure } from '../run/not-pure.ts';
import { type Job, type OnProgress, Run } from '../run/run.ts';
import { distribution, draw } from '../sampling/outcomes.ts';
import { keysAt, readoutOf } from '../sampling/readout.ts';
import { Tally } from '../sampling/tally.ts';
import type { Estimate, Samples, StateVector } from '../simulator.ts';
import type { WordGroup } from '../state/word-groups.ts';
import type { StateShelf } from '../state/shelf.ts';

/** Runs circuits on the dense state. */
export class DenseRuns implements MethodRuns {
  readonly #shelf: StateShelf;
  #words: { readonly observable: Observable; readonly groups: readonly WordGroup[] } | undefined;

  constructor(shelf: StateShelf) {
    this.#shelf = shelf;
  }

  sample(job: Job, onProgress: OnProgress): Computed<Samples> {
    return this.#run(job, onProgress, (run) => sample(run, job));
  }

  /** Measurements that nothing depends on are left out, so that the observable meets the state before them. */
  estimate(job: Job, wanted: WantedEstimate, onProgress: OnProgress): Computed<Estimate> {
    const { observable, hasVariance = false, scattered = [] } = wanted;
    return this.#run(job, onProgress, (run) => {
      if (run.sweep.kind === 'shots') return estimateByShots(run, observable, run.sweep);
      if (hasVariance) return estimateExactly(run, [observable.terms, ...scattered]);
      return expectExactly(run, this.#groupsOf(observable));
    });
  }

  /** The words as the kernels take them, kept for the next run with the same observable. */
  #groupsOf(observable: Observable): readonly WordGroup[] {
    if (this.#words?.observable !== observable)
      this.#words = { observable, groups: wordGroups(observable.terms) };
    return this.#words.groups;
  }

  state(job: Job, onProgress: OnProgress): Computed<StateVector> {
    const compute = (run: Run): Computed<StateVector> => {
      if (!run.isStraight) throw notPure();
      const method = run.explore({ kind: 'exact' }, false, () => undefined);
      return { method, value: { qubits: job.circuit.qubitCount, amplitudes: run.state.copy() } };
    };
    return this.#run(job, onProgress, compute, true);
  }

  /** After an error, refusals included, the state is not used again. */
  #run<T>(
    job: Job,
    onProgress: OnProgress,
    compute: (run: Run) => Computed<T>,
    keepsPhase = false,
  ): Computed<T> {
    const run = new Run(this.#shelf, job, onProgress, keepsPhase);
    const computed = compute(run);
    this.#shelf.give(run.state);
    return computed;
  }
}

function sample(run: Run, { circuit }: Job): Computed<Samples> {
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
