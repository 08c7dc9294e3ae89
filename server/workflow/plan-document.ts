import { neverCancelled } from '../base/index.ts';
import type {
  CacheNote,
  PlacedDiagnostic,
  PlanDocument,
  PlannedTaskDocument,
  RunRequest,
} from '../protocol/index.ts';
import { foresee } from './cache/foresee.ts';
import { RunCache } from './cache/run-cache.ts';
import { runOfKind } from './calls.ts';
import { isRandomised } from './checks/random-angles.ts';
import { TaskFailure } from './failure.ts';
import { checkForecast } from './limits.ts';
import { placeDiagnostics } from './place.ts';
import { type Job, type PreparedRun, prepareRun } from './prepare.ts';
import type { RunEnvironment } from './run.ts';
import { type Needs, Schedule } from './scheduler.ts';
import { calledBy } from './step.ts';
import type { TaskForecast } from './task.ts';
import { questionOf } from './task-runner.ts';

type PlanEnvironment = Pick<
  RunEnvironment,
  'read' | 'library' | 'simulator' | 'freshSeed' | 'memory' | 'outside' | 'tables' | 'look'
>;

/**
 * What a run of the request would do, without doing it: which tasks run side by side, what each needs, what earlier runs
 * answer, and what everything waits for.
 */
export async function planDocument(request: RunRequest, environment: PlanEnvironment): Promise<PlanDocument> {
  try {
    return await planned(await prepareRun(request, environment), environment);
  } catch (error) {
    if (!(error instanceof TaskFailure)) throw error;
    return { ...emptyPlan(request), diagnostics: placed(error, request) };
  }
}

function emptyPlan({ file, target }: RunRequest): PlanDocument {
  const nothing = { criticalSeconds: 0, totalSeconds: 0, cost: 0, unknown: 0, tasks: [], diagnostics: [] };
  return { schema: 'qflow.plan/1', file, name: target?.name ?? '', ...nothing };
}

async function planned(run: PreparedRun, environment: PlanEnvironment): Promise<PlanDocument> {
  const { request, plan, expansion, needs, jobs } = run;
  const notes = await notesOf(run, environment);
  const durations = environment.memory?.durations(request.file, plan.target);
  const waves = wavesOf(needs);
  const diagnostics: PlacedDiagnostic[] = [];
  const tasks: Omit<PlannedTaskDocument, 'isCritical'>[] = [];
  let cost = 0;
  for (const { name, call, detail } of expansion.graph.nodes) {
    const job = jobs.get(name);
    const note = notes.get(name) ?? { task: name, isCached: false, reason: 'computed in each run' };
    const found = note.isCached || job === undefined ? undefined : await forecastOf(job, run);
    if (found instanceof TaskFailure) diagnostics.push(...placed(found, request));
    const forecast = found instanceof TaskFailure ? undefined : found;
    if (job !== undefined && forecast !== undefined)
      diagnostics.push(...overLimits(job, run, forecast, cost));
    cost += forecast?.cost ?? 0;
    tasks.push({
      ...note,
      call,
      detail,
      needs: needs.get(name) ?? [],
      wave: waves.get(name) ?? 1,
      ...timeOf(note, durations?.get(name), forecast),
      ...(forecast === undefined ? {} : detailsOf(forecast)),
    });
  }
  const path = criticalPath(tasks);
  return {
    ...emptyPlan(request),
    name: plan.target.name,
    tasks: tasks.map((task) => ({ ...task, isCritical: path.tasks.has(task.task) })),
    criticalSeconds: path.seconds,
    totalSeconds: tasks.reduce((sum, { seconds = 0 }) => sum + seconds, 0),
    cost,
    unknown: tasks.filter(({ seconds }) => seconds === undefined).length,
    diagnostics,
  };
}

async function notesOf(
  run: PreparedRun,
  { memory, outside, tables }: PlanEnvironment,
): Promise<ReadonlyMap<string, CacheNote>> {
  if (memory === undefined) return new Map();
  const cache = new RunCache(memory, run.request, run.plan.target, run.again, tables);
  const notes = await foresee(run.needs, run.jobs, run.families, async (task, context) => {
    const [called, job] = [calledBy(task), run.jobs.get(task.name)];
    if (called === undefined || job === undefined) return undefined;
    const options = run.optionsOf(called, task.name, context);
    return {
      ...cache.judge(await questionOf(job, called, context, options, outside)),
      shots: options.shots ?? 0,
    };
  });
  return new Map(notes.map((note) => [note.task, note]));
}

/** Whether a call says what it needs before it takes it; comparisons of whole circuits do not. */
function tellsBefore(name: string): boolean {
  return name !== 'equivalent' && !isRandomised(name);
}

/** Thrown to leave a call as soon as it has told what it will need. */
class Foretold extends Error {
  readonly forecast: TaskForecast;

  constructor(forecast: TaskForecast) {
    super('foretold');
    this.name = 'Foretold';
    this.forecast = forecast;
  }
}

/** What a task will need; the refusal where it cannot run; nothing where that depends on a result or cannot be told. */
async function forecastOf(
  { task, context }: Job,
  { optionsOf }: PreparedRun,
): Promise<TaskForecast | TaskFailure | undefined> {
  // How many rounds a loop over results has, nobody knows before.
  if (task.kind === 'loop') return undefined;
  const called = calledBy(task);
  if (called === undefined) return { summary: '', memory: 0, seconds: 0 };
  if (called.kind === 'call' && !tellsBefore(called.callee.name)) return undefined;
  try {
    await runOfKind(called, context, optionsOf(called, task.name, context), {
      cancellation: { ...neverCancelled, onCancel: () => () => undefined },
      forecast: (forecast) => {
        throw new Foretold(forecast);
      },
      progress: () => undefined,
      cached: () => undefined,
      iteration: () => undefined,
    });
  } catch (error) {
    if (error instanceof Foretold) return error.forecast;
    if (!(error instanceof TaskFailure)) throw error;
    // A value that only a result decides is no fault of the plan.
    return error.diagnostics.every(({ diagnostic }) => diagnostic.code === 'QF5101') ? undefined : error;
  }
  return undefined;
}

function overLimits(
  { task, marks, context }: Job,
  { limits, request }: PreparedRun,
  forecast: TaskForecast,
  spent: number,
): readonly PlacedDiagnostic[] {
  const place = task.kind === 'circuit' ? task.span : task.step.node.span;
  try {
    checkForecast(forecast, marks, 0, { model: context.model, place });
    checkForecast(forecast, limits, spent, { model: context.model, place });
    return [];
  } catch (error) {
    if (error instanceof TaskFailure) return placed(error, request);
    throw error;
  }
}

function timeOf(
  { isCached }: CacheNote,
  milliseconds: number | undefined,
  forecast: TaskForecast | undefined,
): Pick<PlannedTaskDocument, 'seconds' | 'source'> {
  if (isCached) return { seconds: 0, source: 'earlier run' };
  if (milliseconds !== undefined) return { seconds: milliseconds / 1000, source: 'earlier run' };
  return forecast === undefined ? {} : { seconds: forecast.seconds, source: 'forecast' };
}

function detailsOf({ summary, cost = 0, memory, depth }: TaskForecast) {
  return {
    ...(summary === '' ? {} : { forecast: summary }),
    cost,
    memory,
    ...(depth === undefined ? {} : { depth }),
  };
}

/** The wave of each task: one behind the latest that it needs. */
function wavesOf(needs: Needs): ReadonlyMap<string, number> {
  const waves = new Map<string, number>();
  const schedule = new Schedule(needs, () => ({ priority: 0, cpu: 1, cost: 0 }), Infinity);
  for (let wave = 1, tasks = schedule.start(); tasks.length > 0; wave++, tasks = schedule.start())
    for (const task of tasks) {
      waves.set(task, wave);
      schedule.ended(task, 'completed');
    }
  return waves;
}

/** The path of tasks that takes longest, by what is known of their times. */
function criticalPath(tasks: readonly Omit<PlannedTaskDocument, 'isCritical'>[]): {
  readonly seconds: number;
  readonly tasks: ReadonlySet<string>;
} {
  const ends = new Map<string, { readonly seconds: number; readonly before: string | undefined }>();
  for (const { task, needs, seconds = 0 } of tasks.toSorted((one, other) => one.wave - other.wave)) {
    const before = latest(needs, ends);
    ends.set(task, { seconds: seconds + (ends.get(before ?? '')?.seconds ?? 0), before });
  }
  const last = latest([...ends.keys()], ends);
  const path = new Set<string>();
  for (let task = last; task !== undefined; task = ends.get(task)?.before) path.add(task);
  return { seconds: ends.get(last ?? '')?.seconds ?? 0, tasks: path };
}

function latest(
  names: readonly string[],
  ends: ReadonlyMap<string, { readonly seconds: number }>,
): string | undefined {
  const time = (name: string) => ends.get(name)?.seconds ?? 0;
  return names.reduce<string | undefined>(
    (best, name) => (best === undefined || time(name) > time(best) ? name : best),
    undefined,
  );
}

function placed({ diagnostics }: TaskFailure, { uri, file }: RunRequest): readonly PlacedDiagnostic[] {
  return diagnostics.flatMap(({ model, diagnostic }) =>
    placeDiagnostics([diagnostic], model.uri === uri ? file : model.uri, model.text),
  );
}
