/** What a run would do: the documented JSON of `qflow plan --json`. */
import type { CacheNote } from './run.ts';
import type { PlacedDiagnostic } from './result.ts';

/** One task of a plan. */
export interface PlannedTaskDocument extends CacheNote {
  readonly call: string;
  readonly detail: string;
  readonly needs: readonly string[];
  /** Tasks of the same wave could run side by side; counted from 1. */
  readonly wave: number;
  /** Whether the whole run waits for it: it lies on the longest path. */
  readonly isCritical: boolean;
  /** What its backend says of it; absent where that depends on a result. */
  readonly forecast?: string;
  /** How long it may take, and from where that is known. */
  readonly seconds?: number;
  readonly source?: 'earlier run' | 'forecast';
  /** US dollars. */
  readonly cost?: number;
  /** Bytes. */
  readonly memory?: number;
  /** Steps of its circuit, one behind the other. */
  readonly depth?: number;
}

export interface PlanDocument {
  readonly schema: 'qflow.plan/1';
  readonly file: string;
  readonly name: string;
  readonly tasks: readonly PlannedTaskDocument[];
  /** Of the longest path of tasks whose time is known, cached ones at no time. */
  readonly criticalSeconds: number;
  /** Of all tasks one after the other. */
  readonly totalSeconds: number;
  /** US dollars, as far as it is known. */
  readonly cost: number;
  /** Tasks whose forecast waits for a result. */
  readonly unknown: number;
  /** Why the run would be refused. */
  readonly diagnostics: readonly PlacedDiagnostic[];
}
