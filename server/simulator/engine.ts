import { Random } from '../base/index.ts';
import { type Bindings, type Circuit, type Observable, observableWidth } from '../circuit/index.ts';
import { ClassicalError } from '../library/index.ts';
import { type Chosen, chooseMethod } from './choice.ts';
import { DenseRuns } from './dense/runs.ts';
import { extendedStabilizerRuns } from './extended-stabilizer/index.ts';
import { DensityRuns } from './density/index.ts';
import { measuredSlowness } from './dense/slowness.ts';
import { differentiate } from './gradients/differentiate.ts';
import { isForDense } from './gradients/rule-choice.ts';
import type { Computed, MethodRuns, Prospect, WantedEstimate } from './method.ts';
import type { RegisteredMethod } from './methods.ts';
import { mpsRuns } from './mps/index.ts';
import type { KernelLibrary } from './native/library.ts';
import { Refused } from './run/refused.ts';
import type { GradientJob, Job, OnProgress } from './run/run.ts';
import type { Estimate, Gradient, Method, Refusal, Samples, Simulated, StateVector } from './simulator.ts';
import { sparseRuns } from './sparse/index.ts';
import { stabilizerRuns } from './stabilizer/index.ts';
import { type Machine, StateShelf } from './state/shelf.ts';
import { planEstimate } from './structure/estimate-plan.ts';
import { type Planned, whole } from './structure/plan.ts';
import { reduced } from './structure/reduced.ts';
import { planSample } from './structure/sample-plan.ts';
import { TrajectoryRuns } from './trajectories/index.ts';

type EstimateJob = Job & { readonly wanted: WantedEstimate };

/** Runs circuits by the method that fits them. It computes in the calling thread. */
export class Engine {
  readonly #shelf: StateShelf;
  #slowness: number | undefined;
  readonly #runs: Readonly<Record<RegisteredMethod, MethodRuns>>;

  constructor(library: KernelLibrary, machine: Machine) {
    this.#shelf = new StateShelf(library, machine);
    this.#runs = {
      statevector: new DenseRuns(this.#shelf),
      stabilizer: stabilizerRuns,
      extended_stabilizer: extendedStabilizerRuns,
      density: new DensityRuns(this.#shelf),
      trajectories: new TrajectoryRuns(this.#shelf),
      sparse: sparseRuns(this.#shelf),
      mps: mpsRuns(library),
    };
  }

  /** How many times as long this machine takes as forecasts say; measured once, in a few milliseconds. */
  get slowness(): number {
    return (this.#slowness ??= measuredSlowness(this.#shelf, () => performance.now()));
  }

  sample(job: Job, onProgress: OnProgress): Simulated<Samples> {
    const { prospect, widened } = reduced({ ...job, wanted: { kind: 'sample' } as const });
    const planned = planSample(prospect);
    const answer = this.#carryOut(planned, onProgress, (runs, piece, told) => runs.sample(piece, told));
    return answer.ok ? { ...answer, value: widened(answer.value) } : answer;
  }

  estimate(job: Job, observable: Observable, onProgress: OnProgress): Simulated<Estimate> {
    const refusal = widthRefusal(job.circuit, observable);
    if (refusal !== undefined) return { ok: false, refusal };
    const wanted = { kind: 'estimate', observable, hasVariance: true } as const;
    return this.#estimate(reduced({ ...job, wanted }).prospect, onProgress);
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
    const { prospect } = reduced({ ...job, wanted: { kind: 'estimate', observable } as const });
    const seeds = new Random(job.options.seed);
    const estimates: Estimate[] = [];
    let method: Method = 'statevector';
    for (const [place, bindings] of sets.entries()) {
      const options = { ...prospect.options, seed: seeds.nextUint32() };
      const told = (fraction: number) => onProgress((place + fraction) / sets.length);
      const answer = this.#estimate({ ...prospect, bindings, options }, told);
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
    const { prospect } = reduced({ ...job, wanted: { kind: 'estimate', observable } as const });
    const choice = chooseMethod(prospect);
    if (!choice.ok) return choice;
    const silent = () => onProgress(0);
    const means = {
      shelf: this.#shelf,
      isDense: isForDense(choice, prospect),
      estimate: (moved: Job) => this.#estimate({ ...prospect, ...moved }, silent),
    };
    return answered(() => differentiate(prospect, prospect.wanted.observable, means, onProgress));
  }

  #estimate(prospect: EstimateJob, onProgress: OnProgress): Simulated<Estimate> {
    return this.#carryOut(planEstimate(prospect), onProgress, (runs, piece, told) =>
      runs.estimate(piece, piece.wanted, told),
    );
  }

  state(job: Job, onProgress: OnProgress): Simulated<StateVector> {
    const planned = whole<Job & Prospect, StateVector>({ ...job, wanted: { kind: 'state' } });
    return this.#carryOut(planned, onProgress, (runs, piece, told) => {
      if (runs.state === undefined) throw new Error('a method without states was chosen for one');
      return runs.state(piece, told);
    });
  }

  /** Carries out the pieces one after the other; the method is that of the piece that takes longest. */
  #carryOut<P extends Prospect, T>(
    planned: Planned<P, T>,
    onProgress: OnProgress,
    compute: (runs: MethodRuns, prospect: P, onProgress: OnProgress) => Computed<T>,
  ): Simulated<T> {
    if (!planned.ok) return planned;
    const { pieces, seconds, combined } = planned.plan;
    const values: T[] = [];
    let done = 0;
    let [method, longest]: [Method, number] = ['statevector', -1];
    let kept = 1;
    const notes = new Set<string>();
    for (const { prospect, choice } of pieces) {
      const share = pieces.length === 1 ? 1 : choice.seconds / seconds;
      const told = (fraction: number) => onProgress(Math.min(1, done + share * fraction));
      const answer = this.#byMethod(choice, (runs) => compute(runs, prospect, told));
      if (!answer.ok) return answer;
      values.push(answer.value);
      kept *= 1 - (answer.truncation ?? 0);
      if (answer.note !== undefined) notes.add(answer.note);
      done += share;
      if (choice.seconds > longest) [method, longest] = [answer.method, choice.seconds];
    }
    const truncation = kept < 1 && { truncation: 1 - kept };
    const note = notes.size > 0 && { note: [...notes].join('; ') };
    return answered(() => ({ method, value: combined(values), ...truncation, ...note }));
  }

  /** What one method finds it cannot do once it runs, the next one may; if none can, the best one's reason counts. */
  #byMethod<T>(choice: Chosen, compute: (runs: MethodRuns) => Computed<T>): Simulated<T> {
    const answer = answered(() => compute(this.#runs[choice.best.name]));
    if (answer.ok || !isOfMethod(answer.refusal)) return answer;
    for (const { name } of choice.others) {
      const other = answered(() => compute(this.#runs[name]));
      if (other.ok) return other;
    }
    return answer;
  }
}

/** Whether another method may have no such refusal. */
function isOfMethod({ kind, isFinal = false }: Refusal): boolean {
  return !isFinal && (kind === 'not-exact' || kind === 'too-large');
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
