import type { Computed, MethodRuns, WantedEstimate } from '../method.ts';
import { type Job, type OnProgress, sweepOf } from '../run/run.ts';
import { readoutOf } from '../sampling/readout.ts';
import { Tally } from '../sampling/tally.ts';
import type { Estimate, Samples, SimulationOptions } from '../simulator.ts';
import { cliffordProgram } from './clifford-program.ts';
import { estimateByShots, estimateExactly } from './estimate.ts';
import { StretchSampler } from './sample.ts';
import { tableauBytes } from './tableau-bytes.ts';
import { Tableau } from './tableau.ts';
import { Walk, type WalkOptions } from './walk.ts';

/** Runs circuits of Clifford gates on a tableau. */
export const stabilizerRuns: MethodRuns = { sample, estimate };

function sample({ circuit, bindings, options }: Job, onProgress: OnProgress): Computed<Samples> {
  const sweep = sweepOf(options);
  const readout = readoutOf(circuit);
  const program = cliffordProgram(circuit, bindings, options.noise);
  const tally = new Tally();
  const total = sweep.kind === 'shots' ? sweep.shots : 1;
  let done = 0;
  const watch = () => onProgress(done / total);
  const copies = copiesWithin(circuit.qubitCount, options);
  const walk = new Walk<Tableau>({ program, sweep, leavesOut: false, copies, watch });
  walk.run(new Tableau(program.qubits), (stretch, tableau, weight) => {
    new StretchSampler(readout, stretch, tableau, watch).count(sweep, weight, tally);
    done += weight;
    watch();
  });
  return { method: 'stabilizer', value: sweep.kind === 'exact' ? tally.exact() : tally.counted(sweep.shots) };
}

function estimate(
  { circuit, bindings, options }: Job,
  wanted: WantedEstimate,
  onProgress: OnProgress,
): Computed<Estimate> {
  const sweep = sweepOf(options);
  const program = cliffordProgram(circuit, bindings, options.noise);
  const watch = () => onProgress(0);
  const copies = copiesWithin(circuit.qubitCount, options);
  const walk: WalkOptions = { program, sweep, leavesOut: true, copies, watch };
  const value =
    sweep.kind === 'exact' ? estimateExactly(walk, wanted) : estimateByShots(walk, wanted.observable, sweep);
  onProgress(1);
  return { method: 'stabilizer', value };
}

/** How many tableaus beside the one in use fit into the memory limit. */
function copiesWithin(qubits: number, { memoryLimit }: SimulationOptions): number {
  return Math.floor(memoryLimit / tableauBytes(Math.max(1, qubits))) - 1;
}
