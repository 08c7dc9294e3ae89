import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, it } from 'mocha';
import type { CancellationSource } from '../server/base/index.ts';
import { outside } from '../server/outside/index.ts';
import type { RunDocument } from '../server/protocol/index.ts';
import { type Ran, machineTime, run } from '../server/workflow/run-fixture.test.ts';
import { program, qflowIn } from './qflow.ts';

/** Runs a workflow whose programs are real processes. */
async function runProgram(
  text: string,
  files: Readonly<Record<string, string>> = {},
  more: { readonly isTrusted?: boolean; readonly source?: CancellationSource } = {},
): Promise<Ran> {
  const file = program(text);
  for (const [name, content] of Object.entries(files))
    writeFileSync(path.join(path.dirname(file), name), content);
  const { isTrusted, source } = more;
  return run(
    text,
    { uri: `file://${file}`, file: 'program.qflow', ...(isTrusted === undefined ? {} : { isTrusted }) },
    { time: machineTime, outside, ...(source === undefined ? {} : { cancellation: source }) },
  );
}

function valueOf({ document }: Ran, task: string): unknown {
  const result = document.results[task];
  assert.ok(result?.kind === 'value', JSON.stringify(document.diagnostics));
  return result.value;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s*Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

async function until(holds: () => boolean): Promise<void> {
  for (let looks = 0; looks < 1200 && !holds(); looks++)
    await new Promise((resolve) => setTimeout(resolve, 50));
  assert.ok(holds(), 'it never came so far');
}

describe('programs outside of a workflow', function () {
  this.timeout(120_000);

  it('get values as JSON and give them back, in Python, JavaScript and the shell', async () => {
    const ran = await runProgram(
      `observable z = Z[0];
       circuit c(float a) { qubit q; ry(a) q; }
       workflow w {
         task start = estimate(c(0), z);
         task doubled = python("double.py", x: start.value, list: [1, 2]);
         task summed = node("sum.js", values: doubled.values);
         task counted = shell("printf %s $word | wc -c", word: "four");
         task last = estimate(c(summed.value + counted.value + doubled.table["x"]), z);
       }`,
      {
        'double.py': `import json, sys
given = json.load(sys.stdin)
print("working", file=sys.stderr)
print(json.dumps({"x": 2 * given["x"], "values": [2 * v for v in given["list"]]}))`,
        'sum.js': `const chunks = []; process.stdin.on('data', (c) => chunks.push(c)).on('end', () => {
          const { values } = JSON.parse(Buffer.concat(chunks));
          require('node:fs').writeFileSync(process.env.QFLOW_OUTPUT, JSON.stringify({ value: values.reduce((a, b) => a + b) }));
          console.log('not the answer');
        });`,
      },
    );
    assert.deepEqual(valueOf(ran, 'doubled'), { x: 2, values: [2, 4] });
    assert.deepEqual(valueOf(ran, 'summed'), { value: 6 });
    const last = ran.document.results['last'];
    assert.ok(last?.kind === 'estimate', JSON.stringify(ran.document));
    assert.ok(Math.abs(last.value - Math.cos(12)) < 1e-12, JSON.stringify(ran.document.results));
    const lines = ran.events.flatMap((event) =>
      event.kind === 'log' ? [`${event.task} ${event.stream} ${event.text}`] : [],
    );
    assert.ok(
      lines.includes('doubled error working') && lines.includes('summed out not the answer'),
      lines.join(),
    );
  });

  it('fail with what they said last, and are tried again', async () => {
    const ran = await runProgram(
      'workflow w { @retry(times: 1) task a = shell("echo no such luck >&2; exit 3"); }',
    );
    assert.match(ran.document.diagnostics[0]?.message ?? '', /ended with status 3: no such luck\.$/);
    assert.equal(ran.document.diagnostics[0]?.code, 'QF5136');
    assert.deepEqual(ran.document.timing.attempts, { a: 2 });
    const missing = await runProgram('workflow w { task a = python("missing.py"); }');
    assert.match(missing.document.diagnostics[0]?.message ?? '', /missing\.py ended with status 2/);
  });

  it('end with all their children when their time is up, and take no more memory than they may', async function () {
    if (process.platform !== 'linux') this.skip();
    const folder = path.dirname(program(''));
    const pidFile = path.join(folder, 'pid');
    const timed = await runProgram(
      `workflow w { @timeout(2s) task a = shell("sleep 300 & echo $! > ${pidFile}; wait"); }`,
    );
    assert.equal(timed.document.diagnostics[0]?.code, 'QF5122');
    const child = Number(readFileSync(pidFile, 'utf8'));
    await until(() => !isAlive(child));
    const greedy = await runProgram('workflow w { @resources(memory: 0.2) task a = python("greedy.py"); }', {
      'greedy.py':
        'import time\nkept = bytearray(10**9)\nfor i in range(0, 10**9, 4096): kept[i] = 1\ntime.sleep(60)',
    });
    assert.match(
      greedy.document.diagnostics[0]?.message ?? '',
      /greedy\.py took more than 205 MiB of memory/,
    );
  });

  it('do not run where nobody vouches for the file', async () => {
    const marker = path.join(path.dirname(program('')), 'ran');
    const ran = await runProgram(
      `workflow w { task a = shell("touch ${marker}"); }`,
      {},
      { isTrusted: false },
    );
    assert.deepEqual(
      ran.document.diagnostics.map(({ code }) => code),
      ['QF5135'],
    );
    assert.equal(existsSync(marker), false);
  });

  it('end when the command line is interrupted', async function () {
    if (process.platform !== 'linux') this.skip();
    const folder = path.dirname(program('workflow w { task a = shell("sleep 300 & echo $! > pid; wait"); }'));
    const cli = path.resolve(import.meta.dirname, '../dist/cli.js');
    const child = spawn(process.execPath, [cli, 'run', 'program.qflow'], { cwd: folder, stdio: 'ignore' });
    const pidFile = path.join(folder, 'pid');
    await until(() => existsSync(pidFile) && readFileSync(pidFile, 'utf8').trim() !== '');
    child.kill('SIGINT');
    const [status] = (await once(child, 'exit')) as [number];
    assert.equal(status, 3);
    const sleeper = Number(readFileSync(pidFile, 'utf8'));
    await until(() => !isAlive(sleeper));
  });

  it('are run anew each time unless @cache(true) says that their answer keeps, and their text has not changed', () => {
    const text = `workflow w { @cache(true) task kept = python("p.py"); task fresh = python("p.py", x: 1); }`;
    const folder = path.dirname(program(text));
    writeFileSync(path.join(folder, 'p.py'), 'import time\nprint(time.time_ns() % 10**15)');
    const values = () => {
      const { stdout } = qflowIn(folder, 'run', 'program.qflow', '--record', '--json');
      const { results } = JSON.parse(stdout) as RunDocument;
      return ['kept', 'fresh'].map((task) => JSON.stringify(results[task]));
    };
    const [first, second] = [values(), values()];
    assert.equal(first[0], second[0]);
    assert.notEqual(first[1], second[1]);
    writeFileSync(path.join(folder, 'p.py'), 'import time\nprint(time.time_ns() % 10**14)');
    assert.notEqual(values()[0], first[0]);
  });
});

describe('a server outside of a workflow', () => {
  it('is asked, gets values as JSON, and its refusal fails the task', async () => {
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        response.statusCode = request.url === '/wrong' ? 418 : 200;
        response.end(
          JSON.stringify({
            value: (JSON.parse(body || '{"x": 0}') as { x: number }).x + 1,
            how: request.method,
          }),
        );
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const ran = await runProgram(`workflow w {
        task asked = http("${address}/");
        task posted = http("${address}/", x: asked.value);
        task put = http("${address}/", x: posted.value, method: "PUT");
      }`);
      assert.deepEqual(valueOf(ran, 'posted'), { value: 2, how: 'POST' });
      assert.deepEqual(valueOf(ran, 'put'), { value: 3, how: 'PUT' });
      const wrong = await runProgram(
        `workflow w { task a = http("${address}/wrong"); task b = http("ftp://x"); }`,
      );
      assert.match(wrong.document.diagnostics[0]?.message ?? '', /answered with status 418/);
      assert.equal(wrong.document.diagnostics[1]?.code, 'QF5101');
    } finally {
      server.close();
    }
    const gone = await runProgram(`workflow w { task a = http("${address}/"); }`);
    assert.match(gone.document.diagnostics[0]?.message ?? '', /gave no answer: [A-Z_]+\./);
  });
});
