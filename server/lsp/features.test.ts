import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, before, describe, it } from 'mocha';
import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  CodeAction,
  DocumentHighlight,
  DocumentLink,
  FoldingRange,
  InlayHint,
  Location,
  Position,
  Range,
  SelectionRange,
  SemanticTokens,
  SemanticTokensDelta,
  SignatureHelp,
  SymbolInformation,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { TestEditor } from './test-editor.ts';
import { diagnosticPage } from './to-lsp.ts';

const library = 'file:///project/my%20library.qflow';
const libraryText =
  'gate mine a { h a; }\ncircuit shared(float angle) {\n  qubit q;\n  mine q;\n  rx(angle) q;\n}\n';
const closed = 'file:///project/closed.qflow';
const closedText = 'import "my library.qflow";\nworkflow v { task s = sample(shared(angle: 0.2)); }\n';
const main = 'file:///project/main.qflow';
const mainText = `import { shared } from "my library.qflow";
workflow w {
  task t = sample(shared(0.1), shots: 3);
}
`;

/** Positions in one text. */
class Text {
  readonly #document: TextDocument;

  constructor(text: string) {
    this.#document = TextDocument.create('', 'qflow', 1, text);
  }

  /** Where `text` begins, moved by `by` characters. */
  at(text: string, by = 0): Position {
    const offset = this.#document.getText().indexOf(text);
    assert.ok(offset >= 0, `no ${text}`);
    return this.#document.positionAt(offset + by);
  }

  in(range: Range): string {
    return this.#document.getText(range);
  }

  get all(): Range {
    return { start: { line: 0, character: 0 }, end: this.#document.positionAt(Number.MAX_SAFE_INTEGER) };
  }

  edited(edits: readonly TextEdit[] = []): string {
    return TextDocument.applyEdits(this.#document, [...edits]);
  }
}

describe('the features of the language server', function () {
  this.timeout(60_000);
  let editor: TestEditor;
  const settings = new Map<string, unknown>();
  const mainPlace = new Text(mainText);
  const libraryPlace = new Text(libraryText);

  before(async () => {
    const files = new Map([
      [library, libraryText],
      [closed, closedText],
    ]);
    editor = await TestEditor.start({ files, settings });
    assert.deepEqual(await editor.open(main, mainText), []);
  });
  after(async () => {
    assert.deepEqual(editor.logged, []);
    assert.equal(await editor.stop(), 0);
  });

  function place(uri: string): Text {
    return uri === main ? mainPlace : uri === library ? libraryPlace : new Text(closedText);
  }

  function ask<Answer>(feature: string, position?: Position, more: object = {}): Promise<Answer> {
    return editor.request<Answer>(`textDocument/${feature}`, main, position, more);
  }

  it('help with signatures', async () => {
    const found = await ask<SignatureHelp>('signatureHelp', mainPlace.at('shots: 3', 7));
    assert.match(found.signatures[0]?.label ?? '', /^sample\(circuit, /);
    assert.equal(found.activeParameter, 2);
  });

  it('find references in files that are not open', async () => {
    const found = await ask<Location[]>('references', mainPlace.at('shared('), {
      context: { includeDeclaration: true },
    });
    assert.deepEqual(
      found.map(({ uri, range }) => [uri, place(uri).in(range)]),
      [
        [main, 'shared'],
        [main, 'shared'],
        [library, 'shared'],
        [closed, 'shared'],
      ],
    );
  });

  it('highlight what is written alike', async () => {
    const found = await ask<DocumentHighlight[]>('documentHighlight', mainPlace.at('shared('));
    assert.equal(found.length, 2);
  });

  it('rename across files, and refuse with a reason', async () => {
    const position = mainPlace.at('shared(', 1);
    const prepared = await ask<{ placeholder: string }>('prepareRename', position);
    assert.equal(prepared.placeholder, 'shared');
    const edit = await ask<WorkspaceEdit>('rename', position, { newName: 'common' });
    assert.equal(mainPlace.edited(edit.changes?.[main]), mainText.replaceAll('shared', 'common'));
    assert.equal(libraryPlace.edited(edit.changes?.[library]), libraryText.replaceAll('shared', 'common'));
    assert.equal(place(closed).edited(edit.changes?.[closed]), closedText.replaceAll('shared', 'common'));
    await assert.rejects(ask('prepareRename', mainPlace.at('sample(')), /belongs to the library/);
    await assert.rejects(ask('rename', position, { newName: 'if' }), /if is not a name/);
  });

  it('go from a task to its circuit', async () => {
    const found = await ask<Location>('typeDefinition', mainPlace.at('t = sample'));
    assert.deepEqual([found.uri, libraryPlace.in(found.range)], [library, 'shared']);
  });

  it('find declarations by a few of their letters', async () => {
    const found = await editor.connection.sendRequest<SymbolInformation[]>('workspace/symbol', {
      query: 'srd',
    });
    assert.deepEqual(
      found.map(({ name, location }) => [name, location.uri]),
      [['shared', library]],
    );
  });

  it('fold, and grow selections', async () => {
    const folds = await ask<FoldingRange[]>('foldingRange');
    assert.deepEqual(
      folds.map(({ startLine, endLine }) => [startLine, endLine]),
      [[1, 2]],
    );
    const [selection] = await ask<SelectionRange[]>('selectionRange', undefined, {
      positions: [mainPlace.at('0.1')],
    });
    const texts: string[] = [];
    for (let at = selection; at !== undefined; at = at.parent) texts.push(mainPlace.in(at.range));
    assert.deepEqual(texts.slice(0, 2), ['0.1', 'shared(0.1)']);
    assert.equal(texts.at(-1), mainText);
  });

  it('say what names are, and after an edit only what changed', async () => {
    const uri = 'file:///project/tokens.qflow';
    await editor.open(uri, libraryText);
    const request = <Answer>(kind: string, more: object = {}) =>
      editor.request<Answer>(`textDocument/semanticTokens/${kind}`, uri, undefined, more);
    const all = await request<SemanticTokens>('full');
    assert.ok(all.data.length >= 5 * 10);
    const part = await request<SemanticTokens>('range', {
      range: { start: { line: 0, character: 0 }, end: { line: 1, character: 0 } },
    });
    assert.ok(part.data.length > 0 && part.data.length < all.data.length);
    const line = libraryPlace.at('  rx(angle)');
    await editor.change(uri, 2, [{ range: { start: line, end: line }, text: '  mine q;\n' }]);
    const delta = await request<SemanticTokensDelta>('full/delta', { previousResultId: all.resultId });
    assert.ok(delta.edits.length > 0);
    const data = [...all.data];
    for (const { start, deleteCount, data: inserted = [] } of delta.edits.toReversed())
      data.splice(start, deleteCount, ...inserted);
    assert.deepEqual(data, (await request<SemanticTokens>('full')).data);
    await editor.close(uri);
  });

  it('hint in the line, as the settings say', async () => {
    const uri = 'file:///project/hints.qflow';
    const text = 'circuit c(float a) { qubit q; rx(a) q; }\nworkflow w { task t = simulate(c(0.1)); }\n';
    await editor.open(uri, text);
    const labels = async () => {
      const range = new Text(text).all;
      const found = await editor.request<InlayHint[]>('textDocument/inlayHint', uri, undefined, { range });
      return found.map(({ label }) => String(label)).toSorted();
    };
    assert.deepEqual(await labels(), [': state', 'a:', 'depth 1, 0 two-qubit gates']);
    settings.set('qflow.inlayHints', { resultTypes: false, argumentNames: true, circuitCosts: false });
    editor.refreshed.length = 0;
    await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await eventually(() => editor.refreshed.includes('inlayHint'));
    assert.deepEqual(await labels(), ['a:']);
    await editor.close(uri);
  });

  it('link to imported files', async () => {
    const [link] = await ask<DocumentLink[]>('documentLink');
    assert.equal(link?.target, library);
    assert.equal(mainPlace.in(link.range), 'my library.qflow');
  });

  it('tell who uses a circuit and what it uses', async () => {
    const [item] = await ask<CallHierarchyItem[]>('prepareCallHierarchy', mainPlace.at('shared('));
    assert.equal(item?.uri, library);
    const users = await editor.connection.sendRequest<CallHierarchyIncomingCall[]>(
      'callHierarchy/incomingCalls',
      { item },
    );
    assert.deepEqual(
      users.map(({ from, fromRanges }) => [from.name, fromRanges.map((range) => mainPlace.in(range))]),
      [['w', ['shared']]],
    );
    const used = await editor.connection.sendRequest<CallHierarchyOutgoingCall[]>(
      'callHierarchy/outgoingCalls',
      { item },
    );
    assert.deepEqual(
      used.map(({ to, fromRanges }) => [to.name, fromRanges.map((range) => libraryPlace.in(range))]),
      [['mine', ['mine']]],
    );
  });

  it('format a range and what was just typed', async () => {
    const uri = 'file:///project/untidy.qflow';
    const text = 'circuit a{\nqubit   q;\nh   q;\n}\n';
    const place = new Text(text);
    await editor.open(uri, text);
    const options = { tabSize: 2, insertSpaces: true };
    const range = { start: place.at('h '), end: place.at('h ', 1) };
    const edits = await editor.request<TextEdit[]>('textDocument/rangeFormatting', uri, undefined, {
      range,
      options,
    });
    assert.equal(place.edited(edits), 'circuit a{\nqubit   q;\n  h q;\n}\n');
    const typed = await editor.request<TextEdit[]>(
      'textDocument/onTypeFormatting',
      uri,
      place.at('q;\n}', 2),
      { ch: ';', options },
    );
    assert.equal(place.edited(typed), 'circuit a{\nqubit   q;\n  h q;\n}\n');
    await editor.close(uri);
  });

  it('offer to measure all qubits', async () => {
    const uri = 'file:///project/measure.qflow';
    const text = 'circuit a { qubit q; h q; }\n';
    const place = new Text(text);
    await editor.open(uri, text);
    const range = { start: place.at('h q'), end: place.at('h q') };
    const actions = (only: string[]) =>
      editor.request<CodeAction[]>('textDocument/codeAction', uri, undefined, {
        range,
        context: { diagnostics: [], only },
      });
    const [action] = await actions(['refactor']);
    assert.equal(
      place.edited(action?.edit?.changes?.[uri]),
      'circuit a { qubit q; h q; bit c = measure q; }\n',
    );
    assert.deepEqual(await actions(['quickfix']), []);
    await editor.close(uri);
  });

  it('extract a gate and ask for its name', async () => {
    const uri = 'file:///project/extract.qflow';
    const text = 'circuit a {\n  qubit q;\n  h q;\n  t q;\n}\n';
    const place = new Text(text);
    await editor.open(uri, text);
    const actions = await editor.request<CodeAction[]>('textDocument/codeAction', uri, undefined, {
      range: { start: place.at('h q'), end: place.at('t q;\n}', 4) },
      context: { diagnostics: [], only: ['refactor.extract'] },
    });
    assert.deepEqual(
      actions.map(({ title, kind }) => [title, kind]),
      [['Extract gate', 'refactor.extract']],
    );
    const edited = place.edited(actions[0]?.edit?.changes?.[uri]);
    assert.equal(edited, `gate block q {\n  h q;\n  t q;\n}\n\n${text.replace('h q;\n  t q;', 'block q;')}`);
    assert.deepEqual(actions[0]?.command?.arguments, [uri, new Text(edited).at('block')]);
    await editor.close(uri);
  });

  it('import what other files declare, by completion and by quick fix', async () => {
    const uri = 'file:///project/importing.qflow';
    const text = 'circuit a { qubit q; mine q; }\n';
    const place = new Text(text);
    const [fault] = await editor.open(uri, text);
    assert.ok(fault);
    const items = await editor.proposals(uri, place.at('mine', 2));
    const item = items.find(({ label }) => label === 'mine');
    assert.equal(item?.labelDetails?.description, 'my library.qflow');
    const imported = `import { mine } from "my library.qflow";\n\n${text}`;
    assert.equal(place.edited(item.additionalTextEdits), imported);
    const actions = await editor.request<CodeAction[]>('textDocument/codeAction', uri, undefined, {
      range: fault.range,
      context: { diagnostics: [fault] },
    });
    const action = actions.find(({ title }) => title === 'Import mine from "my library.qflow"');
    assert.equal(place.edited(action?.edit?.changes?.[uri]), imported);
    await editor.close(uri);
  });

  it('mend imports when files move', async () => {
    const edit = await editor.connection.sendRequest<WorkspaceEdit>('workspace/willRenameFiles', {
      files: [{ oldUri: library, newUri: 'file:///project/parts/other.qflow' }],
    });
    assert.deepEqual(Object.keys(edit.changes ?? {}).toSorted(), [closed, main]);
    assert.equal(
      new Text(closedText).edited(edit.changes?.[closed]),
      closedText.replace('my library.qflow', 'parts/other.qflow'),
    );
  });

  it('ask to show lenses anew when an imported file changes', async () => {
    editor.refreshed.length = 0;
    await editor.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: library, type: 2 }],
    });
    await eventually(() => editor.refreshed.includes('codeLens'));
  });

  it('point to the page of a diagnostic in the repository', async () => {
    const [fault] = await editor.open('file:///project/fault.qflow', 'circuit a { qubit q; hh q; }');
    const manifest: unknown = JSON.parse(
      await readFile(new URL('../../package.json', import.meta.url), 'utf8'),
    );
    const repository = String(Reflect.get(Object(Reflect.get(Object(manifest), 'repository')), 'url'));
    const href = fault?.codeDescription?.href ?? '';
    assert.equal(href, diagnosticPage(String(fault?.code)));
    assert.ok(href.startsWith(repository.replace(/\.git$/, '/')), href);
    const page = href.slice(href.indexOf('/docs/'));
    assert.ok((await readFile(new URL(`../..${page}`, import.meta.url), 'utf8')).length > 0);
  });

  it('answer with nothing at every place of a broken file rather than fail', async () => {
    const uri = 'file:///project/broken.qflow';
    const text =
      'import { a } from \ngate g( a { h\ncircuit c( { qubit[ q; cx q[0], \nworkflow w { task = sample(c(, ';
    await editor.open(uri, text);
    const document = TextDocument.create('', 'qflow', 1, text);
    for (let offset = 0; offset <= text.length; offset++) {
      const position = document.positionAt(offset);
      await Promise.all([
        ...['signatureHelp', 'documentHighlight', 'typeDefinition', 'prepareCallHierarchy'].map((feature) =>
          editor.request(`textDocument/${feature}`, uri, position),
        ),
        editor.request('textDocument/references', uri, position, { context: { includeDeclaration: true } }),
        editor.request('textDocument/selectionRange', uri, undefined, { positions: [position] }),
      ]);
    }
    for (const feature of ['foldingRange', 'semanticTokens/full', 'documentLink'])
      await editor.request(`textDocument/${feature}`, uri);
    await editor.close(uri);
  });
});

describe('the language server of an editor that lists no files', function () {
  this.timeout(60_000);
  it('finds the programs of the folder itself', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'qflow-'));
    await mkdir(path.join(folder, 'node_modules'));
    await mkdir(path.join(folder, 'inner folder'));
    const user = 'import "../a.qflow";\ncircuit u { qubit q; mine q; }\n';
    await writeFile(path.join(folder, 'inner folder', 'b.qflow'), user);
    await writeFile(path.join(folder, 'node_modules', 'c.qflow'), user);
    await writeFile(path.join(folder, 'a.qflow'), 'gate mine a { h a; }\n');
    const editor = await TestEditor.start({ folder: pathToFileURL(folder).href });
    const uri = pathToFileURL(path.join(folder, 'a.qflow')).href;
    await editor.open(uri, 'gate mine a { h a; }\n');
    const found = await editor.request<Location[]>(
      'textDocument/references',
      uri,
      { line: 0, character: 5 },
      { context: { includeDeclaration: false } },
    );
    assert.deepEqual(
      found.map((location) => location.uri),
      [pathToFileURL(path.join(folder, 'inner folder', 'b.qflow')).href],
    );
    assert.deepEqual(editor.logged, []);
    await editor.stop();
    await rm(folder, { recursive: true });
  });
});

/** Waits until something holds; the test's own time limit ends a wait in vain. */
async function eventually(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20));
}
