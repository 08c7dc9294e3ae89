import { Cancelled, type ListenableToken } from '../base/index.ts';
import { diagnose } from '../library/index.ts';
import { TimeIsUp, attempt } from './attempts.ts';
import { foresee } from './cache/foresee.ts';
import { restored } from './cache/memory.ts';
import { type Question, RunCache, type Verdict } from './cache/run-cache.ts';
import { runOfKind } from './calls.ts';
import { durationText } from './duration-text.ts';
import type { EvaluationContext } from './evaluation-context.ts';
import { TaskFailure } from './failure.ts';
import { Purse, checkForecast } from './limits.ts';
import { filesOf, outsideCall } from './outside/run-outside.ts';
import { Meter } from './meter.ts';
import { tableCall, tableFilesOf } from './tables/run-table.ts';
import type { OutsideWorld } from './outside/world.ts';
import type { PlannedTask } from './plan.ts';
import type { Job, PreparedRun } from './prepare.ts';
import type { RunEnvironment } from './run.ts';
import type { RunLog } from './run-log.ts';
import type { Secrets } from './secrets.ts';
import { type CallRunner, calledBy, refusingGuard, runStep } from './step.ts';
import type { Runnable, TaskEvents, TaskForecast, TaskOptions, TaskOutcome } from './task.ts';

type Ended = 'completed' | 'failed' | 'cancelled' | 'skipped';

/** Runs single tasks of a prepared run, each with its attempts, its limits and what earlier runs know of it. */
export class TaskRunner {
  readonly #run: PreparedRun;
  readonly #environment: RunEnvironment;
  readonly #cancellation: ListenableToken;
  readonly #log: RunLog;
  readonly #cache: RunCache | undefined;
  readonly #secrets: Secrets;
  readonly #purse = new Purse();
  readonly #meter: Meter | undefined;
  /** What the forecasts of running tasks said. */
  readonly #foretold = new Map<string, Pick<TaskForecast, 'depth' | 'cost'> & { readonly shots?: number }>();

  constructor(
    run: PreparedRun,
    environment: RunEnvironment,
    cancellation: ListenableToken,
    log: RunLog,
    secrets: Secrets,
  ) {
    this.#run = run;
    this.#secrets = secrets;
    this.#environment = environment;
    this.#cancellation = cancellation;
    this.#log = log;
    const { request, plan, again } = run;
    this.#meter = environment.usage && new Meter(environment.usage);
    this.#cache =
      environment.memory && new RunCache(environment.memory, request, plan.target, again, environment.tables);
  }

  /** Tells of each task whether an earlier run answers it, and why not. */
  async tellCached(): Promise<void> {
    const { needs, jobs, families, request } = this.#run;
    if (this.#cache === undefined) return;
    const notes = await foresee(needs, jobs, families.fork(), (task, context) =>
      this.#verdictOn(task, context),
    );
    if (notes.length > 0) this.#environment.emit({ kind: 'cache', runId: request.runId, notes });
  }

  async run(job: Job): Promise<Ended> {
    const { name } = job.task;
    const began = this.#environment.now();
    const end = (state: Ended, message?: string): Ended => {
      const duration = this.#environment.now() - began;
      this.#log.enter(name, state, { duration, ...(message === undefined ? {} : { message }) });
      return state;
    };
    try {
      if (this.#cancellation.isCancellationRequested) throw new Cancelled();
      const condition = await this.#conditionAgainst(job);
      if (condition !== undefined) {
        this.#log.enter(name, 'skipped', { message: `not chosen by the condition ${condition}` });
        return 'skipped';
      }
      this.#log.enter(name, 'running');
      if (job.task.kind === 'step') this.#run.coverage?.step(job.context.model, job.task.step.node.span);
      await this.#metered(name, () => this.#complete(job));
      return end('completed');
    } catch (error) {
      if (error instanceof Cancelled) return end('cancelled');
      return end('failed', this.#log.fail(error instanceof TimeIsUp ? overdue(job, error) : error));
    }
  }

  /** The text of a condition around the task that speaks against it, if any. */
  async #conditionAgainst(job: Job): Promise<string | undefined> {
    const { task, context } = job;
    if (task.kind !== 'step') return undefined;
    const condition = await refusingGuard(task.step, context, this.#callRunner(job, this.#cancellation));
    return condition && context.model.text.slice(condition.span.start, condition.span.end);
  }

  /** Does the work of a task and tells what it took. */
  async #metered(task: string, work: () => Promise<void>): Promise<void> {
    this.#meter?.start(task);
    try {
      await work();
    } finally {
      const taken = this.#meter?.stop(task);
      const { runId } = this.#run.request;
      if (taken !== undefined)
        this.#environment.emit({ kind: 'metrics', runId, task, ...taken, ...this.#foretold.get(task) });
      this.#foretold.delete(task);
    }
  }

  async #complete(job: Job): Promise<void> {
    const { name } = job.task;
    const { value, result, methods } = await attempt(
      (token) => runStep(job.task, job.context, this.#callRunner(job, token)),
      job.marks,
      this.#environment,
      { cancellation: this.#cancellation, failed: (count, error) => this.#retry(job, count, error) },
    );
    this.#log.used(methods);
    if (value !== undefined) this.#run.families.settle(name, value);
    if (result !== undefined) this.#log.keep(name, result);
  }

  #callRunner(job: Job, cancellation: ListenableToken): CallRunner {
    return async (called, name, context) => {
      const options = this.#optionsOf(job, called, name, context);
      const shots = options.shots ?? 0;
      const events = this.#eventsOf(job, name, options.shots, cancellation);
      const known = this.#recordedOutcome(name) ?? (await this.#cached(job, called, name, context, options));
      if (known !== undefined) {
        events.forecast({ summary: known.told, memory: 0, seconds: 0 });
        return { ...known.outcome, shots };
      }
      const outcome = await runOfKind(called, context, options, events);
      this.#log.used([], outcome);
      return { ...outcome, shots };
    };
  }

  #optionsOf({ marks }: Job, called: Runnable, name: string, context: EvaluationContext): TaskOptions {
    const options = this.#run.optionsOf(called, name, context);
    return marks.memory === undefined ? options : { ...options, memory: marks.memory };
  }

  /** What the run that this one resumes has of the call. */
  #recordedOutcome(name: string): Known | undefined {
    const result = this.#run.request.reuse?.[name];
    const outcome = result && restored(result, this.#environment.tables);
    return outcome && { outcome, told: 'finished in an earlier run' };
  }

  async #cached(
    job: Job,
    called: Runnable,
    name: string,
    context: EvaluationContext,
    options: TaskOptions,
  ): Promise<Known | undefined> {
    // Calls inside an expression have no record of their own.
    if (this.#cache === undefined || name !== job.task.name) return undefined;
    const { outcome, ...note } = this.#cache.judge(
      await questionOf(job, called, context, options, this.#environment.outside),
    );
    this.#environment.emit({ kind: 'cache', runId: this.#run.request.runId, notes: [note] });
    if (outcome !== undefined) this.#log.fromMemory(name);
    return outcome && { outcome, told: note.reason };
  }

  async #verdictOn(
    task: PlannedTask,
    context: EvaluationContext,
  ): Promise<(Verdict & { shots: number }) | undefined> {
    const called = calledBy(task);
    const job = this.#run.jobs.get(task.name);
    if (called === undefined || job === undefined) return undefined;
    const options = this.#optionsOf(job, called, task.name, context);
    const verdict = this.#cache?.judge(
      await questionOf(job, called, context, options, this.#environment.outside),
    );
    return verdict && { ...verdict, shots: options.shots ?? 0 };
  }

  #eventsOf(
    { task, marks, context }: Job,
    call: string,
    shots: number | undefined,
    cancellation: ListenableToken,
  ): TaskEvents {
    const { runId, checkpoints = {}, isTrusted } = this.#run.request;
    const { emit, outside } = this.#environment;
    const { name } = task;
    return {
      cancellation,
      forecast: (forecast, place = { start: 0, end: 0 }) => {
        const { summary, memory, cost = 0, depth } = forecast;
        if (depth !== undefined) this.#foretold.set(name, { depth, cost, shots: shots ?? 0 });
        emit({ kind: 'forecast', runId, task: name, summary, memory });
        const asked = { model: context.model, place };
        checkForecast(forecast, marks, 0, asked);
        checkForecast(forecast, this.#run.limits, this.#purse.spent, asked);
        this.#purse.spend(cost);
      },
      progress: (fraction) => emit({ kind: 'progress', runId, task: name, fraction }),
      cached: (reason) => {
        this.#log.fromMemory(name);
        emit({ kind: 'cache', runId, notes: [{ task: name, isCached: true, reason }] });
      },
      warn: (diagnostic, model) => this.#log.warn({ model, diagnostic }),
      iteration: (iteration) => emit({ kind: 'iteration', runId, task: name, iteration }),
      ...(outside === undefined || isTrusted === false ? {} : { outside }),
      secretOf: (secret) => this.#secrets.get(secret),
      mayWrite: isTrusted !== false,
      line: (text, stream) => emit({ kind: 'log', runId, task: name, stream, text }),
      answered: checkpoints[call] ?? [],
      checkpoint: (answers) => emit({ kind: 'checkpoint', runId, task: call, answers }),
    };
  }

  #retry({ task, marks }: Job, count: number, error: unknown): void {
    this.#log.retried(task.name, count + 1);
    const reason = error instanceof Error ? error.message : String(error);
    const message = `attempt ${count} of ${marks.retries + 1} failed: ${reason}`;
    this.#log.enter(task.name, 'running', { message });
  }
}

interface Known {
  readonly outcome: TaskOutcome;
  /** What stands in the place of the forecast. */
  readonly told: string;
}

/** What a task is asked about before it runs. */
export async function questionOf(
  { task, marks }: Job,
  called: Runnable,
  context: EvaluationContext,
  options: TaskOptions,
  outside: OutsideWorld | undefined,
): Promise<Question> {
  const question = { task: task.name, called, context, options, marks, reachesOut: false };
  if (called.kind === 'circuit') return question;
  if (tableCall(called) !== undefined) {
    const reachesOut = called.callee.name === 'write';
    return { ...question, reachesOut, files: await tableFilesOf(called, context) };
  }
  if (outsideCall(called) === undefined) return question;
  return { ...question, reachesOut: true, files: await filesOf(called, context, outside) };
}

function overdue({ task, context }: Job, { limit }: TimeIsUp): TaskFailure {
  const span = task.kind === 'circuit' ? task.span : task.step.node.span;
  const diagnostic = diagnose('QF5122', span, [task.name, durationText(limit)]);
  return new TaskFailure([{ model: context.model, diagnostic }]);
}
