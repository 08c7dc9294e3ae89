import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type TextEdit, atOnce } from '../../base/index.ts';
import { format } from '../index.ts';
import { fixture } from './fixture.ts';
import { formattingEdits, typedFormattingEdits } from './formatting.ts';

function applied(text: string, edits: readonly TextEdit[]): string {
  let result = text;
  for (const { span, text: written } of edits.toReversed())
    result = result.slice(0, span.start) + written + result.slice(span.end);
  return result;
}

describe('formatting edits', () => {
  const untidy = '// a\ncircuit a{\nqubit   q;/* b\n c */\n\n\n\nh   q;}\r\n  circuit b { qubit q ;x q; }   ';
  it('make what the formatter makes, and touch nothing but space', async () => {
    const { model } = await fixture(untidy);
    const edits = atOnce(formattingEdits(model));
    assert.equal(applied(model.text, edits), format(model.text).text);
    assert.ok(edits.length > 5);
    for (const { span } of edits) assert.equal(model.text.slice(span.start, span.end).trim(), '');
    assert.deepEqual(atOnce(formattingEdits((await fixture('circuit a { qubit q; }\n')).model)), []);
  });
  it('stay within the lines of a range', async () => {
    const { model } = await fixture('circuit a{\nqubit   q;\nh   q;\n}\n');
    const start = model.text.indexOf('h ');
    assert.equal(
      applied(model.text, atOnce(formattingEdits(model, { start, end: start + 1 }))),
      'circuit a{\nqubit   q;\n  h q;\n}\n',
    );
  });
  it('format the statement that was just ended', async () => {
    const { model, offset } = await fixture('circuit a{\nqubit   q;\nh   q;$0\n}\n');
    assert.equal(
      applied(model.text, typedFormattingEdits(model, offset)),
      'circuit a{\nqubit   q;\n  h q;\n}\n',
    );
    const block = await fixture('circuit b{\nqubit   q;\n}\ncircuit a{\nqubit   q;\nh   q;\n}$0\n');
    assert.equal(
      applied(block.model.text, typedFormattingEdits(block.model, block.offset)),
      'circuit b{\nqubit   q;\n}\ncircuit a {\n  qubit q;\n  h q;\n}\n',
    );
  });
  it('leave a text that does not parse', async () => {
    const { model, offset } = await fixture('circuit a{ h q[ ;$0 }');
    assert.deepEqual(atOnce(formattingEdits(model)), []);
    assert.deepEqual(typedFormattingEdits(model, offset), []);
  });
});
