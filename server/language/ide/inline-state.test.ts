import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { atOnce } from '../../base/index.ts';
import { fixture } from './fixture.ts';
import { hover } from './hover.ts';
import { inlayHints } from './inlay-hints.ts';

async function hovered(marked: string): Promise<string> {
  const { model, offset } = await fixture(marked);
  return hover(model, offset)?.markdown ?? assert.fail(`no hover in ${marked}`);
}

async function check(marked: string, expected: readonly string[]): Promise<void> {
  const text = await hovered(marked);
  for (const piece of expected) assert.ok(text.includes(piece), `no ${piece} in\n${text}`);
}

describe('hover on an operand', () => {
  it('shows the state behind its statement', async () => {
    await check('circuit c { qubit[2] q; h $0q[0]; cx q[0], q[1]; }', [
      '| `q[0]` | 0.5 | 0.5 | (1, 0, 0) | 1 | 0 bit |',
      '|00⟩ 50%, |01⟩ 50%',
    ]);
    await check('circuit c { qubit[2] q; h q[0]; cx q[0], $0q[1]; }', [
      '| `q[1]` | 0.5 | 0.5 | (0, 0, 0) | 0.5 | 1 bit |',
      '`|q[1], q[0]⟩`: |00⟩ 50%, |11⟩ 50%',
    ]);
    await check('circuit c { qubit[2] q; x q[1]; h $0q; }', [
      '| `q[0]` |',
      '| `q[1]` | 0.5 | 0.5 | (-1, 0, 0)',
    ]);
  });
  it('follows loops, aliases, functions and gates', async () => {
    await check('circuit c { qubit[3] q; for int i in [0:2] { x $0q[i]; } }', [
      'last of 3 times',
      '|111⟩ 100%',
    ]);
    await check('circuit c { qubit[3] q; let a = q[1:2]; x $0a; }', ['| `q[1]` | 0 | 1', '| `q[2]` | 0 | 1']);
    await check('def f(qubit a) { x $0a; }\ncircuit c { qubit[2] q; f(q[1]); }', [
      '| `q[1]` | 0 | 1',
      '|10⟩',
    ]);
    await check('gate g a { x $0a; }\ncircuit c { qubit[2] q; g q[1]; }', ['| `q[1]` | 0 | 1', '|10⟩']);
  });
  it('takes defaults of parameters, and says what it misses otherwise', async () => {
    await check('circuit c(float t = pi) { qubit q; rx(t) $0q; }', ['| `q` | 0 | 1']);
    await check('circuit c(float t) { qubit q; rx(t) $0q; }', ['No state is shown: t has no value']);
    await check('circuit c { qubit[13] q; x $0q[1]; }', ['the circuit has 13 qubits']);
    await check('circuit c { qubit q; for int i in [1:6000] { x $0q; } }', ['No state is shown']);
    await check('circuit c { qubit q; bit b; while (!b) { reset q; b = measure q; } x $0q; }', [
      'does not end within 20,000 steps',
    ]);
  });
  it('follows the likelier outcome of a measurement and says so', async () => {
    await check('circuit c { qubit[2] q; bit b; ry(2) q[0]; b = measure q[0]; if (b) { x $0q[1]; } }', [
      '| `q[1]` | 0 | 1',
      'On the course where q[0] gave 1: probability 0.7081',
    ]);
  });
  it('says nothing of states at declarations and in files with errors', async () => {
    assert.ok(!(await hovered('circuit c { qubit[2] $0q; x q[0]; }')).includes('Behind'));
    assert.ok(!(await hovered('circuit c { qubit[2] q; x $0q[0]; y q[5]; }')).includes('Behind'));
  });
});

describe('hints of states', () => {
  const choice = { resultTypes: false, argumentNames: false, circuitCosts: false, state: true };
  it('stand at the ends of lines that change qubits', async () => {
    const { model } = await fixture(
      'circuit c {\n  qubit[2] q;\n  int n = 1;\n  h q[0]; x q[1]; // mixed\n  cx q[0], q[1];\n}',
    );
    const whole = { start: 0, end: model.text.length };
    const found = atOnce(inlayHints(model, whole, choice)).map(
      ({ offset, text }) => `${model.text.slice(offset - 5, offset)}: ${text}`,
    );
    assert.deepEqual(found, ['mixed: |10⟩ 50%, |11⟩ 50%', 'q[1];: |01⟩ 50%, |10⟩ 50%']);
  });
});
