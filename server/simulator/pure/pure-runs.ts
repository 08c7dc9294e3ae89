import type { ReadoutError } from '../../circuit/index.ts';
import { hasNoise } from '../noise-obstacle.ts';
import { programNoise } from '../program/noise.ts';
import type { Program } from '../program/step.ts';
import type { Computed, MethodRuns, WantedEstimate } from '../method.ts';
import { layOut } from '../program/layout.ts';
import { notPure } from '../run/not-pure.ts';
import { type Job, type OnProgress, sweepOf } from '../run/run.ts';
import { behind } from '../run/stretch.ts';
import { misread } from '../sampling/misreading.ts';
import { type Readout, keysFrom, readoutOf } from '../sampling/readout.ts';
import { Tally } from '../sampling/tally.ts';
import type { Estimate, Method, Samples, SimulationOptions, StateVector } from '../simulator.ts';
import { estimateByShots, estimateExactly } from './estimate.ts';
import { estimateOverTrajectories } from './noisy-estimate.ts';
import type { PureState } from './pure-state.ts';
import { Told } from './told.ts';
import { type PureEnding, PureWalk, type PureWalkOptions } from './walk.ts';

/** The state |0…0⟩ in a method's own form. */
export type StartingState = (qubits: number, options: SimulationOptions) => PureState;

/** Runs circuits on a state of which copies can be kept, whatever its form. */
export class PureRuns implements MethodRuns {
  readonly #method: Method;
  readonly #start: StartingState;

  constructor(method: Method, start: StartingState) {
    this.#method = method;
    this.#start = start;
  }

  sample(job: Job, onProgress: OnProgress): Computed<Samples> {
    const readout = readoutOf(job.circuit);
    const options = this.#walkOptions(job, onProgress, readout.kind === 'variables' ? 'bits' : 'qubits');
    const { sweep } = options;
    const tally = new Tally();
    const told = new Told();
    new PureWalk(options).run((ending, weight) => {
      const { qubits, looksOf, errors, keyOf } = namesAt(ending, readout, options.program);
      const { state } = ending;
      if (sweep.kind === 'exact')
        for (const [bits, share] of state.distribution(qubits))
          tally.add(keyOf(looksOf(bits)), weight * share);
      else
        for (const [bits, count] of state.draw(qubits, weight, sweep.random))
          for (const [read, share] of misread(looksOf(bits), count, errors, sweep.random))
            tally.add(keyOf(read), share);
      told.see(state);
    });
    return told.computed(this.#method, sweep.kind === 'exact' ? tally.exact() : tally.counted(sweep.shots));
  }

  /** Measurements that nothing depends on are left out, so that the observable meets the state before them. */
  estimate(job: Job, wanted: WantedEstimate, onProgress: OnProgress): Computed<Estimate> {
    const options = this.#walkOptions(job, onProgress, 'observable');
    const { sweep } = options;
    const told = new Told();
    const byShots = hasNoise(job.options) ? estimateOverTrajectories : estimateByShots;
    const value =
      sweep.kind === 'exact'
        ? estimateExactly(options, wanted, told)
        : byShots({ ...options, sweep }, wanted.observable, told);
    return told.computed(this.#method, value);
  }

  state(job: Job, onProgress: OnProgress): Computed<StateVector> {
    const options = this.#walkOptions(job, onProgress, 'observable');
    let found: PureState | undefined;
    const walk = new PureWalk({ ...options, sweep: { kind: 'exact' } });
    walk.run(({ state }) => {
      if (walk.hasMeasured) throw notPure();
      found = state;
    });
    if (found === undefined) throw new Error('a walk has at least one ending');
    const value = { qubits: job.circuit.qubitCount, amplitudes: found.amplitudes() };
    const told = new Told();
    told.see(found);
    return told.computed(this.#method, value);
  }

  #walkOptions(
    { circuit, bindings, options }: Job,
    onProgress: OnProgress,
    end: PureWalkOptions['end'],
  ): PureWalkOptions {
    const noise = options.noise && programNoise(options.noise, circuit.qubitCount, bindings);
    return {
      program: layOut(circuit, bindings, false, noise),
      sweep: sweepOf(options),
      end,
      start: () => this.#start(circuit.qubitCount, options),
      memoryLimit: options.memoryLimit,
      onProgress,
    };
  }
}

/** What is looked at where a path ends. */
interface Names {
  /** Each once. */
  readonly qubits: readonly number[];
  /** The bits as they are looked at, some more than once, from those of the qubits. */
  readonly looksOf: (bits: Uint8Array) => Uint8Array;
  /** How each look is misread. */
  readonly errors: readonly (ReadoutError | undefined)[];
  /** The key of what was read at all looks. */
  readonly keyOf: (reads: Uint8Array) => string;
}

function namesAt({ stretch, events }: PureEnding, readout: Readout, program: Program): Names {
  const isAll = readout.kind === 'qubits';
  const looks = isAll
    ? Array.from({ length: program.qubits }, (_, qubit) => qubit)
    : events.flatMap((event) => (typeof event === 'object' ? [event.qubit] : []));
  const qubits = [...new Set(looks)];
  const placeOf = new Map(qubits.map((qubit, place) => [qubit, place]));
  const places = looks.map((qubit) => placeOf.get(qubit) ?? 0);
  let look = 0;
  const sources = events.map((event) => (typeof event === 'object' ? { look: look++ } : event));
  const bitOf = (reads: Uint8Array, event: number): number => {
    const source = sources[event] ?? 0;
    return typeof source === 'number' ? source : (reads[source.look] ?? 0);
  };
  if (stretch.ending === undefined) throw new Error('a path ends with its last stretch');
  const keyOf = keysFrom<Uint8Array>(
    readout,
    program,
    stretch.ending,
    isAll ? (reads, qubit) => reads[qubit] ?? 0 : bitOf,
    (reads) => behind(stretch, (event) => bitOf(reads, event)).variables,
  );
  const looksOf = (bits: Uint8Array) =>
    looks.length === qubits.length ? bits : Uint8Array.from(places, (place) => bits[place] ?? 0);
  return { qubits, looksOf, errors: looks.map((qubit) => program.readout[qubit]), keyOf };
}
