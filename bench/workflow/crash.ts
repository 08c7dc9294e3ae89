/**
 * Kills the runner at random instants of a workflow of 50 tasks and resumes it:
 * `npm run build && node bench/workflow/crash.ts [KILLS] [SEED] [FILE]`. With a file it goes on where it was stopped: each kill is
 * a line there, and a part of a thousand can be made at a time.
 *
 * After each kill the database has to be whole, and the resumed run has to take every task that had finished from the
 * record and to end with the answer of a run that nobody killed. The first run that does not ends the bench.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Random } from '../../server/base/index.ts';
import type { RunDocument } from '../../server/protocol/index.ts';
import { milliseconds, printTable, quantile } from '../table.ts';

const cli = path.resolve(import.meta.dirname, '../../dist/cli.js');
const [kills = '100', seed = '1', log] = process.argv.slice(2);

/** What was found at a kill: how many tasks had finished; nothing where the record had not begun. */
interface Kill {
  readonly finished?: number;
}

const known: readonly Kill[] =
  log === undefined || !existsSync(log)
    ? []
    : readFileSync(log, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Kill);
// Each part has instants of its own.
const random = new Random(Number(seed) + 1_000_003 * known.length);

/** Two chains that cross, with rounds that fan out and come together: 50 tasks that run circuits. */
const workflow = `
observable z = Z[0] * Z[1] + 0.5 * X[2];
circuit turned(float a) { qubit[10] q; for int i in [0:9] { ry(a + 0.1 * i) q[i]; } for int i in [0:8] { cx q[i], q[i + 1]; } }
circuit read(float a) { qubit[6] q; for int i in [0:5] { ry(a) q[i]; } bit[6] c = measure q; }
workflow w {
  task first = estimate(turned(0.1), z);
  for int i in [1:20] { task fan = estimate(turned(first.value + 0.05 * i), z, shots: 200); }
  task middle = estimate(turned(mean(fan.value)), z);
  for int i in [1:20] { task counted = sample(read(middle.value + 0.05 * i), shots: 300); }
  task slope = gradient(turned(counted[3].probabilities["000000"]), z);
  task best = minimize(turned, z, max_iterations: 3);
  for int i in [1:5] { task check = estimate(turned(best.parameters[0] + slope.value * 0.1 * i), z); }
  task last = estimate(turned(mean(check.value)), z);
}
`;

const options = ['run', 'w.qflow', '--workflow', 'w', '--seed', '7', '--record', '--json'];

function folderOfRun(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'qflow-crash-'));
  writeFileSync(path.join(folder, 'w.qflow'), workflow);
  return folder;
}

function runWhole(folder: string, ...args: readonly string[]): RunDocument {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout) as RunDocument;
}

/** The names of the tasks of the latest run that completed; nothing where no run was recorded, `whole` where the run is over. */
function finishedIn(folder: string): readonly string[] | 'whole' | undefined {
  const file = path.join(folder, '.qflow/runs.sqlite');
  if (!existsSync(file)) return undefined;
  // Opened for writing, so that what the killed process had begun is rolled back, as the next run would.
  const database = new DatabaseSync(file);
  try {
    assert.equal(database.prepare('PRAGMA integrity_check').get()?.['integrity_check'], 'ok');
    if (database.prepare(`SELECT 1 FROM sqlite_master WHERE name = 'runs'`).get() === undefined)
      return undefined;
    const run = database.prepare('SELECT id, status FROM runs ORDER BY rowid DESC LIMIT 1').get();
    if (run === undefined) return undefined;
    if (run['status'] === 'completed') return 'whole';
    const rows = database
      .prepare(`SELECT name FROM tasks WHERE run_id = ? AND state = 'completed'`)
      .all(run['id'] ?? null);
    return rows.map((row) => String(row['name']));
  } finally {
    database.close();
  }
}

/** The tasks that the latest run took from an earlier one. */
function takenIn(folder: string): ReadonlySet<string> {
  const database = new DatabaseSync(path.join(folder, '.qflow/runs.sqlite'), { readOnly: true });
  const rows = database
    .prepare(
      `SELECT name FROM tasks WHERE forecast = 'finished in an earlier run'
       AND run_id = (SELECT id FROM runs ORDER BY rowid DESC LIMIT 1)`,
    )
    .all();
  database.close();
  return new Set(rows.map((row) => String(row['name'])));
}

async function killAt(child: ChildProcess, instant: number): Promise<boolean> {
  const timer = setTimeout(() => child.kill('SIGKILL'), instant);
  const [, signal] = (await once(child, 'exit')) as [number | null, string | null];
  clearTimeout(timer);
  return signal === 'SIGKILL';
}

const reference = folderOfRun();
const started = performance.now();
const { results } = runWhole(reference, ...options);
const whole = performance.now() - started;
rmSync(reference, { recursive: true });

const found: Kill[] = [...known];
let over = 0;
while (found.length < Number(kills)) {
  const folder = folderOfRun();
  const child = spawn(process.execPath, [cli, ...options], { cwd: folder, stdio: 'ignore' });
  if (!(await killAt(child, random.next() * whole * 1.2))) {
    over++;
    rmSync(folder, { recursive: true });
    continue;
  }
  const finished = finishedIn(folder);
  // The process was on its way out.
  if (finished === 'whole') {
    over++;
    rmSync(folder, { recursive: true });
    continue;
  }
  const document =
    finished === undefined ? runWhole(folder, ...options) : runWhole(folder, 'resume', '--json');
  assert.deepEqual(document.results, results, `another answer in ${folder}`);
  const taken = finished === undefined ? new Set() : takenIn(folder);
  for (const task of finished ?? []) assert.ok(taken.has(task), `${task} was run again in ${folder}`);
  rmSync(folder, { recursive: true });
  const kill: Kill = finished === undefined ? {} : { finished: finished.length };
  found.push(kill);
  if (log !== undefined) appendFileSync(log, `${JSON.stringify(kill)}\n`);
  if (found.length % 50 === 0) console.error(`${found.length} kills`);
}

const counts = found.flatMap(({ finished }) => finished ?? []);
printTable(
  [
    'kills',
    'before the record began',
    'tasks finished at a kill (median, most)',
    'lost',
    'run again',
    'other answers',
  ],
  [
    [
      String(found.length),
      String(found.length - counts.length),
      `${quantile(counts, 0.5)}, ${Math.max(...counts)}`,
      '0',
      '0',
      '0',
    ],
  ],
);
console.log(`One whole run takes ${milliseconds(whole)}; ${over} runs ended before their instant.`);
