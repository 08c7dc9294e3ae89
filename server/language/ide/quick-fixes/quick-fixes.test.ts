import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { circuitDiagnostics } from '../../../circuit/index.ts';
import { type Elsewhere, nothingElsewhere } from '../completion/import-proposals.ts';
import { fixture } from '../fixture.ts';
import { importablesOf } from '../imports/importable.ts';
import { edited } from '../refactor/lines.ts';
import { quickFixes } from './quick-fixes.ts';

/** The titles of the fixes of a diagnostic, and the text after the one with `title`. */
async function fix(text: string, code: string, title: string, elsewhere: Elsewhere = nothingElsewhere) {
  const { model } = await fixture(text);
  const all = [...model.diagnostics, ...circuitDiagnostics(model, { instructions: 1000, steps: 1000 })];
  const found = all.find((diagnostic) => diagnostic.code === code);
  assert.ok(found, `no ${code} in ${all.map((one) => one.code).join()}`);
  const fixes = quickFixes(model, found, elsewhere);
  const chosen = fixes.find((one) => one.title === title);
  assert.ok(chosen, `no ${title} among ${fixes.map((one) => one.title).join(', ')}`);
  return edited(model.text, chosen.edits);
}

describe('quick fixes', () => {
  it('declare registers as large as they are used', async () => {
    assert.equal(
      await fix('circuit a {\n  h q[0];\n  cx q[1], q[3];\n}\n', 'QF2001', 'Add qubit[4] q;'),
      'circuit a {\n  qubit[4] q;\n  h q[0];\n  cx q[1], q[3];\n}\n',
    );
    assert.equal(await fix('circuit a { h q; }', 'QF2001', 'Add qubit q;'), 'circuit a { qubit q; h q; }');
    assert.match(
      await fix('circuit a { for int i in [0:2] { cx q[i], q[i + 1]; } }', 'QF2001', 'Add qubit[4] q;'),
      /\{ qubit\[4\] q; for/,
    );
    assert.equal(
      await fix('OPENQASM 2.0;\ninclude "qelib1.inc";\nh q[1];\n', 'QF2001', 'Add qreg q[2];'),
      'OPENQASM 2.0;\ninclude "qelib1.inc";\nqreg q[2];\nh q[1];\n',
    );
  });

  it('declare the bits that a measurement gives', async () => {
    assert.equal(
      await fix('circuit a {\n  qubit[3] q;\n  h q;\n  c = measure q;\n}\n', 'QF2001', 'Add bit[3] c;'),
      'circuit a {\n  bit[3] c;\n  qubit[3] q;\n  h q;\n  c = measure q;\n}\n',
    );
    assert.match(
      await fix('circuit a { qubit q; measure q -> c[1]; }', 'QF2001', 'Add bit[2] c;'),
      /\{ bit\[2\] c; qubit q;/,
    );
  });

  it('remove an import of a cycle where nothing of it is used', async () => {
    const other = { 'other.qflow': 'import { h2 } from "main.qflow";\ngate h1 a { h a; }\n' };
    const unused = 'import { h1 } from "other.qflow";\ngate h2 a { h a; }\n';
    for (const [text, titles] of [
      [unused, ['Remove it']],
      [unused.replace('h a', 'h1 a'), []],
    ] as const) {
      const { model } = await fixture(text, other);
      const found = model.diagnostics.find(({ code }) => code === 'QF6002');
      assert.ok(found);
      assert.deepEqual(
        quickFixes(model, found, nothingElsewhere).map(({ title }) => title),
        titles,
      );
    }
  });

  it('import a name from the files that declare it', async () => {
    const uri = 'file:///test/parts/shared.qflow';
    const elsewhere = { all: importablesOf(uri, 'gate turn a { h a; }'), files: [] };
    assert.equal(
      await fix(
        'circuit a { qubit q; turn q; }',
        'QF2001',
        'Import turn from "parts/shared.qflow"',
        elsewhere,
      ),
      'import { turn } from "parts/shared.qflow";\n\ncircuit a { qubit q; turn q; }',
    );
  });

  it('remove what is given twice or never reached', async () => {
    assert.equal(
      await fix(
        'circuit a { qubit q; h q; bit c = measure q; }\nworkflow w { task t = sample(a, shots: 1, shots: 2); }',
        'QF5005',
        'Remove shots: 2',
      ),
      'circuit a { qubit q; h q; bit c = measure q; }\nworkflow w { task t = sample(a, shots: 1); }',
    );
    assert.equal(await fix('targets ibm_fez, ibm_fez;', 'QF5036', 'Remove ibm_fez'), 'targets ibm_fez;');
    assert.equal(
      await fix('def f() -> int { return 1; int k = 2; }', 'QF3014', 'Remove what is never reached'),
      'def f() -> int { return 1;  }',
    );
  });

  it('measure a register that never is, and remove gates that cancel', async () => {
    const text = 'circuit a {\n  qubit[2] q;\n  qubit r;\n  x q;\n  h r;\n  bit[2] c = measure q;\n}\n';
    assert.equal(
      await fix(text, 'QF3302', 'Measure r'),
      text.replace('measure q;\n', 'measure q;\n  bit c1 = measure r;\n'),
    );
    assert.match(
      await fix('circuit a { qubit q; h q; h q; bit c = measure q; }', 'QF3303', 'Remove both gates'),
      /\{ qubit q;\s+bit c/,
    );
  });
});
