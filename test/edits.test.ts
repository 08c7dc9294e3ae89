import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Random } from '../server/base/index.ts';
import { Project, format, loadProject } from '../server/language/index.ts';
import { answersOf, factsOf } from './fuzz/model-facts.ts';
import {
  type NamedText,
  declarationsProgram,
  flatProgram,
  library,
  readProgram,
  samplePrograms,
  sampleUri,
} from './fuzz/programs.ts';
import { EditedProgram, chosen } from './fuzz/random-edits.ts';

/**
 * Edits a program so many times and holds what is known after each edit against what a fresh look at it finds: its
 * diagnostics, what the editor shows, and every so many edits all that there is to know.
 */
async function edited({ name, text }: NamedText, edits: number, random: Random, every = 1): Promise<void> {
  const uri = sampleUri(`edited-${name}`);
  const program = new EditedProgram(text, random);
  const read = async (wanted: string) => (wanted === uri ? program.text : readProgram(wanted));
  const project = new Project(read, library.href);
  await project.load(uri);
  for (let edit = 1; edit <= edits; edit++) {
    program.edit();
    const [model, fresh] = [await project.load(uri), await loadProject(uri, read, library.href)];
    assert.ok(model !== undefined);
    assert.deepEqual(model.diagnostics, fresh.diagnostics, program.text);
    const formatted = format(program.text, { uri }).text;
    assert.deepEqual(answersOf(model), { ...answersOf(fresh), formatted }, program.text);
    if (edit % every === 0) assert.deepEqual(factsOf(model), factsOf(fresh), program.text);
  }
}

const generated: readonly NamedText[] = [
  { name: 'declarations.qflow', text: declarationsProgram(60) },
  { name: 'flat.qasm', text: flatProgram(60) },
];

describe('a model that follows edits equals one of the text as it is', () => {
  it('in samples and short programs', async () => {
    const random = new Random(4);
    const programs = [...samplePrograms, ...generated, ...generated];
    for (let round = 0; round < 40; round++) await edited(chosen(random, programs), 20, random);
  }).timeout(600_000);

  for (const text of [declarationsProgram(10_000), flatProgram(10_000)]) {
    const name = text.startsWith('OPENQASM') ? 'long.qasm' : 'long.qflow';
    it(`in a program of 10,000 lines, ${name}`, async () => {
      await edited({ name, text }, 6, new Random(5), 6);
    }).timeout(600_000);
  }

  it('however far an edit reaches', async () => {
    const text = `const int n = 2;\ncircuit a {\n  qubit[n] q;\n  h q[1];\n}\nobservable o = Z[n];\nworkflow w {\n  task t = estimate(a, o);\n}\n`;
    let now = text;
    const read = async () => now;
    const project = new Project(read);
    await project.load('file:///a.qflow');
    const changes: readonly (readonly [string, string])[] = [
      ['n = 2', 'n = 1'],
      ['circuit a {', 'circuit a '],
      ['Z[n]', 'Z[n]; /*'],
      ['const int n = 2;\n', ''],
      ['h q[1]', 'foo q[1]'],
      ['task t', 'test t'],
    ];
    for (const [from, to] of changes)
      for (const next of [text.replace(from, to), text]) {
        now = next;
        const fresh = await loadProject('file:///a.qflow', read);
        const model = await project.load('file:///a.qflow');
        assert.deepEqual(model?.diagnostics, fresh.diagnostics, next);
      }
  });
});
