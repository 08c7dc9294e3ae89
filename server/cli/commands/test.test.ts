import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { exitStatus } from '../exit-status.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { test } from './test.ts';

/** What a command line prints and how it ends. */
async function run(...args: readonly string[]) {
  const texts = { out: '', error: '' };
  const terminal: Terminal = {
    out: (text) => void (texts.out += text),
    error: (text) => void (texts.error += text),
    width: 80,
    showsProgress: false,
    colours: false,
  };
  const status = await test(args, terminal);
  return { status, out: texts.out.replaceAll(/ {2}\d+ ms/g, ''), error: texts.error };
}

describe('qflow test', () => {
  let folder = '';
  const write = (name: string, text: string) => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'qflow-test-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const text = `circuit coin { qubit q; h q; bit c = measure q; }
test "a coin is fair" { let s = sample(coin, shots: 1000); assert close(s.probabilities["1"], 0.5, 0.1); }
test "a coin is not certain" {
  assert simulate(coin).probabilities[0] == 1;
}
`;

  it('runs every test, prints what differs, and fails where one does', async () => {
    const file = write('coin.qflow', text);
    const { status, out } = await run(file);
    assert.equal(status, exitStatus.failed);
    const lines = out.split('\n');
    assert.equal(lines[0], `✔ ${file} › a coin is fair`);
    assert.equal(lines[1], `✘ ${file} › a coin is not certain`);
    assert.match(
      lines[2] ?? '',
      /coin\.qflow:4:10: error QF5120: The assertion does not hold: .* is 0\.5\.$/,
    );
    assert.deepEqual(lines.slice(3, 6), ['      expected 1', '      actual   0.5', '1 passed, 1 failed']);
  }).timeout(30_000);

  it('runs those whose title is asked for, the same each time, and writes a report', async () => {
    const [file, report] = [write('coin.qflow', text), path.join(folder, 'report.xml')];
    const { status, out } = await run(file, '--filter', 'fair', '--junit', report);
    assert.equal(status, exitStatus.done);
    assert.match(out, /1 passed, 0 failed/);
    assert.match(readFileSync(report, 'utf8'), /<testsuites tests="1" failures="0" errors="0"/);
    assert.equal((await run(file, '--filter', 'fair', '--seed', '3')).status, exitStatus.done);
  }).timeout(30_000);

  it('says when nothing was tested, and which file cannot be', async () => {
    const file = write('coin.qflow', text);
    const none = await run(file, '--filter', 'dice');
    assert.deepEqual([none.status, none.error], [exitStatus.failed, 'No test has `dice` in its title.\n']);
    const broken = write('broken.qflow', 'test "t" { assert nothing; }');
    const { status, out } = await run(broken, path.join(folder, 'missing.qflow'));
    assert.equal(status, exitStatus.failed);
    assert.match(out, /QF2001/);
    assert.match(out, /QF5115/);
    assert.match(out, /0 passed, 2 failed/);
  }).timeout(30_000);
});
