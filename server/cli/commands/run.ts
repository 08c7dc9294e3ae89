import { randomInt, randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { CancellationSource } from '../../base/index.ts';
import {
  type PlacedDiagnostic,
  type RunDocument,
  type RunEvent,
  type RunRequest,
  type RunTarget,
  secretVariable,
} from '../../protocol/index.ts';
import { type Simulator, workerSimulator } from '../../simulator/index.ts';
import { type RunStore, followCommands } from '../../store/index.ts';
import { outside } from '../../outside/index.ts';
import { lookAtFile } from '../../tables/index.ts';
import { PauseSwitch, executeRun, ownUsage, switches, waitFor } from '../../workflow/index.ts';
import { assignments, onlyFile, parseArguments, wholeNumber } from '../arguments.ts';
import { UsageError, exitStatus } from '../exit-status.ts';
import { openStore, openTables, recorder } from '../run-record.ts';
import { type SetWorkflow, noteRun, runAtTimes, setWorkflowsOf, standingOf } from '../set-times.ts';
import { simulatorWorker } from '../simulator-worker.ts';
import { FileTrouble, type SourceFile, libraryUri, readSource, readUri } from '../source-file.ts';
import { drawDiagnostic } from '../terminal/diagnostics.ts';
import { drawRounds, resultsByTask } from '../terminal/rounds.ts';
import { ProgressDisplay } from '../terminal/progress.ts';
import { type Terminal, paint } from '../terminal/terminal.ts';

/**
 * `qflow run FILE [--circuit NAME | --workflow NAME] [--backend NAME] [--shots N] [--seed N] [--set NAME=VALUE]...
 * [--record | --no-record] [--no-cache] [--scheduled [--times N]] [--json]`
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArguments(args, {
    ...requestOptions,
    json: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    'no-record': { type: 'boolean', default: false },
    scheduled: { type: 'boolean', default: false },
    times: { type: 'string' },
  });
  const times = wholeNumber('times', values.times);
  const file = onlyFile(positionals);
  const overrides = overridesOf(values);
  const store = values['no-record'] ? undefined : await openStore(values.record);
  const runOnce = async (more: Overrides) =>
    conclude(await runFile(file, { ...overrides, ...more }, store, terminal), values.json, terminal);
  try {
    if (!values.scheduled) return await runOnce({});
    const one = await setWorkflow(file, overrides.target);
    if (store !== undefined) standingOf(one, store, new Date());
    const runAt = async ({ workflow }: SetWorkflow, time: Date) => {
      const runId = randomUUID();
      const status = await runOnce({ runId, target: { kind: 'workflow', name: workflow } });
      if (store !== undefined) noteRun(one, store, { time, run: runId, now: new Date() });
      return status;
    };
    return await runAtTimes([one], { run: runAt, count: times, terminal });
  } finally {
    store?.close();
  }
}

/** The only workflow of a file with set times. @throws {UsageError} */
async function setWorkflow(file: string, target: RunTarget | undefined): Promise<SetWorkflow> {
  const all = await setWorkflowsOf(file);
  const [one, other] = all.filter(({ workflow }) => target === undefined || workflow === target.name);
  if (one === undefined)
    throw new UsageError(`No workflow of ${file} has @schedule("…"), so --scheduled has no times.`);
  if (other !== undefined)
    throw new UsageError('Several workflows have a schedule: choose one with --workflow.');
  return one;
}

/** What every command that runs or plans a file takes. */
export const requestOptions = {
  circuit: { type: 'string' },
  workflow: { type: 'string' },
  backend: { type: 'string' },
  shots: { type: 'string' },
  seed: { type: 'string' },
  set: { type: 'string', multiple: true },
  'no-cache': { type: 'boolean', default: false },
} as const;

interface RequestValues {
  readonly circuit?: string | undefined;
  readonly workflow?: string | undefined;
  readonly backend?: string | undefined;
  readonly shots?: string | undefined;
  readonly seed?: string | undefined;
  readonly set?: readonly string[] | undefined;
  readonly 'no-cache'?: boolean | undefined;
}

/** What the command line says about a run beside its file. @throws {UsageError} */
export function overridesOf(values: RequestValues): Overrides {
  const shots = wholeNumber('shots', values.shots);
  const seed = wholeNumber('seed', values.seed);
  const target = chosenTarget(values.circuit, values.workflow);
  return {
    inputs: assignments('set', values.set ?? []),
    ...(target === undefined ? {} : { target }),
    ...(values.backend === undefined ? {} : { backend: values.backend }),
    ...(shots === undefined ? {} : { shots }),
    ...(seed === undefined ? {} : { seed }),
    ...(values['no-cache'] === true ? { fresh: true } : {}),
  };
}

/** Prints the record of a run and gives the exit status that it means. */
export function conclude(document: RunDocument, asJson: boolean, terminal: Terminal): number {
  if (asJson) terminal.out(`${JSON.stringify(document)}\n`);
  else print(document, terminal);
  return statusOf(document);
}

type Overrides = Omit<RunRequest, 'runId' | 'uri' | 'file' | 'text'> & Partial<Pick<RunRequest, 'runId'>>;

/** The record of running a file; a file that cannot be read gives a failed one. */
export async function runFile(
  file: string,
  overrides: Overrides,
  store: RunStore | undefined,
  terminal: Terminal,
): Promise<RunDocument> {
  try {
    return await runRecorded({ ...requestOf(await readSource(file)), ...overrides }, store, terminal);
  } catch (error) {
    if (error instanceof FileTrouble) return neverRun(file, overrides, error.diagnostic);
    throw error;
  }
}

/** Runs a request, shows its progress, and writes it down where there is a store. */
export function runRecorded(
  request: RunRequest,
  store: RunStore | undefined,
  terminal: Terminal,
): Promise<RunDocument> {
  const progress = new ProgressDisplay(terminal);
  const record = recorder(store, request);
  const emit = (event: RunEvent) => {
    record(event);
    progress.show(event);
  };
  return runHere(request, emit, store);
}

function neverRun(file: string, overrides: Overrides, diagnostic: PlacedDiagnostic): RunDocument {
  const { target, backend = 'simulator', seed = 0, shots = 0 } = overrides;
  return {
    schema: 'qflow.run/1',
    file,
    name: target?.name ?? '',
    backend,
    method: '',
    seed,
    shots,
    status: 'failed',
    results: {},
    timing: { started: new Date().toISOString(), total: 0, tasks: {} },
    diagnostics: [diagnostic],
  };
}

function chosenTarget(circuit: string | undefined, workflow: string | undefined): RunTarget | undefined {
  if (circuit !== undefined && workflow !== undefined)
    throw new UsageError('Choose --circuit or --workflow, not both.');
  if (circuit !== undefined) return { kind: 'circuit', name: circuit };
  return workflow === undefined ? undefined : { kind: 'workflow', name: workflow };
}

/** The request for a file as it stands. */
export function requestOf(source: SourceFile): RunRequest {
  return { runId: randomUUID(), uri: source.uri, file: source.path, text: source.text };
}

/** Runs a request in this process with a simulator of its own; the interrupt key cancels it. */
export function runHere(
  request: RunRequest,
  emit: (event: RunEvent) => void,
  store?: RunStore,
): Promise<RunDocument> {
  return withSimulator((simulator) => runOn(simulator, request, emit, store));
}

/** Lends a simulator of this process, for one run or for many. */
export async function withSimulator<T>(use: (simulator: Simulator) => Promise<T>): Promise<T> {
  const simulator = workerSimulator(simulatorWorker());
  try {
    return await use(simulator);
  } finally {
    await simulator.dispose();
  }
}

/** Runs a request on a simulator; the interrupt key and `source` cancel it. */
export async function runOn(
  simulator: Simulator,
  request: RunRequest,
  emit: (event: RunEvent) => void,
  store?: RunStore,
  source = new CancellationSource(),
): Promise<RunDocument> {
  const pause = new PauseSwitch((isPaused) => emit({ kind: 'paused', runId: request.runId, isPaused }));
  const interrupt = () => source.cancel();
  process.on('SIGINT', interrupt);
  const unfollow = store && followCommands(store, request.runId, { ...switches(pause), cancel: interrupt });
  try {
    return await executeRun(request, {
      simulator,
      read: readUri,
      library: libraryUri,
      now: () => performance.now(),
      wait: waitFor,
      places: availableParallelism(),
      date: () => new Date().toISOString(),
      freshSeed: () => randomInt(2 ** 32),
      emit,
      secret: (name) => Promise.resolve(process.env[secretVariable(name)]),
      cancellation: source.token,
      pause,
      outside,
      tables: await openTables(store),
      look: lookAtFile,
      usage: ownUsage,
      ...(store === undefined ? {} : { memory: store.memory }),
    });
  } finally {
    unfollow?.();
    process.off('SIGINT', interrupt);
  }
}

function print(document: RunDocument, terminal: Terminal): void {
  for (const diagnostic of document.diagnostics) terminal.error(`${drawDiagnostic(diagnostic, terminal)}\n`);
  const several = Object.keys(document.results).length > 1;
  for (const [name, results] of resultsByTask(document)) {
    const title = several ? [paint(terminal, 'bold', name)] : [];
    terminal.out([...title, ...drawRounds(results, terminal), ''].join('\n'));
  }
  if (document.status !== 'failed') terminal.out(`${paint(terminal, 'dim', headline(document))}\n`);
}

/** One line that says what ran, where, how often and with which seed. */
export function headline(document: RunDocument): string {
  const { file, name, backend, method, truncation, shots, seed, status, timing } = document;
  const isWorkflow = Object.keys(document.results).length > 1;
  return [
    file,
    name,
    method === '' ? backend : `${backend} (${method})`,
    ...(truncation === undefined ? [] : [`truncation ${truncation.toExponential(1)}`]),
    // The tasks of a workflow take their own numbers of shots.
    ...(shots > 0 ? [`${shots.toLocaleString('en')} shots`] : isWorkflow ? [] : ['exact']),
    `seed ${seed}`,
    `${timing.total.toFixed(0)} ms`,
    ...cachedText(document),
    ...(status === 'cancelled' ? [status] : []),
  ].join(' · ');
}

/** Says what was not computed, and how it would be. */
function cachedText({ cached = [], results }: RunDocument): readonly string[] {
  if (cached.length === 0) return [];
  const count = Object.keys(results).length;
  const what = count > 1 ? `${cached.length} of ${count} cached` : 'cached';
  return [`${what} (--no-cache computes anew)`];
}

function statusOf(document: RunDocument): number {
  if (document.status === 'completed') return exitStatus.done;
  return document.status === 'cancelled' ? exitStatus.cancelled : exitStatus.failed;
}
