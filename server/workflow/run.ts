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
import { type Timekeeper, TimeIsUp, attempt } from './attempts.ts';
import { compareCircuits } from './checks/compare-circuits.ts';
import { durationText } from './duration-text.ts';
import type { EvaluationContext } from './evaluate.ts';
import { type Expansion, expand } from './expand.ts';
import { type FileDiagnostic, TaskFailure } from './failure.ts';
import { Families } from './families.ts';
import { resolveArguments, resolveInputs } from './inputs.ts';
import { type Marks, marksOf, refuseLater } from './marks.ts';
import { callOptions, checkRequest, runSeed } from './options.ts';
import { placeDiagnostics } from './place.ts';
import { type PlannedTask, type RunPlan, planRun } from './plan.ts';
import { abridge } from './results.ts';
import { noRound } from './rounds.ts';
import { choose, decide, needsOf, placesFor } from './scheduler.ts';
import { type CallRunner, calledBy, refusingGuard, runStep } from './step.ts';
import { type Runnable, type TaskEvents, type TaskOptions, type TaskOutcome, runCall } from './task.ts';
import { isSearch, runSearch } from './variational/run-search.ts';

/** The world that a run lives in; everything that is not a function of the request comes from here. */
export interface RunEnvironment extends Timekeeper {
  readonly simulator: Simulator;
  /** The text of a file, or undefined when there is none. */
  readonly read: (uri: string) => Promise<string | undefined>;
  /** The URI of the folder of the standard library, with a slash at its end. */
  readonly library: string;
  /** The wall clock, ISO 8601. */
  readonly date: () => string;
  /** A seed for a run that was given none; the record keeps it. */
  readonly freshSeed: () => number;
  /** How many tasks may be in work at once. */
  readonly places: number;
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

/** A task with what it sees of the run and how it shall run. */
interface Job {
  readonly task: PlannedTask;
  readonly context: EvaluationContext;
  readonly marks: Marks;
}

/** One run while it lives: the only mutable state of this room. */
class Run {
  readonly #request: RunRequest;
  readonly #environment: RunEnvironment;
  readonly #startedAt: number;
  readonly #started: string;
  #order: readonly string[] = [];
  readonly #states = new Map<string, TaskState>();
  readonly #families = new Families();
  readonly #results: Record<string, Result> = {};
  readonly #durations: Record<string, number> = {};
  readonly #attempts: Record<string, number> = {};
  readonly #methods = new Set<string>();
  #truncation: number | undefined;
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
      ...(this.#truncation !== undefined && { truncation: this.#truncation }),
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
    const context = this.#contextOf(model, plan);
    refuseLater(plan.annotations, context);
    const expansion = expand(plan, context);
    const first = expansion.tasks.find((task) => calledBy(task) !== undefined);
    const { simulator, freshSeed } = this.#environment;
    this.#seed = runSeed(
      contextOf(first, context),
      first && calledBy(first),
      this.#request,
      simulator,
      freshSeed,
    );
    this.#announce(plan, expansion, context);
    await this.#runTasks(expansion, context);
  }

  #contextOf(model: Model, plan: RunPlan): EvaluationContext {
    const given = this.#request.inputs ?? {};
    const values = resolveArguments(model, plan, given);
    const parameters = new Map(
      plan.parameters.map(({ node, type }, place) => [node, { type, value: values[place] ?? 0 }]),
    );
    return {
      model,
      families: this.#families,
      inputs: resolveInputs(model, plan, given),
      arguments: values,
      parameters,
      round: noRound,
    };
  }

  #announce(plan: RunPlan, { tasks, graph }: Expansion, context: EvaluationContext): void {
    const first = tasks.find((task) => calledBy(task) !== undefined);
    const called = first && calledBy(first);
    if (first !== undefined && called !== undefined) {
      const options = this.#optionsOf(called, first.name, contextOf(first, context));
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
      graph,
    });
  }

  #optionsOf(called: Runnable, name: string, context: EvaluationContext): TaskOptions {
    return callOptions(called, name, context, this.#request, this.#seed, this.#environment.simulator);
  }

  /** Keeps as many tasks in work as there are places, until nothing is left that could start. */
  async #runTasks({ tasks, graph }: Expansion, context: EvaluationContext): Promise<void> {
    const needs = needsOf(graph);
    this.#order = [...needs.keys()];
    const jobs = new Map(tasks.map((task) => [task.name, this.#jobOf(task, context)]));
    const running = new Map<string, Promise<void>>();
    const { places } = this.#environment;
    const demandOf = (name: string) => jobs.get(name)?.marks ?? { priority: 0, cpu: 1 };
    const used = () => [...running.keys()].reduce((sum, name) => sum + placesFor(demandOf(name), places), 0);
    for (;;) {
      const { start, skip } = decide(needs, this.#states);
      for (const { task, because } of skip)
        this.#enter(task, 'skipped', { message: `${because} has no result` });
      for (const name of choose(start, demandOf, places - used(), places)) {
        const job = jobs.get(name);
        if (job === undefined) continue;
        this.#states.set(name, 'running');
        running.set(
          name,
          this.#runOne(job).finally(() => running.delete(name)),
        );
      }
      if (running.size > 0) await Promise.race(running.values());
      else if (skip.length === 0 && start.length === 0) return;
    }
  }

  #jobOf(task: PlannedTask, context: EvaluationContext): Job {
    const own = contextOf(task, context);
    return { task, context: own, marks: marksOf(task, own) };
  }

  async #runOne(job: Job): Promise<void> {
    const { name } = job.task;
    if (this.#environment.cancellation.isCancellationRequested) return this.#enter(name, 'cancelled');
    const began = this.#environment.now();
    const duration = () => this.#environment.now() - began;
    try {
      if (await this.#isLeftOut(job)) return;
      this.#enter(name, 'running');
      await this.#complete(job);
      this.#durations[name] = duration();
      this.#enter(name, 'completed', { duration: duration() });
    } catch (error) {
      if (error instanceof Cancelled) return this.#enter(name, 'cancelled', { duration: duration() });
      const message = this.#fail(error instanceof TimeIsUp ? overdue(job, error) : error);
      this.#enter(name, 'failed', { duration: duration(), message });
    }
  }

  /** Whether a condition around the task speaks against it. */
  async #isLeftOut(job: Job): Promise<boolean> {
    const { task, context } = job;
    if (task.kind === 'circuit') return false;
    const run = this.#callRunner(job, this.#environment.cancellation);
    const condition = await refusingGuard(task.step, context, run);
    if (condition === undefined) return false;
    const text = context.model.text.slice(condition.span.start, condition.span.end);
    this.#enter(task.name, 'skipped', { message: `not chosen by the condition ${text}` });
    return true;
  }

  async #complete(job: Job): Promise<void> {
    const { runId } = this.#request;
    const { emit, cancellation } = this.#environment;
    const { name } = job.task;
    const { value, result, methods } = await attempt(
      (token) => runStep(job.task, job.context, this.#callRunner(job, token)),
      job.marks,
      this.#environment,
      { cancellation, failed: (count, error) => this.#retry(job, count, error) },
    );
    for (const method of methods) this.#methods.add(method);
    if (value !== undefined) this.#families.settle(name, value);
    if (result === undefined) return;
    this.#results[name] = result;
    emit({ kind: 'result', runId, task: name, result: abridge(result, outcomesInEvents) });
  }

  #callRunner({ task, marks }: Job, cancellation: ListenableToken): CallRunner {
    const { runId } = this.#request;
    const { emit } = this.#environment;
    return async (called, name, context) => {
      const { memory } = marks;
      const options = {
        ...this.#optionsOf(called, name, context),
        ...(memory === undefined ? {} : { memory }),
      };
      const events: TaskEvents = {
        cancellation,
        forecast: (summary, bytes) =>
          emit({ kind: 'forecast', runId, task: task.name, summary, memory: bytes }),
        progress: (fraction) => emit({ kind: 'progress', runId, task: task.name, fraction }),
        iteration: (iteration) => emit({ kind: 'iteration', runId, task: task.name, iteration }),
      };
      const known = this.#request.reuse?.[name];
      if (known !== undefined && isReusable(known)) {
        events.forecast('finished in an earlier run', 0);
        return { result: known, method: '', shots: options.shots ?? 0 };
      }
      const outcome = await run(called, context, options, events);
      const { truncation } = outcome;
      if (truncation !== undefined) this.#truncation = Math.max(this.#truncation ?? 0, truncation);
      return { ...outcome, shots: options.shots ?? 0 };
    };
  }

  #retry({ task, marks }: Job, count: number, error: unknown): void {
    this.#attempts[task.name] = count + 1;
    const reason = error instanceof Error ? error.message : String(error);
    const message = `attempt ${count} of ${marks.retries + 1} failed: ${reason}`;
    this.#enter(task.name, 'running', { message });
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

/** Runs a call in the way of its kind. */
function run(called: Runnable, ...how: Tail<Parameters<typeof runCall>>): Promise<TaskOutcome> {
  if (called.kind === 'call' && called.callee.name === 'equivalent') return compareCircuits(called, ...how);
  if (called.kind === 'call' && isSearch(called.callee.name)) return runSearch(called, ...how);
  return runCall(called, ...how);
}

type Tail<List extends readonly unknown[]> = List extends readonly [unknown, ...infer Rest] ? Rest : never;

/** What the expressions of a task see: the run, from the round that the task stands in. */
function contextOf(task: PlannedTask | undefined, context: EvaluationContext): EvaluationContext {
  return task?.kind === 'step' ? { ...context, round: task.round } : context;
}

/** Whether a recorded result is all that other tasks may ask of it; of states and long tables a record keeps a part. */
function isReusable(result: Result): boolean {
  if (result.kind === 'samples') return result.omitted === undefined;
  return result.kind === 'estimate' || result.kind === 'gradient';
}

function overdue({ task, context }: Job, { limit }: TimeIsUp): TaskFailure {
  const span = task.kind === 'step' ? task.step.node.span : task.span;
  const diagnostic = diagnose('QF5122', span, [task.name, durationText(limit)]);
  return new TaskFailure([{ model: context.model, diagnostic }]);
}

/** In the order of the text, whichever task found it first. */
function byPlace(one: PlacedDiagnostic, other: PlacedDiagnostic): number {
  return one.line - other.line || one.column - other.column;
}
