import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, before, describe, it } from 'mocha';
import { outside } from '../server/outside/index.ts';
import type { Result, RunDocument, RunEvent, RunRequest } from '../server/protocol/index.ts';
import { TableFolder, lookAtFile } from '../server/tables/index.ts';
import { type Ran, TestMemory, machineTime, run } from '../server/workflow/run-fixture.test.ts';

const program = new URL('../server/tables/query/query-process.node.ts', import.meta.url);

describe('tables in workflows', function () {
  this.timeout(300_000);
  let folder = '';
  let tables: TableFolder;
  const memory = new TestMemory();

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'qflow-test-'));
    tables = await TableFolder.open(path.join(folder, 'tables'), program);
    writeFileSync(path.join(folder, 'scan.csv'), 'angle,label,n\n0.5,a,1\n1.5,b,2\n2.5,a,\n');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function runSteps(steps: string, request: Partial<RunRequest> = {}): Promise<Ran> {
    const text = `observable z = Z[0]; circuit c(float a) { qubit q; ry(a) q; } workflow w { ${steps} }`;
    const uri = pathToFileURL(path.join(folder, 'main.qflow')).href;
    const world = { time: machineTime, outside, tables, look: lookAtFile, memory, onEvent: memory.take };
    return run(text, { uri, ...request }, world);
  }

  function resultOf(document: RunDocument, task: string): Result {
    const result = document.results[task];
    assert.ok(result !== undefined, JSON.stringify(document.diagnostics));
    return result;
  }

  it('go from circuits to files and back', async () => {
    const { document } = await runSteps(`
      for float a in [0.0, pi / 2, pi] { task curve = estimate(c(a), z); }
      task scan = table(angle: [0.0, pi / 2, pi], energy: curve.value);
      task saved = write(scan, to: parquet("out/scan.parquet"));
      @after(saved)
      task back = read(parquet("out/scan.parquet"), columns: "angle float, energy float");
      task least = sql("SELECT angle FROM back ORDER BY energy LIMIT 1", back: back);
      task again = estimate(c(least.angle[0]), z);
      assert close(again.value, -1) && len(back) == 3;
      task facts = summarize(back);
      task means = facts.mean;`);
    assert.equal(document.status, 'completed', JSON.stringify(document.diagnostics));
    const means = resultOf(document, 'means');
    assert.ok(means.kind === 'value' && Array.isArray(means.value));
    assert.ok(
      Math.abs(Number(means.value[0]) - Math.PI / 2) < 1e-12 && Math.abs(Number(means.value[1])) < 1e-12,
    );
  });

  it('go through programs as files, and come back', async () => {
    writeFileSync(
      path.join(folder, 'double.py'),
      `import csv, json, os, sys
given = json.load(sys.stdin)["scan"]
assert [c["type"] for c in given["columns"]] == ["float", "string", "int"], given
rows = list(csv.DictReader(open(given["file"])))
with open(os.environ["QFLOW_TABLE"] + ".jsonl", "w") as out:
    for row in rows: out.write(json.dumps({"angle": 2 * float(row["angle"]), "label": row["label"]}) + "\\n")
print(len(rows))`,
    );
    writeFileSync(
      path.join(folder, 'records.js'),
      `console.log(JSON.stringify({ data: [{ x: 1, s: 'a' }, { x: 2.5 }] }))`,
    );
    const { document } = await runSteps(`
      task scan = read(csv("scan.csv"));
      task doubled = python("double.py", scan: scan, tables: "csv", columns: "angle float, label string");
      task same = sql("SELECT d.angle / s.angle AS ratio FROM d JOIN s ON d.angle = 2 * s.angle", d: doubled.data, s: scan);
      assert min(same.ratio) == 2 && max(same.ratio) == 2 && doubled.value == 3;
      task made = node("records.js");
      task lines = shell("wc -l < $scan", scan: scan);
      assert lines.value == 3 && made.data.x[1] == 2.5;`);
    assert.equal(document.status, 'completed', JSON.stringify(document.diagnostics));
  });

  it('are read again only when their file has changed, and remembered while their rows are there', async () => {
    const steps = 'task scan = read(csv("scan.csv")); task few = sql("SELECT n FROM scan", scan: scan);';
    const cachedIn = ({ events }: { readonly events: readonly RunEvent[] }) =>
      events
        .flatMap((event) => (event.kind === 'cache' ? event.notes : []))
        .flatMap(({ task, isCached, key }) => (key !== undefined && isCached ? [task] : []));
    await runSteps(steps);
    assert.deepEqual(cachedIn(await runSteps(steps)), ['scan', 'few']);
    tables.keepOnly(new Set());
    const afresh = await runSteps(steps);
    assert.deepEqual([cachedIn(afresh), afresh.document.status], [[], 'completed']);
    const csv = path.join(folder, 'scan.csv');
    writeFileSync(csv, `${readFileSync(csv, 'utf8')}3.5,c,4\n`);
    const changed = await runSteps(steps);
    assert.deepEqual(cachedIn(changed), []);
    const few = resultOf(changed.document, 'few');
    assert.ok(few.kind === 'table' && few.rows === 4);
  });

  it('say what is wrong at its place, and write nothing for those whom nobody trusts', async () => {
    const faults = async (steps: string, request: Partial<RunRequest> = {}) => {
      const { document } = await runSteps(steps, request);
      return document.diagnostics
        .filter(({ severity }) => severity === 'error')
        .map(({ code, column, endColumn, message }) => `${code} ${endColumn - column} ${message}`);
    };
    const read = 'task scan = read(csv("scan.csv"));';
    assert.deepEqual(await faults(`${read} task q = sql("SELECT angel FROM scan", scan: scan);`), [
      'QF6008 5 sql: no such column: angel.',
    ]);
    assert.deepEqual(await faults(`${read} task q = mean(scan.n);`), [
      'QF6008 1 column n: the cell of n in row 3 is empty; sql leaves such rows out.',
    ]);
    assert.deepEqual(await faults('task t = table(a: [1, 2], b: [1.5]);'), [
      'QF5101 5 This has no value in this run: the list b has 1 elements, and a has 2.',
    ]);
    assert.deepEqual(await faults('task n = read(csv("none.csv"));'), [
      'QF6008 10 read of "none.csv": there is no such file.',
    ]);
    const write = `${read} task w = write(scan, to: csv("never.csv"));`;
    assert.deepEqual(await faults(write, { isTrusted: false }), [
      'QF5135 33 write reaches out of the workflow, and this run may not.',
    ]);
    assert.ok(!existsSync(path.join(folder, 'never.csv')));
  });
});
