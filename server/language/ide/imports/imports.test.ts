import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parse } from '../../index.ts';
import { complete } from '../completion/completion.ts';
import type { Elsewhere } from '../completion/import-proposals.ts';
import { fixture } from '../fixture.ts';
import { edited } from '../refactor/lines.ts';
import { importPath } from './import-path.ts';
import { importablesOf } from './importable.ts';
import { editsForMoves } from './moved-files.ts';

const library = 'file:///test/std/';
const shared = 'file:///test/parts/shared.qflow';
const sharedText = `/// Turns.
gate turn(angle) a { rx(angle) a; }
circuit pair(float x) { qubit q; rx(x) q; }
const float half = 0.5;
float running = 1;
def twice(float x) -> float { return 2 * x; }
observable up = Z[0];
noise some = depolarizing(0.1);
`;
const elsewhere: Elsewhere = {
  all: [
    ...importablesOf(shared, sharedText),
    ...importablesOf(`${library}fourier.qflow`, 'def qft(qubit[] q) { }'),
  ],
  files: ['file:///test/main.qflow', shared, 'file:///test/old%20one.qasm'],
  library,
};

async function proposed(marked: string) {
  const { model, offset } = await fixture(marked);
  return { model, items: complete(model, offset, elsewhere) };
}

/** The text after a proposal's changes elsewhere in the file. */
async function afterImport(marked: string, label: string): Promise<string> {
  const { model, items } = await proposed(marked);
  const item = items.find((one) => one.label === label && one.edits !== undefined);
  assert.ok(item, `no ${label} among ${items.map((one) => one.label).join()}`);
  return edited(model.text, item.edits ?? []);
}

describe('names of other files', () => {
  it('are what they declare at their top, with what they take', () => {
    assert.deepEqual(
      importablesOf(shared, sharedText).map(({ kind, name, parameters, operands }) => [
        kind,
        name,
        parameters,
        operands,
      ]),
      [
        ['gate', 'turn', ['angle'], ['a']],
        ['circuit', 'pair', ['x'], []],
        ['constant', 'half', [], []],
        ['function', 'twice', ['x'], []],
        ['observable', 'up', [], []],
        ['noise', 'some', [], []],
      ],
    );
  });

  it('are proposed where they are of use', async () => {
    const labels = async (marked: string) =>
      (await proposed(marked)).items.filter(({ edits }) => edits !== undefined).map(({ label }) => label);
    assert.deepEqual(await labels('circuit a { qubit q; $0 }'), ['turn', 'twice', 'qft']);
    assert.deepEqual(await labels('circuit a { qubit q; rx($0) q; }'), ['half', 'twice', 'qft']);
    assert.deepEqual(await labels('workflow w { task t = sample($0); }'), ['pair']);
    assert.deepEqual(await labels('gate turn a { h a; }\ncircuit a { qubit q; $0 }'), ['twice', 'qft']);
    assert.deepEqual(await labels('circuit a { qubit q; inv @ $0 }'), ['turn']);
    assert.deepEqual(await labels('OPENQASM 3.0;\nqubit q;\n$0'), []);
  });

  it('bring their import: beside others of that file, behind all imports, or at the top', async () => {
    const body = 'circuit a { qubit q; $0 }\n';
    const plain = body.replace('$0', '');
    assert.equal(await afterImport(body, 'turn'), `import { turn } from "parts/shared.qflow";\n\n${plain}`);
    assert.equal(
      await afterImport(`// Mine.\n\n/// What it does.\n${body}`, 'turn'),
      `// Mine.\n\nimport { turn } from "parts/shared.qflow";\n\n/// What it does.\n${plain}`,
    );
    assert.equal(
      await afterImport(`import { pair } from "parts/shared.qflow";\n${body}`, 'turn'),
      `import { pair, turn } from "parts/shared.qflow";\n${plain}`,
    );
    assert.equal(
      await afterImport(`import "other.qflow";\n\n${body}`, 'turn'),
      `import "other.qflow";\nimport { turn } from "parts/shared.qflow";\n\n${plain}`,
    );
    assert.equal(
      await afterImport('circuit a { qubit q; rx($0) q; }', 'qft'),
      'import { qft } from "std/fourier.qflow";\n\ncircuit a { qubit q; rx() q; }',
    );
  });

  it('are found by the paths of the files of the workspace', async () => {
    const { items } = await proposed('import { a } from "$0";');
    const paths = items.map(({ label }) => label);
    assert.ok(paths.includes('parts/shared.qflow') && paths.includes('old one.qasm'), paths.join());
    assert.ok(!paths.includes('main.qflow'));
  });
});

describe('the path of an import', () => {
  it('is relative to the folder, and std/ for the standard library alone', () => {
    assert.equal(importPath('file:///a/b/c.qflow', 'file:///a/b/d.qflow'), 'd.qflow');
    assert.equal(importPath('file:///a/b/c.qflow', 'file:///a/d/e%20f.qflow'), '../d/e f.qflow');
    assert.equal(importPath('file:///a/c.qflow', 'file:///a/b/b.qflow'), 'b/b.qflow');
    assert.equal(importPath('file:///a/c.qflow', 'file:///a/std/b.qflow', library), './std/b.qflow');
    assert.equal(importPath('file:///a/c.qflow', `${library}grover.qflow`, library), 'std/grover.qflow');
    assert.equal(importPath('file:///a/c.qflow', 'vscode-vfs://host/b.qflow'), undefined);
  });
});

describe('moving files', () => {
  const moved = (uri: string, text: string, from: string, to: string) =>
    edited(text, editsForMoves({ uri, program: parse(text).program }, [{ from, to }], library));

  it('mends the imports of a file that moves, and those of others', () => {
    const text =
      'import { turn } from "parts/shared.qflow";\nimport "std/grover.qflow";\nimport "near.qflow";\n';
    const main = 'file:///test/main.qflow';
    assert.equal(
      moved(main, text, shared, 'file:///test/shared2.qflow'),
      text.replace('parts/shared.qflow', 'shared2.qflow'),
    );
    assert.equal(
      moved(main, text, main, 'file:///test/parts/main.qflow'),
      text.replace('parts/shared.qflow', 'shared.qflow').replace('near.qflow', '../near.qflow'),
    );
    assert.equal(
      moved(main, text, 'file:///test/parts', 'file:///test/more/pieces'),
      text.replace('parts/shared.qflow', 'more/pieces/shared.qflow'),
    );
    assert.equal(
      moved('file:///test/parts/a.qflow', 'import "shared.qflow";', 'file:///test/parts', 'file:///test/p2'),
      'import "shared.qflow";',
    );
    assert.equal(moved(main, text, 'file:///test/other.qflow', 'file:///test/x.qflow'), text);
  });
});
