import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { after, before, describe, it } from 'mocha';
import { IPCMessageReader, IPCMessageWriter, createMessageConnection } from 'vscode-jsonrpc/node';
import type {
  CodeAction,
  CodeLens,
  DocumentSymbol,
  Hover,
  InitializeResult,
  Location,
  Position,
  TextEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { Random } from '../base/index.ts';
import {
  type RunnablesAnswer,
  type TaskGraphAnswer,
  runnablesRequest,
  taskGraphRequest,
} from '../protocol/index.ts';
import { TestEditor, sourceServer } from './test-editor.ts';

const bell = `/// A pair.
circuit bell {
  qubit[2] q;
  h q[0];
  cx q[0], q[1];
  bit[2] c = measure q;
}

workflow pairs {
  task some = sample(bell, shots: 4096);
}
`;

/** The position of the first place where `text` begins, moved by `by` characters. */
function at(source: string, text: string, by = 0): Position {
  const offset = source.indexOf(text) + by;
  assert.ok(offset >= by, `no ${text}`);
  const before = source.slice(0, offset).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

/** A text after edits that do not overlap. */
function applied(text: string, edits: readonly TextEdit[]): string {
  return TextDocument.applyEdits(TextDocument.create('', 'qflow', 1, text), [...edits]);
}

describe('the language server over stdio', function () {
  this.timeout(60_000);
  let editor: TestEditor;
  const library = 'file:///project/library.qflow';
  const files = new Map([[library, 'circuit shared { qubit q; h q; bit c = measure q; }\n']]);

  before(async () => {
    editor = await TestEditor.start({ files });
  });
  after(async () => {
    assert.deepEqual(editor.logged, []);
    assert.equal(await editor.stop(), 0);
  });

  it('tells what it can do', () => {
    const { capabilities, serverInfo } = editor.initialized;
    assert.equal(serverInfo?.name, 'QuantumFlow');
    assert.equal(capabilities.positionEncoding, 'utf-16');
    assert.equal(capabilities.hoverProvider, true);
  });

  it('reports faults with code, place and fixes, and clears them when they are mended', async () => {
    const uri = 'file:///project/faults.qflow';
    const wrong = bell.replace('cx q[0]', 'swapp q[0]');
    const [fault, ...others] = await editor.open(uri, wrong);
    assert.deepEqual(others, []);
    assert.match(String(fault?.code), /^QF\d{4}$/);
    assert.equal(fault?.severity, 1);
    assert.deepEqual(fault?.range, { start: at(wrong, 'swapp'), end: at(wrong, 'swapp', 5) });
    const actions = await editor.request<CodeAction[]>('textDocument/codeAction', uri, undefined, {
      range: fault?.range,
      context: { diagnostics: [fault] },
    });
    const [edit] = actions.flatMap((action) => action.edit?.changes?.[uri] ?? []);
    assert.equal(edit?.newText, 'swap');
    const found = await editor.change(uri, 2, [{ range: edit.range, text: edit.newText }]);
    assert.deepEqual(found, []);
  });

  it('answers about a file', async () => {
    const uri = 'file:///project/bell.qflow';
    assert.deepEqual(await editor.open(uri, bell), []);
    const items = await editor.proposals(uri, at(bell, '  h q', 2));
    assert.ok(items.some(({ label }) => label === 'ccx'));
    const hover = await editor.request<Hover>('textDocument/hover', uri, at(bell, 'cx q', 1));
    assert.match(JSON.stringify(hover.contents), /Controlled X/);
    const place = await editor.request<Location>('textDocument/definition', uri, at(bell, 'sample(bell', 8));
    assert.deepEqual(place, { uri, range: { start: at(bell, 'bell'), end: at(bell, 'bell', 4) } });
    const symbols = await editor.request<DocumentSymbol[]>('textDocument/documentSymbol', uri);
    assert.deepEqual(
      symbols.map(({ name, children = [] }) => [name, children.map((child) => child.name)]),
      [
        ['bell', ['q', 'c']],
        ['pairs', ['some']],
      ],
    );
    const lenses = await editor.request<CodeLens[]>('textDocument/codeLens', uri);
    assert.deepEqual(
      lenses.map(({ command }) => [command?.command, command?.arguments?.[0]]),
      [
        ['qflow.run', uri],
        ['qflow.run', uri],
        ['qflow.showTaskGraph', uri],
      ],
    );
  });

  it('answers the requests of its own protocol', async () => {
    const uri = 'file:///project/own.qflow';
    await editor.open(uri, bell);
    const graph = await editor.connection.sendRequest<TaskGraphAnswer>(taskGraphRequest, { uri });
    assert.deepEqual(
      graph?.nodes.map(({ name, detail }) => [name, detail]),
      [['some', 'bell · 4,096 shots']],
    );
    assert.equal(
      await editor.connection.sendRequest(taskGraphRequest, { uri: 'file:///absent.qflow' }),
      null,
    );
    const found = await editor.connection.sendRequest<RunnablesAnswer>(runnablesRequest, { uri });
    assert.deepEqual(found, [
      { kind: 'circuit', name: 'bell', line: 1 },
      { kind: 'workflow', name: 'pairs', line: 8 },
    ]);
  });

  it('tells what runs in files that are not open', async () => {
    const uri = 'file:///project/tests.qflow';
    files.set(uri, 'test "one" { assert 1 < 2; }\n\ntest "two" { assert 2 < 3; }\n');
    const found = await editor.connection.sendRequest<RunnablesAnswer>(runnablesRequest, { uri });
    assert.deepEqual(found, [
      { kind: 'test', name: 'one', line: 0 },
      { kind: 'test', name: 'two', line: 2 },
    ]);
    const absent = { uri: 'file:///project/absent.qflow' };
    assert.deepEqual(await editor.connection.sendRequest(runnablesRequest, absent), []);
  });

  it('formats', async () => {
    const uri = 'file:///project/format.qflow';
    const untidy = 'circuit a{\nqubit   q;\nh   q;}\n';
    await editor.open(uri, untidy);
    const edits = await editor.request<TextEdit[]>('textDocument/formatting', uri, undefined, {
      options: { tabSize: 2, insertSpaces: true },
    });
    const text = applied(untidy, edits);
    assert.equal(text, 'circuit a {\n  qubit q;\n  h q;\n}\n');
    const tidy = await editor.change(uri, 2, [{ text }]);
    assert.deepEqual(tidy, []);
  });

  it('counts columns in UTF-16 units', async () => {
    const uri = 'file:///project/units.qflow';
    const text = 'circuit a {\n  qubit q; /* 𝛉🙂 */ hh q;\n}\n';
    const [fault] = await editor.open(uri, text);
    assert.deepEqual(fault?.range.start, at(text, 'hh'));
  });

  it('reads imported files through the editor and follows their changes', async () => {
    const uri = 'file:///project/imports.qflow';
    const text = 'import { shared } from "library.qflow";\nworkflow w { task t = sample(shared); }\n';
    assert.deepEqual(await editor.open(uri, text), []);
    const place = await editor.request<Location>(
      'textDocument/definition',
      uri,
      at(text, 'sample(shared', 8),
    );
    assert.equal(place.uri, library);
    const broken = editor.diagnostics(uri, 1);
    files.set(library, 'circuit renamed { qubit q; h q; bit c = measure q; }\n');
    await editor.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: library, type: 2 }],
    });
    assert.ok((await broken).length > 0);
    const mended = editor.diagnostics(uri, 1);
    await editor.open(library, 'circuit shared { qubit q; h q; bit c = measure q; }\n');
    assert.deepEqual(await mended, []);
  });

  it('says once that a file is missing, and notices when it appears', async () => {
    const uri = 'file:///project/missing.qflow';
    const missing = 'file:///project/later.qflow';
    const [fault, ...others] = await editor.open(
      uri,
      'import { late } from "later.qflow";\nworkflow w { task t = sample(late); }\n',
    );
    assert.equal(fault?.code, 'QF6001');
    assert.deepEqual(others, []);
    const mended = editor.diagnostics(uri, 1);
    files.set(missing, 'circuit late { qubit q; h q; bit c = measure q; }\n');
    await editor.connection.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: missing, type: 1 }],
    });
    assert.deepEqual(await mended, []);
  });

  it('declines huge and binary files in one line and goes on', async () => {
    const huge = await editor.open('file:///project/huge.qflow', 'h q[0];\n'.repeat(650_000));
    assert.deepEqual(
      huge.map(({ code, severity }) => [code, severity]),
      [['QF6006', 3]],
    );
    const binary = await editor.open('file:///project/binary.qflow', '\0\u0001ELF\0\uFFFD'.repeat(1000));
    assert.deepEqual(
      binary.map(({ code }) => code),
      ['QF1012'],
    );
    const place = { line: 0, character: 0 };
    assert.deepEqual(await editor.proposals('file:///project/huge.qflow', place), []);
    assert.equal(await editor.request('textDocument/hover', 'file:///project/binary.qflow', place), null);
    assert.deepEqual(await editor.open('file:///project/empty.qflow', ''), []);
  });

  it('gives empty answers about files that are not open', async () => {
    const uri = 'file:///project/closed.qflow';
    await editor.open(uri, bell);
    await editor.close(uri);
    assert.equal(await editor.request('textDocument/hover', uri, at(bell, 'cx')), null);
    assert.deepEqual(editor.shown(uri), []);
  });

  it('answers after any edits as a fresh server does', async () => {
    const uri = 'file:///project/edited.qflow';
    const random = new Random(2026);
    let text = bell;
    await editor.open(uri, text);
    for (let version = 2; version < 302; version++) {
      const edit = randomEdit(text, random);
      const start = edit.start;
      const range = { start: positionAt(text, start), end: positionAt(text, edit.end) };
      text = text.slice(0, start) + edit.text + text.slice(edit.end);
      const last = editor.diagnostics(uri, version);
      void editor.change(uri, version, [{ range, text: edit.text }]);
      if (version % 25 === 0) await last;
      if (version % 100 === 1)
        assert.deepEqual(await answers(editor, uri, text, await last), await freshAnswers(uri, text));
    }
  });
});

describe('the language server over IPC', () => {
  it('starts, answers and ends', async () => {
    const child = fork(sourceServer, ['--node-ipc']);
    const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
    connection.listen();
    const parameters = { processId: process.pid, rootUri: null, capabilities: {} };
    const { serverInfo } = await connection.sendRequest<InitializeResult>('initialize', parameters);
    assert.equal(serverInfo?.name, 'QuantumFlow');
    const ended = once(child, 'exit');
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    assert.deepEqual(await ended, [0, null]);
  });
});

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const pieces = [
  'h q[0];\n',
  '}',
  '{',
  ' ',
  '\n',
  'q',
  '0',
  ';',
  'circuit z { ',
  '"',
  '/*',
  '*/',
  '🙂',
  '(',
  ')',
  'task t = ',
  'sample(bell)',
  '.',
];

function randomEdit(text: string, random: Random): Edit {
  const start = Math.floor(random.next() * (text.length + 1));
  const length = random.next() < 0.5 ? 0 : Math.floor(random.next() * 6);
  const piece = random.next() < 0.4 ? '' : (pieces[Math.floor(random.next() * pieces.length)] ?? '');
  return { start, end: Math.min(text.length, start + length), text: piece };
}

function positionAt(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split('\n');
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

/** What an editor would show for a file: diagnostics, outline, lenses, completions and hovers at several places. */
async function answers(editor: TestEditor, uri: string, text: string, diagnostics: readonly unknown[]) {
  const places = [0, 0.2, 0.4, 0.6, 0.8, 1].map((share) => positionAt(text, Math.floor(share * text.length)));
  return {
    diagnostics,
    symbols: await editor.request('textDocument/documentSymbol', uri),
    lenses: await editor.request('textDocument/codeLens', uri),
    completions: await Promise.all(places.map((place) => editor.proposals(uri, place))),
    hovers: await Promise.all(places.map((place) => editor.request('textDocument/hover', uri, place))),
  };
}

async function freshAnswers(uri: string, text: string) {
  const fresh = await TestEditor.start({ files: new Map() });
  const found = await answers(fresh, uri, text, await fresh.open(uri, text));
  assert.deepEqual(fresh.logged, []);
  await fresh.stop();
  return found;
}
