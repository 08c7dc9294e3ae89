import type { Computed, MethodRuns, WantedEstimate } from '../method.ts';
import { hasNoise } from '../noise-obstacle.ts';
import { type Job, type OnProgress, sweepOf } from '../run/run.ts';
import { readoutOf } from '../sampling/readout.ts';
import { Tally } from '../sampling/tally.ts';
import type { Estimate, Samples } from '../simulator.ts';
import { estimateByShots, estimateExactly, estimateOverTrajectories } from './estimate.ts';
import { ExtendedRun } from './extended-run.ts';
import { tallyStretch } from './sample.ts';

/** Runs circuits of Clifford gates and few others. */
export const extendedStabilizerRuns: MethodRuns = { sample, estimate };

function sample(job: Job, onProgress: OnProgress): Computed<Samples> {
  const sweep = sweepOf(job.options);
  const readout = readoutOf(job.circuit);
  const tally = new Tally();
  const total = sweep.kind === 'shots' ? sweep.shots : 1;
  let done = 0;
  const watch = () => onProgress(done / total);
  new ExtendedRun(job, watch).walk(sweep, false, (part, state, weight, bits) => {
    tallyStretch({ readout, sweep, watch }, { ...part, state, weight, bits }, tally);
    done += weight;
    watch();
  });
  return {
    method: 'extended_stabilizer',
    value: sweep.kind === 'exact' ? tally.exact() : tally.counted(total),
  };
}

function estimate(job: Job, wanted: WantedEstimate, onProgress: OnProgress): Computed<Estimate> {
  const sweep = sweepOf(job.options);
  const run = new ExtendedRun(job, () => onProgress(0));
  const byShots = hasNoise(job.options) ? estimateOverTrajectories : estimateByShots;
  const value =
    sweep.kind === 'exact' ? estimateExactly(run, wanted) : byShots(run, wanted.observable, sweep);
  onProgress(1);
  return { method: 'extended_stabilizer', value };
}
