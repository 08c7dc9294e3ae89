import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { CodeAction, CodeLens, Diagnostic, Hover } from 'vscode-languageserver';
import { TestEditor } from './test-editor.ts';

const uri = 'file:///project/targets.qflow';
const text = 'circuit many { qubit[41] q; h q[0]; bit[41] c = measure q; }\n';

/** Waits until `check` holds; the test's own limit ends a wait in vain. */
async function eventually<Value>(find: () => Promise<Value | undefined>): Promise<Value> {
  for (;;) {
    const found = await find();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function using(
  settings: ReadonlyMap<string, unknown>,
  use: (editor: TestEditor) => Promise<void>,
): Promise<void> {
  const editor = await TestEditor.start({ settings });
  try {
    await use(editor);
    assert.deepEqual(editor.logged, []);
  } finally {
    await editor.stop();
  }
}

async function targetLens(editor: TestEditor): Promise<string | undefined> {
  const lenses = await editor.request<CodeLens[]>('textDocument/codeLens', uri);
  return lenses.find(({ command }) => command?.command === 'qflow.showTargets')?.command?.title;
}

describe('targets in the editor', () => {
  it('are those of the setting and of the file, told as diagnostics and above each circuit', () =>
    using(new Map([['qflow.targets', ['ionq_forte']]]), async (editor) => {
      await editor.open(uri, `targets ibm_fez;\n${text}`);
      const lens = await eventually(() => targetLens(editor));
      assert.match(lens, /^sim ✓ · ibm_fez ✓ \d+ % · depth \d+ · \$\d+\.\d\d · ionq_forte ✗ 41 qubits$/);
      const codes = (found: readonly Diagnostic[]) =>
        found.map(({ code, message }) => `${code} ${String(message).split(/[:\n]/)[0]}`);
      assert.deepEqual(codes(editor.shown(uri)), [
        'QF4009 h is no gate of ibm_fez',
        'QF4001 ionq_forte has 36 qubits; this circuit needs 41.',
        'QF4009 h is no gate of ionq_forte',
      ]);
      const range = { start: { line: 1, character: 29 }, end: { line: 1, character: 29 } };
      const actions = await editor.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
        textDocument: { uri },
        range,
        context: { diagnostics: [] },
      });
      const fix = actions.find(({ title }) => title === 'Write this by the gates of ibm_fez');
      assert.equal(fix?.edit?.changes?.[uri]?.[0]?.newText, 'rz(pi/2) q[0]; sx q[0]; rz(pi/2) q[0];');
      const hover = await editor.request<Hover>('textDocument/hover', uri, range.start);
      assert.match(JSON.stringify(hover), /`ibm_fez`: 2 rz and 1 sx: `rz\(pi\/2\) q; sx q; rz\(pi\/2\) q;`/);
    }));

  it('are none where nothing names one', () =>
    using(new Map(), async (editor) => {
      assert.deepEqual(await editor.open(uri, text), []);
      assert.equal(await targetLens(editor), undefined);
    }));
});
