import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { fixture } from './fixture.ts';
import { signatureHelp } from './signature-help.ts';

/** Checks the signature at `$0`; the active parameter stands in `«»`. */
async function check(marked: string, expected: string | undefined, files: Record<string, string> = {}) {
  const { model, offset } = await fixture(marked, files);
  const found = signatureHelp(model, offset);
  const span = found?.active === undefined ? undefined : found.parameters[found.active]?.span;
  const label = found?.label;
  const shown =
    span === undefined || label === undefined
      ? label
      : `${label.slice(0, span.start)}«${label.slice(span.start, span.end)}»${label.slice(span.end)}`;
  assert.equal(shown, expected, marked);
}

const trial = 'circuit trial(float angle, int n = 2) { qubit q; ry(angle) q; bit c = measure q; }\n';

describe('signature help', () => {
  it('follows the arguments of library calls, by place and by name', async () => {
    await check(
      `${trial}workflow w { task t = sample($0 }`,
      'sample(«circuit», on: backend?, shots: int?, seed: int?) -> samples',
    );
    await check(
      `${trial}workflow w { task t = sample(trial(0.1), seed: 3, shots: $0 }`,
      'sample(circuit, on: backend?, «shots: int?», seed: int?) -> samples',
    );
    await check(
      `${trial}workflow w { task t = sample(trial(0.1), $0); }`,
      'sample(circuit, on: backend?, shots: int?, seed: int?) -> samples',
    );
  });
  it('follows the parameters of circuits and functions, the nearest call first', async () => {
    const label = 'trial(«float angle», int n = 2)';
    await check(`${trial}workflow w { task t = sample(trial($0`, label);
    await check(`${trial}workflow w { task t = sample(trial((1 + 2), $0`, 'trial(float angle, «int n = 2»)');
    await check(`${trial}workflow w { task t = sample(trial(n: $0`, 'trial(float angle, «int n = 2»)');
    await check('def f(int a, bit b) -> int { return a; }\nint x = f(1, $0', 'f(int a, «bit b») -> int');
    await check('import { far } from "far.qflow"; workflow w { task t = sample(far($0 }', 'far(«float a»)', {
      'far.qflow': 'circuit far(float a) { qubit q; rx(a) q; bit c = measure q; }',
    });
  });
  it('follows the angles and qubits of gates', async () => {
    await check('circuit c { qubit[2] q; rx($0) q[0]; }', 'rx(«θ») q');
    await check('circuit c { qubit[2] q; cx q[0], $0 }', 'cx control, «target»');
    await check('circuit c { qubit[2] q; cx q[$0 }', 'cx «control», target');
    await check('circuit c { qubit[2] q; rx(0.1) $0 }', 'rx(θ) «q»');
    await check('circuit c { qubit[3] q; ctrl(2) @ x q[0], q[1], $0 }', 'x «q»');
    await check('circuit c { qubit[3] q; ctrl(2) @ x q[0], $0 }', 'x q');
    await check('gate mine(t) a, b { rx(t) a; }\ncircuit c { qubit[2] q; mine(1) q[0], $0', 'mine(t) a, «b»');
  });
  it('takes a call in noise for one of noise', async () => {
    await check(
      'noise lab = bit_flip(0.1, gates: $0',
      'bit_flip(p: float, «gates: gates?», qubits: qubits?) -> noise',
    );
    const { model, offset } = await fixture('noise lab = pauli(Z: $0');
    assert.ok(signatureHelp(model, offset)?.label.endsWith('-> noise'));
  });
  it('says nothing elsewhere', async () => {
    for (const text of [
      '$0',
      'circuit c { qubit q; h$0',
      '// sample($0',
      'circuit c { int i = ($0',
      'nothing($0',
    ])
      await check(text, undefined);
  });
});
