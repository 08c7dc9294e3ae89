/**
 * What scheduling costs: 10,000 tasks that do nothing, in a graph of 100 layers in which each task needs up to three of
 * the layer before, beside Dask and Prefect on the same graph:
 * `node bench/workflow/scheduler.ts [PYTHON]`, where PYTHON has dask, distributed or prefect; those that it lacks are left out.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CancellationSource, Random } from '../../server/base/index.ts';
import { localSimulator } from '../../server/simulator/index.ts';
import { executeRun, waitFor } from '../../server/workflow/index.ts';
import { Schedule } from '../../server/workflow/scheduler.ts';
import { median, printTable, times } from '../table.ts';

const layers = 100;
const width = 100;
const count = layers * width;
const random = new Random(1);

/** What each task needs, by number; tasks of the first layer need nothing. */
const graph: readonly (readonly number[])[] = Array.from({ length: count }, (_, task) =>
  task < width
    ? []
    : [
        ...new Set(
          [0, 1, 2].map(() => (Math.floor(task / width) - 1) * width + Math.floor(random.next() * width)),
        ),
      ],
);

interface Row {
  readonly name: string;
  /** Milliseconds of the whole graph. */
  readonly total: number;
  /** Bytes beyond those of the process before. */
  readonly memory?: number;
}

function schedule(): void {
  const needs = new Map(graph.map((needed, task) => [`t${task}`, needed.map((need) => `t${need}`)]));
  const plan = new Schedule(needs, () => ({ priority: 0, cpu: 1, cost: 0 }), 8);
  for (let started = plan.start(); started.length > 0; started = plan.start())
    for (const task of started) plan.ended(task, 'completed');
}

function program(): string {
  const tasks = graph.map((needed, task) => {
    const sum = needed.length === 0 ? '1' : needed.map((need) => `t${need}`).join(' + ');
    return `  task t${task} = (${sum}) / 3;`;
  });
  return `workflow w {\n${tasks.join('\n')}\n}\n`;
}

/** A whole run: read, checked, unfolded, scheduled, every task evaluated, every event told. */
async function run(text: string): Promise<number> {
  let first: number | undefined;
  const document = await executeRun(
    { runId: 'r', uri: 'file:///w.qflow', file: 'w.qflow', text, seed: 1 },
    {
      simulator: localSimulator(),
      read: () => Promise.resolve(undefined),
      library: 'file:///std/',
      now: () => performance.now(),
      wait: waitFor,
      places: 8,
      date: () => new Date().toISOString(),
      freshSeed: () => 1,
      emit: (event) => {
        if (event.kind === 'started') first = performance.now();
      },
      cancellation: new CancellationSource().token,
    },
  );
  if (document.status !== 'completed') throw new Error(JSON.stringify(document.diagnostics[0]));
  return performance.now() - (first ?? NaN);
}

const peers = `
import json, os, sys, time
try:
    import resource
except ImportError:
    resource = None
graph = json.load(open(sys.argv[1]))
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 if resource else 0
def work(*needed): return 1
def report(name, total, before): print(json.dumps({"name": name, "total": 1000 * total, "memory": peak() - before}), flush=True)
try:
    import dask
    from dask.threaded import get
    before = peak()
    tasks = {f"t{i}": (work, *[f"t{n}" for n in needed]) for i, needed in enumerate(graph)}
    start = time.perf_counter()
    get(tasks, [f"t{i}" for i in range(len(graph))], num_workers=8)
    report(f"dask {dask.__version__} (threads)", time.perf_counter() - start, before)
except ImportError: pass
try:
    os.environ.update(
        PREFECT_LOGGING_LEVEL="CRITICAL", PREFECT_SERVER_ANALYTICS_ENABLED="false", DO_NOT_TRACK="1",
        PREFECT_HOME=sys.argv[2], PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS="200",
    )
    import prefect
    from prefect import flow, task
    # Two layers: its time by task stays the same, and the whole graph would take minutes.
    part = graph[:200]
    @task
    def step(*needed): return 1
    @flow
    def whole(tasks):
        done = []
        for needed in tasks: done.append(step.submit(*[done[n] for n in needed]))
        for future in done: future.result()
    # Its server starts with the first flow, and is another process.
    whole(part[:1])
    before = peak()
    start = time.perf_counter()
    whole(part)
    report(f"prefect {prefect.__version__} ({len(part)} tasks, scaled)", (time.perf_counter() - start) * len(graph) / len(part), before)
except ImportError: pass
`;

function peerRows(python: string | undefined): readonly Row[] {
  if (python === undefined) return [];
  const folder = mkdtempSync(path.join(tmpdir(), 'qflow-scheduler-'));
  writeFileSync(path.join(folder, 'graph.json'), JSON.stringify(graph));
  writeFileSync(path.join(folder, 'peers.py'), peers);
  const { stdout, stderr } = spawnSync(
    python,
    [path.join(folder, 'peers.py'), path.join(folder, 'graph.json'), path.join(folder, 'prefect')],
    {
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    },
  );
  const rows = stdout.split('\n').filter((line) => line.startsWith('{'));
  if (rows.length < 2) console.error(`a peer is missing: ${stderr.slice(-500)}`);
  return rows.map((line) => JSON.parse(line) as Row);
}

function mebibytes(bytes: number | undefined): string {
  return bytes === undefined ? '–' : `${Math.round(bytes / 2 ** 20)} MiB`;
}

const bare = median(await times(9, schedule));
const before = process.memoryUsage().rss;
const text = program();
const totals = [await run(text), await run(text), await run(text)];
const memory = process.resourceUsage().maxRSS * 1024 - before;
const ours: readonly Row[] = [
  { name: 'qflow, the schedule alone', total: bare },
  { name: 'qflow, a whole run with its events', total: median(totals), memory },
];
printTable(
  [`${count.toLocaleString('en')} tasks`, 'total', 'per task', 'memory'],
  [...ours, ...peerRows(process.argv[2])].map(({ name, total, memory: taken }) => [
    name,
    `${total.toFixed(0)} ms`,
    `${(total / count).toFixed(4)} ms`,
    mebibytes(taken),
  ]),
);
