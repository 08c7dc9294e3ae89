import { describe, it } from 'mocha';
import { check } from './check-fixture.test.ts';

describe('calls that reach out of the workflow', () => {
  it('take any named values that are plain, and give what has four fields', () => {
    check(`
observable z = Z[0];
circuit c(float a) { qubit q; ry(a) q; }
workflow w {
  task a = python("a.py", x: 1, list: [0.5, 1], text: "hi", b: 1 < 2);
  task b = node("b.js", energy: a.value, all: a.values, more: a.table["x"], said: a.text);
  task d = estimate(c(b.value), z);
  task e = shell("ls", counts: sample(c(1)).counts);
  //                           ^^^^^^ QF2004
  task f = python();
  //       ^^^^^^ QF5004 python needs its argument script.
  task g = python("a.py", z: z);
  //                         ^ QF5030
  task h = http("http://localhost", method: "LOOK");
  //                                        ^^^^^^ QF5006
  task i = shell("ls", 3);
  //                   ^ QF5007
  task j = a.table;
  task k = a.nothing;
  //         ^^^^^^^ QF5008
}
`);
  });
});
