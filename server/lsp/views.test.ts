import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type {
  DocumentDiagnosticReport,
  FullDocumentDiagnosticReport,
  LinkedEditingRanges,
} from 'vscode-languageserver';
import { circuitViewAddress, type CircuitViewRequest } from '../protocol/index.ts';
import { TestEditor } from './test-editor.ts';

const uri = 'file:///project/a b.qflow';
const text = 'gate two a { h a; h a; }\ncircuit c {\n  qubit[3] q;\n  for int i in [0:2] { two q[i]; }\n}\n';

/** An address as editors write it. */
function viewUri(request: Partial<CircuitViewRequest>): string {
  const { path, query } = circuitViewAddress({ view: 'flattened', uri, circuit: 'c', ...request });
  return `qflow-circuit:${encodeURIComponent(path).replaceAll('%2F', '/')}?${encodeURIComponent(query)}`;
}

describe('documents that show circuits', function () {
  this.timeout(60_000);
  let editor: TestEditor;
  const shown = async (request: Partial<CircuitViewRequest>) =>
    (
      await editor.connection.sendRequest<{ text: string } | null>('workspace/textDocumentContent', {
        uri: viewUri(request),
      })
    )?.text;

  before(async () => {
    editor = await TestEditor.start({ files: new Map() });
    await editor.open(uri, text);
  });
  after(async () => {
    assert.deepEqual(editor.logged, []);
    assert.equal(await editor.stop(), 0);
  });

  it('write loops and gates out', async () => {
    const found = (await shown({})) ?? '';
    assert.match(found, /^\/\/ c, written out\nOPENQASM 3/);
    assert.equal(found.match(/^h q\[\d\];$/gm)?.length, 6, found);
  });

  it('compile for a device', async () => {
    const found = (await shown({ view: 'compiled', target: 'ibm_fez' })) ?? '';
    assert.match(found, /^\/\/ c, by the gates of ibm_fez\nOPENQASM 3/);
    assert.doesNotMatch(found, /^h q/m);
  });

  it('say why there is nothing to show', async () => {
    assert.match((await shown({ circuit: 'd' })) ?? '', /^\/\/ This circuit is not shown: .*d/);
    assert.match((await shown({ view: 'compiled', target: 'nowhere' })) ?? '', /nowhere is not known/);
    assert.equal(await shown({ uri: 'file:///project/absent.qflow' }), undefined);
    const foreign = { uri: 'qflow-circuit:/c?nonsense' };
    assert.equal(await editor.connection.sendRequest('workspace/textDocumentContent', foreign), null);
  });

  it('are written anew when the file changes', async () => {
    const refreshed = new Promise<string>((resolve) => {
      editor.connection.onRequest('workspace/textDocumentContent/refresh', (parameters: { uri: string }) => {
        resolve(parameters.uri);
        return null;
      });
    });
    await shown({});
    await editor.change(uri, 2, [{ text: text.replace('two q[i]', 'x q[i]') }]);
    assert.equal(await refreshed, viewUri({}));
    assert.match((await shown({})) ?? '', /^x q\[2\];$/m);
  });

  it('change local names while they are typed, and no names that other files know', async () => {
    const linked = async (line: number, character: number) =>
      (
        await editor.request<LinkedEditingRanges | null>('textDocument/linkedEditingRange', uri, {
          line,
          character,
        })
      )?.ranges.map(({ start }) => [start.line, start.character]);
    assert.deepEqual(await linked(2, 12), [
      [2, 11],
      [3, 25],
    ]);
    assert.equal(await linked(1, 9), undefined);
  });
});

describe('an editor that asks for diagnostics', function () {
  this.timeout(60_000);
  const library = 'file:///project/library.qflow';
  const user = 'file:///project/user.qflow';
  const pull = (editor: TestEditor, of: string, previousResultId?: string) =>
    editor.request<DocumentDiagnosticReport>('textDocument/diagnostic', of, undefined, { previousResultId });

  it('gets them, unchanged ones by their number, with those of the files that import it', async () => {
    const editor = await TestEditor.start({ pulls: true });
    assert.ok(editor.initialized.capabilities.diagnosticProvider);
    void editor.open(library, 'gate mine a { h a; }\n');
    void editor.open(user, 'import { mine } from "library.qflow";\ncircuit c { qubit q; mine q; }\n');
    const first = await pull(editor, user);
    assert.deepEqual(first.kind === 'full' && first.items, []);
    assert.equal((await pull(editor, user, first.resultId)).kind, 'unchanged');
    void editor.change(library, 2, [{ text: 'gate yours a { h a; }\n' }]);
    const { relatedDocuments = {} } = await pull(editor, library);
    const related = relatedDocuments[user] as FullDocumentDiagnosticReport;
    assert.deepEqual(
      related.items.map(({ code }) => code),
      ['QF6003'],
    );
    assert.equal((await pull(editor, user, first.resultId)).kind, 'full');
    assert.deepEqual(editor.shown(user), []);
    assert.deepEqual(editor.logged, []);
    await editor.stop();
  });

  it('is sent none that it did not ask for, and others are sent all', async () => {
    const editor = await TestEditor.start();
    assert.equal(editor.initialized.capabilities.diagnosticProvider, undefined);
    assert.equal((await editor.open(user, 'circuit c { qubit q; mine q; }')).length, 1);
    await editor.stop();
  });
});
