import type {
  FromRunner,
  PlacedDiagnostic,
  RunEvent,
  RunRequest,
  ToRunner,
} from '../../../server/protocol/index.ts';
import { decodeFromRunner } from './decode-runner.ts';
import { RunInFlight } from './run-in-flight.ts';

/** The run host's process as the supervisor sees it. */
export interface RunnerProcess {
  send(message: ToRunner): void;
  kill(): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Tells why the process ended or could not start; may be called more than once. */
  onExit(listener: (reason: string) => void): void;
}

export interface RunnerOptions {
  start(): RunnerProcess;
  /** The text of an imported file, or null when there is none. */
  readFile(uri: string): Promise<string | null>;
  /** A secret that the editor keeps, or null. */
  readSecret(name: string): Promise<string | null>;
  log(line: string): void;
  /** Milliseconds that a cancelled run may take to answer before its process is killed. */
  readonly grace: number;
}

export type RunListener = (event: RunEvent) => void;

/**
 * Keeps the run host alive: starts its process with the first run, keeps it warm, and replaces it after a crash.
 * Whatever happens to the process, every run ends with one `finished` event.
 */
export class Runner {
  readonly #options: RunnerOptions;
  readonly #runs = new Map<string, RunInFlight>();
  #process: RunnerProcess | undefined;

  constructor(options: RunnerOptions) {
    this.#options = options;
  }

  run(request: RunRequest, listener: RunListener): void {
    this.#runs.set(request.runId, new RunInFlight(request, listener));
    try {
      this.#process ??= this.#start();
      this.#process.send({ kind: 'run', request });
    } catch (error) {
      this.#ended(this.#process, error instanceof Error ? error.message : String(error));
    }
  }

  /** Asks a run to stop; when it has not within the grace period, its process is killed. */
  cancel(runId: string): void {
    const run = this.#runs.get(runId);
    if (run === undefined || run.cancelled) return;
    run.cancelled = true;
    const process = this.#process;
    process?.send({ kind: 'cancel', runId });
    setTimeout(() => {
      if (!this.#runs.has(runId)) return;
      this.#options.log(`The run did not stop within ${this.#options.grace} ms; its process is killed.`);
      process?.kill();
      this.#ended(process, 'killed after cancelling');
    }, this.#options.grace);
  }

  /** Holds a run back between two tasks, or lets it go on. */
  pause(runId: string, isPaused: boolean): void {
    if (this.#runs.has(runId)) this.#process?.send({ kind: 'pause', runId, isPaused });
  }

  /** Ends the process; runs in flight end as cancelled. */
  stop(): void {
    for (const run of this.#runs.values()) run.cancelled = true;
    this.#process?.kill();
    this.#ended(this.#process, 'stopped');
  }

  #start(): RunnerProcess {
    const process = this.#options.start();
    process.onMessage((message) => this.#receive(process, message));
    process.onExit((reason) => this.#ended(process, reason));
    return process;
  }

  #receive(process: RunnerProcess, message: unknown): void {
    const decoded = decodeFromRunner(message);
    if (decoded === undefined) this.#options.log('The run host sent a message of an unknown kind.');
    else if (decoded.kind === 'ready') this.#options.log(`Run host ${decoded.version} is ready.`);
    else if (decoded.kind === 'note') this.#options.log(decoded.text);
    else if (decoded.kind === 'read') void this.#answer(process, decoded);
    else if (decoded.kind === 'secret') void this.#answerSecret(process, decoded);
    else if (decoded.kind === 'event') this.#deliver(decoded.event);
  }

  async #answer(process: RunnerProcess, { id, uri }: Extract<FromRunner, { kind: 'read' }>): Promise<void> {
    const text = await this.#options.readFile(uri).catch(() => null);
    process.send({ kind: 'file', id, text });
  }

  async #answerSecret(
    process: RunnerProcess,
    { id, name }: Extract<FromRunner, { kind: 'secret' }>,
  ): Promise<void> {
    const value = await this.#options.readSecret(name).catch(() => null);
    process.send({ kind: 'secret', id, value });
  }

  #deliver(event: RunEvent): void {
    const run = this.#runs.get(event.runId);
    if (event.kind === 'finished') this.#runs.delete(event.runId);
    run?.deliver(event);
  }

  #ended(process: RunnerProcess | undefined, reason: string): void {
    if (process !== this.#process) return;
    this.#process = undefined;
    if (this.#runs.size > 0) this.#options.log(`The run host ended: ${reason}.`);
    const runs = [...this.#runs.values()];
    this.#runs.clear();
    for (const run of runs) run.end(lostRun(run.request.file, reason));
  }
}

/** What a user reads when the process of a run ended under it. */
function lostRun(file: string, reason: string): PlacedDiagnostic {
  return {
    code: 'QF5113',
    severity: 'error',
    message: `The run was lost because its process ended unexpectedly (${reason}).`,
    help: 'Run it again; if it ends the same way, the circuit may need more memory than this machine has.',
    file,
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 1,
  };
}
