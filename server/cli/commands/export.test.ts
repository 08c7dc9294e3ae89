import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, describe, it } from 'mocha';
import { UsageError, exitStatus } from '../exit-status.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { exportFile } from './export.ts';

const sample = (name: string) => fileURLToPath(new URL(`../../../samples/${name}`, import.meta.url));

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
  return { status: await exportFile(args, terminal), ...texts };
}

describe('qflow export', () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'qflow-export-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('prints a circuit, and writes it where --output says', async () => {
    const { status, out } = await run(sample('01-bell.qflow'), '--to', 'qasm3');
    assert.equal(status, exitStatus.done);
    assert.match(out, /^OPENQASM 3\.0;\n[^]*cx /);
    const file = path.join(folder, 'bell.qasm');
    const written = await run(sample('01-bell.qflow'), '--to', 'qasm3', '--output', file);
    assert.deepEqual([written.status, written.out], [exitStatus.done, '']);
    assert.equal(readFileSync(file, 'utf8'), out);
  });

  it('prints the graph of a workflow', async () => {
    const { status, out } = await run(sample('10-ising-workflow.qflow'), '--to', 'dot');
    assert.equal(status, exitStatus.done);
    assert.match(out, /"cold" -> "next";/);
  });

  it('fails where the target has no form for the circuit, and says where', async () => {
    const { status, out, error } = await run(sample('08-repeat-until-success.qflow'), '--to', 'braket');
    assert.deepEqual([status, out], [exitStatus.failed, '']);
    assert.match(error, /:10:3: error QF3201/);
  });

  it('asks which one is meant, and knows what there is', async () => {
    const file = path.join(folder, 'two.qflow');
    writeFileSync(file, 'circuit a { qubit q; h q; } circuit b { qubit q; x q; }');
    const several = await run(file, '--to', 'qasm2');
    assert.deepEqual(
      [several.status, /choose one with --circuit: a, b/.test(several.error)],
      [exitStatus.failed, true],
    );
    assert.match((await run(file, '--circuit', 'b', '--to', 'qasm2')).out, /x q\[0\];/);
    assert.match((await run(file, '--circuit', 'c', '--to', 'qasm2')).error, /no circuit c; it has: a, b/);
    await assert.rejects(run(file, '--workflow', 'w', '--to', 'qasm2'), UsageError);
    await assert.rejects(run(file, '--to', 'basic'), UsageError);
  });
});
