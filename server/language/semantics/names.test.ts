import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { check, modelOf } from './check-fixture.test.ts';

describe('a block by itself', () => {
  it('keeps its names to itself', () => {
    check(`
qubit q;
{ int k = 5; k = 6; reset q; qubit r; }
//                           ^^^^^^^^ QF3012
//                                 ^ QF3011
  k = 7;
//^ QF2001
reset q;
`);
  });
});

describe('names', () => {
  it('must be declared', () => {
    check(`
circuit c {
  qubit[2] q;
  int n = m + 1;
  //      ^ QF2001 There is nothing called m here.
  rx(thetaa) q[0];
  // ^^^^^^ QF2001
  hh q[1];
//^^ QF2001 There is nothing called hh here.
}
`);
  });

  it('are declared once in a block, and may be reused in an inner one', () => {
    check(`
const int a = 1;
const int a = 2;
//        ^ QF2002 a is already declared here.
circuit c {
  int a = 3;
  for int i in [0:2] { int a = i; }
  bit b;
  float b;
  //    ^ QF2002
}
gate g(t, t) q, q { x q; }
//        ^ QF2002
//              ^ QF2002
`);
  });

  it('are known from their declaration on', () => {
    check(`
const int a = b;
//            ^ QF2003 b is used before it is declared.
const int b = 1;
gate first q { second q; }
//             ^^^^^^ QF2003
gate second q { x q; }
circuit c { qubit[late] q; first q; }
const int late = 2;
`);
  });

  it('let circuits, observables, backends and workflows stand in any order', () => {
    check(`
workflow w { task t = estimate(c, o, on: sim, shots: n); }
const int n = 10;
backend sim = simulator(seed: 1);
observable o = p + Z[0];
observable p = X[0];
circuit c { qubit q; x q; }
`);
  });

  it('are of the kind that the place needs', () => {
    check(`
circuit c {
  qubit[2] q;
  int n = 1;
  q q[0];
//^ QF2004 q is a qubit register, not a gate.
  n = x;
  //  ^ QF2004 x is a gate, not a value.
  n = n(1);
  //  ^ QF2004 n is a variable, not a function.
}
workflow w { }
`);
  });

  it('of the program are not seen by circuits, nor inputs by gates', () => {
    check(`
input float theta = 0.5;
const float phi = 0.25;
qubit[2] q;
x q;
int n = 2;
gate g a { rx(theta) a; rz(phi) a; }
//            ^^^^^ QF2005 theta is declared outside, and a gate cannot see it.
def f() -> int { return n; }
//                      ^ QF2005 n is declared outside, and a def cannot see it.
circuit c { qubit p; rx(theta) p; x q; }
//                                  ^ QF2005 q is declared outside, and a circuit cannot see it.
`);
  });

  it('of types exist', () => {
    check(`
circuit c(flaot t) {
//        ^^^^^ QF2006 There is no type called flaot.
  qubit q;
  rx(t) q;
}
`);
  });

  it('of gates need the standard include in OpenQASM, which is said once', () => {
    const model = check(`OPENQASM 3.0;
qubit[2] q;
gate mine a { U(0, 0, 0) a; }
  h q[0];
//^ QF2007 h is defined in "stdgates.inc", which this file does not include.
cx q[0], q[1];
mine q[0];
gphase(pi);
`);
    assert.deepEqual(model.diagnostics[0]?.fixes?.[0]?.edits, [
      { span: { start: 13, end: 13 }, text: '\ninclude "stdgates.inc";' },
    ]);
    check('OPENQASM 3.0;\ninclude "stdgates.inc";\nqubit[2] q;\nh q[0]; cx q[0], q[1]; u2(0, 1) q[0];');
    check('OPENQASM 2.0;\ninclude "qelib1.inc";\nqreg q[2];\nh q[0]; cx q[0], q[1]; cu1(pi/2) q[0], q[1];');
    check('OPENQASM 2.0;\nqreg q[2];\nU(0, 0, 1/2) q[0];\nCX q[0], q[1];');
  });

  it('of the library may be taken by the user', () => {
    check(`OPENQASM 2.0;
include "qelib1.inc";
gate ch a, b { h b; cx a, b; }
gate cH a, b { ch a, b; }
qreg q[2];
cH q[0], q[1];
`);
  });

  it('that a broken line may have declared are not reported elsewhere, nor anything on that line', () => {
    const codes = (text: string) => modelOf(text).diagnostics.map(({ code }) => code.slice(0, 3));
    assert.deepEqual(codes('circuit c {\n qubit[2 q;\n x q[0]; h q[7];\n}'), ['QF1']);
    assert.deepEqual(codes('circuit c {\n qubit[2] ;\n x q[0]; h p;\n}'), ['QF1']);
    assert.deepEqual(codes('circuit c {\n qubit[2] q;\n x q[0; y r;\n h s;\n}'), ['QF1', 'QF2']);
  });

  it('are suggested when they are misspelt', () => {
    const { diagnostics } = modelOf(
      'circuit c { qubit[2] qubits; hadamard qubits; x qubit_s; swp qubits[0], qubits[1]; }',
    );
    assert.deepEqual(
      diagnostics.map(({ code, help }) => [code, help]),
      [
        ['QF2001', 'Declare it, import it, or correct its spelling.'],
        ['QF2001', 'Did you mean qubits?'],
        ['QF2001', 'Did you mean swap?'],
      ],
    );
    assert.deepEqual(diagnostics[2]?.fixes, [
      { title: 'Change to swap', edits: [{ span: diagnostics[2]?.span, text: 'swap' }] },
    ]);
  });
});
