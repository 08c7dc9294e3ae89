import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, describe, it } from 'mocha';
import { UsageError, exitStatus } from '../exit-status.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { compileFile } from './compile.ts';

const bell = fileURLToPath(new URL('../../../samples/01-bell.qflow', import.meta.url));

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
  return { status: await compileFile(args, terminal), ...texts };
}

describe('qflow compile', () => {
  let folder = '';
  const program = (name: string, text: string) => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'qflow-compile-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('prints the circuit by the gates of the device', async () => {
    const fez = await run(bell, '--target', 'ibm_fez');
    assert.equal(fez.status, exitStatus.done, fez.error);
    assert.match(fez.out, /^OPENQASM 3\.0;[^]*qubit\[156\] q;[^]*cz q\[\d+\], q\[\d+\];/);
    assert.doesNotMatch(fez.out, /\b(cx|h) q/);
    const aria = await run(bell, '--target', 'ionq_aria', '--emit', 'qasm2');
    assert.match(aria.out, /^OPENQASM 2\.0;[^]*rxx\(/);
    const file = path.join(folder, 'bell.qasm');
    const written = await run(bell, '--target', 'ibm_fez', '--output', file);
    assert.deepEqual([written.out, readFileSync(file, 'utf8')], ['', fez.out]);
  });

  it('gives layouts, report and certificate as JSON', async () => {
    const { out } = await run(bell, '--target', 'line_3', '--emit', 'json', '--level', '3', '--seed', '7');
    const found = JSON.parse(out) as {
      readonly schema: string;
      readonly certificate: { readonly method: string; readonly holds: boolean };
      readonly report: { readonly after: { readonly twoQubitGates: number } };
      readonly initialLayout: readonly number[];
    };
    assert.equal(found.schema, 'qflow.compilation/1');
    assert.deepEqual([found.certificate.method, found.certificate.holds], ['unitary', true]);
    assert.equal(found.report.after.twoQubitGates, 1);
    assert.equal(found.initialLayout.length, 2);
  });

  it('reports figures before and after', async () => {
    const swaps = program(
      'swaps.qflow',
      'qubit[3] q; h q[0]; cx q[0], q[1]; swap q[0], q[2]; t q[2]; tdg q[2];',
    );
    const { error } = await run(swaps, '--target', 'all_to_all_3', '--report');
    assert.match(error, /all_to_all_3, level 2\n +before +after\n/);
    assert.match(error, /two-qubit gates +2 +1\n/);
    assert.match(error, /end on 2 1 0\n/);
    assert.match(error, /certificate: equal to its source as a unitary on 3 qubits, fidelity 1\.0/);
  });

  it('says when it could not compare', async () => {
    const layer =
      'for int i in [0:23] { u3(0.3+0.1*i, 0.2, 0.5) q[i]; } for int i in [0:23] { rzz(0.4) q[i], q[(i+1)%24]; }';
    const wide = program('wide.qflow', `qubit[24] q; for int l in [0:11] { ${layer} }`);
    const { status, error } = await run(wide, '--target', 'all_to_all_24');
    assert.deepEqual([status, /information QF4024/.test(error)], [exitStatus.done, true]);
  });

  it('refuses what does not fit, and suggests targets', async () => {
    const big = program('big.qflow', 'qubit[13] q; h q;');
    const tooBig = await run(big, '--target', 'aqt_ibex');
    assert.deepEqual([tooBig.status, tooBig.out], [exitStatus.failed, '']);
    assert.match(tooBig.error, /error QF4001: aqt_ibex has 12 qubits; this circuit needs 13/);
    const several = program('two.qflow', 'circuit a { qubit q; h q; } circuit b { qubit q; x q; }');
    assert.match((await run(several, '--target', 'ibm_fez')).error, /QF4021.*a, b/);
    assert.match((await run(several, '--target', 'ibm_fez', '--circuit', 'c')).error, /QF5104/);
    const none = program('none.qflow', 'gate g a { h a; }');
    assert.match((await run(none, '--target', 'ibm_fez')).error, /QF4022/);
    await assert.rejects(run(bell, '--target', 'ibm_fes'), /Is it one of .*ibm_fez/);
    await assert.rejects(run(bell), UsageError);
    await assert.rejects(run(bell, '--target', 'ibm_fez', '--level', '4'), UsageError);
    await assert.rejects(run(bell, '--target', 'ibm_fez', '--seed', '-1'), UsageError);
  });
});
