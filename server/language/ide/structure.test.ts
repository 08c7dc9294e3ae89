import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { atOnce } from '../../base/index.ts';
import { fixture } from './fixture.ts';
import { foldingRanges } from './folding-ranges.ts';
import { type InlayHintChoice, inlayHints } from './inlay-hints.ts';
import { selectionRanges } from './selection-ranges.ts';
import { semanticTokens } from './semantic-tokens.ts';

describe('folding ranges', () => {
  async function check(text: string, expected: readonly (readonly [number, number, string])[]) {
    const { model } = await fixture(text);
    assert.deepEqual(
      atOnce(foldingRanges(model)).map(({ startLine, endLine, kind }) => [startLine, endLine, kind]),
      expected,
    );
  }
  it('leave the line of the closing bracket', async () => {
    await check('circuit c {\n  qubit q;\n  if (true) {\n    h q;\n  }\n}\n', [
      [0, 4, 'code'],
      [2, 3, 'code'],
    ]);
    await check('workflow w {\n  task t = sample(\n    c,\n    shots: 3\n  );\n}\n', [
      [0, 4, 'code'],
      [1, 3, 'code'],
    ]);
    await check('circuit c { qubit q; }\n', []);
  });
  it('hold comments and imports together', async () => {
    await check(
      '// one\n// two\n\n/* a\n b */\nimport "a.qflow";\nimport "b.qflow";\nqubit q; // x\n// y\n',
      [
        [0, 1, 'comment'],
        [3, 4, 'comment'],
        [5, 6, 'imports'],
      ],
    );
  });
  it('are there in a file that is not closed', async () => {
    const { model } = await fixture('circuit c {\n  qubit q;\n  h q;\n');
    assert.ok(atOnce(foldingRanges(model)).some(({ startLine }) => startLine === 0));
  });
});

describe('selection ranges', () => {
  it('grow from the word to the file', async () => {
    const { model, offset } = await fixture('circuit c {\n  qubit[2] q;\n  rx(0.1 + al$0pha) q[0];\n}\n');
    const texts = selectionRanges(model, offset).map(({ start, end }) => model.text.slice(start, end));
    assert.deepEqual(texts.slice(0, 3), ['alpha', '0.1 + alpha', 'rx(0.1 + alpha) q[0];']);
    assert.equal(texts[3], 'qubit[2] q;\n  rx(0.1 + alpha) q[0];');
    assert.equal(texts.at(-1), model.text);
  });
  it('hold each other, wherever the cursor stands', async () => {
    const { model } = await fixture('circuit c { h q[ }\nworkflow w { task t = sample(c, ); } $');
    for (let offset = 0; offset <= model.text.length; offset++) {
      const spans = selectionRanges(model, offset);
      assert.ok(spans.length > 0);
      for (const [place, span] of spans.entries()) {
        const inner = spans[place - 1] ?? { start: offset, end: offset };
        assert.ok(span.start <= inner.start && inner.end <= span.end);
      }
    }
  });
});

describe('semantic tokens', () => {
  async function check(text: string, expected: readonly string[]) {
    const { model } = await fixture(text);
    const tokens = atOnce(semanticTokens(model)).map(({ span, type, modifiers }) =>
      [model.text.slice(span.start, span.end), type, ...modifiers].join(' '),
    );
    assert.deepEqual(tokens, expected);
  }
  it('tell qubits from bits and gates from functions', async () => {
    await check('gate g(t) a { rx(t) a; }\ncircuit c { qubit x; bit b = measure x; g(1) x; }', [
      'g gate declaration',
      't parameter declaration',
      'a qubit declaration',
      't parameter',
      'a qubit',
      'c circuit declaration',
      'x qubit declaration',
      'b variable declaration',
      'x qubit',
      'g gate',
      'x qubit',
    ]);
    await check('def f(qubit q, int n) { x q; }', [
      'f function declaration',
      'q qubit declaration',
      'n parameter declaration unused',
      'q qubit',
    ]);
  });
  it('tell noise', async () => {
    await check('noise a = bit_flip(0.1, gates: [cx, two_qubit]); noise b = a;', [
      'a noise declaration',
      'b noise declaration',
      'a noise',
    ]);
  });
  it('mark constants, tasks and what is not used', async () => {
    await check(
      'const int n = 2;\ncircuit c { qubit[n] q; int spare = 1; }\nworkflow w { task t = sample(c); }',
      [
        'n variable declaration readonly',
        'c circuit declaration',
        'n variable readonly',
        'q qubit declaration unused',
        'spare variable declaration unused',
        'w workflow declaration',
        't task declaration',
        'c circuit',
      ],
    );
  });
});

describe('inlay hints', () => {
  const all: InlayHintChoice = { resultTypes: true, argumentNames: true, circuitCosts: true, state: false };
  const none: InlayHintChoice = {
    resultTypes: false,
    argumentNames: false,
    circuitCosts: false,
    state: false,
  };
  const text =
    'circuit c(float angle) { qubit[2] q; rx(angle) q[0]; cx q[0], q[1]; bit[2] b = measure q; }\n' +
    'workflow w { task t = sample(c(0.1), shots: 3); let s = t.shots; }\n';
  async function shown(source: string, choice: InlayHintChoice) {
    const { model } = await fixture(source);
    const whole = { start: 0, end: source.length };
    return atOnce(inlayHints(model, whole, choice)).map(
      ({ offset, text: hint }) => `${model.text.slice(Math.max(0, offset - 3), offset)}|${hint}`,
    );
  }
  it('show types, names of arguments and costs', async () => {
    assert.deepEqual(await shown(text, all), [
      'k t|: samples',
      '(c(|angle:',
      't s|: int',
      'le)|depth 3, 1 two-qubit gate',
    ]);
  });
  it('can be switched off one by one', async () => {
    assert.deepEqual(await shown(text, none), []);
    assert.equal((await shown(text, { ...none, resultTypes: true })).length, 2);
    assert.equal((await shown(text, { ...none, argumentNames: true })).length, 1);
    assert.equal((await shown(text, { ...none, circuitCosts: true })).length, 1);
  });
  it('stay within the range and survive broken texts', async () => {
    const { model } = await fixture(text);
    assert.deepEqual(atOnce(inlayHints(model, { start: 0, end: 3 }, all)), []);
    assert.deepEqual(await shown('circuit c(float a { qubit q }\nworkflow w { task = sample(c(,', none), []);
    assert.ok(
      Array.isArray(await shown('circuit c(float a { qubit q }\nworkflow w { task = sample(c(,', all)),
    );
  });
});
