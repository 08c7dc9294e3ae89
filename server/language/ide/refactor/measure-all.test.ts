import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { analyse, parse } from '../../index.ts';
import { fixture } from '../fixture.ts';
import { measureAll } from './measure-all.ts';

async function check(marked: string, expected: string | undefined) {
  const { model, offset } = await fixture(marked);
  const [edit] = measureAll(model, offset)?.edits ?? [];
  if (edit === undefined || expected === undefined) return assert.equal(edit, expected);
  const text = model.text.slice(0, edit.span.start) + edit.text + model.text.slice(edit.span.end);
  assert.equal(text, expected);
  const { program, diagnostics } = parse(text);
  const checked = analyse({ uri: '', text, program, syntaxDiagnostics: diagnostics }, new Map());
  assert.deepEqual(
    checked.diagnostics.filter(({ severity }) => severity === 'error'),
    [],
  );
}

describe('measure all', () => {
  it('measures every register at the end', async () => {
    await check(
      'circuit a {\n  qubit[2] q;\n  h q$0;  // last\n}\n',
      'circuit a {\n  qubit[2] q;\n  h q;  // last\n  bit[2] c = measure q;\n}\n',
    );
    await check(
      'circuit a { qubit q; qubit[3] r; h $0q; }',
      'circuit a { qubit q; qubit[3] r; h q; bit c_q = measure q; bit[3] c_r = measure r; }',
    );
  });
  it('takes names that are free', async () => {
    await check('circuit c { qubit q; $0h q; }', 'circuit c { qubit q; h q; bit c1 = measure q; }');
  });
  it('is not offered where something is measured, or nothing can be', async () => {
    await check('circuit a { qubit q; $0bit c = measure q; }', undefined);
    await check('circuit a { qubit q; bit c; if (true) { $0c = measure q; } }', undefined);
    await check('circuit a { $0 }', undefined);
    await check('$0circuit', undefined);
  });
});
