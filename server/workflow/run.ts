import { CancellationSource, type ListenableToken } from '../base/index.ts';
import type { LookAtFile } from '../language/index.ts';
import { diagnose } from '../library/index.ts';
import type { RunDocument, RunEvent, RunRequest } from '../protocol/index.ts';
import type { Simulator } from '../simulator/index.ts';
import type { Timekeeper } from './attempts.ts';
import type { ResultMemory } from './cache/memory.ts';
import { durationText } from './duration-text.ts';
import { TaskFailure } from './failure.ts';
import type { Usage } from './meter.ts';
import type { OutsideWorld } from './outside/world.ts';
import type { PauseSwitch } from './pause.ts';
import type { PlannedLoop } from './plan.ts';
import { type PreparedRun, type Unfolded, prepareRun } from './prepare.ts';
import { RunLog } from './run-log.ts';
import { Schedule } from './scheduler.ts';
import { type ReadSecret, type Secrets, Veil, readSecrets } from './secrets.ts';
import type { TableWorld } from './tables/world.ts';
import { TaskRunner } from './task-runner.ts';

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
  /** What earlier runs gave, where runs are recorded. */
  readonly memory?: ResultMemory;
  /** What keeps secrets, where something does. */
  readonly secret?: ReadSecret;
  /** What the process of the run has taken until now, where somebody looks. */
  readonly usage?: Usage;
  /** What lies outside of workflows; without it a run reaches nothing. */
  readonly outside?: OutsideWorld;
  /** Where tables are kept; without it a run has none. */
  readonly tables?: TableWorld;
  /** Looks at the files that a program reads, so that the columns of tables are known. */
  readonly look?: LookAtFile;
  /** Holds the run back, where somebody may. */
  readonly pause?: PauseSwitch;
}

/**
 * Checks and runs what the request names and tells `environment.emit` of every step. Always ends with a `finished`
 * event and a document, whatever the file or the run was like.
 */
export async function executeRun(request: RunRequest, environment: RunEnvironment): Promise<RunDocument> {
  const veil = new Veil();
  const veiled = { ...environment, emit: (event: RunEvent) => environment.emit(veil.over(event)) };
  const log = new RunLog(request, veiled);
  try {
    const run = await prepareRun(request, environment);
    const secrets = await readSecrets(run.model, run.plan, environment.secret ?? noSecret);
    veil.hide(secrets);
    await runPrepared(run, veiled, log, secrets);
  } catch (error) {
    log.fail(error);
  }
  if (environment.cancellation.isCancellationRequested) log.cancelled();
  const document = veil.over(log.document());
  environment.emit({ kind: 'finished', runId: request.runId, document });
  return document;
}

function noSecret(): Promise<undefined> {
  return Promise.resolve(undefined);
}

async function runPrepared(
  run: PreparedRun,
  environment: RunEnvironment,
  log: RunLog,
  secrets: Secrets,
): Promise<void> {
  log.announce(run);
  const source = new CancellationSource();
  const unsubscribe = environment.cancellation.onCancel(() => source.cancel());
  const alarm = timeLimit(run, environment, () => source.cancel());
  try {
    const runner = new TaskRunner(run, environment, source.token, log, secrets);
    await runner.tellCached();
    await runTasks(run, runner, environment, source.token, log);
    if (alarm.isUp()) log.fail(overdue(run));
  } finally {
    alarm.stop();
    unsubscribe();
    tellCoverage(run, environment);
  }
}

function tellCoverage({ coverage, model, request }: PreparedRun, { emit, library }: RunEnvironment): void {
  if (coverage === undefined) return;
  emit({ kind: 'coverage', runId: request.runId, files: coverage.report(model, library) });
}

/** Keeps as many tasks in work as there are places, until nothing is left that could start. */
async function runTasks(
  run: PreparedRun,
  runner: TaskRunner,
  { places, pause, memory }: RunEnvironment,
  cancellation: ListenableToken,
  log: RunLog,
): Promise<void> {
  const { needs, plan, request } = run;
  let { jobs } = run;
  const durations = memory?.durations(request.file, plan.target);
  const demandOf = (name: string) => {
    const { priority = 0, cpu = 1 } = jobs.get(name)?.marks ?? {};
    return { priority, cpu, cost: durations?.get(name) ?? 0 };
  };
  const schedule = new Schedule(needs, demandOf, places);
  const running = new Set<Promise<void>>();
  for (;;) {
    const isHeld = pause?.isPaused === true && !cancellation.isCancellationRequested;
    const skipped = schedule.skip();
    for (const { task, because } of skipped)
      log.enter(task, 'skipped', { message: `${because} has no result` });
    let isUnfolded = false;
    for (const name of isHeld ? [] : schedule.start()) {
      const job = jobs.get(name);
      // What stood for the rounds of a loop is gone when another step of the loop has been unfolded.
      if (job === undefined) continue;
      if (job.task.kind === 'loop') {
        isUnfolded = true;
        jobs = unfold(job.task, run, schedule, log)?.jobs ?? jobs;
        continue;
      }
      const work = runner.run(job).then((state) => {
        schedule.ended(name, state);
        running.delete(work);
      });
      running.add(work);
    }
    if (isUnfolded) continue;
    // A pause behind the last task holds nothing back.
    if (isHeld && (running.size > 0 || schedule.hasReady))
      await Promise.race([...running, goingOn(pause, cancellation)]);
    else if (running.size > 0) await Promise.race(running);
    else if (skipped.length === 0) return;
  }
}

/** Puts the rounds of a loop in the place of what stood for them; nothing after saying why it has none. */
function unfold(loop: PlannedLoop, run: PreparedRun, schedule: Schedule, log: RunLog): Unfolded | undefined {
  try {
    const unfolded = run.unfold(loop);
    schedule.ended(loop.name, 'completed');
    schedule.unfold(unfolded.needs);
    log.unfolded(unfolded);
    return unfolded;
  } catch (error) {
    schedule.ended(loop.name, 'failed');
    log.enter(loop.name, 'failed', { message: log.fail(error) });
    return undefined;
  }
}

/** Resolves when a pause ends, or the run is cancelled in it. */
function goingOn(pause: PauseSwitch | undefined, cancellation: ListenableToken): Promise<void> {
  return new Promise((resolve) => {
    const unsubscribe = cancellation.onCancel(() => resolve());
    void pause?.whenGoing().then(() => {
      unsubscribe();
      resolve();
    });
  });
}

/** Ends a workflow that takes longer than its `@limits(latency:)`. */
function timeLimit({ limits }: PreparedRun, { wait }: RunEnvironment, cancel: () => void) {
  const source = new CancellationSource();
  let isUp = false;
  if (limits.latency !== undefined)
    void wait(limits.latency, source.token).then(
      () => {
        isUp = true;
        cancel();
      },
      () => undefined,
    );
  return { isUp: () => isUp, stop: () => source.cancel() };
}

function overdue({ model, plan, limits }: PreparedRun): TaskFailure {
  const texts = [plan.target.name, durationText(limits.latency ?? 0)] as const;
  return new TaskFailure([{ model, diagnostic: diagnose('QF5134', plan.span, [...texts]) }]);
}
