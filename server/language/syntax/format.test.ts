import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { dumpStatements } from './dump.test.ts';
import { format } from './format.ts';
import { parse } from './parse.ts';
import { samplePrograms, wholeLanguage } from './programs.test.ts';

/** Formats, and asserts that formatting again and the tree change nothing. */
function formatted(text: string, uri = 'a.qflow'): string {
  const result = format(text, { uri }).text;
  assert.equal(format(result, { uri }).text, result, `not stable: ${JSON.stringify(text)}`);
  assert.equal(dumpStatements(parse(result, { uri }).program), dumpStatements(parse(text, { uri }).program));
  return result;
}

const cases: Readonly<Record<string, readonly [text: string, expected: string]>> = {
  'spaces around operators and none inside brackets': [
    'x=-a+b*( c-1 ) ;\ny = q [ 0 : n-1 ];',
    'x = -a + b * (c - 1);\ny = q[0:n - 1];\n',
  ],
  'modifiers, angles and operands': [
    'ctrl( 2 )@inv @rx( pi/2 )q[0],q[1];',
    'ctrl(2) @ inv @ rx(pi / 2) q[0], q[1];\n',
  ],
  'named arguments, lists, sets and imports': [
    'import{a,b}from "x";\nbackend s=auto([a,b],prefer :cost);\nlet r=q[{0,1}];',
    'import { a, b } from "x";\nbackend s = auto([a, b], prefer: cost);\nlet r = q[{0, 1}];\n',
  ],
  'indentation of blocks': [
    'circuit a{\nqubit q;\nif(x){\nh q;\n}else{\nx q;\n}\n}',
    'circuit a {\n  qubit q;\n  if (x) {\n    h q;\n  } else {\n    x q;\n  }\n}\n',
  ],
  'one statement to a line where blocks end': [
    'for int i in [0:3] { h q; } x q; while (c) { y q; }',
    'for int i in [0:3] { h q; }\nx q;\nwhile (c) { y q; }\n',
  ],
  'blocks on one line': ['gate g a{h a;x a;}\ngate e a{}', 'gate g a { h a; x a; }\ngate e a {}\n'],
  'statements that the author put on one line': ['h a;h b;  h c;\nx a;', 'h a; h b; h c;\nx a;\n'],
  'at most one blank line': ['\n\nh a;\n\n\n\nx a;\n\n', 'h a;\n\nx a;\n'],
  'comments where they are': [
    '// top\nh a;   // behind\n\n  /* alone */\nx /* inside */ a;\ncircuit c { // open\n// own\n}',
    '// top\nh a; // behind\n\n/* alone */\nx /* inside */ a;\ncircuit c { // open\n  // own\n}\n',
  ],
  'line breaks inside statements': [
    'observable o = Z[0]\n+ Z[1];\ntask t = f(\na,\non: b\n);',
    'observable o = Z[0]\n  + Z[1];\ntask t = f(\n  a,\n  on: b\n);\n',
  ],
  'blocks by themselves': ['{int k=5;\n{x q;}}', '{\n  int k = 5;\n  { x q; }\n}\n'],
  'sums of noise': [
    'noise lab=bit_flip( 0.1,gates:[measure,cx] )\n+readout( p01:0.1 , p10:0.2 );',
    'noise lab = bit_flip(0.1, gates: [measure, cx])\n  + readout(p01: 0.1, p10: 0.2);\n',
  ],
  annotations: ['@ retry( times:3 )\n@cache\ntask a=f();', '@retry(times: 3)\n@cache\ntask a = f();\n'],
  'constructs that are left out': [
    'defcal  x $0{ a( ) ; }\ncal {  x=1  }\nh  q;',
    'defcal  x $0{ a( ) ; }\ncal {  x=1  }\nh q;\n',
  ],
  'line ends of the text': ['h a;\r\n\r\n\r\nx a;', 'h a;\r\n\r\nx a;\r\n'],
};

describe('formatting', () => {
  for (const [title, [text, expected]] of Object.entries(cases)) {
    it(`keeps or makes ${title}`, () => assert.equal(formatted(text), expected));
  }

  it('unfolds a block that is too long for one line', () => {
    const text = `circuit a { ${'h q; '.repeat(30)}}`;
    assert.equal(formatted(text), `circuit a {\n${'  h q;\n'.repeat(30)}}\n`);
  });

  it('leaves a text with syntax errors as it is', () => {
    const { text, diagnostics } = format('h   q\nx  q;');
    assert.equal(text, 'h   q\nx  q;');
    assert.equal(diagnostics[0]?.code, 'QF1002');
  });

  it('leaves a malformed number at the end of what is not supported as it is', () => {
    const { text, diagnostics } = format('cal { x 0xffrom');
    assert.equal(text, 'cal { x 0xffrom');
    assert.ok(diagnostics.some(({ code }) => code === 'QF1011'));
  });

  it('leaves the samples and a program with every construct nearly as they are', async () => {
    for (const [name, text] of [...(await samplePrograms()), ['whole.qflow', wholeLanguage] as const]) {
      const lines = formatted(text, name).split('\n');
      assert.equal(lines.length, text.split('\n').length, name);
    }
  });

  it('is stable and keeps the tree for any spacing of a program', () => {
    const parts = wholeLanguage.split(/(?<=\n)|(?<=[;{}(),])(?=[^\n])/);
    const gaps = fc.array(fc.constantFrom('', ' ', '\n', '\n\n\n', ' // c\n', ' /* c */ '), {
      minLength: parts.length,
      maxLength: parts.length,
    });
    fc.assert(
      fc.property(gaps, (chosen) => {
        formatted(
          parts.map((part, index) => part + (isInComment(parts, index) ? '' : chosen[index])).join(''),
        );
      }),
      { numRuns: 150 },
    );
  }).timeout(60_000);
});

/** Text must not be put into comments and documentation, where it would change what they say. */
function isInComment(parts: readonly string[], index: number): boolean {
  const before = parts.slice(0, index + 1).join('');
  const line = before.slice(before.lastIndexOf('\n') + 1);
  return (
    line.includes('//') || before.lastIndexOf('/*') > before.lastIndexOf('*/') || /\/\/\/.*\n$/.test(before)
  );
}
