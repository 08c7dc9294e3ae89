import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Steps } from '../base/index.ts';
import { declarationsProgram } from '../../test/fuzz/programs.ts';
import { inSlices } from './slices.ts';
import { TestEditor } from './test-editor.ts';

/** Work of so many milliseconds, a step each. */
function* busy(milliseconds: number): Steps<string> {
  for (let step = 0; step < milliseconds; step++) {
    for (const end = performance.now() + 1; performance.now() < end;);
    yield;
  }
  return 'done';
}

describe('work in slices', () => {
  it('lets others in between, and gives its value', async () => {
    let others = 0;
    const timer = setInterval(() => others++, 1);
    assert.deepEqual(await inSlices(busy(40), () => true), { value: 'done' });
    clearInterval(timer);
    assert.ok(others > 1, `${others} turns`);
  });

  it('ends when nobody wants it any more', async () => {
    let steps = 0;
    function* endless(): Steps<never> {
      for (;;) {
        steps++;
        yield* busy(1);
      }
    }
    assert.equal(await inSlices(endless(), () => steps < 20), undefined);
  });
});

describe('a long request', () => {
  const long = 'file:///long.qflow';
  const small = 'file:///small.qflow';
  const text = declarationsProgram(4000);

  for (const method of ['semanticTokens/full', 'documentSymbol', 'codeLens', 'formatting'])
    it(`of ${method} is answered after a hover that was asked for behind it`, async function () {
      this.timeout(60_000);
      const editor = await TestEditor.start();
      await editor.open(long, text);
      await editor.open(small, 'circuit c { qubit q; h q; }');
      const order: string[] = [];
      await Promise.all([
        editor.request(`textDocument/${method}`, long).then(() => order.push('long')),
        editor
          .request('textDocument/hover', small, { line: 0, character: 21 })
          .then((answer) => order.push(answer === null ? 'nothing' : 'hover')),
      ]);
      assert.deepEqual(order, ['hover', 'long']);
      await editor.stop();
    });

  it('is refused when its text changes meanwhile, and answered when it is asked again', async function () {
    this.timeout(60_000);
    const editor = await TestEditor.start();
    await editor.open(long, text);
    const early = editor.request<{ data: number[] }>('textDocument/semanticTokens/full', long).then(
      ({ data }) => data.length,
      ({ code }: { code: number }) => code,
    );
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    await editor.change(long, 2, [{ range, text: '// more\n' }]);
    // Either it was done before the text changed, or the editor hears that it is of no use: ContentModified.
    assert.ok([-32801].includes(await early) || (await early) > 1000, String(await early));
    const { data } = await editor.request<{ data: number[] }>('textDocument/semanticTokens/full', long);
    assert.ok(data.length > 1000);
    await editor.stop();
  });
});
