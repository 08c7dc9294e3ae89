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

  it('knows loops that never end, have no rounds, or more than can be unrolled', () => {
    check(`
circuit c {
  qubit q;
  bit b;
  while (true) { b = measure q; }
//       ^^^^ QF3016 This loop never ends: its condition always holds, and nothing in it leaves it.
  while (1 < 2) { b = measure q; if (b) { break; } }
  while (b) { b = measure q; }
  for int i in [3:0] { x q; }
//              ^^^ QF3017 This has no rounds: the range counts up, and its stop lies before its start.
  delay[-1ns] q;
//      ^^^^ QF5006 This time is -1ns, and it must be at least 0.
  for int i in [3:-1:0] { x q; }
  for int i in [0:100000000] { x q; }
//              ^^^^^^^^^^^ QF3101 The circuit takes more than 10,000,000 steps to unroll; the last of them are here.
  for int i in [0:99999] { for int j in [1:1000] { x q; } }
//              ^^^^^^^ QF3101
  for int i in [0:99999] { for int j in [1:1000] { break; } }
}
`);
  });

  it('knows constants that wrap', () => {
    check(`
int[64] a = 9223372036854775807 + 1;
//          ^^^^^^^^^^^^^^^^^^^^^^^ QF2025 9223372036854775807 + 1 is too large for int and wraps to -9223372036854775808.
const int b = 2 ** 70;
//            ^^^^^^^ QF2025
const int c = 3 ** 1000000000;
//            ^^^^^^^^^^^^^^^ QF2025
const int d = -(2 ** 62) * 2;
const int e = (-1) ** 1000000001;
const uint[8] f = uint[8](255) + uint[8](1);
int[8] g = int[8](100) * int[8](2);
//         ^^^^^^^^^^^^^^^^^^^^^^^ QF2025 int[8](100) * int[8](2) is too large for int[8] and wraps to -56.
`);
  });
});
