import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Random, atOnce } from '../server/base/index.ts';
import { parse } from '../server/language/index.ts';
import { readFragments } from '../server/language/syntax/read-fragments.ts';
import {
  type NamedText,
  declarationsProgram,
  flatProgram,
  libraryPrograms,
  samplePrograms,
} from './fuzz/programs.ts';
import { EditedProgram } from './fuzz/random-edits.ts';

/** Holds the statements of a text that is read in portions against those of the text in one piece. */
function check(text: string, name: string, portion: number): number {
  const { program, diagnostics } = parse(text, { uri: name });
  let rests = 0;
  const steps = readFragments(text, program.dialect, portion);
  const counted = (function* () {
    for (;;) {
      const { done, value } = steps.next();
      if (done === true) return value;
      rests++;
      yield;
    }
  })();
  const { version, fragments } = atOnce(counted);
  assert.deepEqual(
    fragments.flatMap(({ statements }) => statements),
    program.statements,
    `${name} in portions of ${portion}: ${text}`,
  );
  assert.deepEqual(
    fragments.flatMap(({ comments }) => comments),
    program.comments,
  );
  assert.deepEqual(
    fragments.flatMap((fragment) => fragment.diagnostics).slice(0, 1000),
    diagnostics.slice(0, 1000),
  );
  assert.deepEqual(version, program.version);
  return rests;
}

const programs: readonly NamedText[] = [
  ...samplePrograms,
  ...libraryPrograms,
  { name: 'declarations.qflow', text: declarationsProgram(200) },
  { name: 'flat.qasm', text: flatProgram(200) },
];

describe('a text that is read in portions', () => {
  for (const portion of [1, 40, 300, 2000])
    it(`of ${portion} equals one that is read at once`, () => {
      for (const { name, text } of programs) check(text, name, portion);
      assert.ok(check(declarationsProgram(200), 'declarations.qflow', portion) > 1, 'it rests');
    }).timeout(120_000);

  it('and broken at random does so too', () => {
    const random = new Random(11);
    for (const { name, text } of programs) {
      const program = new EditedProgram(text, random);
      for (let edit = 0; edit < 6; edit++) check(program.edit(), name, 40 + 60 * edit);
    }
  }).timeout(120_000);
});
