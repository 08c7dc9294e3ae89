import { Cancelled } from '../base/index.ts';
import { diagnose } from '../library/index.ts';
import type {
  PlacedDiagnostic,
  Result,
  RunDocument,
  RunRequest,
  RunStatus,
  TaskState,
} from '../protocol/index.ts';
import { type FileDiagnostic, TaskFailure } from './failure.ts';
import { placeDiagnostics } from './place.ts';
import type { PreparedRun, Unfolded } from './prepare.ts';
import { abridge } from './results.ts';
import type { RunEnvironment } from './run.ts';
import { calledBy } from './step.ts';
import type { TaskOutcome } from './task.ts';

/** Outcomes beyond the likeliest so many do not travel in events; the run's document has them all. */
const outcomesInEvents = 4096;

/** What is known of a run while it goes on: it tells of each step, and has the document in the end. */
export class RunLog {
  readonly #request: RunRequest;
  readonly #environment: RunEnvironment;
  readonly #startedAt: number;
  readonly #started: string;
  readonly #results: Record<string, Result> = {};
  readonly #durations: Record<string, number> = {};
  readonly #attempts: Record<string, number> = {};
  readonly #methods = new Set<string>();
  readonly #fromMemory = new Set<string>();
  readonly #diagnostics: PlacedDiagnostic[] = [];
  readonly #told = new WeakSet<TaskFailure>();
  #order: readonly string[] = [];
  #truncation: number | undefined;
  #status: RunStatus = 'completed';
  #name: string;
  #backend = 'simulator';
  #seed: number;
  #shots: number;

  constructor(request: RunRequest, environment: RunEnvironment) {
    this.#request = request;
    this.#environment = environment;
    this.#startedAt = environment.now();
    this.#started = environment.date();
    this.#name = request.target?.name ?? '';
    this.#seed = request.seed ?? 0;
    this.#shots = request.shots ?? 0;
  }

  /** Tells that a run starts, where, and of which tasks it is made. */
  announce({ plan, expansion, jobs, seed, optionsOf }: PreparedRun): void {
    const first = [...jobs.values()].find(({ task }) => calledBy(task) !== undefined);
    const called = first && calledBy(first.task);
    if (first !== undefined && called !== undefined) {
      const options = optionsOf(called, first.task.name, first.context);
      this.#backend = options.backend.name;
      if (plan.target.kind === 'circuit') this.#shots = options.shots ?? 0;
    }
    this.#name = plan.target.name;
    this.#seed = seed;
    this.#order = expansion.graph.nodes.map(({ name }) => name);
    const { runId, file, uri } = this.#request;
    this.#environment.emit({
      kind: 'started',
      runId,
      file,
      uri,
      target: plan.target,
      backend: this.#backend,
      seed,
      shots: this.#shots,
      graph: expansion.graph,
    });
  }

  /** Tells of the rounds of a loop over results, which came to be known. */
  unfolded({ expansion }: Unfolded): void {
    this.#order = expansion.graph.nodes.map(({ name }) => name);
    this.#environment.emit({ kind: 'graph', runId: this.#request.runId, graph: expansion.graph });
  }

  enter(task: string, state: TaskState, details: { duration?: number; message?: string } = {}): void {
    if (state === 'completed' && details.duration !== undefined) this.#durations[task] = details.duration;
    this.#environment.emit({ kind: 'task', runId: this.#request.runId, task, state, ...details });
  }

  retried(task: string, attempts: number): void {
    this.#attempts[task] = attempts;
  }

  keep(task: string, result: Result): void {
    this.#results[task] = result;
    const { runId } = this.#request;
    this.#environment.emit({ kind: 'result', runId, task, result: abridge(result, outcomesInEvents) });
  }

  /** Notes how something was simulated. */
  used(methods: readonly string[], { truncation }: Pick<TaskOutcome, 'truncation'> = {}): void {
    for (const method of methods) this.#methods.add(method);
    if (truncation !== undefined) this.#truncation = Math.max(this.#truncation ?? 0, truncation);
  }

  /** Notes that a task's result is one from memory. */
  fromMemory(task: string): void {
    this.#fromMemory.add(task);
  }

  cancelled(): void {
    this.#status = 'cancelled';
  }

  /** Records why something failed and returns the sentence for the task. A fault of our own is told as such. */
  fail(error: unknown): string {
    if (error instanceof Cancelled) return 'cancelled';
    this.#status = 'failed';
    if (error instanceof TaskFailure) {
      if (!this.#told.has(error)) this.#report(error.diagnostics);
      this.#told.add(error);
      return error.message;
    }
    const reason = error instanceof Error ? error.message : String(error);
    const diagnostic = diagnose('QF5112', { start: 0, end: 0 }, [reason]);
    this.#publish(placeDiagnostics([diagnostic], this.#request.file, this.#request.text));
    return diagnostic.message;
  }

  /** Records what is doubtful about a result. */
  warn(diagnostic: FileDiagnostic): void {
    this.#report([diagnostic]);
  }

  document(): RunDocument {
    return {
      schema: 'qflow.run/1',
      file: this.#request.file,
      name: this.#name,
      backend: this.#backend,
      method: [...this.#methods].join('+'),
      ...(this.#truncation !== undefined && { truncation: this.#truncation }),
      ...(this.#fromMemory.size > 0 && { cached: this.#order.filter((name) => this.#fromMemory.has(name)) }),
      seed: this.#seed,
      shots: this.#shots,
      status: this.#status,
      results: this.#inOrder(this.#results),
      timing: {
        started: this.#started,
        total: this.#environment.now() - this.#startedAt,
        tasks: this.#inOrder(this.#durations),
        ...(Object.keys(this.#attempts).length === 0 ? {} : { attempts: this.#attempts }),
      },
      diagnostics: this.#diagnostics.toSorted(byPlace),
    };
  }

  /** Tasks that ran side by side are recorded in the order of the file. */
  #inOrder<T>(record: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
    return Object.fromEntries(
      this.#order.flatMap((name): [string, T][] => (name in record ? [[name, record[name] as T]] : [])),
    );
  }

  #report(diagnostics: readonly FileDiagnostic[]): void {
    const placed = diagnostics.flatMap(({ model, diagnostic }) => {
      const file = model.uri === this.#request.uri ? this.#request.file : model.uri;
      return placeDiagnostics([diagnostic], file, model.text);
    });
    if (placed.length > 0) this.#publish(placed);
  }

  #publish(diagnostics: readonly PlacedDiagnostic[]): void {
    this.#diagnostics.push(...diagnostics);
    this.#environment.emit({ kind: 'diagnostics', runId: this.#request.runId, diagnostics });
  }
}

/** In the order of the text, whichever task found it first. */
function byPlace(one: PlacedDiagnostic, other: PlacedDiagnostic): number {
  return one.line - other.line || one.column - other.column;
}
