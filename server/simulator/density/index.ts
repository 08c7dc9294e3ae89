import type { Computed, MethodRuns, WantedEstimate } from '../method.ts';
import type { Job, OnProgress } from '../run/run.ts';
import { drawCounts } from '../sampling/outcomes.ts';
import { keysAt, readoutOf } from '../sampling/readout.ts';
import { Tally } from '../sampling/tally.ts';
import type { Estimate, Samples } from '../simulator.ts';
import type { StateShelf } from '../state/shelf.ts';
import { DensityRun } from './density-run.ts';
import { normalised, reported } from './distribution.ts';
import { estimateExactly, estimateSampled } from './estimate.ts';

/** Runs noisy circuits on density matrices. */
export class DensityRuns implements MethodRuns {
  readonly #shelf: StateShelf;

  constructor(shelf: StateShelf) {
    this.#shelf = shelf;
  }

  sample(job: Job, onProgress: OnProgress): Computed<Samples> {
    const run = new DensityRun(this.#shelf, job, onProgress);
    const value = sample(run, job);
    run.finish();
    return { method: 'density', value };
  }

  estimate(job: Job, wanted: WantedEstimate, onProgress: OnProgress): Computed<Estimate> {
    const run = new DensityRun(this.#shelf, job, onProgress);
    const { sweep } = run;
    const value =
      sweep.kind === 'exact' ? estimateExactly(run, wanted) : estimateSampled(run, wanted.observable, sweep);
    run.finish();
    return { method: 'density', value };
  }
}

function sample(run: DensityRun, { circuit }: Job): Samples {
  const { sweep, program, state } = run;
  const readout = readoutOf(circuit);
  const showsBits = readout.kind === 'variables';
  const tally = new Tally();
  run.explore(sweep, showsBits, (ending, weight) => {
    const measured = showsBits ? ending.measured : 2 ** program.qubits - 1;
    const keyOf = keysAt(readout, program, ending);
    const outcomes = reported(state, measured, program.readout);
    const shares =
      sweep.kind === 'exact'
        ? outcomes.map(([outcome, probability]) => [outcome, weight * probability] as const)
        : drawCounts(normalised(outcomes), weight, sweep.random);
    for (const [outcome, share] of shares) if (share > 0) tally.add(keyOf(outcome), share);
  });
  return sweep.kind === 'exact' ? tally.exact() : tally.counted(sweep.shots);
}
