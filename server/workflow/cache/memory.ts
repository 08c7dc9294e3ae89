import type { Result, RunTarget } from '../../protocol/index.ts';
import type { StateVector } from '../../simulator/index.ts';
import type { TableWorld } from '../tables/world.ts';
import type { TaskOutcome } from '../task.ts';

/** A task of an earlier run that completed. */
export interface Remembered {
  readonly run: string;
  /** When its run started, ISO 8601. */
  readonly date: string;
  readonly key: string;
  readonly parts: Readonly<Record<string, string>>;
  readonly result: Result;
}

/** What earlier runs gave. */
export interface ResultMemory {
  /** The latest task with that content; with `run`, only one of that run. */
  find(key: string, run?: string): Remembered | undefined;
  /** The latest task of that name in a run of the same target of the same file. */
  latest(file: string, target: RunTarget, task: string): Remembered | undefined;
  /** Milliseconds that the tasks of the latest run of a target took, by their names; those that were computed. */
  durations(file: string, target: RunTarget): ReadonlyMap<string, number>;
}

/** What a recorded result stands for; nothing where the record keeps only a part of what other tasks may ask of it. */
export function restored(result: Result, tables?: Pick<TableWorld, 'has'>): TaskOutcome | undefined {
  const table = result.kind === 'value' ? result.table : result;
  if (table?.kind === 'table' && tables?.has(table) !== true) return undefined;
  if (result.kind === 'samples' && result.omitted !== undefined) return undefined;
  if (result.kind !== 'state') return { result, method: '' };
  const { qubits, amplitudes } = result;
  if (amplitudes === undefined) return undefined;
  const state: StateVector = { qubits, amplitudes: Float64Array.from(amplitudes.flat()) };
  return { result, method: '', state };
}
