import type { Computed, MethodRuns, WantedEstimate } from '../method.ts';
import type { Sweep } from '../run/explore.ts';
import { Refused } from '../run/refused.ts';
import { type Job, type OnProgress, Run } from '../run/run.ts';
import { misreadCounts } from '../sampling/misreading.ts';
import { draw } from '../sampling/outcomes.ts';
import { keysAt, readoutOf } from '../sampling/readout.ts';
import { Tally } from '../sampling/tally.ts';
import type { Estimate, Samples } from '../simulator.ts';
import type { StateShelf } from '../state/shelf.ts';
import { estimateOver } from './estimate.ts';
import { Walk } from './walk.ts';

type Shots = Extract<Sweep, { kind: 'shots' }>;

/** Runs noisy circuits on pure states, along random trajectories. */
export class TrajectoryRuns implements MethodRuns {
  readonly #shelf: StateShelf;

  constructor(shelf: StateShelf) {
    this.#shelf = shelf;
  }

  sample(job: Job, onProgress: OnProgress): Computed<Samples> {
    const run = new Run(this.#shelf, job, onProgress);
    const value = sample(run, job, shotsOf(run.sweep), onProgress);
    this.#shelf.give(run.state);
    return { method: 'trajectories', value };
  }

  /** From as many trajectories as shots. */
  estimate(job: Job, { observable }: WantedEstimate, onProgress: OnProgress): Computed<Estimate> {
    const run = new Run(this.#shelf, job, onProgress);
    const value = estimateOver(run, observable, shotsOf(run.sweep), onProgress);
    this.#shelf.give(run.state);
    return { method: 'trajectories', value };
  }
}

function sample(run: Run, { circuit }: Job, { shots, random }: Shots, onProgress: OnProgress): Samples {
  const { program, state, copies } = run;
  const readout = readoutOf(circuit);
  const showsBits = readout.kind === 'variables';
  const tally = new Tally();
  new Walk({
    ...{ program, state, random, copies, onProgress },
    dropsResets: showsBits,
    atEnding: (ending, count) => {
      const measured = showsBits ? ending.measured : 2 ** program.qubits - 1;
      const keyOf = keysAt(readout, program, ending);
      for (const [outcome, times] of draw(state, measured, count, random))
        for (const [read, share] of misreadCounts(outcome, times, measured, program.readout, random))
          tally.add(keyOf(read), share);
    },
  }).run(shots);
  return tally.counted(shots);
}

function shotsOf(sweep: Sweep): Shots {
  if (sweep.kind === 'shots') return sweep;
  throw new Refused(
    'not-exact',
    'Trajectories of a noisy circuit are drawn at random, so their number has to be known.',
    'Ask for a number of shots, or use simulator(method: "density").',
  );
}
