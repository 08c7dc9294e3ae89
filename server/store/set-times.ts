import type { DatabaseSync } from 'node:sqlite';

/** A workflow that runs at set times, and where it stands with them. Times are ISO 8601. */
export interface SetTimes {
  readonly file: string;
  readonly workflow: string;
  /** As cron writes them. */
  readonly times: string;
  /** Of the time zone database. */
  readonly zone: string;
  /** From when on its times count: since it was seen first, or its times were changed. */
  readonly since: string;
  /** The time for which it ran last, and that run. */
  readonly last?: string;
  readonly run?: string;
}

type RanField = 'last' | 'run' | 'since';
type SetTimesKey = Pick<SetTimes, 'file' | 'workflow'>;

/** When the workflows of a workspace run, for commands that come and go between two runs. */
export class SetTimesTable {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Notes the times of a workflow as they are written now; those that were changed count from `now` on. */
  see({ file, workflow, times, zone }: Omit<SetTimes, 'since' | 'last' | 'run'>, now: string): SetTimes {
    this.#database
      .prepare(
        `INSERT INTO set_times (file, workflow, times, zone, since) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (file, workflow) DO UPDATE SET times = excluded.times, zone = excluded.zone, since = excluded.since
         WHERE times <> excluded.times OR zone <> excluded.zone`,
      )
      .run(file, workflow, times, zone, now);
    return this.find({ file, workflow }) ?? { file, workflow, times, zone, since: now };
  }

  /** Notes that a workflow ran for a time, and from when on its times count again. */
  ran({ file, workflow }: SetTimesKey, { last, run, since }: Required<Pick<SetTimes, RanField>>): void {
    this.#database
      .prepare('UPDATE set_times SET last_run = ?, run_id = ?, since = ? WHERE file = ? AND workflow = ?')
      .run(last, run, since, file, workflow);
  }

  find({ file, workflow }: SetTimesKey): SetTimes | undefined {
    const row = this.#database
      .prepare('SELECT * FROM set_times WHERE file = ? AND workflow = ?')
      .get(file, workflow);
    if (row === undefined) return undefined;
    const [last, run] = [row['last_run'], row['run_id']];
    return {
      file,
      workflow,
      times: String(row['times']),
      zone: String(row['zone']),
      since: String(row['since']),
      ...(typeof last === 'string' ? { last } : {}),
      ...(typeof run === 'string' ? { run } : {}),
    };
  }
}
