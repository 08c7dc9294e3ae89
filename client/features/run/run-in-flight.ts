import type {
  PlacedDiagnostic,
  Result,
  RunDocument,
  RunEvent,
  RunRequest,
  RunStatus,
} from '../../../server/protocol/index.ts';

/** A run between its request and its `finished` event, with what is needed to end it when its process cannot. */
export class RunInFlight {
  readonly request: RunRequest;
  readonly #listener: (event: RunEvent) => void;
  readonly #started = new Date();
  readonly #results: Record<string, Result> = {};
  readonly #diagnostics: PlacedDiagnostic[] = [];
  #announcement: Extract<RunEvent, { kind: 'started' }> | undefined;
  cancelled = false;

  constructor(request: RunRequest, listener: (event: RunEvent) => void) {
    this.request = request;
    this.#listener = listener;
  }

  deliver(event: RunEvent): void {
    if (event.kind === 'started') this.#announcement = event;
    else if (event.kind === 'result') this.#results[event.task] = event.result;
    else if (event.kind === 'diagnostics') this.#diagnostics.push(...event.diagnostics);
    this.#listener(event);
  }

  /** Ends the run in place of the host: as cancelled when that was asked for, else as failed for `reason`. */
  end(reason: PlacedDiagnostic): void {
    const { runId } = this.request;
    if (!this.cancelled) this.deliver({ kind: 'diagnostics', runId, diagnostics: [reason] });
    const document = this.#document(this.cancelled ? 'cancelled' : 'failed');
    this.deliver({ kind: 'finished', runId, document });
  }

  #document(status: RunStatus): RunDocument {
    const { file, target, backend, seed, shots } = this.request;
    return {
      schema: 'qflow.run/1',
      file,
      name: this.#announcement?.target.name ?? target?.name ?? '',
      backend: this.#announcement?.backend ?? backend ?? '',
      method: '',
      seed: this.#announcement?.seed ?? seed ?? 0,
      shots: this.#announcement?.shots ?? shots ?? 0,
      status,
      results: this.#results,
      timing: {
        started: this.#started.toISOString(),
        total: Date.now() - this.#started.getTime(),
        tasks: {},
      },
      diagnostics: this.#diagnostics,
    };
  }
}
