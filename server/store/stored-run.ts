import type { Result, RunDocument, RunRequest, RunStatus, RunTarget, TaskState } from '../protocol/index.ts';

/** A run as lists show it. `interrupted`: its process ended without a word. */
export interface StoredRun {
  readonly id: string;
  readonly file: string;
  readonly target: RunTarget;
  readonly sourceHash: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** What the run was told beside the file. */
  readonly options: Pick<RunRequest, 'backend' | 'shots' | 'defaultShots'>;
  readonly version: string;
  readonly backend: string;
  readonly method: string;
  readonly seed: number;
  readonly shots: number;
  readonly status: RunStatus | 'running' | 'paused' | 'interrupted';
  /** ISO 8601. */
  readonly started: string;
  readonly milliseconds?: number;
}

export interface StoredTask {
  readonly name: string;
  readonly call: string;
  readonly detail: string;
  readonly state: TaskState;
  readonly attempts: number;
  readonly milliseconds?: number;
  readonly message?: string;
  readonly forecast?: string;
  /** Whether an earlier run answered it, or what had changed. */
  readonly cache?: string;
  readonly cpuSeconds?: number;
  /** The most memory that its process had while it ran. */
  readonly peakBytes?: number;
  /** Steps of its circuit, one behind the other. */
  readonly depth?: number;
  readonly shots?: number;
  readonly result?: Result;
}

/** Everything that is known of a run. */
export interface StoredRunDetails extends StoredRun {
  readonly source: string;
  readonly tasks: readonly StoredTask[];
  readonly document?: RunDocument;
}
