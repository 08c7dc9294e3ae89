import { createHash } from 'node:crypto';
import path from 'node:path';
import type { DatabaseSync, SQLInputValue, SQLOutputValue } from 'node:sqlite';
import type {
  CacheNote,
  Result,
  RunDocument,
  RunEvent,
  RunRequest,
  RunTarget,
  TaskGraph,
  SearchAnswer,
  TaskState,
} from '../protocol/index.ts';
import { inTransaction, openDatabase } from './database.ts';
import { SetTimesTable } from './set-times.ts';
import type { StoredRun, StoredRunDetails, StoredTask } from './stored-run.ts';
import { TaskMemory } from './task-memory.ts';

/** What the process of a run can be told from outside. */
export type RunCommand = 'pause' | 'resume' | 'cancel';

type Row = Readonly<Record<string, SQLOutputValue>>;

/** What the store takes from its process. */
export interface StoreEnvironment {
  /** ISO 8601. */
  readonly date: () => string;
  readonly version: string;
  readonly process: number;
  /** Whether a process of this machine still lives. */
  readonly isAlive: (process: number) => boolean;
}

/** Where the tasks of a graph are named. */
const placesOfNames = [
  ['dependencies', 'task'],
  ['dependencies', 'needs'],
  ['tasks', 'name'],
] as const;

/** The runs of a workspace in one database file. Each event of a run is one transaction. */
export class RunStore {
  readonly #database: DatabaseSync;
  readonly #environment: StoreEnvironment;
  /** The folder of its file; nothing where it lives in memory. */
  readonly folder: string | undefined;
  /** What earlier runs know of tasks. */
  readonly memory: TaskMemory;
  /** When workflows run. */
  readonly setTimes: SetTimesTable;

  private constructor(database: DatabaseSync, environment: StoreEnvironment, folder: string | undefined) {
    this.#database = database;
    this.folder = folder;
    this.#environment = environment;
    this.memory = new TaskMemory(database);
    this.setTimes = new SetTimesTable(database);
  }

  /** @throws {Error} when `file` is no run store, or one of a later version */
  static async open(file: string, environment: StoreEnvironment): Promise<RunStore> {
    const folder = file === ':memory:' ? undefined : path.dirname(file);
    return new RunStore(await openDatabase(file), environment, folder);
  }

  close(): void {
    this.#database.close();
  }

  /** Writes down what an event of a run tells; the first is `started`. */
  record(request: RunRequest, event: RunEvent): void {
    if (event.kind === 'progress' || event.kind === 'iteration') return;
    inTransaction(this.#database, () => {
      if (event.kind === 'started') this.#start(request, event);
      if (!this.#has(request.runId)) return;
      this.#apply(request.runId, event);
      if (event.kind === 'checkpoint') return;
      this.#run(
        `INSERT INTO events SELECT ?, 1 + coalesce(max(number), 0), ?, ?, ? FROM events WHERE run_id = ?`,
        request.runId,
        this.#environment.date(),
        event.kind,
        JSON.stringify(withoutResults(event)),
        request.runId,
      );
    });
  }

  /** The latest runs, the latest first. */
  list(limit: number): readonly StoredRun[] {
    return this.#all('SELECT * FROM runs ORDER BY started DESC, rowid DESC LIMIT ?', limit).map((row) =>
      this.#toRun(row),
    );
  }

  /** The only run whose id starts so, or `last` and `last~1` counted from the latest; nothing where there is none. */
  find(name: string): StoredRunDetails | undefined {
    const [, back = '0'] = /^last(?:~(\d+))?$/.exec(name) ?? [];
    const rows = name.startsWith('last')
      ? this.#all('SELECT * FROM runs ORDER BY started DESC, rowid DESC LIMIT 1 OFFSET ?', Number(back))
      : this.#all('SELECT * FROM runs WHERE substr(id, 1, length(?)) = ? LIMIT 2', name, name);
    const [row, other] = rows;
    return row === undefined || other !== undefined ? undefined : this.#details(row);
  }

  /** What the searches of a run answered until it ended, by their tasks. */
  checkpoints(runId: string): Readonly<Record<string, readonly SearchAnswer[]>> {
    const found: Record<string, SearchAnswer[]> = {};
    const rows = this.#all('SELECT task, answers FROM checkpoints WHERE run_id = ? ORDER BY number', runId);
    for (const row of rows)
      (found[text(row['task'])] ??= []).push(...(JSON.parse(text(row['answers'])) as SearchAnswer[]));
    return found;
  }

  /** Tells the process of a run what to do; it looks several times a second. */
  command(runId: string, command: RunCommand): void {
    this.#run('INSERT INTO commands (run_id, command) VALUES (?, ?)', runId, command);
  }

  /** What a run was told since it was asked last, in that order. */
  takeCommands(runId: string): readonly RunCommand[] {
    const rows = this.#all('SELECT command FROM commands WHERE run_id = ? ORDER BY number', runId);
    if (rows.length > 0) this.#run('DELETE FROM commands WHERE run_id = ?', runId);
    return rows.map((row) => text(row['command']) as RunCommand);
  }

  /** Forgets the runs that started before a day, and what only they had. Returns how many. */
  forgetBefore(date: string): number {
    return inTransaction(this.#database, () => {
      const { changes } = this.#run(
        `DELETE FROM runs WHERE started < ? AND status NOT IN ('running', 'paused')`,
        date,
      );
      this.#sweep();
      return Number(changes);
    });
  }

  /** The tables that results of recorded runs have, by the hashes of their content. */
  tables(): ReadonlySet<string> {
    const rows = this.#all(
      `SELECT coalesce(content ->> '$.digest', content ->> '$.table.digest') AS digest FROM artefacts
       WHERE content LIKE '%"digest"%' AND json_valid(content)`,
    );
    return new Set(rows.flatMap(({ digest }) => (typeof digest === 'string' ? [digest] : [])));
  }

  // ----------------------------------------------------------------------------------------------------------- writing

  #start(request: RunRequest, event: Extract<RunEvent, { kind: 'started' }>): void {
    const { runId, target, backend, seed, shots, graph } = event;
    const { version, process, date } = this.#environment;
    const source = this.#keep('text/x-qflow', request.text);
    this.#run(
      `INSERT INTO runs (id, file, kind, name, source_hash, inputs, options, version, process, backend, seed, shots, status, started)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'running', ?)`,
      ...[
        runId,
        request.file,
        target.kind,
        target.name,
        source,
        JSON.stringify(request.inputs ?? {}),
        JSON.stringify(optionsOf(request)),
      ],
      ...[version, process, backend, seed, shots, date()],
    );
    this.#addGraph(runId, graph);
  }

  #addGraph(runId: string, { nodes, edges }: TaskGraph): void {
    for (const [position, { name, call, detail }] of nodes.entries())
      this.#addTask(runId, name, position, call, detail);
    for (const { from, to } of edges)
      this.#run('INSERT OR IGNORE INTO dependencies VALUES (?, ?, ?)', runId, to, from);
  }

  /** The rounds of a loop take the place of what stood for them. */
  #unfold(runId: string, graph: TaskGraph): void {
    const names = JSON.stringify(graph.nodes.map(({ name }) => name));
    for (const [table, column] of placesOfNames)
      this.#run(
        `DELETE FROM ${table} WHERE run_id = ? AND ${column} NOT IN (SELECT value FROM json_each(?))`,
        ...[runId, names],
      );
    this.#addGraph(runId, graph);
    for (const [position, { name }] of graph.nodes.entries())
      this.#run('UPDATE tasks SET position = ? WHERE run_id = ? AND name = ?', position, runId, name);
  }

  #addTask(runId: string, name: string, position: number, call: string, detail: string): void {
    this.#run(
      `INSERT OR IGNORE INTO tasks (run_id, name, position, call, detail, state, changed) VALUES (?, ?, ?, ?, ?, 'waiting', ?)`,
      ...[runId, name, position, call, detail, this.#environment.date()],
    );
  }

  #apply(runId: string, event: RunEvent): void {
    switch (event.kind) {
      case 'task':
        return this.#applyState(runId, event);
      case 'graph':
        return this.#unfold(runId, event.graph);
      case 'cache':
        for (const note of event.notes) this.#note(runId, note);
        return;
      case 'metrics':
        this.#run(
          'UPDATE tasks SET cpu_seconds = ?, peak_bytes = ?, circuit_depth = ?, shots = ?, cost = ? WHERE run_id = ? AND name = ?',
          ...[
            event.cpuSeconds,
            event.peakBytes,
            event.depth ?? null,
            event.shots ?? null,
            event.cost ?? null,
          ],
          ...[runId, event.task],
        );
        return;
      case 'paused':
        this.#run('UPDATE runs SET status = ? WHERE id = ?', event.isPaused ? 'paused' : 'running', runId);
        return;
      case 'checkpoint':
        this.#run(
          `INSERT INTO checkpoints SELECT ?, ?, 1 + coalesce(max(number), 0), ? FROM checkpoints WHERE run_id = ? AND task = ?`,
          ...[runId, event.task, JSON.stringify(event.answers), runId, event.task],
        );
        return;
      case 'forecast':
        this.#run(
          'UPDATE tasks SET forecast = ?, memory_bytes = ? WHERE run_id = ? AND name = ?',
          ...[event.summary, Math.round(event.memory), runId, event.task],
        );
        return;
      case 'result': {
        const hash = this.#keep('application/json', JSON.stringify(event.result));
        this.#run('UPDATE tasks SET result_hash = ? WHERE run_id = ? AND name = ?', hash, runId, event.task);
        return;
      }
      case 'finished':
        return this.#finish(runId, event.document);
      default:
    }
  }

  #applyState(runId: string, { task, state, duration, message }: Extract<RunEvent, { kind: 'task' }>): void {
    this.#addTask(runId, task, 0, '', '');
    this.#run(
      `UPDATE tasks SET state = ?, changed = ?, attempts = attempts + ?, milliseconds = coalesce(?, milliseconds), message = ?
       WHERE run_id = ? AND name = ?`,
      ...[
        state,
        this.#environment.date(),
        state === 'running' ? 1 : 0,
        duration ?? null,
        message ?? null,
        runId,
        task,
      ],
    );
  }

  #note(runId: string, { task, isCached, reason, key, parts }: CacheNote): void {
    this.#run(
      `UPDATE tasks SET cache_reason = ?, is_cached = ?, content_key = ?, parts = ? WHERE run_id = ? AND name = ?`,
      ...[reason, Number(isCached), key ?? null, parts === undefined ? null : JSON.stringify(parts)],
      ...[runId, task],
    );
  }

  #finish(runId: string, document: RunDocument): void {
    if (document.status === 'completed') this.#run('DELETE FROM checkpoints WHERE run_id = ?', runId);
    for (const [name, result] of Object.entries(document.results)) {
      const hash = this.#keep('application/json', JSON.stringify(result));
      this.#run('UPDATE tasks SET result_hash = ? WHERE run_id = ? AND name = ?', hash, runId, name);
    }
    const hash = this.#keep('application/json', JSON.stringify(document));
    this.#run(
      'UPDATE runs SET status = ?, method = ?, seed = ?, finished = ?, total_milliseconds = ?, document_hash = ? WHERE id = ?',
      ...[
        document.status,
        document.method,
        document.seed,
        this.#environment.date(),
        document.timing.total,
        hash,
        runId,
      ],
    );
  }

  /** Forgets the texts and results that nothing refers to. */
  #sweep(): void {
    this.#run(
      `DELETE FROM artefacts WHERE hash NOT IN (SELECT source_hash FROM runs)
       AND hash NOT IN (SELECT document_hash FROM runs WHERE document_hash IS NOT NULL)
       AND hash NOT IN (SELECT result_hash FROM tasks WHERE result_hash IS NOT NULL)`,
    );
  }

  /** Keeps a text once, whoever needs it. */
  #keep(media: string, content: string): string {
    const hash = createHash('sha256').update(content).digest('hex');
    this.#run('INSERT OR IGNORE INTO artefacts VALUES (?, ?, ?)', hash, media, content);
    return hash;
  }

  // ----------------------------------------------------------------------------------------------------------- reading

  #details(row: Row): StoredRunDetails {
    const run = this.#toRun(row);
    const tasks = this.#all('SELECT * FROM tasks WHERE run_id = ? ORDER BY position, rowid', run.id);
    const document = this.#json(row['document_hash']) as RunDocument | undefined;
    return {
      ...run,
      source: this.#content(run.sourceHash) ?? '',
      tasks: tasks.map((task) => this.#toTask(task)),
      ...(document === undefined ? {} : { document }),
    };
  }

  #toRun(row: Row): StoredRun {
    const isOpen = row['status'] === 'running' || row['status'] === 'paused';
    const isLost = isOpen && !this.#environment.isAlive(Number(row['process']));
    const milliseconds = row['total_milliseconds'];
    return {
      id: text(row['id']),
      file: text(row['file']),
      target: { kind: text(row['kind']) as RunTarget['kind'], name: text(row['name']) },
      sourceHash: text(row['source_hash']),
      inputs: JSON.parse(text(row['inputs'])) as Readonly<Record<string, string>>,
      options: JSON.parse(text(row['options'])) as StoredRun['options'],
      version: text(row['version']),
      backend: text(row['backend']),
      method: text(row['method']),
      seed: Number(row['seed']),
      shots: Number(row['shots']),
      status: isLost ? 'interrupted' : (text(row['status']) as StoredRun['status']),
      started: text(row['started']),
      ...(typeof milliseconds === 'number' ? { milliseconds } : {}),
    };
  }

  #toTask(row: Row): StoredTask {
    const result = this.#json(row['result_hash']) as Result | undefined;
    const { milliseconds, message, forecast, cache_reason: reason } = row;
    const { cpu_seconds: cpuSeconds, peak_bytes: peakBytes, circuit_depth: depth, shots } = row;
    return {
      name: text(row['name']),
      call: text(row['call']),
      detail: text(row['detail']),
      state: text(row['state']) as TaskState,
      attempts: Number(row['attempts']),
      ...(typeof milliseconds === 'number' ? { milliseconds } : {}),
      ...(typeof message === 'string' ? { message } : {}),
      ...(typeof forecast === 'string' ? { forecast } : {}),
      ...(typeof reason === 'string' ? { cache: reason } : {}),
      ...(typeof cpuSeconds === 'number' ? { cpuSeconds } : {}),
      ...(typeof peakBytes === 'number' ? { peakBytes } : {}),
      ...(typeof depth === 'number' ? { depth } : {}),
      ...(typeof shots === 'number' ? { shots } : {}),
      ...(result === undefined ? {} : { result }),
    };
  }

  #json(hash: SQLOutputValue | undefined): unknown {
    const content = typeof hash === 'string' ? this.#content(hash) : undefined;
    return content === undefined ? undefined : JSON.parse(content);
  }

  #content(hash: string): string | undefined {
    const [row] = this.#all('SELECT content FROM artefacts WHERE hash = ?', hash);
    return row === undefined ? undefined : text(row['content']);
  }

  #has(runId: string): boolean {
    return this.#all('SELECT 1 FROM runs WHERE id = ?', runId).length > 0;
  }

  #run(sql: string, ...values: readonly SQLInputValue[]) {
    return this.#database.prepare(sql).run(...values);
  }

  #all(sql: string, ...values: readonly SQLInputValue[]): readonly Row[] {
    return this.#database.prepare(sql).all(...values);
  }
}

function optionsOf({ backend, shots, defaultShots }: RunRequest): StoredRun['options'] {
  return {
    ...(backend === undefined ? {} : { backend }),
    ...(shots === undefined ? {} : { shots }),
    ...(defaultShots === undefined ? {} : { defaultShots }),
  };
}

function text(value: SQLOutputValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** Results and contents stand once, beside their tasks. */
function withoutResults(event: RunEvent): RunEvent | object {
  if (event.kind === 'cache')
    return { kind: event.kind, notes: event.notes.map(({ task, isCached }) => ({ task, isCached })) };
  if (event.kind === 'result') return { kind: event.kind, task: event.task };
  return event.kind === 'finished' ? { kind: event.kind, status: event.document.status } : event;
}
