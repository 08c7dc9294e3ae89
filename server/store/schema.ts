/**
 * The tables of the run store, one migration after the other; the database's `user_version` counts those it has had.
 * A migration once released never changes.
 *
 * `workflows`, `schedules` and `performance_metrics` show the same facts to tools that expect those tables.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE artefacts (
    hash TEXT PRIMARY KEY,
    media TEXT NOT NULL,
    content TEXT NOT NULL
  ) STRICT;
  CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    file TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    source_hash TEXT NOT NULL REFERENCES artefacts(hash),
    inputs TEXT NOT NULL,
    options TEXT NOT NULL,
    version TEXT NOT NULL,
    process INTEGER NOT NULL,
    backend TEXT NOT NULL,
    method TEXT NOT NULL DEFAULT '',
    seed INTEGER NOT NULL,
    shots INTEGER NOT NULL,
    status TEXT NOT NULL,
    started TEXT NOT NULL,
    finished TEXT,
    total_milliseconds REAL,
    document_hash TEXT REFERENCES artefacts(hash)
  ) STRICT;
  CREATE INDEX runs_by_start ON runs(started);
  CREATE INDEX runs_by_status ON runs(status);
  CREATE TABLE tasks (
    run_id TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    call TEXT NOT NULL,
    detail TEXT NOT NULL,
    state TEXT NOT NULL,
    changed TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    milliseconds REAL,
    message TEXT,
    forecast TEXT,
    memory_bytes INTEGER,
    result_hash TEXT REFERENCES artefacts(hash),
    PRIMARY KEY (run_id, name)
  ) STRICT;
  CREATE TABLE dependencies (
    run_id TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    task TEXT NOT NULL,
    needs TEXT NOT NULL,
    PRIMARY KEY (run_id, task, needs)
  ) STRICT;
  CREATE TABLE events (
    run_id TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    event TEXT NOT NULL,
    PRIMARY KEY (run_id, number)
  ) STRICT;
  CREATE VIEW workflows AS
    SELECT id, name,
      (SELECT json_group_array(json_object('id', tasks.name, 'type', CASE call WHEN 'value' THEN 'classical' WHEN 'assert' THEN 'classical' ELSE 'quantum' END, 'status', state))
         FROM tasks WHERE run_id = runs.id) AS tasks,
      status, started AS created_at, started AS started_at, finished AS completed_at,
      json_object('file', file, 'seed', seed, 'version', version) AS metadata
    FROM runs;
  CREATE VIEW schedules AS
    SELECT run_id AS workflow_id, tasks.name AS task_id, backend, position AS priority, state AS status
    FROM tasks JOIN runs ON runs.id = run_id;
  CREATE VIEW performance_metrics AS
    SELECT tasks.rowid AS id, run_id AS workflow_id, tasks.name AS task_id, milliseconds / 1000.0 AS runtime,
      NULL AS circuit_depth, shots, changed AS timestamp, memory_bytes AS memory_usage, NULL AS cpu_usage
    FROM tasks JOIN runs ON runs.id = run_id WHERE milliseconds IS NOT NULL;
  `,
  // What decides the result of a task, what it took, and what a run may be told while it goes on.
  `
  ALTER TABLE tasks ADD COLUMN content_key TEXT;
  ALTER TABLE tasks ADD COLUMN parts TEXT;
  ALTER TABLE tasks ADD COLUMN cache_reason TEXT;
  ALTER TABLE tasks ADD COLUMN is_cached INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE tasks ADD COLUMN shots INTEGER;
  ALTER TABLE tasks ADD COLUMN circuit_depth INTEGER;
  ALTER TABLE tasks ADD COLUMN cost REAL;
  ALTER TABLE tasks ADD COLUMN cpu_seconds REAL;
  ALTER TABLE tasks ADD COLUMN peak_bytes INTEGER;
  CREATE INDEX tasks_by_content ON tasks(content_key) WHERE content_key IS NOT NULL;
  CREATE TABLE checkpoints (
    run_id TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    task TEXT NOT NULL,
    number INTEGER NOT NULL,
    answers TEXT NOT NULL,
    PRIMARY KEY (run_id, task, number)
  ) STRICT;
  CREATE TABLE commands (
    number INTEGER PRIMARY KEY,
    run_id TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    command TEXT NOT NULL
  ) STRICT;
  DROP VIEW performance_metrics;
  CREATE VIEW performance_metrics AS
    SELECT tasks.rowid AS id, run_id AS workflow_id, tasks.name AS task_id, milliseconds / 1000.0 AS runtime,
      circuit_depth, coalesce(tasks.shots, runs.shots) AS shots, changed AS timestamp,
      coalesce(peak_bytes, memory_bytes) AS memory_usage,
      CASE WHEN milliseconds > 0 THEN 100000.0 * cpu_seconds / milliseconds END AS cpu_usage
    FROM tasks JOIN runs ON runs.id = run_id WHERE milliseconds IS NOT NULL;
  `,
  // When workflows run at set times. The view `schedules` is another matter: the tasks of runs in the order of their plan.
  `
  CREATE TABLE set_times (
    file TEXT NOT NULL,
    workflow TEXT NOT NULL,
    times TEXT NOT NULL,
    zone TEXT NOT NULL,
    since TEXT NOT NULL,
    last_run TEXT,
    run_id TEXT,
    PRIMARY KEY (file, workflow)
  ) STRICT;
  `,
];
