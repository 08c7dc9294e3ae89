import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { check, modelOf } from './check-fixture.test.ts';
import { typeText } from './types.ts';
import type { Model } from './model.ts';
import { walk } from '../syntax/walk.ts';

describe('types', () => {
  it('must match in declarations, assignments and arguments', () => {
    const model = check(`
def f(int[8] n, qubit[2] q) -> float { return 0.5; }
circuit c {
  qubit[3] q;
  int[8] n = 1.5;
  //         ^^^ QF2010 This is float, and int[8] is needed.
  float x = 1;
  n = x;
  //  ^ QF2010 This is float, and int[8] is needed.
  n = int[8](x);
  bit[4] b = "0101";
  bit[4] d = "01010";
  //         ^^^^^^^ QF2010 This is bit[5], and bit[4] is needed.
  x = f(n, q[0:1]);
  x = f(n, q);
  //       ^ QF2010 This is qubit[3], and qubit[2] is needed.
  x = f(n);
  //  ^ QF2020 f takes 2 arguments, and 1 is given.
  rx("01") q;
  h n;
  //^ QF3013 This is int[8], and a qubit is needed.
  reset x;
  //    ^ QF3013
}
`);
    assert.deepEqual(
      model.diagnostics.find(({ code }) => code === 'QF2010')?.fixes?.[0]?.edits[0]?.text,
      'int[8](1.5)',
    );
  });

  it('of operands must fit the operator', () => {
    check(`
circuit c {
  qubit[2] q;
  int n = 1;
  duration d = 100ns;
  d = d + 1;
  //  ^^^^^ QF2011 + cannot be applied to duration and int.
  n = n + q;
  //  ^^^^^ QF2011
  n = n << 2;
  bool b = !(n > 1) && b2;
  //                   ^^ QF2001
  n = popcount(0.5);
  //  ^^^^^^^^^^^^^ QF2011 popcount cannot be applied to float.
  n = mod(1);
  //  ^^^ QF2020
  n += 0.5;
  //   ^^^ QF2010
  d *= d;
//^^^^^^^ QF2011
  cx q[0], q[1];
}
`);
  });

  it('of conditions are bool, bits or integers', () => {
    check(`
circuit c {
  qubit q;
  bit b = measure q;
  if (b) { x q; }
  if (b == 1) { x q; }
  if (0.5) { x q; }
  //  ^^^ QF2012 This is float, and a condition is true or false.
  while (q) { x q; }
  //     ^ QF2012
}
`);
  });

  it('of numbers hold what is written into them', () => {
    check(`
circuit c {
  int[4] a = 7;
  int[4] b = 8;
  //         ^ QF2014 8 does not fit int[4], which holds -8 to 7.
  uint[4] d = -1;
  //          ^^ QF2014
  bit[2] e = 4;
  //         ^ QF2014
  int big = 99999999999999999999999;
  //        ^^^^^^^^^^^^^^^^^^^^^^^ QF2014
  int[4] f = -8;
  int[4] h = 4 + 4;
  //         ^^^^^ QF2014
  bit[2] i = 1 << 1;
  uint g = 18446744073709551615;
}
`);
  });

  it('have sizes that are positive constants', () => {
    check(`
const int n = 3;
circuit c(int m) {
  qubit[n] q;
  qubit[0] r;
  //    ^ QF2015 0 is no possible size; it must be from 1 to 1000000.
  //       ^ QF3011
  qubit[-2] s;
  //    ^^ QF2015
  //        ^ QF3011
  qubit[m] t;
  //    ^ QF2013 m is not known before the run.
  //       ^ QF3011
  qubit[2.5] u;
  //    ^^^ QF2010
  //         ^ QF3011
  bit[60000000000] v;
  //  ^^^^^^^^^^^ QF2015
  array[int, 2, m * 2] w;
  //            ^ QF2013
  x q;
}
`);
  });

  it('keep what is wrong from being said twice', () => {
    check(`
circuit c {
  qubit[nope] q;
  //    ^^^^ QF2001
  x q[5];
  cx q[0], q;
  int a = nope2 + 1;
  //      ^^^^^ QF2001
  bit[2] b = a + nope2;
}
`);
  });
});

/** The values of the expressions that are written like this. */
function constantsOf(model: Model, source: string): readonly unknown[] {
  const found: unknown[] = [];
  walk(model.program, (node) => {
    if (node.kind === 'binary' && model.text.slice(node.span.start, node.span.end) === source)
      found.push(model.constantOf(node));
  });
  return found;
}

describe('constants', () => {
  it('have a value that is known before the run', () => {
    check(`
input int shots = 100;
const int n;
//        ^ QF2021 The constant n has no value.
const int m = shots + 1;
//            ^^^^^ QF2013 shots is not known before the run.
const float half = 1 / 2.0;
const int zero = 1 / 0;
//                   ^ QF2016 This cannot be computed: a division by zero has no result.
const float root = sqrt(-1.0);
//                 ^^^^^^^^^^ QF2016
circuit c {
  n = 2;
//^ QF2017 The constant n cannot be changed.
  shots = 3;
//^^^^^ QF2017 The input shots cannot be changed.
  for int i in [0:2] { i = 1; }
  //                   ^ QF2017
  int x = 1;
  x = 2;
  x /= 0;
  //   ^ QF2016
}
`);
  });

  it('are evaluated', () => {
    const model = modelOf(`
const int a = 2 ** 10 % 1000;
const uint[8] b = 200 + a;
const uint[8] mask = ~0;
const float c = sin(pi / 2) + b;
const bit[4] d = "01" ++ "10";
const array[int, 2, 2] e = {{1, 2}, {3, 4}};
const int f = e[1, 0] + sizeof(e);
const float g = c;
const bool h = a > 20 && !(b == 18) && mask == 255;
`);
    assert.deepEqual(model.diagnostics, []);
    const values = model.program.statements.map((statement) =>
      statement.kind === 'classical-declaration' && statement.initializer !== undefined
        ? model.constantOf(statement.initializer)
        : undefined,
    );
    assert.deepEqual(values, [
      24n,
      224n,
      -1n,
      225,
      9n,
      [
        [1n, 2n],
        [3n, 4n],
      ],
      5n,
      225,
      true,
    ]);
  });

  it('divide whole numbers without remainder, and say so', () => {
    const model = check(`
const int n = 7 / 2;
//            ^^^^^ QF2023 7 / 2 is 3 here: whole numbers divide without remainder.
const int m = n / 2;
//            ^^^^^ QF2023 n / 2 is 1 here: whole numbers divide without remainder.
const int exact = 8 / 2;
const float half = n / 2;
//                 ^^^^^ QF2023
const bit[3] b = "111";
const uint third = b / 2;
//                 ^^^^^ QF2023
`);
    const [first, second] = model.diagnostics.map(({ fixes }) => fixes?.[0]?.edits[0]?.text);
    assert.deepEqual([first, second], ['7.0', 'float(n)']);
    assert.ok(model.diagnostics.every(({ severity }) => severity === 'information'));
  });

  it('divide really where only a real number makes sense', () => {
    const text = `
const int n = 3;
const float t = 1/2;
const angle u = pi * (1 / 2);
const array[float, 2] pair = {1/4, -(3/4)};
const float root = sqrt(n / 4);
const float kept = (n - 1) / 1 + 1/2;
qubit q;
rx(n/2) q;
rz(abs(n/2) + 7 % 4) q;
pow(1 / 2) @ x q;
def f(float x) { }
f(1/8);
`;
    const model = check(text);
    const valuesOf = (source: string) => constantsOf(model, source);
    assert.deepEqual(valuesOf('1/2'), [0.5, 0.5]);
    assert.deepEqual(valuesOf('1 / 2'), [0.5, 0.5]);
    assert.deepEqual(valuesOf('n/2'), [1.5, 1.5]);
    assert.deepEqual([...valuesOf('1/4'), ...valuesOf('3/4'), ...valuesOf('n / 4')], [0.25, 0.75, 0.75]);
    assert.deepEqual(valuesOf('(n - 1) / 1 + 1/2'), [2.5]);
    assert.deepEqual(valuesOf('1/8'), [0.125]);
  });

  it('of OpenQASM 2 angles are real', () => {
    const model = modelOf(
      'OPENQASM 2.0;\\ninclude "qelib1.inc";\\nqreg q[1];\\nrx(1/2) q[0];'.replaceAll('\\\\n', '\\n'),
    );
    const call = model.program.statements.at(-1);
    assert.ok(call?.kind === 'gate-call' && call.angles[0] !== undefined);
    assert.equal(model.constantOf(call.angles[0]), 0.5);
    assert.equal(typeText(model.typeOf(call.angles[0])), 'float');
  });

  it('of OpenQASM 2 have powers and whole numbers of any size', () => {
    const head = 'OPENQASM 2.0;\ninclude "qelib1.inc";\nqreg q[1];\n';
    const angleOf = (text: string): unknown => {
      const model = modelOf(`${head}rx(${text}) q[0];`);
      assert.deepEqual(model.diagnostics, []);
      const call = model.program.statements.at(-1);
      return call?.kind === 'gate-call' && call.angles[0] && model.constantOf(call.angles[0]);
    };
    assert.equal(angleOf('pi^2/4'), Math.PI ** 2 / 4);
    assert.equal(angleOf('-2^2^3'), -(2 ** 8));
    assert.equal(angleOf('2^-1'), 0.5);
    assert.equal(angleOf('36893488147419103232/2'), 2 ** 64);
    const { diagnostics } = modelOf(head.replace('q[1]', 'q[36893488147419103232]'));
    assert.ok(diagnostics.some(({ code }) => code === 'QF2014'));
  });
});

describe('indices', () => {
  it('stay inside the register, in loops too', () => {
    const model = check(`
circuit c {
  qubit[3] q;
  bit[3] b;
  x q[3];
  //  ^ QF2018 Index 3 is out of range: q has 3 elements, numbered 0 to 2.
  x q[-3];
  x q[-4];
  //  ^^ QF2018
  for int i in [0:2] { cx q[i], q[i + 1]; }
  //                              ^^^^^ QF2018 Index 3 is out of range: q has 3 elements, numbered 0 to 2.
  for int i in [0:1] { cx q[i], q[i + 1]; }
  for int i in [0:2] { if (i < 2) { cx q[i], q[i + 1]; } }
  for int i in [0:5] { if (i == 3) { break; } x q[i]; }
  for int i in [2:-1:0] { x q[2 - i]; }
  h q[1:3];
  //    ^ QF2018
  h q[{0, 5}];
  //      ^ QF2018
  b[4] = 1;
  //^ QF2018
  array[int, 2] a = {1, 2};
  int n = a[2];
  //        ^ QF2018
}
`);
    assert.equal(model.diagnostics[0]?.related?.[0]?.message, 'q has 3 elements.');
  });

  it('are whole numbers on something that has elements', () => {
    check(`
gate g a { x a[0]; }
//           ^^^^ QF2019 A single qubit cannot be indexed because it has no elements.
circuit c {
  qubit q;
  x q[0];
  //^^^^ QF2019
  qubit[2] r;
  x r[0.5];
  //  ^^^ QF2010
  x r[1:0];
  //  ^^^ QF2022
  x r[0:0:1];
  //    ^ QF2022
  array[int, 2, 2] a;
  int n = a[0, 0, 0];
  //      ^^^^^^^^^^ QF2019
  float f = 0.5;
  f = f[0];
  //  ^^^^ QF2019
}
`);
  });
});
