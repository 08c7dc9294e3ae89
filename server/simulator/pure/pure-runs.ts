import type { Program } from '../program/step.ts';
import type { Computed, MethodRuns, WantedEstimate } from '../method.ts';
import { layOut } from '../program/layout.ts';
import { notPure } from '../run/not-pure.ts';
import { type Job, type OnProgress, sweepOf } from '../run/run.ts';
import { behind } from '../run/stretch.ts';
import { type Readout, keysFrom, readoutOf } from '../sampling/readout.ts';
import { Tally } from '../sampling/tally.ts';
import type { Estimate, Method, Samples, SimulationOptions, StateVector } from '../simulator.ts';
import { estimateByShots, estimateExactly } from './estimate.ts';
import type { PureState } from './pure-state.ts';
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
    let truncation = 0;
    new PureWalk(options).run((ending, weight) => {
      const { qubits, keyOf } = namesAt(ending, readout, options.program);
      const { state } = ending;
      if (sweep.kind === 'exact')
        for (const [bits, share] of state.distribution(qubits)) tally.add(keyOf(bits), weight * share);
      else
        for (const [bits, count] of state.draw(qubits, weight, sweep.random)) tally.add(keyOf(bits), count);
      truncation = Math.max(truncation, state.truncation);
    });
    return this.#computed(sweep.kind === 'exact' ? tally.exact() : tally.counted(sweep.shots), truncation);
  }

  /** Measurements that nothing depends on are left out, so that the observable meets the state before them. */
  estimate(job: Job, { observable }: WantedEstimate, onProgress: OnProgress): Computed<Estimate> {
    const options = this.#walkOptions(job, onProgress, 'observable');
    const { sweep } = options;
    const { value, truncation } =
      sweep.kind === 'exact'
        ? estimateExactly(options, observable)
        : estimateByShots({ ...options, sweep }, observable);
    return this.#computed(value, truncation);
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
    return this.#computed(value, found.truncation);
  }

  #walkOptions(
    { circuit, bindings, options }: Job,
    onProgress: OnProgress,
    end: PureWalkOptions['end'],
  ): PureWalkOptions {
    return {
      program: layOut(circuit, bindings, false),
      sweep: sweepOf(options),
      end,
      start: () => this.#start(circuit.qubitCount, options),
      memoryLimit: options.memoryLimit,
      onProgress,
    };
  }

  #computed<T>(value: T, truncation: number): Computed<T> {
    return { method: this.#method, value, ...(truncation > 0 && { truncation }) };
  }
}

/** The qubits to look at where a path ends, and what to call their bits. */
function namesAt(
  { stretch, events }: PureEnding,
  readout: Readout,
  program: Program,
): { readonly qubits: readonly number[]; readonly keyOf: (bits: Uint8Array) => string } {
  const isAll = readout.kind === 'qubits';
  const looked = events.flatMap((event) => (typeof event === 'object' ? [event.qubit] : []));
  const qubits = isAll ? Array.from({ length: program.qubits }, (_, qubit) => qubit) : [...new Set(looked)];
  const placeOf = new Map(qubits.map((qubit, place) => [qubit, place]));
  const bitOf = (bits: Uint8Array, event: number): number => {
    const found = events[event] ?? 0;
    return typeof found === 'number' ? found : (bits[placeOf.get(found.qubit) ?? 0] ?? 0);
  };
  if (stretch.ending === undefined) throw new Error('a path ends with its last stretch');
  const keyOf = keysFrom<Uint8Array>(
    readout,
    program,
    stretch.ending,
    isAll ? (bits, qubit) => bits[qubit] ?? 0 : bitOf,
    (bits) => behind(stretch, (event) => bitOf(bits, event)).variables,
  );
  return { qubits, keyOf };
}
