import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { neverCancelled } from '../../base/index.ts';
import { loadProject } from '../index.ts';
import { callItem, incomingCalls, outgoingCalls } from './call-hierarchy.ts';
import { documentHighlights } from './document-highlights.ts';
import { documentLinks } from './document-links.ts';
import { fixture } from './fixture.ts';
import { familyOf } from './model-family.ts';
import { references } from './references.ts';
import { prepareRename, rename } from './rename.ts';
import { typeDefinition } from './type-definition.ts';
import { workspaceSymbols } from './workspace-symbols.ts';

const root = 'file:///test/';

/** Models of two files of which the first declares what the second uses; the cursor is where `$0` stands. */
async function twoFiles(marked: string, importing: string) {
  const offset = marked.indexOf('$0');
  const texts = new Map([
    [`${root}a.qflow`, marked.replace('$0', '')],
    [`${root}b.qflow`, importing],
  ]);
  const read = (uri: string) => Promise.resolve(texts.get(uri));
  const user = await loadProject(`${root}b.qflow`, read);
  // Another reading of the declaring file, as when it is open in the editor.
  const model = await loadProject(`${root}a.qflow`, read);
  return { model, offset, family: familyOf([model, user]), texts };
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

const shared = 'circuit sh$0ared(float angle) {\n  qubit q;\n  rx(angle) q;\n  bit c = measure q;\n}\n';
const using = 'import { shared } from "a.qflow";\nworkflow w { task t = sample(shared(angle: 0.1)); }\n';

describe('references', () => {
  it('are found in every file that knows the name', async () => {
    const { model, offset, family, texts } = await twoFiles(shared, using);
    const places = (includesDeclaration: boolean) =>
      references(model, offset, family, includesDeclaration).map(
        ({ uri, span }) => `${uri.slice(root.length)}:${lineOf(texts.get(uri) ?? '', span.start)}`,
      );
    assert.deepEqual(places(true), ['a.qflow:1', 'b.qflow:1', 'b.qflow:2']);
    assert.deepEqual(places(false), ['b.qflow:1', 'b.qflow:2']);
  });
  it('of a local name stay in its scope, in broken files too', async () => {
    const { model, offset } = await fixture(
      'circuit a { qubit q; h $0q; hh q[ }\ncircuit b { qubit q; h q; }\n',
    );
    const found = references(model, offset, [model], true);
    assert.ok(found.length >= 2);
    assert.ok(found.every(({ span }) => span.start < model.text.indexOf('circuit b')));
  });
});

describe('document highlights', () => {
  it('tell where a value is put in', async () => {
    const { model, offset } = await fixture(
      'circuit c { qubit q; bit[2] $0b; int i = 0; b[i] = measure q; measure q -> b[1]; if (b[0]) { x q; } }',
    );
    assert.deepEqual(
      documentHighlights(model, offset).map(({ kind }) => kind),
      ['write', 'write', 'write', 'read'],
    );
    const inner = await fixture('circuit c { bit[2] b; int $0i = 0; b[i] = true; i += 1; }');
    assert.deepEqual(
      documentHighlights(inner.model, inner.offset).map(({ kind }) => kind),
      ['write', 'read', 'write'],
    );
  });
});

describe('rename', () => {
  async function renamed(marked: string, name: string) {
    const { model, offset } = await fixture(marked);
    const result = rename(model, offset, [model], name);
    if (result.kind === 'refused') return result.reason;
    let { text } = model;
    for (const { edits } of result.files)
      for (const { span, text: written } of edits.toReversed())
        text = text.slice(0, span.start) + written + text.slice(span.end);
    return text;
  }
  it('changes a name wherever it is written, across files', async () => {
    const { model, offset, family } = await twoFiles(shared, using);
    const result = rename(model, offset, family, 'common');
    assert.ok(result.kind === 'renaming');
    assert.deepEqual(
      result.files.map(({ uri, edits }) => [uri, edits.length]),
      [
        [`${root}a.qflow`, 1],
        [`${root}b.qflow`, 2],
      ],
    );
  });
  it('changes the names of arguments with the parameter', async () => {
    const { model, offset, family } = await twoFiles(
      shared.replace('$0', '').replace('float angle', 'float an$0gle'),
      using,
    );
    const result = rename(model, offset, family, 'turn');
    assert.ok(result.kind === 'renaming');
    assert.deepEqual(
      result.files.map(({ edits }) => edits.length),
      [2, 1],
    );
  });
  it('changes noise in sums and backends', async () => {
    const text = (name: string) =>
      `noise ${name} = bit_flip(0.1); noise all = ${name} + ${name}; backend b = simulator(noise: ${name});`;
    assert.equal(await renamed(text('lab').replace('all = l', 'all = $0l'), 'device'), text('device'));
  });
  it('keeps what other names mean', async () => {
    assert.equal(await renamed('circuit c { qubit q$0; h q; }', 'p'), 'circuit c { qubit p; h p; }');
    assert.equal(await renamed('circuit c$0 { qubit q; h q; }', 'q'), 'circuit q { qubit q; h q; }');
    assert.equal(await renamed('circuit c { qubit q$0; qubit p; cx q, p; }', 'p'), 'p is declared already.');
    assert.equal(await renamed('circuit c { qubit q$0; h q; }', 'h'), 'h is used from the library.');
    assert.equal(
      await renamed('const int a$0 = 1; circuit c { int b = 2; int d = a + b; }', 'b'),
      'b is declared already.',
    );
  });
  it('refuses library names and what is no name', async () => {
    const { model, offset } = await fixture('circuit c { qubit q; $0h q; }');
    assert.deepEqual(prepareRename(model, offset), {
      kind: 'refused',
      reason: 'h belongs to the library and keeps its name.',
    });
    for (const name of ['', '1a', 'a b', 'if', 'qubit', 'a;', '"a"'])
      assert.match(await renamed('circuit c { qubit q$0; h q; }', name), /not a name/, name);
    assert.match(await renamed('OPENQASM 2.0;\nqreg q$0[2];\nU(0,0,0) q[0];\n', '3'), /not a name/);
    assert.match(await renamed('circuit $0', 'a'), /no name here/);
  });
});

describe('type definition', () => {
  async function check(marked: string, declared: string | undefined) {
    const { model, offset } = await fixture(marked);
    const found = typeDefinition(model, offset);
    assert.equal(found && model.text.slice(found.span.start).startsWith(declared ?? ''), declared && true);
  }
  it('goes from tasks to circuits and from aliases to registers', async () => {
    const circuit = 'circuit pair(float a) { qubit q; bit c = measure q; }\n';
    await check(`${circuit}workflow w { task t$0 = sample(pair(0.1)); }`, 'pair(float');
    await check('circuit c { qubit[4] q; let half$0 = q[0:1]; h half; }', 'q; let');
    await check('noise part = bit_flip(0.1); noise who$0le = phase_flip(0.1) + part;', 'part = bit');
    await check('circuit c { qubit$0 q; }', undefined);
    await check('workflow w { task t$0 = ', undefined);
  });
});

describe('workspace symbols', () => {
  it('are the declarations with the letters of the query', async () => {
    const { family } = await twoFiles(shared, using);
    const found = (query: string) =>
      workspaceSymbols(family, query, neverCancelled).map(({ name, container }) =>
        [container, name].join('.'),
      );
    assert.deepEqual(found('SRD'), ['.shared']);
    assert.deepEqual(found(''), ['.shared', 'shared.q', 'shared.c', '.w', 'w.t']);
    assert.deepEqual(workspaceSymbols(family, '', { isCancellationRequested: true }), []);
  });
});

describe('document links', () => {
  it('are the paths of files that exist', async () => {
    const { model } = await fixture('import "other.qflow";\nimport "absent.qflow";\nimport "', {
      'other.qflow': 'gate g a { h a; }',
    });
    assert.deepEqual(
      documentLinks(model).map(({ span, uri }) => [model.text.slice(span.start, span.end), uri]),
      [['other.qflow', `${root}other.qflow`]],
    );
  });
});

describe('call hierarchy', () => {
  it('leads from a gate to its users and from a circuit to what it uses', async () => {
    const { model, offset, family } = await twoFiles(
      'gate mi$0ne a { h a; }\ncircuit c { qubit q; mine q; mine q; }\n',
      'import { mine, c } from "a.qflow";\nworkflow w { task t = sample(c); }\nqubit q;\nmine q;\n',
    );
    assert.equal(callItem(model, offset)?.name, 'mine');
    const calls = incomingCalls(model, offset, family, neverCancelled);
    assert.deepEqual(
      calls.map(({ item, spans }) => [item.kind, item.name, spans.length]),
      [
        ['circuit', 'c', 2],
        ['program', 'main', 1],
      ],
    );
    const circuit = model.text.indexOf('circuit c') + 8;
    assert.deepEqual(
      outgoingCalls(model, circuit).map(({ item, spans }) => [item.name, spans.length]),
      [['mine', 2]],
    );
    assert.deepEqual(
      incomingCalls(model, circuit, family, neverCancelled).map(({ item }) => item.name),
      ['w'],
    );
    assert.equal(callItem(model, 0), undefined);
  });
});
