import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
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
    assert.deepEqual(outputField(3, 'value'), {
      kind: 'classical',
      value: { type: { kind: 'float' }, value: 3 },
    });
    assert.deepEqual(outputField({ a: 1, b: 'x' }, 'table'), { kind: 'table', entries: { a: 1 } });
    const values = outputField({ values: [1, 2] }, 'values');
    assert.ok(values?.kind === 'list' && values.values.length === 2);
    assert.deepEqual(outputField('hello', 'text'), { kind: 'text', text: 'hello' });
    assert.equal(outputField('hello', 'value'), undefined);
    assert.equal(outputField([1, 'x'], 'values'), undefined);
  });
});
