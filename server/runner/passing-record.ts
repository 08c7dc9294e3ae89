import type { CacheNote, Result, RunEvent, RunRequest, RunTarget } from '../protocol/index.ts';
import type { Remembered, ResultMemory } from '../workflow/index.ts';
import type { RunRecord } from './run-record.ts';

/** What became of a task. */
interface Task {
  note?: CacheNote;
  result?: Result;
  /** Undefined until it is complete. */
  milliseconds?: number;
}

interface Run {
  readonly file: string;
  readonly target: RunTarget;
  readonly date: string;
  readonly tasks: Map<string, Task>;
}

/** The latest runs of a process, for as long as it lives: where nothing is written down, their results take memory. */
export class PassingRecord implements RunRecord, ResultMemory {
  readonly memory = this;
  readonly #date: () => string;
  readonly #most: number;
  /** By their ids, the latest last. */
  readonly #runs = new Map<string, Run>();

  /**
   * @param date ISO 8601
   * @param most runs that are kept
   */
  constructor(date: () => string, most: number) {
    this.#date = date;
    this.#most = most;
  }

  record({ file }: RunRequest, event: RunEvent): void {
    if (event.kind === 'started') this.#begin(event.runId, file, event.target);
    const run = this.#runs.get(event.runId);
    if (run === undefined) return;
    if (event.kind === 'cache') for (const note of event.notes) taskOf(run, note.task).note = note;
    if (event.kind === 'result') taskOf(run, event.task).result = event.result;
    if (event.kind === 'task' && event.state === 'completed')
      taskOf(run, event.task).milliseconds = event.duration ?? 0;
  }

  /** No other process knows of these runs. */
  follow(): () => void {
    return () => undefined;
  }

  find(key: string, run?: string): Remembered | undefined {
    for (const { remembered } of this.#remembered())
      if (remembered.key === key && (run === undefined || remembered.run === run)) return remembered;
    return undefined;
  }

  latest(file: string, target: RunTarget, name: string): Remembered | undefined {
    for (const { task, remembered } of this.#remembered())
      if (task === name && isOf(this.#runs.get(remembered.run), file, target)) return remembered;
    return undefined;
  }

  durations(file: string, target: RunTarget): ReadonlyMap<string, number> {
    const found = new Map<string, number>();
    for (const run of this.#runs.values())
      if (isOf(run, file, target))
        for (const [name, { note, milliseconds }] of run.tasks)
          if (milliseconds !== undefined && note?.isCached !== true) found.set(name, milliseconds);
    return found;
  }

  #begin(runId: string, file: string, target: RunTarget): void {
    this.#runs.set(runId, { file, target, date: this.#date(), tasks: new Map() });
    for (const oldest of this.#runs.keys()) {
      if (this.#runs.size <= this.#most) return;
      this.#runs.delete(oldest);
    }
  }

  /** The completed tasks with all that decided their results, the latest run first. */
  *#remembered(): Generator<{ readonly task: string; readonly remembered: Remembered }> {
    for (const [run, { date, tasks }] of [...this.#runs].toReversed())
      for (const [task, { note, result, milliseconds }] of [...tasks].toReversed())
        if (
          note?.key !== undefined &&
          note.parts !== undefined &&
          result !== undefined &&
          milliseconds !== undefined
        )
          yield { task, remembered: { run, date, key: note.key, parts: note.parts, result } };
  }
}

function taskOf({ tasks }: Run, name: string): Task {
  const known = tasks.get(name);
  if (known !== undefined) return known;
  const created: Task = {};
  tasks.set(name, created);
  return created;
}

function isOf(run: Run | undefined, file: string, target: RunTarget): boolean {
  return run?.file === file && run.target.kind === target.kind && run.target.name === target.name;
}
