import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { analyse, parse } from '../../language/index.ts';
import { circuitDiagnostics } from '../lowering/circuit-diagnostics.ts';

/** The codes and the marked texts of what is said about a program without errors. */
function advice(text: string, limits = {}): string[] {
  const { program, diagnostics } = parse(text);
  const model = analyse({ uri: 'file:///a.qflow', text, program, syntaxDiagnostics: diagnostics }, new Map());
  return circuitDiagnostics(model, limits).map(
    ({ code, span }) => `${code} ${text.slice(span.start, span.end)}`,
  );
}

describe('advice about circuits', () => {
  it('tells of gates on what a measurement left, once, and only where they always come', () => {
    const start = 'circuit c { qubit[2] q; bit b; h q[0]; b = measure q[0];';
    assert.deepEqual(advice(`${start} cx q[0], q[1]; h q[0]; }`), ['QF3301 cx q[0], q[1];']);
    assert.deepEqual(advice(`${start} reset q[0]; h q[0]; }`), []);
    assert.deepEqual(advice(`${start} if (b) { x q[0]; } h q[0]; }`), []);
    assert.deepEqual(advice(`${start} x q[1]; }`), []);
  });

  it('tells of registers that are left out of the measurement', () => {
    assert.deepEqual(advice('circuit c { qubit[2] q; qubit r; h q; x r; bit[2] b = measure q; }'), [
      'QF3302 r',
    ]);
    assert.deepEqual(advice('circuit c { qubit[2] q; h q; }'), []);
    assert.deepEqual(advice('circuit c { qubit[2] q; h q; bit b = measure q[0]; }'), []);
  });

  it('finds statements that undo each other, also whole calls', () => {
    assert.deepEqual(advice('circuit c { qubit[2] q; h q[0]; x q[1]; h q[0]; }'), ['QF3303 h q[0];']);
    assert.deepEqual(advice('circuit c { qubit[2] q; cx q[0], q[1]; cx q[0], q[1]; }'), [
      'QF3303 cx q[0], q[1];',
    ]);
    assert.deepEqual(advice('circuit c { qubit q; s q; rx(0.3) q; rx(-0.3) q; sdg q; }').toSorted(), [
      'QF3303 rx(-0.3) q;',
      'QF3303 sdg q;',
    ]);
    const both = 'def f(qubit[2] q) { h q[0]; cx q[0], q[1]; } gate g a, b { h a; cx a, b; }';
    assert.deepEqual(advice(`${both} circuit c { qubit[2] q; g q[0], q[1]; inv @ g q[0], q[1]; }`), [
      'QF3303 inv @ g q[0], q[1];',
    ]);
  });

  it('leaves alone what cancels only sometimes, or not at all', () => {
    for (const body of [
      'h q[0]; barrier q[0]; h q[0];',
      'h q[0]; cx q[0], q[1]; h q[0];',
      'cx q[0], q[1]; cx q[1], q[0];',
      'for int i in [0:3] { x q[0]; }',
      'h q[0]; for int i in [0:1] { h q[i]; }',
      'negctrl @ x q[0], q[1]; cx q[0], q[1];',
      'bit b = measure q[1]; x q[0]; if (b) { x q[0]; }',
      'x q[0]; delay[10ns] q[0]; x q[0];',
    ])
      assert.deepEqual(advice(`circuit c { qubit[2] q; ${body} }`), [], body);
  });

  it('is silent where the program allows it', () => {
    assert.deepEqual(advice('@allow(QF3303)\ncircuit c { qubit q; x q; x q; }'), []);
    assert.deepEqual(advice('@allow(QF3301)\ncircuit c { qubit q; x q; x q; }'), ['QF3303 x q;']);
  });

  it('reports faults that show only when a circuit is unrolled, once, and none of its limits', () => {
    const text = 'circuit c { qubit[3] q; for int i in [0:4] { x q[i * i]; } }';
    assert.deepEqual(advice(text), ['QF2018 i * i']);
    assert.deepEqual(advice('circuit c { qubit q; for int i in [0:99] { x q; } }', { instructions: 10 }), []);
    assert.deepEqual(advice('circuit c(int n) { qubit[2] q; x q[n]; }'), []);
  });

  it('tells of noise that the defaults of inputs make impossible, once', () => {
    const uses = 'noise a = bit_flip(p); noise b = a + a;';
    assert.deepEqual(advice(`input float p = 1.5; ${uses}`), ['QF5006 p']);
    assert.deepEqual(advice(`input float p = 0.5; ${uses}`), []);
    assert.deepEqual(advice(`input float p; ${uses}`), []);
  });
});
