import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
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
  files?: ReadonlyMap<string, string>,
): Promise<void> {
  const editor = await TestEditor.start({ settings, ...(files === undefined ? {} : { files }) });
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
      // The settings may come after the first check.
      const lens = await eventually(async () => {
        const found = await targetLens(editor);
        return found?.includes('ionq') === true ? found : undefined;
      });
      assert.match(lens, /^sim ✓ · ibm_fez ✓ \d+ % · depth \d+ · \$\d+\.\d\d · ionq_forte ✗ 41 qubits$/);
      const codes = (found: readonly Diagnostic[]) =>
        found.map(({ code, message }) => `${code} ${String(message).split(/[:\n]/)[0]}`);
      await eventually(async () => editor.shown(uri).find(({ code }) => code === 'QF4001'));
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

  it('are silent where the file allows it, and take the shots of its workflow', () =>
    using(new Map(), async (editor) => {
      const bell = 'circuit bell { qubit[2] q; h q[0]; cx q[0], q[1]; bit[2] c = measure q; }';
      const workflow = 'workflow w { task a = sample(bell, shots: 30_000); }';
      await editor.open(uri, `targets aqt_ibex;\n@allow(QF4009)\n${bell}\n${workflow}\n`);
      await eventually(() => targetLens(editor));
      const found = await eventually(async () => editor.shown(uri).find(({ code }) => code === 'QF4002'));
      assert.match(String(found.message), /30000 are asked for/);
      assert.deepEqual(
        editor.shown(uri).map(({ code }) => code),
        ['QF4002'],
      );
    }));

  it('may be described by files of the workspace, and are unknown where nothing describes them', () => {
    const device = readFileSync(new URL('../hardware/devices/iqm_garnet.json', import.meta.url), 'utf8');
    const files = new Map([
      ['file:///project/.qflow/devices/mine.json', device.replace('"iqm_garnet"', '"my_lab"')],
      ['file:///project/.qflow/devices/broken.json', '{'],
    ]);
    return using(
      new Map(),
      async (editor) => {
        await editor.open(uri, `targets my_lab, your_lab;\n${text}`);
        assert.match(await eventually(() => targetLens(editor)), /my_lab ✗ 41 qubits$/);
        await eventually(async () => editor.shown(uri).find(({ code }) => code === 'QF4019'));
        const messages = editor.shown(uri).map(({ message }) => String(message).split('\n')[0]);
        assert.ok(messages.includes('my_lab has 20 qubits; this circuit needs 41.'), messages.join());
        assert.ok(messages.includes('No device is called your_lab.'), messages.join());
        const devices = await editor.connection.sendRequest<{ name: string }[]>('qflow/devices', {});
        assert.equal(devices[0]?.name, 'my_lab');
      },
      files,
    );
  });
});
