import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'mocha';
import type { PlanDocument, RunDocument } from '../server/protocol/index.ts';
import type { StoredRunDetails } from '../server/store/index.ts';
import { program, qflow, qflowIn, runJson } from './qflow.ts';

const bell = 'samples/01-bell.qflow';

describe('the command line', () => {
  it('prints its version and its usage', () => {
    assert.match(qflow('version').stdout, /^qflow \d+\.\d+\.\d+\n$/);
    assert.equal(qflow('help').status, 0);
  });

  it('begins a program that is clean, laid out, tested and runs, and writes over none', () => {
    const folder = path.dirname(program(''));
    const inside = (...args: readonly string[]) => qflowIn(folder, ...args);
    assert.equal(inside('create', 'first.qflow').stdout, 'first.qflow\n');
    assert.equal(inside('check', 'first.qflow').stdout, '1 file, 0 errors, 0 warnings\n');
    assert.equal(inside('fmt', '--check', 'first.qflow').status, 0);
    assert.equal(inside('test', 'first.qflow').status, 0);
    assert.match(inside('run-workflow', 'first.qflow', '--no-record').stdout, /there\n/);
    assert.match(inside('create', 'first.qflow').stderr, /already/);
    assert.match(inside('create', 'first.txt').stderr, /ends with \.qflow/);
  });

  it('records runs where that is asked for, and tells what differs', () => {
    const folder = path.dirname(program('circuit c { qubit q; h q; bit b = measure q; }'));
    const inside = (...args: readonly string[]) => qflowIn(folder, ...args);
    assert.equal(inside('runs').status, 1);
    inside('run', 'program.qflow', '--shots', '100', '--seed', '1');
    assert.equal(inside('runs').status, 1);
    assert.equal(inside('run', 'program.qflow', '--shots', '100', '--seed', '1', '--record').status, 0);
    assert.equal(inside('run', 'program.qflow', '--shots', '100', '--seed', '2').status, 0);
    inside('run', 'program.qflow', '--seed', '3', '--no-record');
    const { runs } = JSON.parse(inside('runs', 'list', '--json').stdout) as {
      runs: { seed: number; status: string }[];
    };
    assert.deepEqual(
      runs.map(({ seed, status }) => [seed, status]),
      [
        [2, 'completed'],
        [1, 'completed'],
      ],
    );
    assert.match(inside('runs', 'show', 'last').stdout, /c {2}completed/);
    assert.match(inside('runs', 'diff', 'last~1').stdout, /seed: 1 → 2\n.*distance 0\.\d+, p = /);
    const unknown = inside('runs', 'show', 'zz');
    assert.deepEqual(
      [unknown.status, unknown.stderr],
      [2, 'No run, or more than one, has an id that starts with `zz`.\n'],
    );
    assert.match(inside('runs', 'gc', '--older-than', '0').stdout, /^2 runs/);
  });

  it('resumes a run that failed: what had finished is not run again, the rest is', () => {
    const text = `circuit c { qubit q; h q; bit b = measure q; }
      circuit broken { qubit q; bit b; while (b == 0) { b = measure q; } }
      workflow w { task first = sample(c, shots: 1000); task second = sample(broken, shots: 1); task third = first.counts["0"] + 1; }`;
    const folder = path.dirname(program(text));
    const failed = qflowIn(folder, 'run', 'program.qflow', '--record', '--json');
    assert.equal(failed.status, 1);
    const { results, seed } = JSON.parse(failed.stdout) as RunDocument;
    const resumed = qflowIn(folder, 'resume', '--json');
    const again = JSON.parse(resumed.stdout) as RunDocument;
    assert.deepEqual([again.status, again.seed], ['failed', seed]);
    assert.deepEqual(again.results, results);
    const { run } = JSON.parse(qflowIn(folder, 'runs', 'show', 'last', '--json').stdout) as {
      run: StoredRunDetails;
    };
    assert.deepEqual(
      run.tasks.map(({ name, forecast }) => [name, forecast === 'finished in an earlier run']),
      [
        ['first', true],
        ['second', false],
        ['third', false],
      ],
    );
    assert.equal(qflowIn(path.dirname(program('circuit c { qubit q; }')), 'resume').status, 1);
  });

  it('plans a run, and answers from the record what did not change, with the reasons', () => {
    const text = `input float t = 0.3;
      observable z = Z[0];
      circuit c(float a) { qubit q; ry(a) q; }
      workflow w { task first = estimate(c(t), z); task second = estimate(c(first.value), z); }`;
    const folder = path.dirname(program(text));
    const inside = (...args: readonly string[]) => qflowIn(folder, ...args);
    const planned = inside('plan', 'program.qflow').stdout;
    assert.match(planned, /wave 1\n.*first +estimate · 1 qubit.*\nwave 2\n.*second .*waits for a result/);
    assert.match(planned, /2 tasks, 0 cached · critical path first.* · cost \$0\.00/);
    inside('run', 'program.qflow', '--record');
    const { tasks } = JSON.parse(inside('plan', 'program.qflow', '--json').stdout) as PlanDocument;
    assert.deepEqual(
      tasks.map(({ isCached }) => isCached),
      [true, true],
    );
    assert.match(tasks[0]?.reason ?? '', /^cached: from run [0-9a-f]{8} of \d{4}-/);
    inside('run', 'program.qflow', '--set', 't=0.4');
    assert.match(inside('runs', 'show', 'last').stdout, /first .* runs: input t 0\.3 → 0\.4\n/);
    inside('run', 'program.qflow', '--no-cache');
    assert.match(inside('runs', 'show', 'last').stdout, /second .* runs: earlier results are not used\n/);
    const broken = program('workflow w { task a = sample(nothing); }');
    assert.equal(qflow('plan', broken).status, 1);
  });

  it('runs at set times only where the workflow says which', () => {
    const { status, stderr } = qflow('run', program('workflow w { task a = 1; }'), '--scheduled');
    assert.equal(status, 2);
    assert.match(stderr, /has @schedule/);
  });

  it('tells of set times, runs what became due once, and says what was missed', () => {
    const file = program('@schedule("0 3 * * *", zone: "UTC") workflow w { task a = 1; }');
    const folder = path.dirname(file);
    const inside = (...args: readonly string[]) => qflowIn(folder, ...args);
    const listed = inside('schedule', 'list').stdout;
    assert.match(listed, /^program\.qflow · w · "0 3 \* \* \*" · next \d{4}-\d\d-\d\d 03:00 UTC\n$/);
    const nothing = inside('schedule', 'run', '--due');
    assert.deepEqual([nothing.status, nothing.stdout, nothing.stderr], [0, '', '']);
    const store = new DatabaseSync(path.join(folder, '.qflow', 'runs.sqlite'));
    const since = new Date(Date.now() - 3 * 86_400_000).toISOString();
    store.prepare('UPDATE set_times SET since = ?').run(since);
    store.close();
    assert.match(inside('schedule').stdout, / · 3 missed\n$/);
    const due = inside('schedule', 'run', '--due', 'program.qflow');
    assert.equal(due.status, 0, due.stderr);
    assert.match(due.stderr, /^w: 3 times were missed, the last .* 03:00 UTC\. It runs once for all\.$/m);
    assert.match(inside('runs').stdout, /completed +program\.qflow · w/);
    const { schedules } = JSON.parse(inside('schedule', 'list', '--json').stdout) as {
      schedules: readonly { last?: string; run?: string; missed: number }[];
    };
    assert.deepEqual(
      schedules.map(({ last, run, missed }) => [last?.slice(11), run?.length, missed]),
      [['03:00:00.000Z', 36, 0]],
    );
    assert.equal(qflowIn(path.dirname(program('circuit c { qubit q; }')), 'schedule').status, 2);
  });

  it('lists the devices, as a table and as data', () => {
    const { stdout } = qflow('devices');
    assert.match(stdout, /^device +qubits/);
    assert.match(stdout, /^ibm_fez +156 +176 pairs +rz-sx +cz, rzz +0\.38 %/m);
    const { schema, devices } = JSON.parse(qflow('devices', '--format', 'json').stdout) as {
      schema: string;
      devices: readonly { name: string }[];
    };
    assert.equal(schema, 'qflow.devices/1');
    assert.ok(devices.some(({ name }) => name === 'quantinuum_helios'));
  });

  it('answers wrong usage with status 2, the reason and the usage', () => {
    const wrong: readonly (readonly string[])[] = [
      [],
      ['dance'],
      ['run'],
      ['run', bell, '--shots', 'many'],
      ['run', bell, '--circuit', 'a', '--workflow', 'b'],
      ['run', bell, '--set', 'x'],
      ['run', bell, '--wrong'],
      ['check', bell, '--format', 'xml'],
      ['check', bell, '--target', 'nowhere'],
      ['lsp'],
      ['devices', 'ibm_fez'],
    ];
    for (const args of wrong) {
      const { status, stderr, stdout } = qflow(...args);
      assert.equal(status, 2, args.join(' '));
      assert.match(stderr, /qflow run FILE/);
      assert.equal(stdout, '');
    }
  });

  it('prints one document for run --json, with the documented fields', () => {
    const document = runJson(bell, '--shots', '100', '--seed', '5');
    assert.deepEqual(Object.keys(document), [
      'schema',
      'file',
      'name',
      'backend',
      'method',
      'seed',
      'shots',
      'status',
      'results',
      'timing',
      'diagnostics',
    ]);
    assert.equal(document.schema, 'qflow.run/1');
    assert.equal(document.name, 'bell');
    assert.equal(document.seed, 5);
    const result = document.results['bell'];
    assert.ok(result?.kind === 'samples' && result.counts !== undefined);
    assert.deepEqual(Object.keys(result.counts).toSorted(), ['00', '11']);
    assert.equal((result.counts['00'] ?? 0) + (result.counts['11'] ?? 0), 100);
    assert.deepEqual(runJson(bell, '--shots', '100', '--seed', '5').results, document.results);
    assert.notDeepEqual(runJson(bell, '--shots', '100', '--seed', '6').results, document.results);
  });

  it('gives exact runs probabilities only', () => {
    const result = runJson(bell, '--shots', '0').results['bell'];
    assert.ok(result?.kind === 'samples');
    assert.equal(result.counts, undefined);
    assert.ok(Math.abs((result.probabilities['00'] ?? 0) - 0.5) < 1e-12);
  });

  it('takes values for the parameters of a circuit', () => {
    const file = program('circuit tilt(float angle) { qubit q; ry(angle) q; bit b = measure q; }');
    const result = runJson(file, '--set', 'angle=pi').results['tilt'];
    assert.ok(result?.kind === 'samples');
    assert.ok(Math.abs((result.probabilities['1'] ?? 0) - 1) < 1e-12);
  });

  it('separates registers by a space, the last declared at the left', () => {
    const file = program(
      'circuit c { qubit[3] q; x q[0]; bit[2] first = measure q[0:1]; bit second = measure q[2]; }',
    );
    const result = runJson(file, '--shots', '10').results['c'];
    assert.ok(result?.kind === 'samples');
    assert.deepEqual(result.counts, { '0 01': 10 });
  });

  it('says file:line:column, code and way out for an error, with status 1', () => {
    const file = program('circuit c {\n  qubit[2] q;\n  cx q[0], q[0];\n}\n');
    const { status, stdout } = qflow('check', file);
    assert.equal(status, 1);
    assert.match(stdout, /program\.qflow:3:\d+: error QF\d{4}: .+\n {2}.+\n/);
    const run = qflow('run', file);
    assert.equal(run.status, 1);
    assert.equal(run.stdout, '');
    assert.match(run.stderr, /QF\d{4}/);
    assert.equal(runJson(file).status, 'failed');
  });

  it('prints SARIF that names each rule once', () => {
    const file = program('circuit c { qubit[2] q; h q[5]; h q[6]; }');
    const log = JSON.parse(qflow('check', file, '--format', 'sarif').stdout);
    const [run] = log.runs;
    assert.equal(log.version, '2.1.0');
    assert.equal(run.results.length, 2);
    assert.equal(run.tool.driver.rules.length, 1);
    assert.equal(run.results[0].ruleId, run.tool.driver.rules[0].id);
  });

  it('formats in place, and with --check only says which files would change', () => {
    const file = program('circuit  c{\nqubit q;\n  h   q;}\n');
    assert.equal(qflow('fmt', '--check', file).status, 1);
    assert.equal(qflow('fmt', file).status, 0);
    assert.equal(qflow('fmt', '--check', file).status, 0);
    assert.equal(readFileSync(file, 'utf8'), 'circuit c {\n  qubit q;\n  h q;\n}\n');
    const broken = program('circuit c { qubit q; h q }');
    const before = readFileSync(broken, 'utf8');
    assert.equal(qflow('fmt', broken).status, 1);
    assert.equal(readFileSync(broken, 'utf8'), before);
  });

  it('draws as text and as SVG', () => {
    assert.match(qflow('draw', bell).stdout, /H/);
    assert.match(qflow('draw', bell, '--format', 'svg').stdout, /^<svg /);
    assert.equal(qflow('draw', bell, '--circuit', 'nothing').status, 1);
  });

  it('ends a run that is interrupted with status 3 and a cancelled document', async () => {
    const file = program(`circuit c {
      qubit[24] q;
      for int k in [0:2000] { ry(0.1) q; for int i in [0:22] { cx q[i], q[i + 1]; } }
      bit[24] b = measure q;
    }`);
    const child = spawn(process.execPath, ['dist/cli.js', 'run', file, '--json', '--shots', '10'], {
      cwd: new URL('..', import.meta.url),
    });
    let stdout = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    const closed = once(child, 'close');
    await computes(child.pid ?? 0);
    child.kill('SIGINT');
    const [status] = await closed;
    assert.equal(status, 3);
    assert.equal(JSON.parse(stdout).status, 'cancelled');
  });
});

/** Settles when a process has long done what it does before a simulation, as Linux tells; elsewhere after a while. */
async function computes(pid: number): Promise<void> {
  for (let waits = 0; waits < 600; waits++) {
    await pause(100);
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
    // Processor time in hundredths of a second, of the process and for it.
    const [used = 0, system = 0] = stat?.split(' ').slice(13, 15).map(Number) ?? [];
    if (stat === undefined ? waits > 50 : used + system > 150) return;
  }
}

/** Sixty qubits that a `t` keeps from being Clifford, and that no part of can be left out or split off. */
function entangled(method: string): string {
  return `circuit c {\n  qubit[60] q; h q[0];\n  t q[0];\n  h q[0];
  for int i in [0:58] { cx q[i], q[i + 1]; } bit[60] b = measure q; }
  backend chosen = simulator(method: "${method}");`;
}

describe('bad input on the command line', () => {
  const refused: readonly {
    readonly name: string;
    readonly text: string;
    readonly args?: readonly string[];
  }[] = [
    { name: 'an empty file', text: '' },
    { name: 'a missing import', text: 'import "nowhere.qflow";\ncircuit c { qubit q; }' },
    { name: 'an index out of range', text: 'circuit c { qubit[2] q; h q[2]; }' },
    { name: 'the same qubit twice', text: 'circuit c { qubit[2] q; cx q[0], q[0]; }' },
    {
      name: 'sixty entangled qubits on a state vector',
      text: entangled('statevector'),
      args: ['--backend', 'chosen'],
    },
    { name: '-1 shots', text: 'circuit c { qubit q; bit b = measure q; }', args: ['--shots', '-1'] },
    {
      name: 'parameters without values',
      text: 'circuit c(float t, int n) { qubit q; ry(t) q; bit b = measure q; }',
    },
    {
      name: '1e12 shots',
      text: 'circuit c { qubit q; bit b = measure q; }',
      args: ['--shots', '1000000000000'],
    },
    { name: 'an unknown circuit', text: 'circuit c { qubit q; }', args: ['--circuit', 'd'] },
    { name: 'an unknown backend', text: 'circuit c { qubit q; }', args: ['--backend', 'nowhere'] },
    { name: 'an unknown input', text: 'circuit c { qubit q; }', args: ['--set', 'x=1'] },
    {
      name: 'an endless loop',
      text: 'circuit c { qubit q; bit b; while (b == 0) { b = measure q; } }',
      args: ['--shots', '1'],
    },
  ];
  for (const { name, text, args = [] } of refused) {
    it(`${name}: one message with a code, status 1`, () => {
      const { status, stderr, stdout } = qflow('run', program(text), ...args);
      assert.equal(status, 1, stdout + stderr);
      assert.equal(stderr.match(/error QF\d{4}/g)?.length, 1, stderr);
      assert.doesNotMatch(stderr, /QF5112/);
    });
  }

  it('runs 60 qubits of Clifford gates, and names the first other gate with its line', () => {
    const measured = 'bit[60] b = measure q; }';
    const shots = ['--shots', '10'];
    const clifford = qflow('run', program(`circuit c { qubit[60] q; h q; ${measured}`), ...shots);
    assert.equal(clifford.status, 0, clifford.stderr);
    const other = qflow('run', program(entangled('stabilizer')), '--backend', 'chosen', ...shots);
    assert.match(other.stderr, /the stabilizer method is not possible because of `t` at line 3\./i);
  });

  it('an import cycle: one message with a code', () => {
    const first = program('import "b.qflow";\ncircuit c { qubit q; }', 'a.qflow');
    writeFileSync(first.replace('a.qflow', 'b.qflow'), 'import "a.qflow";\ncircuit d { qubit q; }');
    const { status, stderr } = qflow('run', first);
    assert.equal(status, 1);
    assert.equal(stderr.match(/error QF\d{4}/g)?.length, 1, stderr);
  });

  it('a binary file: one message', () => {
    const file = program('\u0000\u0001\u0002ELF\u0000'.repeat(100));
    const { stdout, status } = qflow('check', file);
    assert.equal(status, 1);
    assert.equal(stdout.match(/error QF\d{4}/g)?.length, 1, stdout);
  });

  it('a file that does not exist: its name and the reason', () => {
    const { status, stderr } = qflow('run', 'nowhere.qflow');
    assert.equal(status, 1);
    assert.match(stderr, /nowhere\.qflow:1:1: error QF5115: .*there is no such file/);
    const document = runJson('nowhere.qflow');
    assert.equal(document.status, 'failed');
    assert.deepEqual(
      document.diagnostics.map(({ code }) => code),
      ['QF5115'],
    );
  });

  it('bytes that are not UTF-8: refused, and left as they are', () => {
    const file = program('');
    const bytes = Buffer.from('// caf\u00e9\ncircuit  c { qubit q; }\n', 'latin1');
    writeFileSync(file, bytes);
    for (const command of ['check', 'run', 'fmt']) {
      const { status, stdout, stderr } = qflow(command, file);
      assert.equal(status, 1, command);
      assert.match(stdout + stderr, /QF5115: .*not UTF-8/);
    }
    assert.deepEqual(readFileSync(file), bytes);
  });

  it('one file’s trouble keeps no other file from being checked or formatted', () => {
    const file = program('circuit  c { qubit q; }\n');
    assert.equal(qflow('fmt', 'nowhere.qflow', file).status, 1);
    assert.equal(readFileSync(file, 'utf8'), 'circuit c { qubit q; }\n');
    const { diagnostics } = JSON.parse(qflow('check', 'nowhere.qflow', file, '--format', 'json').stdout);
    const codes = diagnostics.map(({ code }: { code: string }) => code);
    assert.equal(codes.filter((code: string) => code === 'QF5115').length, 1);
  });

  it('shots of 0 are exact, 1 is one outcome', () => {
    const one = runJson(bell, '--shots', '1').results['bell'];
    assert.ok(one?.kind === 'samples' && one.counts !== undefined);
    assert.equal(
      Object.values(one.counts).reduce((sum, count) => sum + count, 0),
      1,
    );
  });
});
