import { CancellationSource } from '../base/index.ts';
import { DebugSession } from '../debug/index.ts';
import type { FromRunner, RunEvent, RunRequest } from '../protocol/index.ts';
import {
  PauseSwitch,
  type RunEnvironment,
  type TableWorld,
  executeRun,
  switches,
} from '../workflow/index.ts';
import { decodeToRunner } from './decode.ts';
import type { RunRecord } from './run-record.ts';

/** What the host needs of its platform. */
export interface RunnerPlatform extends Pick<
  RunEnvironment,
  | 'simulator'
  | 'library'
  | 'now'
  | 'wait'
  | 'places'
  | 'date'
  | 'freshSeed'
  | 'secret'
  | 'outside'
  | 'usage'
  | 'look'
> {
  readonly version: string;
  send(message: FromRunner): void;
  /** Where a run is recorded: in its folder, else for as long as this host lives. @throws {Error} where it cannot be */
  openRecord(request: RunRequest): Promise<RunRecord>;
  /** The tables of runs that are recorded in a folder; without one they live as long as this process. */
  openTables?(folder: string | undefined): Promise<TableWorld>;
}

/** What a run in work can be told. */
interface Controls {
  readonly cancel: () => void;
  readonly pause: PauseSwitch;
}

/**
 * The run host: runs what it is told, reports every event, and outlives whatever a run does. It knows nothing of the
 * process or worker that it lives in.
 */
export class RunnerHost {
  readonly #platform: RunnerPlatform;
  readonly #runs = new Map<string, Controls>();
  readonly #debuggers = new Map<string, DebugSession>();
  readonly #reads = new Map<number, (text: string | undefined) => void>();
  #nextRead = 0;

  constructor(platform: RunnerPlatform) {
    this.#platform = platform;
    platform.send({ kind: 'ready', version: platform.version });
  }

  /** Takes one message from the editor; messages that it does not know are ignored. */
  receive(message: unknown): void {
    const decoded = decodeToRunner(message);
    if (decoded?.kind === 'run') void this.#run(decoded.request);
    else if (decoded?.kind === 'cancel') this.#runs.get(decoded.runId)?.cancel();
    else if (decoded?.kind === 'pause') this.#runs.get(decoded.runId)?.pause.turn(decoded.isPaused);
    else if (decoded?.kind === 'debug') void this.#debugger(decoded.session).receive(decoded.message);
    else if (decoded?.kind === 'file') this.#answer(decoded.id, decoded.text ?? undefined);
    else if (decoded?.kind === 'secret') this.#answer(decoded.id, decoded.value ?? undefined);
  }

  #debugger(session: string): DebugSession {
    const known = this.#debuggers.get(session);
    if (known !== undefined) return known;
    const platform = this.#platform;
    const created = new DebugSession({
      read: (uri) => this.#read(uri),
      library: platform.library,
      freshSeed: () => platform.freshSeed(),
      breathe: () => platform.wait(0, new CancellationSource().token),
      send: (message) => {
        platform.send({ kind: 'debug', session, message });
        if (message['command'] === 'disconnect') this.#debuggers.delete(session);
      },
    });
    this.#debuggers.set(session, created);
    return created;
  }

  async #run(request: RunRequest): Promise<void> {
    const { runId } = request;
    const source = new CancellationSource();
    const cancel = () => source.cancel();
    let record: RunRecord | undefined;
    const emit = (event: RunEvent) => {
      this.#record(record, request, event);
      if (event.kind !== 'checkpoint') this.#platform.send({ kind: 'event', event });
    };
    const pause = new PauseSwitch((isPaused) => emit({ kind: 'paused', runId, isPaused }));
    this.#runs.set(runId, { cancel, pause });
    record = await this.#recordOf(request);
    const unfollow = record?.follow(runId, { ...switches(pause), cancel });
    try {
      const tables = await this.#platform.openTables?.(record?.folder);
      await executeRun(request, {
        ...this.#platform,
        read: (uri) => this.#read(uri),
        secret: (name) => this.#secret(name),
        emit,
        cancellation: source.token,
        pause,
        ...(record === undefined ? {} : { memory: record.memory }),
        ...(tables === undefined ? {} : { tables }),
      });
    } finally {
      unfollow?.();
      this.#runs.delete(runId);
    }
  }

  /** A run that cannot be recorded runs all the same. */
  async #recordOf(request: RunRequest): Promise<RunRecord | undefined> {
    try {
      return await this.#platform.openRecord(request);
    } catch (error) {
      this.#note('This run is not recorded', error);
      return undefined;
    }
  }

  #record(record: RunRecord | undefined, request: RunRequest, event: RunEvent): void {
    try {
      record?.record(request, event);
    } catch (error) {
      this.#note(`The ${event.kind} event of a run could not be recorded`, error);
    }
  }

  #note(what: string, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.#platform.send({ kind: 'note', text: `${what}: ${reason}` });
  }

  #read(uri: string): Promise<string | undefined> {
    return this.#ask((id) => ({ kind: 'read', id, uri }));
  }

  /** What the editor keeps comes before what the platform knows. */
  async #secret(name: string): Promise<string | undefined> {
    return (await this.#ask((id) => ({ kind: 'secret', id, name }))) ?? this.#platform.secret?.(name);
  }

  #ask(question: (id: number) => FromRunner): Promise<string | undefined> {
    const id = this.#nextRead++;
    return new Promise((resolve) => {
      this.#reads.set(id, resolve);
      this.#platform.send(question(id));
    });
  }

  #answer(id: number, text: string | undefined): void {
    this.#reads.get(id)?.(text);
    this.#reads.delete(id);
  }
}
