import type { RunEvent, RunRequest } from '../protocol/index.ts';
import type { ResultMemory } from '../workflow/index.ts';

/** What a run can be told by way of its record. */
export type RunActions = Readonly<Record<'pause' | 'resume' | 'cancel', () => void>>;

/** Where the events of a run are kept, and what earlier runs there gave. */
export interface RunRecord {
  /** The folder that holds it, where it lasts. */
  readonly folder?: string | undefined;
  readonly memory: ResultMemory;
  /** @throws {Error} where it cannot be written */
  record(request: RunRequest, event: RunEvent): void;
  /** Does what other processes tell the run, until the returned function ends that. */
  follow(runId: string, actions: RunActions): () => void;
}
