import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { samplePrograms, wholeLanguage } from './programs.test.ts';
import { parse } from './parse.ts';
import type { Dialect } from './tree.ts';
import { walk } from './walk.ts';

const dialects: readonly Dialect[] = ['qflow', 'openqasm3', 'openqasm2'];

/** Parses and asserts what holds of every tree: places lie in the text, inside each other, and so do diagnostics. */
function checkInvariants(text: string, dialect: Dialect): void {
  const { program, diagnostics } = parse(text, { dialect });
  const within = ({ start, end }: { readonly start: number; readonly end: number }): void => {
    assert.ok(
      start >= 0 && start <= end && end <= text.length,
      `[${start}, ${end}) in ${JSON.stringify(text)}`,
    );
  };
  walk(program, (node) => within(node.span));
  for (const { span, fixes, related } of diagnostics) {
    within(span);
    for (const edit of fixes?.flatMap((fix) => fix.edits) ?? []) within(edit.span);
    for (const place of related ?? []) within(place.span);
  }
}

// prettier-ignore
const fragments = [
  'circuit', 'workflow', 'task', 'gate', 'def', 'extern', 'observable', 'backend', 'import', 'include', 'test', 'noise',
  'qubit', 'bit', 'int', 'angle', 'array', 'complex', 'const', 'input', 'readonly', 'let', 'measure', 'reset', 'barrier',
  'delay', 'box', 'if', 'else', 'for', 'in', 'while', 'switch', 'case', 'default', 'return', 'break', 'end', 'cal',
  'ctrl', 'inv', 'pow', 'OPENQASM', 'from', 'as', 'sum', 'x', 'q', 'θ', '$0', '0', '1.5', '2im', '3ns', '0xf', '"01"',
  '"s"', '"', '(', ')', '[', ']', '{', '}', ';', ',', ':', '.', '@', '=', '+=', '->', '+', '-', '*', '**', '++', '!',
  '<', '==', '#dim', 'pragma p\n', '// c\n', '/*', '*/', '///', '§', '\n', '\u{1F600}',
];

const soup = fc
  .array(fc.constantFrom(...fragments), { maxLength: 60, size: 'max' })
  .map((parts) => parts.join(' '));
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80, size: 'max' }),
  fc.string({ maxLength: 80, size: 'max' }),
);

describe('parsing never throws, and places stay inside the text', () => {
  it('for every prefix of a program with every construct', () => {
    for (let end = 0; end <= wholeLanguage.length; end++)
      checkInvariants(wholeLanguage.slice(0, end), 'qflow');
  }).timeout(60_000);

  it('for every program from which one word or sign is missing', () => {
    for (const { index, 0: word } of wholeLanguage.matchAll(/[\p{L}\p{N}_]+|\S/gu)) {
      checkInvariants(wholeLanguage.slice(0, index) + wholeLanguage.slice(index + word.length), 'qflow');
    }
  }).timeout(60_000);

  it('for samples that end early', async () => {
    for (const [, text] of await samplePrograms()) {
      for (let end = 0; end < text.length; end += 7) checkInvariants(text.slice(0, end), 'qflow');
    }
  }).timeout(60_000);

  it('for tokens in any order', () => {
    fc.assert(fc.property(soup, fc.constantFrom(...dialects), checkInvariants), { numRuns: 3000 });
  }).timeout(60_000);

  it('for any characters', () => {
    fc.assert(fc.property(anyText, fc.constantFrom(...dialects), checkInvariants), { numRuns: 2000 });
  }).timeout(60_000);
});

describe('one fault gives one diagnostic', () => {
  it('when any one `;` of a program is missing', () => {
    for (const { index } of wholeLanguage.matchAll(/;(?=\n)/g)) {
      const { diagnostics } = parse(wholeLanguage.slice(0, index) + wholeLanguage.slice(index + 1));
      assert.deepEqual(
        diagnostics.map(({ code, span }) => [code, span.end]),
        [['QF1002', index]],
      );
    }
  });

  it('when any one closing parenthesis or square bracket is missing', () => {
    for (const { index } of wholeLanguage.matchAll(/[)\]]/g)) {
      const text = wholeLanguage.slice(0, index) + wholeLanguage.slice(index + 1);
      assert.equal(parse(text).diagnostics.length, 1, text.slice(index - 40, index + 40));
    }
  });
});

describe('deep nesting', () => {
  const times = 10_000;
  const deep: Readonly<Record<string, string>> = {
    'open parentheses': `x = ${'('.repeat(times)}`,
    'closed parentheses': `x = ${'('.repeat(times)}1${')'.repeat(times)}; h q;`,
    indices: `x = ${'a['.repeat(times)}1${']'.repeat(times)};`,
    sets: `x = ${'{'.repeat(times)}`,
    calls: `x = ${'f('.repeat(times)}`,
    types: 'complex['.repeat(times),
    casts: `x = ${'int['.repeat(times)}`,
    'blocks without an end': 'while (true) {'.repeat(times),
    blocks: 'while (true) {'.repeat(times) + '}'.repeat(times),
    conditions: 'if (x) '.repeat(times),
    alternatives: 'if (x) y q; else '.repeat(times),
    signs: `x = ${'-'.repeat(times)}1;`,
    'a chain of quotients': `x = 1${' / 1'.repeat(times)};`,
    'a power': `x = 1${' ** 1'.repeat(times)};`,
    members: `x = a${'.a'.repeat(times)};`,
    subscripts: `x = a${'[0]'.repeat(times)};`,
    measurements: `x = ${'measure '.repeat(times)}q;`,
    'mixed brackets': 'f([{('.repeat(times),
  };
  for (const [title, text] of Object.entries(deep)) {
    it(`of ${title} is reported once`, () => {
      const codes = parse(text).diagnostics.map(({ code }) => code);
      assert.equal(codes.filter((code) => code === 'QF1009').length, 1, codes.slice(0, 5).join());
      assert.ok(codes.length <= 3, `${codes.length} diagnostics`);
    });
  }

  // A hundred thousand times a hundred thousand steps would take minutes.
  for (const [opening, closing] of ['(}', 'q[)', '{]', 'int[}', '(;}'].map((signs) =>
    signs.split(/(?<=[([{])/),
  ))
    it(`of ${opening} that ${closing} does not close is read in proportion to its length`, () => {
      const text = (opening ?? '').repeat(200_000) + (closing ?? '').repeat(200_000);
      assert.ok(parse(text).diagnostics.some(({ code }) => code === 'QF1009'));
    }).timeout(60_000);

  it('is no matter of how many terms a sum has', () => {
    const { program, diagnostics } = parse(`x = 1${' + 2 * 1 - 1'.repeat(50_000)};`);
    assert.deepEqual(diagnostics, []);
    let integers = 0;
    walk(program, ({ kind }) => void (integers += kind === 'integer' ? 1 : 0));
    assert.equal(integers, 150_001);
  });
});
