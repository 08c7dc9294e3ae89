import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Random } from '../server/base/index.ts';
import { TestEditor } from '../server/lsp/test-editor.ts';
import { EditSession } from './fuzz/edit-session.ts';

describe('a language server after hundreds of edits', () => {
  it('answers as a new one does', async () => {
    const editor = await TestEditor.start();
    const session = await EditSession.start(editor, new Random(3));
    for (let round = 0; round < 3; round++) {
      for (let edit = 0; edit < 120; edit++) await session.act();
      await session.compare();
    }
    assert.deepEqual(editor.logged, []);
    assert.equal(await editor.stop(), 0);
  }).timeout(600_000);
});
