import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { run } from '../run-fixture.test.ts';
import { outputField, outputOf } from './output.ts';

describe('what a program wrote', () => {
  it('is JSON where all of it or its last line is that, else text', () => {
    assert.equal(outputOf('1.5\n'), 1.5);
    assert.deepEqual(outputOf('working\n{"value": 2, "note": "x", "none": null}\n'), { value: 2, note: 'x' });
    assert.deepEqual(outputOf('{\n"values": [1, 2]\n}'), { values: [1, 2] });
    assert.equal(outputOf('true'), 1);
    assert.equal(outputOf('done\nwell'), 'done\nwell');
    assert.equal(outputOf(''), '');
  });

  it('has the fields that it has', () => {
    assert.deepEqual(outputField({ kind: 'value', value: 3 }, 'value'), {
      kind: 'classical',
      value: { type: { kind: 'float' }, value: 3 },
    });
    assert.deepEqual(outputField({ kind: 'value', value: { a: 1, b: 'x' } }, 'table'), {
      kind: 'table',
      entries: { a: 1 },
    });
    const values = outputField({ kind: 'value', value: { values: [1, 2] } }, 'values');
    assert.ok(values?.kind === 'list' && values.values.length === 2);
    assert.deepEqual(outputField({ kind: 'value', value: 'hello' }, 'text'), { kind: 'text', text: 'hello' });
    assert.equal(outputField({ kind: 'value', value: 'hello' }, 'value'), undefined);
    assert.equal(outputField({ kind: 'value', value: [1, 'x'] }, 'values'), undefined);
  });
});

describe('a browser, which has servers and no programs', () => {
  const outside = {
    ask: () => Promise.resolve({ status: 200, text: '[1, 2]' }),
    hash: () => Promise.resolve(undefined),
  };

  for (const call of ['python("a.py")', 'node("a.js")', 'shell("ls")'])
    it(`says once that ${call} needs a machine`, async () => {
      const { document } = await run(`workflow w { task t = ${call}; }`, {}, { outside });
      assert.equal(document.status, 'failed');
      assert.deepEqual(
        document.diagnostics.map(({ code }) => code),
        ['QF5137'],
      );
    });

  it('asks servers', async () => {
    const text = 'workflow w { task t = http("https://example.org/"); task total = mean(t.values); }';
    const { document } = await run(text, {}, { outside });
    assert.deepEqual(document.diagnostics, []);
    assert.deepEqual(document.results['total'], { kind: 'value', value: 1.5 });
  });
});
