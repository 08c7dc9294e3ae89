import { describe, it } from 'mocha';
import { check } from './check-fixture.test.ts';

describe('advice', () => {
  it('marks what is never reached', () => {
    check(`
circuit c {
  qubit q;
  for int i in [0:3] {
    if (i == 2) { break; x q; }
    //                   ^^^^ QF3014 This is never reached.
    h q;
  }
  bit b = measure q;
  end;
  x q;
//^^^^ QF3014
}
def f(int n) -> int { return n; }
`);
  });

  it('marks parameters that nothing reads', () => {
    check(`
gate g(t) a, b { x a; }
//     ^ QF3015 t is never used.
//           ^ QF3015 b is never used.
gate nothing(t) a { }
def f(int n, qubit q) { x q; }
//        ^ QF3015
circuit c(float angle) { qubit q; rx(angle) q; }
observable o(int k) = Z[0];
//               ^ QF3015
`);
  });

  it('tells of names that hide others', () => {
    check(`
const int n = 2;
gate g(theta) a { rx(theta) a; }
def f(int n) -> int { return n; }
//        ^ QF2024 This n hides another one of the same name.
circuit c { qubit[n] q; for int i in [0:1] { int i = 2; x q[i]; } }
//                                               ^ QF2002
`);
  });

  it('knows the names of quarter turns', () => {
    check(`
circuit c {
  qubit q;
  rz(pi / 2) q;
//^^^^^^^^^^ QF3304 rz(pi / 2) is s up to a global phase.
  p(-pi / 2) q;
//^^^^^^^^^^ QF3304 p(-pi / 2) is sdg.
  rx(3.141592653589793) q;
//^^^^^^^^^^^^^^^^^^^^^ QF3304
  ry(5 * pi) q;
//^^^^^^^^^^ QF3304 ry(5 * pi) is y up to a global phase.
  ry(pi / 2) q;
  rz(pi / 4) q;
  ctrl @ rz(pi) q, q;
//                 ^ QF3001
  const float t = pi;
  rz(t) q;
}
`);
  });
});
