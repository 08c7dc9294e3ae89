import { Cancelled, type ListenableToken } from '../../base/index.ts';
import { forecast } from '../forecast.ts';
import type { Wanted } from '../method.ts';
import type { Refusal, RunHooks, Simulated, Simulator } from '../simulator.ts';
import { planOf } from '../structure/plan-of.ts';
import type { Answer, Reply, Request, WorkerPort } from './messages.ts';
import { ParcelSender } from './parcels.ts';
import { pack } from './post.ts';

/** Starts a fresh worker. */
export type Spawn = () => WorkerPort;

/**
 * A simulator in a worker: one run after the other, in the order in which they were asked for. The worker is started at
 * once and kept; a cancelled run ends it at any point, and the next run gets a fresh one.
 */
export function createWorkerSimulator(spawn: Spawn): Simulator {
  const line = new Line(spawn);
  return {
    forecast: async (circuit, options, wanted) => forecast(circuit, options, wanted, line.slowness),
    sample: (circuit, bindings, options, hooks) =>
      line.ask({ kind: 'sample', job: { circuit, bindings, options } }, hooks),
    estimate: (circuit, bindings, observable, options, hooks) =>
      line.ask({ kind: 'estimate', job: { circuit, bindings, options }, observable }, hooks),
    estimateBatch: (circuit, sets, observable, options, hooks) => {
      const job = { circuit, bindings: sets[0] ?? [], options };
      return line.ask({ kind: 'estimate-batch', job, sets, observable }, hooks);
    },
    gradient: (circuit, bindings, observable, options, hooks) =>
      line.ask({ kind: 'gradient', job: { circuit, bindings, options }, observable }, hooks),
    gradientBatch: (circuit, sets, observable, options, hooks) => {
      const job = { circuit, bindings: sets[0] ?? [], options };
      return line.ask({ kind: 'gradient-batch', job, sets, observable }, hooks);
    },
    state: (circuit, bindings, options, hooks) =>
      line.ask({ kind: 'state', job: { circuit, bindings, options } }, hooks),
    dispose: () => line.dispose(),
  };
}

/** A run that waits or is being computed. */
interface Entry {
  readonly request: Request;
  readonly hooks: RunHooks | undefined;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: Error) => void;
}

/** The runs in their order; the first is with the worker. */
class Line {
  readonly #spawn: Spawn;
  #entries: Entry[] = [];
  #worker: WorkerPort | undefined;
  /** What the worker keeps; a new worker keeps nothing yet. */
  #sender = new ParcelSender();
  #isDisposed = false;
  /** As the worker measured it; the machine of the coefficients until then. */
  slowness = 1;

  constructor(spawn: Spawn) {
    this.#spawn = spawn;
    this.#worker = this.#start();
  }

  /** The answer to a request has the type that the request asks for. */
  ask<T>(request: Request, hooks: RunHooks | undefined): Promise<Simulated<T>> {
    const token = hooks?.cancellation;
    if (this.#isDisposed || token?.isCancellationRequested === true) return Promise.reject(new Cancelled());
    const planned = planOf({ ...request.job, wanted: wantedBy(request) });
    if (!planned.ok) return Promise.resolve(planned);
    return new Promise<Answer>((resolve, reject) => {
      const entry: Entry = { request, hooks, ...settled(token, () => this.#cancel(entry), resolve, reject) };
      this.#entries.push(entry);
      if (this.#entries.length === 1) this.#next();
    }) as Promise<Simulated<T>>;
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    const entries = this.#entries;
    this.#entries = [];
    for (const { reject } of entries) reject(new Cancelled());
    await this.#stop();
  }

  #start(): WorkerPort {
    const worker = this.#spawn();
    this.#sender = new ParcelSender();
    worker.onReply((reply) => worker === this.#worker && this.#receive(reply));
    worker.onDeath((reason) => {
      if (worker !== this.#worker) return;
      this.#worker = undefined;
      this.#finish(failed(reason));
    });
    return worker;
  }

  #next(): void {
    const [entry] = this.#entries;
    if (entry === undefined) return this.#worker?.keepAlive(false);
    try {
      this.#worker ??= this.#start();
      this.#worker.keepAlive(true);
      this.#worker.post(pack(entry.request, this.#sender));
    } catch (error) {
      // Nobody knows what arrived: all is sent again.
      this.#sender = new ParcelSender();
      this.#finish(failed(error instanceof Error ? error.message : String(error)));
    }
  }

  #receive(reply: Reply): void {
    if (reply.kind === 'progress') this.#entries[0]?.hooks?.onProgress?.({ fraction: reply.fraction });
    else if (reply.kind === 'slowness') this.slowness = reply.slowness;
    else this.#finish(reply.kind === 'answer' ? reply.answer : failed(reply.message));
  }

  #finish(answer: Answer): void {
    this.#entries.shift()?.resolve(answer);
    this.#next();
  }

  #cancel(entry: Entry): void {
    const place = this.#entries.indexOf(entry);
    if (place < 0) return;
    this.#entries.splice(place, 1);
    entry.reject(new Cancelled());
    if (place > 0) return;
    void this.#stop();
    this.#next();
  }

  async #stop(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }
}

function wantedBy(request: Request): Wanted {
  if (request.kind === 'sample' || request.kind === 'state') return { kind: request.kind };
  const { observable } = request;
  if (request.kind !== 'gradient' && request.kind !== 'gradient-batch')
    return { kind: 'estimate', observable };
  return { kind: 'estimate', observable, gradient: request.job.options.rule ?? 'auto' };
}

/** Listens for cancellation until the run is settled one way or the other. */
function settled(
  token: ListenableToken | undefined,
  cancel: () => void,
  resolve: (answer: Answer) => void,
  reject: (reason: Error) => void,
): Pick<Entry, 'resolve' | 'reject'> {
  const unsubscribe = token?.onCancel(cancel);
  return {
    resolve: (answer) => {
      unsubscribe?.();
      resolve(answer);
    },
    reject: (reason) => {
      unsubscribe?.();
      reject(reason);
    },
  };
}

function failed(reason: string): { readonly ok: false; readonly refusal: Refusal } {
  return {
    ok: false,
    refusal: {
      kind: 'fault',
      message: `The simulator broke down: ${reason}.`,
      help: 'Run again; if it happens with fewer qubits too, please report it with the circuit.',
    },
  };
}
