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

  it('take secrets, which nobody may write out', () => {
    check(`
workflow w {
  let key = secret("api.key");
  task a = http("https://x.org", token: key, headers: [["X-Key", secret("x.key")], ["Accept", "text/plain"]]);
  task b = python("b.py", key: key);
  task c = http("https://x.org", token: "hunter2");
  //                                    ^^^^^^^^^ QF6010
  task d = http("https://x.org", headers: [["Authorization", "Bearer hunter2"]]);
  //                                                         ^^^^^^^^^^^^^^^^ QF6010
  task e = http("https://x.org", headers: [["Accept"]]);
  //                                       ^^^^^^^^^^ QF2010
  task f = http("https://x.org", headers: [["Accept", 3]]);
  //                                                  ^ QF2010 This is int, and text or secret is needed.
  task g = shell("upload", api_token: "hunter2");
  //                                  ^^^^^^^^^ QF6010
  task h = http("https://x.org", headers: "Accept: text/plain");
  //                                      ^^^^^^^^^^^^^^^^^^^^ QF2010
}
`);
  });
});
