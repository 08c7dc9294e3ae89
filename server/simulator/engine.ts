import { type Circuit, type Observable, observableWidth } from '../circuit/index.ts';
import { ClassicalError } from '../library/index.ts';
import { estimateByShots, estimateExactly } from './pauli/estimate.ts';
import { Refused } from './run/refused.ts';
import { type Job, type OnProgress, Run } from './run/run.ts';
import { distribution, draw } from './sampling/outcomes.ts';
import { keysAt, readoutOf } from './sampling/readout.ts';
import { Tally } from './sampling/tally.ts';
import { StateShelf } from './state/shelf.ts';
import type { Estimate, Method, Samples, Simulated, StateVector } from './simulator.ts';

/** The dense engine over compiled kernels. It computes in the calling thread. */
export class Engine {
  readonly #shelf: StateShelf;

  constructor(module: WebAssembly.Module) {
    this.#shelf = new StateShelf(module);
  }

  sample(job: Job, onProgress: OnProgress): Simulated<Samples> {
    return this.#answer(job, onProgress, (run) => sample(run, job.circuit));
  }

  /** Measurements that nothing depends on are left out, so that the observable meets the state before them. */
  estimate(job: Job, observable: Observable, onProgress: OnProgress): Simulated<Estimate> {
    return this.#answer(job, onProgress, (run) => {
      checkWidth(job.circuit, observable);
      return run.sweep.kind === 'shots'
        ? estimateByShots(run, observable, run.sweep)
        : estimateExactly(run, observable);
    });
  }

  state(job: Job, onProgress: OnProgress): Simulated<StateVector> {
    return this.#answer(job, onProgress, (run) => {
      if (!run.isStraight) throw notPure();
      const method = run.explore({ kind: 'exact' }, false, () => undefined);
      return { method, value: { qubits: job.circuit.qubitCount, amplitudes: run.state.copy() } };
    });
  }

  /** What a run computes, or why it was refused. After any other error its state is not used again. */
  #answer<T>(job: Job, onProgress: OnProgress, compute: (run: Run) => Computed<T>): Simulated<T> {
    try {
      const run = new Run(this.#shelf, job, onProgress);
      const computed = compute(run);
      this.#shelf.give(run.state);
      return { ok: true, ...computed };
    } catch (error) {
      if (error instanceof Refused) return { ok: false, refusal: error.refusal };
      if (error instanceof ClassicalError) return { ok: false, refusal: classicalFault(error) };
      throw error;
    }
  }
}

interface Computed<T> {
  readonly method: Method;
  readonly value: T;
}

function sample(run: Run, circuit: Circuit): Computed<Samples> {
  const { program, state, sweep } = run;
  const readout = readoutOf(circuit);
  if (readout === undefined) throw noOutput();
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

function classicalFault({ message }: ClassicalError): Refused['refusal'] {
  return {
    kind: 'fault',
    message: `While the circuit ran, a classical computation failed: ${message}.`,
    help: 'Check the values that the circuit computes from measurements and parameters.',
  };
}

function checkWidth({ qubitCount }: Circuit, observable: Observable): void {
  const width = observableWidth(observable);
  if (width <= qubitCount) return;
  throw new Refused(
    'fault',
    `The observable ${observable.name} needs ${width} qubits, the circuit has ${qubitCount}.`,
    'Give the circuit enough qubits, or use an observable on fewer.',
  );
}

function noOutput(): Refused {
  return new Refused(
    'no-output',
    'The circuit has neither qubits nor bits, so there is nothing to sample.',
    'Declare a qubit, or a bit that receives a measurement.',
  );
}

function notPure(): Refused {
  return new Refused(
    'not-exact',
    'A measurement or reset on the way decides what happens next, so the circuit has no single final state.',
    'Use sample or estimate, or remove what depends on the measurement.',
  );
}
