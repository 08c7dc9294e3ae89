import { Cancelled, type ListenableToken, hasErrors } from '../base/index.ts';
import { type Model, loadProject } from '../language/index.ts';
import { diagnose } from '../library/index.ts';
import type {
  PlacedDiagnostic,
  Result,
  RunDocument,
  RunEvent,
  RunRequest,
  RunStatus,
  TaskState,
} from '../protocol/index.ts';
import type { Simulator } from '../simulator/index.ts';
import type { EvaluationContext } from './evaluate.ts';
import { type FileDiagnostic, TaskFailure } from './failure.ts';
import { resolveArguments, resolveInputs } from './inputs.ts';
import { checkRequest, runSeed, taskOptions } from './options.ts';
import { placeDiagnostics } from './place.ts';
import { type PlannedTask, type RunPlan, planRun } from './plan.ts';
import { abridge } from './results.ts';
import type { RunValue } from './run-value.ts';
import { decide } from './scheduler.ts';
import { runTask } from './task.ts';

/** The world that a run lives in; everything that is not a function of the request comes from here. */
export interface RunEnvironment {
  readonly simulator: Simulator;
  /** The text of a file, or undefined when there is none. */
  readonly read: (uri: string) => Promise<string | undefined>;
  /** The URI of the folder of the standard library, with a slash at its end. */
  readonly library: string;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** The wall clock, ISO 8601. */
  readonly date: () => string;
  /** A seed for a run that was given none; the record keeps it. */
  readonly freshSeed: () => number;
  readonly emit: (event: RunEvent) => void;
  readonly cancellation: ListenableToken;
}

/** Outcomes beyond the likeliest so many do not travel in events; the run's document has them all. */
const outcomesInEvents = 4096;

/**
 * Checks and runs what the request names and tells `environment.emit` of every step. Always ends with a `finished`
 * event and a document, whatever the file or the run was like.
 */
export async function executeRun(request: RunRequest, environment: RunEnvironment): Promise<RunDocument> {
  const run = new Run(request, environment);
  await run.execute();
  const document = run.document();
  environment.emit({ kind: 'finished', runId: request.runId, document });
  return document;
}

/** One run while it lives: the only mutable state of this room. */
class Run {
  readonly #request: RunRequest;
  readonly #environment: RunEnvironment;
  readonly #startedAt: number;
  readonly #started: string;
  readonly #states = new Map<string, TaskState>();
  readonly #values = new Map<string, RunValue>();
  readonly #results: Record<string, Result> = {};
  readonly #durations: Record<string, number> = {};
  readonly #methods = new Set<string>();
  readonly #diagnostics: PlacedDiagnostic[] = [];
  #status: RunStatus = 'completed';
  #name: string;
  #backend = 'simulator';
  #seed = 0;
  #shots = 0;

  constructor(request: RunRequest, environment: RunEnvironment) {
    this.#request = request;
    this.#environment = environment;
    this.#startedAt = environment.now();
    this.#started = environment.date();
    this.#name = request.target?.name ?? '';
    this.#seed = request.seed ?? 0;
    this.#shots = request.shots ?? 0;
  }

  async execute(): Promise<void> {
    try {
      const model = await this.#load();
      if (model !== undefined) await this.#runPlan(model);
    } catch (error) {
      this.#fail(error);
    }
    if (this.#environment.cancellation.isCancellationRequested) this.#status = 'cancelled';
  }

  document(): RunDocument {
    return {
      schema: 'qflow.run/1',
      file: this.#request.file,
      name: this.#name,
      backend: this.#backend,
      method: [...this.#methods].join('+'),
      seed: this.#seed,
      shots: this.#shots,
      status: this.#status,
      results: this.#results,
      timing: {
        started: this.#started,
        total: this.#environment.now() - this.#startedAt,
        tasks: this.#durations,
      },
      diagnostics: this.#diagnostics,
    };
  }

  async #load(): Promise<Model | undefined> {
    const { uri, text } = this.#request;
    const { read, library } = this.#environment;
    const model = await loadProject(
      uri,
      (wanted) => (wanted === uri ? Promise.resolve(text) : read(wanted)),
      library,
    );
    const errors = model.diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
    this.#report(errors.map((diagnostic) => ({ model, diagnostic })));
    if (!hasErrors(errors)) return model;
    this.#status = 'failed';
    return undefined;
  }

  async #runPlan(model: Model): Promise<void> {
    checkRequest(model, this.#request);
    const plan = planRun(model, this.#request.target);
    this.#name = plan.target.name;
    const given = this.#request.inputs ?? {};
    const context: EvaluationContext = {
      model,
      tasks: this.#values,
      inputs: resolveInputs(model, plan, given),
      arguments: resolveArguments(model, plan, given),
    };
    const { simulator, freshSeed } = this.#environment;
    this.#seed = runSeed(context, plan.tasks, this.#request, simulator, freshSeed);
    this.#announce(plan, context);
    await this.#runTasks(plan, context);
  }

  #announce(plan: RunPlan, context: EvaluationContext): void {
    const [first] = plan.tasks;
    if (first !== undefined) {
      const options = taskOptions(first, context, this.#request, this.#seed, this.#environment.simulator);
      this.#backend = options.backend.name;
      if (plan.target.kind === 'circuit') this.#shots = options.shots ?? 0;
    }
    const { runId, file, uri } = this.#request;
    this.#environment.emit({
      kind: 'started',
      runId,
      file,
      uri,
      target: plan.target,
      backend: this.#backend,
      seed: this.#seed,
      shots: this.#shots,
      graph: plan.graph,
    });
  }

  async #runTasks(plan: RunPlan, context: EvaluationContext): Promise<void> {
    const tasks = new Map(plan.tasks.map((task) => [task.name, task]));
    for (;;) {
      const { start, skip } = decide(plan.graph, this.#states);
      for (const { task, because } of skip)
        this.#enter(task, 'skipped', { message: `${because} has no result` });
      const [next] = start;
      const task = next === undefined ? undefined : tasks.get(next);
      if (task !== undefined) await this.#runOne(task, context);
      else if (skip.length === 0) return;
    }
  }

  async #runOne(task: PlannedTask, context: EvaluationContext): Promise<void> {
    const { name } = task;
    const { cancellation } = this.#environment;
    if (cancellation.isCancellationRequested) return this.#enter(name, 'cancelled');
    this.#enter(name, 'running');
    const began = this.#environment.now();
    const duration = () => this.#environment.now() - began;
    try {
      await this.#complete(task, context);
      this.#durations[name] = duration();
      this.#enter(name, 'completed', { duration: duration() });
    } catch (error) {
      if (error instanceof Cancelled) return this.#enter(name, 'cancelled', { duration: duration() });
      const message = this.#fail(error);
      this.#enter(name, 'failed', { duration: duration(), message });
    }
  }

  async #complete(task: PlannedTask, context: EvaluationContext): Promise<void> {
    const { runId } = this.#request;
    const { emit, simulator, cancellation } = this.#environment;
    const options = taskOptions(task, context, this.#request, this.#seed, simulator);
    const { result, method } = await runTask(task, context, options, {
      cancellation,
      forecast: (summary, memory) => emit({ kind: 'forecast', runId, task: task.name, summary, memory }),
      progress: (fraction) => emit({ kind: 'progress', runId, task: task.name, fraction }),
    });
    this.#methods.add(method);
    this.#results[task.name] = result;
    this.#values.set(task.name, { kind: 'result', result, shots: options.shots ?? 0 });
    emit({ kind: 'result', runId, task: task.name, result: abridge(result, outcomesInEvents) });
  }

  #enter(task: string, state: TaskState, details: { duration?: number; message?: string } = {}): void {
    this.#states.set(task, state);
    this.#environment.emit({ kind: 'task', runId: this.#request.runId, task, state, ...details });
  }

  /** Records why something failed and returns the sentence for the task. A fault of our own is told as such. */
  #fail(error: unknown): string {
    if (error instanceof Cancelled) return 'cancelled';
    this.#status = 'failed';
    if (error instanceof TaskFailure) {
      this.#report(error.diagnostics);
      return error.message;
    }
    const reason = error instanceof Error ? error.message : String(error);
    const diagnostic = diagnose('QF5112', { start: 0, end: 0 }, [reason]);
    const placed = placeDiagnostics([diagnostic], this.#request.file, this.#request.text);
    this.#publish(placed);
    return diagnostic.message;
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
