import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { Result, RunTarget } from '../protocol/index.ts';

/** A task that completed in some run, with all that decided its result. */
export interface StoredContent {
  readonly run: string;
  /** When its run started, ISO 8601. */
  readonly date: string;
  readonly key: string;
  readonly parts: Readonly<Record<string, string>>;
  readonly result: Result;
}

type Row = Readonly<Record<string, SQLOutputValue>>;

const completed = `
  SELECT tasks.run_id, runs.started, tasks.content_key, tasks.parts, artefacts.content
  FROM tasks JOIN runs ON runs.id = tasks.run_id JOIN artefacts ON artefacts.hash = tasks.result_hash
  WHERE tasks.state = 'completed' AND tasks.content_key IS NOT NULL`;

/** What the recorded runs know of tasks: the results by their content, and how long they took. */
export class TaskMemory {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** The latest task with that content; with `run`, only one of that run. */
  find(key: string, run?: string): StoredContent | undefined {
    const rows =
      run === undefined
        ? this.#all(`${completed} AND tasks.content_key = ? ORDER BY tasks.rowid DESC LIMIT 1`, key)
        : this.#all(`${completed} AND tasks.content_key = ? AND tasks.run_id = ?`, key, run);
    return rows[0] && contentOf(rows[0]);
  }

  /** The latest task of that name in a run of the same target of the same file. */
  latest(file: string, { kind, name }: RunTarget, task: string): StoredContent | undefined {
    const [row] = this.#all(
      `${completed} AND runs.file = ? AND runs.kind = ? AND runs.name = ? AND tasks.name = ? ORDER BY tasks.rowid DESC LIMIT 1`,
      ...[file, kind, name, task],
    );
    return row && contentOf(row);
  }

  /** Milliseconds that the tasks of a target took when they were last computed, by their names. */
  durations(file: string, { kind, name }: RunTarget): ReadonlyMap<string, number> {
    const rows = this.#all(
      `SELECT tasks.name, tasks.milliseconds, max(tasks.rowid) FROM tasks JOIN runs ON runs.id = tasks.run_id
       WHERE tasks.state = 'completed' AND tasks.is_cached = 0 AND runs.file = ? AND runs.kind = ? AND runs.name = ?
       GROUP BY tasks.name`,
      ...[file, kind, name],
    );
    return new Map(rows.map((row) => [String(row['name']), Number(row['milliseconds'])]));
  }

  #all(sql: string, ...values: readonly string[]): readonly Row[] {
    return this.#database.prepare(sql).all(...values);
  }
}

function contentOf(row: Row): StoredContent {
  return {
    run: String(row['run_id']),
    date: String(row['started']),
    key: String(row['content_key']),
    parts: JSON.parse(String(row['parts'])) as StoredContent['parts'],
    result: JSON.parse(String(row['content'])) as Result,
  };
}
