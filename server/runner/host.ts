import { CancellationSource } from '../base/index.ts';
import { DebugSession } from '../debug/index.ts';
import type { FromRunner, RunRequest } from '../protocol/index.ts';
import { type RunEnvironment, executeRun } from '../workflow/index.ts';
import { decodeToRunner } from './decode.ts';

/** What the host needs of its platform. */
export interface RunnerPlatform extends Pick<
  RunEnvironment,
  'simulator' | 'library' | 'now' | 'wait' | 'places' | 'date' | 'freshSeed' | 'secret'
> {
  readonly version: string;
  send(message: FromRunner): void;
}

/**
 * The run host: runs what it is told, reports every event, and outlives whatever a run does. It knows nothing of the
 * process or worker that it lives in.
 */
export class RunnerHost {
  readonly #platform: RunnerPlatform;
  readonly #runs = new Map<string, CancellationSource>();
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
    const source = new CancellationSource();
    this.#runs.set(request.runId, source);
    try {
      await executeRun(request, {
        ...this.#platform,
        read: (uri) => this.#read(uri),
        secret: (name) => this.#secret(name),
        emit: (event) => this.#platform.send({ kind: 'event', event }),
        cancellation: source.token,
      });
    } finally {
      this.#runs.delete(request.runId);
    }
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
