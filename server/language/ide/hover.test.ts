import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { gates } from '../../library/index.ts';
import { fixture } from './fixture.ts';
import { hover } from './hover.ts';

/** Checks that the hover at `$0` has every one of these pieces of text. */
async function check(
  marked: string,
  expected: readonly string[] | undefined,
  files: Record<string, string> = {},
) {
  const { model, offset } = await fixture(marked, files);
  const found = hover(model, offset);
  if (expected === undefined) return assert.equal(found, undefined);
  assert.ok(found, `no hover in ${marked}`);
  for (const piece of expected)
    assert.ok(found.markdown.includes(piece), `no ${piece} in\n${found.markdown}`);
  assert.ok(found.span.start <= offset && offset <= found.span.end);
}

describe('hover on gates', () => {
  it('explains every gate of the table', async () => {
    for (const { name, parameters, operands, title } of gates) {
      const angles = parameters.length === 0 ? '' : `(${parameters.map(() => 'pi').join(', ')})`;
      const qubits = operands.map((_, place) => `q[${place}]`).join(', ');
      await check(`circuit a { qubit[5] q; $0${name}${angles} ${qubits}; }`, [title, name]);
    }
  });
  it('shows the matrix for the angles that are given', async () => {
    await check('circuit a { qubit q; rx$0(pi) q; }', ['Rotation about x', 'θ = π', ' 0  -i', '-i   0']);
    await check('const float half = pi / 2; circuit a { qubit q; p$0(half) q; }', ['1  0', '0  i']);
    await check('circuit a { qubit q; $0h q; }', ['1/√2   1/√2', '1/√2  -1/√2']);
    await check('circuit a { qubit[2] q; $0cx q[0], q[1]; }', [
      '|target, control⟩',
      '1  0  0  0',
      'ctrl @ x control, target',
    ]);
  });
  it('shows no matrix where an angle is unknown', async () => {
    const { model, offset } = await fixture('circuit a(float t) { qubit q; r$0x(t) q; }');
    assert.ok(!hover(model, offset)?.markdown.includes('```text'));
  });
  it('shows what a gate is made of', async () => {
    await check('circuit a { qubit[2] q; $0iswap q[0], q[1]; }', ['xy(pi) a, b;']);
    await check('circuit a { qubit q; $0u2(0, 0) q; }', ['u3(pi/2, φ, λ) q;']);
    await check('/// Mine.\ngate mine(t) a { rx(t / 2) a; }\ncircuit c { qubit q; mi$0ne(1) q; }', [
      'Mine.',
      'rx(t / 2) a;',
    ]);
  });
});

describe('hover on names', () => {
  it('shows declarations with their documentation', async () => {
    await check('/// An angle.\nconst float a = pi / 2; const float b = $0a;', [
      'const float a = pi / 2;',
      'An angle.',
      '1.57',
    ]);
    await check('circuit c { qubit[2] q; h q$0; }', ['qubit[2] q;']);
    await check('circuit c { for int i in [0:3] { int j = $0i; } }', ['int i']);
    await check('/// Adds.\ndef f(int n) -> int { return n; }\ncircuit c { int i = f$0(1); }', [
      'def f(int n) -> int',
      'Adds.',
    ]);
    await check('const float a = $0pi;', ['3.14159']);
  });
  it('tells what is imported and from where', async () => {
    const files = {
      'other.qflow': '/// A pair.\ncircuit bell { qubit[2] q; h q[0]; bit[2] c = measure q; }',
    };
    const text = 'import { bell } from "other.qflow";\nworkflow w { task t = sample(be$0ll); }';
    await check(text, ['circuit bell', 'A pair.', 'other.qflow'], files);
  });
  it('explains calls, their arguments and results', async () => {
    const file = 'circuit bell { qubit q; bit c = measure q; }\n';
    await check(`${file}workflow w { task a = sa$0mple(bell, shots: 10); }`, [
      'Runs a circuit',
      '`shots` (int)',
      '.counts',
    ]);
    await check(`${file}workflow w { task a = sample(bell, sh$0ots: 10); }`, ['The number of repetitions']);
    await check(`${file}workflow w { task a = sample(bell); task b = sample(bell, shots: a.sh$0ots); }`, [
      'a.shots',
    ]);
    await check(`${file}workflow w { task a = sample(bell); task b = sample(bell, shots: $0a.shots); }`, [
      'task a = sample(bell);',
      '.probabilities',
    ]);
    await check('const float a = si$0n(1);', ['The sine']);
  });
  it('explains annotations and their arguments', async () => {
    const workflow = (mark: string) => `workflow w {\n  ${mark}\n  task a = 1;\n}`;
    await check(workflow('@re$0try(times: 3)'), [
      '**@retry**',
      '`times` (int)',
      '@retry(times: 3, delay: 20min)',
    ]);
    await check(workflow('@retry(ti$0mes: 3)'), ['How often it is tried again']);
    await check(workflow('@nothing$0(3)'), undefined);
  });
  it('explains noise, also where a call means something else elsewhere', async () => {
    await check('noise $0lab = pauli(X: 0.1);', ['noise lab = pauli(X: 0.1)']);
    await check('noise lab = pa$0uli(X: 0.1);', ['pauli(X: float?', '-> noise']);
    await check('observable o = pa$0uli("X");', ['-> observable']);
    await check('noise lab = pauli($0X: 0.1);', ['The probability of X.']);
    await check('noise lab = bit_flip(0.1, gates: two_q$0ubit);', ['every gate on two qubits']);
    await check('noise lab = bit_flip(0.1, gates: [h, c$0x]);', ['Controlled']);
  });
  it('counts what a circuit is made of', async () => {
    await check('circuit be$0ll { qubit[2] q; h q[0]; cx q[0], q[1]; bit[2] c = measure q; }', [
      '2 qubits',
      'h',
      'cx',
      'depth',
    ]);
  });
  it('tells the qubits of an observable, of a molecule without its integrals', async () => {
    await check('observable far$0 = Z[0] * X[4];', ['on 5 qubits']);
    await check('observable li$0h = 0.5 * hamiltonian(molecule("Li 0 0 0; H 0 0 1.6"));', ['on 12 qubits']);
  });
  it('says nothing about unknown names, comments and blank space', async () => {
    await check('circuit c { qubit q; unk$0nown q; }', undefined);
    await check('// h$0 q', undefined);
    await check('circuit c {  $0  }', undefined);
  });
});
