import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { check } from './check-fixture.test.ts';

describe('the qubits of a call', () => {
  it('are distinct', () => {
    check(`
def f(qubit a, qubit b) { cx a, b; }
def g(qubit[2] a, qubit b, int n) { cx a[0], b; }
qubit[3] q;
let tail = q[1:2];
f(q[0], q[1]);
f(q[0], q[0]);
//      ^^^^ QF3001 f is applied to q[0] twice.
g(tail, q[0], 1);
g(tail, q[2], 1);
//      ^^^^ QF3001 g is applied to q[2] twice.
g(q[0:1], q[-2], 2);
//        ^^^^^ QF3001 g is applied to q[1] twice.
`);
  });
});

describe('registers of any size and functions as parameters', () => {
  it('are taken by def, and nothing else is taken for them', () => {
    check(`
def every(qubit[] q) { const int n = sizeof(q); bit[n] c; ctrl(n - 1) @ z q; h q[0:1]; h q ++ q[0]; }
def apply(def f, qubit[] q) { f(q); for int i in [1:sizeof(q) - 1] { ctrl(i) @ x q[0:i]; } }
circuit c {
  qubit[3] q;
  qubit one;
  apply(every, q);
  every(one);
  apply(c, q);
  //    ^ QF2010 This is a circuit, and a def is needed.
  apply(2, q);
  //    ^ QF2010 This is int, and a def is needed.
  int n = every;
  //      ^^^^^ QF2004
}
def wrong(qubit[] q, int k) { bit[k] c; q(1); }
//                                ^ QF2013 k is not known before the run.
//                                      ^ QF2004
`);
  });

  it('let the registers of a controlled gate stand for their qubits', () => {
    check(`
circuit c {
  qubit[4] q;
  ctrl(3) @ x q;
  ctrl(2) @ swap q[0:2], q[3];
  ctrl(3) @ x q[0:1], q[3];
//          ^ QF3003 x acts on 4 qubits, and 2 are given.
  cx q[0:1];
//^^ QF3003
}
`);
  });
});

describe('gate calls', () => {
  it('take as many angles and qubits as the gate has', () => {
    check(`
gate two(a, b) p, q { cx p, q; rz(a + b) q; }
circuit c {
  qubit[3] q;
  rx q[0];
//^^ QF3002 rx takes 1 angle, and none are given.
  h(pi) q[0];
  //^^ QF3002 h takes 0 angles, and 1 is given.
  two(1, 2, 3) q[0], q[1];
  //        ^ QF3002
  cx q[0];
//^^ QF3003 cx acts on 2 qubits, and 1 is given.
  h q[0], q[1];
  //      ^^^^ QF3003
  ctrl @ x q[0], q[1];
  ctrl(2) @ x q[0], q[1];
  //        ^ QF3003 x acts on 3 qubits, and 2 are given.
  negctrl @ pow(0.5) @ inv @ x q[0], q[1];
  ctrl @ gphase(pi) q[0];
  gphase(pi);
  two(0.5, pi) q[0], q[1];
  rx(100ns) q[0];
  // ^^^^^ QF2010 This is duration, and an angle in radians is needed.
}
`);
  });

  it('act on different qubits', () => {
    const model = check(`
circuit c {
  qubit[4] q;
  qubit p;
  cx q[0], q[0];
  //       ^^^^ QF3001 cx is applied to q[0] twice.
  cx q[-1], q[3];
  //        ^^^^ QF3001
  cx q, q;
  //    ^ QF3001
  cx q, q[2];
  //    ^^^^ QF3001 cx is applied to q[2] twice.
  cx q[0:2], q[1:3];
  cx q[0:1], q[{0, 2}];
  //         ^^^^^^^^^ QF3001
  cx p, p;
  //    ^ QF3001 cx is applied to p twice.
  for int i in [0:3] { cx q[i], q[i]; }
  //                            ^^^^ QF3001 cx is applied to q[i] twice.
  for int i in [0:2] { cx q[i], q[i + 1]; }
  let a = q[1:2];
  cx a[0], q[1];
  //       ^^^^ QF3001 cx is applied to q[1] twice.
  cx a[0], q[2];
  let both = q[0:1] ++ q[3];
  cx both[2], q[3];
  //          ^^^^ QF3001
}
gate g a, b { cx a, a; cx a, b; }
//                  ^ QF3001 cx is applied to a twice.
`);
    assert.equal(model.diagnostics[0]?.related?.length, 1);
  });

  it('broadcast over registers of one size', () => {
    check(`
circuit c {
  qubit[2] p;
  qubit[3] q;
  cx p, q;
  //    ^ QF3004 The operands have 2 and 3 qubits.
  cx p, q[0:1];
  cx p, q[0];
}
`);
  });
});

describe('measurements', () => {
  it('give one bit for each qubit', () => {
    check(`
circuit c {
  qubit[2] q;
  bit[2] b = measure q;
  bit[3] d = measure q;
  //                 ^ QF3005 qubit[2] cannot be measured into bit[3].
  b = measure q;
  b[0] = measure q;
  //             ^ QF3005
  measure q[0] -> b[1];
  measure q -> d;
  //      ^ QF3005
  bit e = measure b;
  //              ^ QF3013
  int n = 0;
  n = measure q[0];
  //          ^^^^ QF3005
}
`);
  });
});

describe('bodies', () => {
  it('of gates are unitary', () => {
    check(`
gate g(t) a, b {
  h a;
  ctrl @ rz(t / 2) a, b;
  for int i in [0:2] { x a; }
  barrier a, b;
  reset a;
//^^^^^^^^ QF3006 A gate cannot contain a reset statement.
  measure a;
//^^^^^^^^^^ QF3006 A gate cannot contain a measurement.
  int n = 1;
//^^^^^^^^^^ QF3006
}
`);
  });

  it('do not call themselves', () => {
    check(`
gate g a { g a; }
//         ^ QF3007 g calls itself.
def f(int n) -> int { return f(n); }
//                           ^ QF3007
observable o = 2 * o;
//                 ^ QF3007
observable p = r + Z[0];
observable r = p;
//             ^ QF3007
`);
  });

  it('jump out of loops and functions only', () => {
    check(`
def f() -> int { return 1; }
def g() -> int { int n = 1; }
//         ^^^ QF3010 g promises int and never returns a value.
def h() { return 1; }
//               ^ QF2010
circuit c {
  break;
//^^^^^^ QF3008 break stands outside a loop.
  while (true) { break; }
  if (true) { continue; }
  //          ^^^^^^^^^ QF3008
  return;
//^^^^^^^ QF3009 return stands outside a def.
  int n = f();
}
`);
  });

  it('declare their qubits at the top and use them', () => {
    const model = check(`
circuit c {
  qubit[2] q;
  //       ^ QF3011 q is never used.
  for int i in [0:1] { qubit r; x r; }
  //                   ^^^^^^^^ QF3012 Qubits cannot be declared in a block.
}
def f() { qubit q; x q; }
//        ^^^^^^^^ QF3012 Qubits cannot be declared in a def.
`);
    assert.equal(model.diagnostics[0]?.unnecessary, true);
    assert.equal(model.diagnostics[0]?.severity, 'hint');
  });

  it('switch over constant labels', () => {
    check(`
circuit c(int n) {
  qubit q;
  switch (n) {
    case 1, 2 { x q; }
    case n { y q; }
    //   ^ QF2013
    default { z q; }
  }
}
`);
  });

  it('delay for durations', () => {
    check(`
circuit c {
  qubit q;
  delay[100ns] q;
  delay[5] q;
  //    ^ QF2010
  barrier q;
  box { x q; }
}
`);
  });

  it('hold no declarations of the file and no tasks', () => {
    check(`
  task t = 3;
//^^^^^^^^^^^ QF3018 This task cannot stand here: it belongs in a workflow or a test.
circuit a {
  qubit q;
  h q;
  circuit b { qubit p; h p; }
//^^^^^^^^^^^^^^^^^^^^^^^^^^^ QF3018 This circuit cannot stand here: it belongs at the top of the file, outside of every block.
  observable o = Z[0];
//^^^^^^^^^^^^^^^^^^^^ QF3018
  if (true) { workflow w { } }
//            ^^^^^^^^^^^^^^ QF3018
}
def f() { test "x" { } }
//        ^^^^^^^^^^^^ QF3018
for int i in [0:1] { noise n = bit_flip(0.1); }
//                   ^^^^^^^^^^^^^^^^^^^^^^^^ QF3018
`);
  });
});
