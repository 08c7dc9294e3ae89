import { Random } from '../base/index.ts';
import { type Bindings, type Circuit, type Observable, observableWidth } from '../circuit/index.ts';
import { ClassicalError } from '../library/index.ts';
import type { Chosen } from './choice.ts';
import { DenseRuns } from './dense/runs.ts';
import { extendedStabilizerRuns } from './extended-stabilizer/index.ts';
import { DensityRuns } from './density/index.ts';
import { measuredSlowness } from './dense/slowness.ts';
import { differentiate } from './gradients/differentiate.ts';
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
import { planGradient } from './structure/gradient-plan.ts';
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
    return inTurn(job.options, sets, onProgress, (bindings, seed, told) =>
      this.#estimate({ ...prospect, bindings, options: { ...prospect.options, seed } }, told),
    );
  }

  /** Gradients at several sets of parameters. */
  gradientBatch(
    job: GradientJob,
    sets: readonly Bindings[],
    observable: Observable,
    onProgress: OnProgress,
  ): Simulated<readonly Gradient[]> {
    return inTurn(job.options, sets, onProgress, (bindings, seed, told) =>
      this.gradient({ ...job, bindings, options: { ...job.options, seed } }, observable, told),
    );
  }

  /** The derivatives of an expectation value by the circuit's real parameters. */
  gradient(job: GradientJob, observable: Observable, onProgress: OnProgress): Simulated<Gradient> {
    const refusal = widthRefusal(job.circuit, observable);
    if (refusal !== undefined) return { ok: false, refusal };
    const { rule = 'auto' } = job.options;
    const wanted = { kind: 'estimate', observable, gradient: rule } as const;
    const { prospect } = reduced({ ...job, wanted });
    return this.#carryOut(planGradient(prospect), onProgress, (_, piece, told, name) => {
      const { observable: own } = piece.wanted;
      const means = {
        shelf: this.#shelf,
        isDense: name === 'statevector',
        estimate: (moved: Job) =>
          this.#estimate({ ...moved, wanted: { kind: 'estimate', observable: own } }, () => told(0)),
      };
      return differentiate(piece, own, means, told);
    });
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
    compute: (runs: MethodRuns, prospect: P, onProgress: OnProgress, name: RegisteredMethod) => Computed<T>,
  ): Simulated<T> {
    if (!planned.ok) return planned;
    const { pieces, seconds, combined, doubt } = planned.plan;
    const values: T[] = [];
    let done = 0;
    let [method, longest]: [Method, number] = ['statevector', -1];
    let kept = 1;
    const notes = new Set<string>();
    for (const { prospect, choice } of pieces) {
      const share = pieces.length === 1 ? 1 : choice.seconds / seconds;
      const told = (fraction: number) => onProgress(Math.min(1, done + share * fraction));
      const answer = this.#byMethod(choice, (runs, name) => compute(runs, prospect, told, name));
      if (!answer.ok) return doubt === undefined ? answer : proved(doubt, answer);
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
  #byMethod<T>(
    choice: Chosen,
    compute: (runs: MethodRuns, name: RegisteredMethod) => Computed<T>,
  ): Simulated<T> {
    const { best } = choice;
    const answer = answered(() => compute(this.#runs[best.name], best.name));
    if (answer.ok || !isOfMethod(answer.refusal)) return answer;
    for (const { name } of choice.others) {
      const other = answered(() => compute(this.#runs[name], name));
      if (other.ok) return other;
    }
    return answer;
  }
}

/** Runs for sets of parameters one after the other, each with a seed of its own; the method is that of the last one. */
function inTurn<T>(
  { seed }: Job['options'],
  sets: readonly Bindings[],
  onProgress: OnProgress,
  run: (bindings: Bindings, seed: number, told: OnProgress) => Simulated<T>,
): Simulated<readonly T[]> {
  const seeds = new Random(seed);
  const values: T[] = [];
  let method: Method = 'statevector';
  for (const [place, bindings] of sets.entries()) {
    const told = (fraction: number) => onProgress((place + fraction) / sets.length);
    const answer = run(bindings, seeds.nextUint32(), told);
    if (!answer.ok) return answer;
    values.push(answer.value);
    ({ method } = answer);
  }
  return { ok: true, method, value: values };
}

/** What was doubted before the run, where the run has shown it. */
function proved(doubt: Refusal, answer: Simulated<never>): Simulated<never> {
  if (answer.ok || answer.refusal.kind !== 'too-large') return answer;
  const message = `${doubt.message.replace(/\.$/, '')}, which it was tried with and proved too few.`;
  return { ok: false, refusal: { ...doubt, message } };
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
