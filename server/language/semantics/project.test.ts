import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Project, loadProject, resolveUri } from './project.ts';

type Files = Readonly<Record<string, string>>;

function reader(files: Files): (uri: string) => Promise<string | undefined> {
  return async (uri) => files[uri.replace('file:///project/', '')];
}

async function codes(files: Files, entry = 'main.qflow'): Promise<string[]> {
  const model = await loadProject(`file:///project/${entry}`, reader(files));
  return model.diagnostics.map(({ code, span }) => `${code} ${model.text.slice(span.start, span.end)}`);
}

const library = 'const int n = 2; gate g a { x a; } circuit bell { qubit[n] q; g q; } qubit own; x own;';

describe('imports', () => {
  it('bring all names of a file, or those that are listed', async () => {
    const all = 'import "lib.qflow"; circuit c { qubit[n] q; g q; } workflow w { task t = simulate(bell); }';
    assert.deepEqual(await codes({ 'main.qflow': all, 'lib.qflow': library }), []);
    const listed = 'import { g } from "lib.qflow"; circuit c { qubit[n] q; g q; }';
    assert.deepEqual(await codes({ 'main.qflow': listed, 'lib.qflow': library }), ['QF2001 n']);
    const unknown = 'import { bel } from "lib.qflow"; workflow w { task t = simulate(bel); }';
    assert.deepEqual(await codes({ 'main.qflow': unknown, 'lib.qflow': library }), ['QF6003 bel']);
  });

  it('resolve paths relative to the importing file', async () => {
    const files = {
      'main.qflow': 'import "parts/a.qflow"; circuit c { qubit q; a q; b q; }',
      'parts/a.qflow': 'import "../b.qflow"; gate a q { b q; }',
      'b.qflow': 'gate b q { x q; }',
    };
    assert.deepEqual(await codes(files), ['QF2001 b'], 'names of a file further away are not passed on');
  });

  it('make a whole OpenQASM program one circuit', async () => {
    const files = {
      'main.qflow':
        'import "qft.qasm" as qft; observable o = Z[7]; workflow w { task t = sample(qft, shots: 10); task u = estimate(qft, o); }',
      'qft.qasm': 'OPENQASM 2.0; include "qelib1.inc"; qreg q[2]; creg c[2]; h q; measure q -> c;',
    };
    assert.deepEqual(await codes(files), ['QF5010 o']);
    const none = { 'main.qflow': 'import "lib.qflow" as lib;', 'lib.qflow': 'gate g a { x a; }' };
    assert.deepEqual(await codes(none), ['QF6005 "lib.qflow"']);
  });

  it('of missing files are one fault', async () => {
    const text = 'import "none.qflow"; circuit c { qubit q; other q; }';
    assert.deepEqual(await codes({ 'main.qflow': text }), ['QF6001 "none.qflow"']);
    assert.deepEqual(
      await codes({ 'main.qflow': 'import "x.qasm" as x; workflow w { task t = sample(x); }' }),
      ['QF6001 "x.qasm"'],
    );
  });

  it('in a circle name the whole circle, whichever file is opened', async () => {
    const files = {
      'a.qflow': 'import "b.qflow";',
      'b.qflow': 'import "parts/c.qflow";',
      'parts/c.qflow': 'import "../a.qflow";',
      'main.qflow': 'import "b.qflow";',
    };
    const messages = async (entry: string): Promise<readonly string[]> => {
      const model = await loadProject(`file:///project/${entry}`, reader(files));
      return model.diagnostics.map(({ code, message }) => `${code} ${message}`);
    };
    const circle = (names: string) => [`QF6002 These files import each other: ${names}.`];
    assert.deepEqual(await messages('a.qflow'), circle('a.qflow → b.qflow → c.qflow → a.qflow'));
    assert.deepEqual(await messages('b.qflow'), circle('b.qflow → c.qflow → a.qflow → b.qflow'));
    assert.deepEqual(await messages('parts/c.qflow'), circle('c.qflow → a.qflow → b.qflow → c.qflow'));
    assert.deepEqual(await codes(files), ['QF6004 "b.qflow"'], 'it is not part of the circle');
    assert.deepEqual(await codes({ 'main.qflow': 'import "main.qflow";' }), ['QF6002 "main.qflow"']);
  });

  it('in a circle are mended where one of them is', async () => {
    const files: Record<string, string> = { 'a.qflow': 'import "b.qflow";', 'b.qflow': 'import "a.qflow";' };
    const project = new Project(reader(files));
    const first = await project.load('file:///project/a.qflow');
    assert.deepEqual(
      first?.diagnostics.map(({ code }) => code),
      ['QF6002'],
    );
    await project.update('file:///project/b.qflow', 'const int n = 1;');
    const second = await project.load('file:///project/a.qflow');
    assert.deepEqual(second?.diagnostics, []);
  });

  it('of files with errors say so', async () => {
    const files = { 'main.qflow': 'import "b.qflow";', 'b.qflow': 'const int n = m;' };
    assert.deepEqual(await codes(files), ['QF6004 "b.qflow"']);
  });

  it('include files of OpenQASM', async () => {
    const files = {
      'main.qasm': 'OPENQASM 3.0; include "stdgates.inc"; include "my.inc"; qubit q; mine q; h q;',
      'my.inc': 'gate mine a { U(0, 0, 0) a; }',
    };
    assert.deepEqual(await codes(files, 'main.qasm'), []);
    assert.deepEqual(
      await codes({ 'main.qasm': 'OPENQASM 3.0; include "no.inc"; qubit q; mine q;' }, 'main.qasm'),
      ['QF6001 "no.inc"'],
    );
  });
});

describe('a project', () => {
  it('checks a file again only when its text or an import has changed', async () => {
    const files: Record<string, string> = { 'lib.qflow': library, 'other.qflow': 'const int k = 1;' };
    let reads = 0;
    const project = new Project(async (uri) => {
      reads++;
      return files[uri.replace('file:///project/', '')];
    });
    const text = 'import "lib.qflow"; import "other.qflow"; const int m = n;';
    const first = await project.update('file:///project/main.qflow', text);
    assert.deepEqual(first.diagnostics, []);
    const again = await project.update('file:///project/main.qflow', text);
    assert.equal(again, first);
    const edited = await project.update('file:///project/main.qflow', `${text} const int z = 1;`);
    assert.notEqual(edited, first);
    assert.equal(edited.imports.get('lib.qflow'), first.imports.get('lib.qflow'));
    await project.update('file:///project/lib.qflow', 'const int other = 1;');
    const after = await project.update('file:///project/main.qflow', text);
    assert.deepEqual(
      after.diagnostics.map(({ code }) => code),
      ['QF2001'],
    );
    assert.equal(after.imports.get('other.qflow'), first.imports.get('other.qflow'));
    project.close('file:///project/lib.qflow');
    assert.deepEqual((await project.update('file:///project/main.qflow', text)).diagnostics, []);
    assert.ok(reads > 0);
  });

  it('gives an empty model for a missing file', async () => {
    const model = await loadProject('file:///project/none.qflow', async () => undefined);
    assert.deepEqual([model.text, model.circuits], ['', []]);
  });
});

describe('paths', () => {
  const table = [
    ['file:///a/b/c.qflow', 'd.qflow', 'file:///a/b/d.qflow'],
    ['file:///a/b/c.qflow', '../d e.qflow', 'file:///a/d%20e.qflow'],
    ['file:///a/b/c.qflow', './x/./d.qasm', 'file:///a/b/x/d.qasm'],
    ['file:///a/c.qflow', '/d.qflow', 'file:///d.qflow'],
    ['untitled:Untitled-1', 'd.qflow', 'untitled:d.qflow'],
    ['vscode-vfs://host/a/c.qflow', '../../../d.qflow', 'vscode-vfs://host/d.qflow'],
    ['file:///a/c.qflow', 'https://host/d.qflow', 'https://host/d.qflow'],
  ] as const;
  for (const [base, path, expected] of table) {
    it(`${path} in ${base}`, () => assert.equal(resolveUri(base, path), expected));
  }
});
