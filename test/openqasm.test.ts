import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { run } from '../server/workflow/run-fixture.test.ts';

/** A part of the OpenQASM 3.1 specification: a program, and what holds at its end. */
interface Feature {
  readonly title: string;
  readonly program: string;
  /** Conditions, each of which has to hold. */
  readonly holds: readonly string[];
}

const features: readonly Feature[] = [
  {
    title: 'integers wrap at their width',
    program:
      'int[8] a = 127; a += 1; uint[8] u = 255; u += 1; uint[16] m = 300; m *= 300; int[4] n = -8; n -= 1;',
    holds: ['a == -128', 'u == 0', 'm == 90000 - 65536', 'n == 7'],
  },
  {
    title: 'integers divide towards zero, and the remainder has the sign of the dividend',
    program: 'int a = -7; int b = 2; int c = 7; int d = -2;',
    holds: ['a / b == -3', 'c / d == -3', 'a % b == -1', 'c % d == 1', 'mod(a, 3) == -1'],
  },
  {
    title: 'literals of every base and form',
    program:
      'int a = 0xff; int b = 0o17; int c = 0b1010; int d = 1_000; float e = 1.5e-3; float f = .5; float g = 2.;',
    holds: ['a == 255', 'b == 15', 'c == 10', 'd == 1000', 'e * 2000 == 3.0', 'f + g == 2.5'],
  },
  {
    title: 'angles are taken modulo a full turn',
    program: 'angle[4] a = pi; angle[4] b = a * 3; angle[8] c = 3 * pi / 2; angle[8] d = c + c;',
    holds: ['a == b', 'bit[4](a) == "1000"', 'bit[8](d) == "10000000"', 'a / angle[4](pi / 2) == 2'],
  },
  {
    title: 'bit strings, their elements and slices',
    program:
      'bit[4] b = "0101"; bit[4] c = b[0:1] ++ b[2:3]; bit[2] e = b[{3, 0}]; b[1] = 1; b[2:3] = "10"; bit[4] s = b[-1:-1:0];',
    holds: ['c == "0101"', 'e == "10"', 'b == "1011"', 's == "1101"', 'int[4]("1111") == -1'],
  },
  {
    title: 'operators on bits',
    program: 'bit[8] a = "10110010"; bit[8] b = "00001111"; bool t = true;',
    holds: [
      ...['(a & b) == "00000010"', '(a | b) == "10111111"', '(a ^ b) == "10111101"', '~a == "01001101"'],
      ...['(a << 2) == "11001000"', '(a >> 4) == "00001011"', 'popcount(a) == 4', '!(t && false) || false'],
      ...['rotl(a, 3) == "10010101"', 'rotr(a, 3) == "01010110"', 'rotl(a, -3) == rotr(a, 3)'],
    ],
  },
  {
    title: 'complex numbers',
    program:
      'complex[float[64]] z = (1.0 + 2.0im) * (3.0 - 1.0im); complex[float[64]] q = z / (1.0im); complex r = exp(1im * pi);',
    holds: [
      'real(z) == 5.0',
      'imag(z) == 5.0',
      'q == 5.0 - 5.0im',
      'real(r) == -1.0',
      'abs(imag(r)) < 1e-12',
    ],
  },
  {
    title: 'the built-in functions',
    program: 'const float x = 0.3; float y = 2.0;',
    holds: [
      ...['arcsin(sin(x)) - x < 1e-12', 'arccos(cos(x)) - x < 1e-12', 'arctan(tan(x)) - x < 1e-12'],
      ...[
        'ceiling(x) == 1',
        'floor(-x) == -1',
        'exp(log(y)) - y < 1e-12',
        'pow(y, 3.0) == 8.0',
        'sqrt(y * y) == y',
      ],
      ...[
        'mod(7.5, y) == 1.5',
        'abs(pi - π) == 0.0',
        'τ == 2 * π',
        'euler == ℇ',
        'y ** 3 == 8.0',
        '-y ** 2 == -4.0',
      ],
    ],
  },
  {
    title: 'arrays of several dimensions, their slices and sizes',
    program:
      'array[int[32], 2, 3] m = {{1, 2, 3}, {4, 5, 6}}; m[0, 1:2] = m[1, 0:1]; array[int[32], 3] row = m[1];',
    holds: [
      'm[0][0] == 1',
      'm[0, 1] == 4',
      'm[0, 2] == 5',
      'row[2] == 6',
      'm[-1, -1] == 6',
      'sizeof(m) == 2',
      'sizeof(m, 1) == 3',
    ],
  },
  {
    title: 'constants, casts and compile-time sizes',
    program:
      'const int n = 3; const float half = n / 6.0; bit[n + 1] b = "1010"; int[n * 2] i = int[6](b); float f = float(i); bool t = bool(i);',
    holds: [
      'half == 0.5',
      'i == 10',
      'f == 10.0',
      't',
      'uint[4](b) == 10',
      'int(2.9) == 2',
      'bit[4](uint[4](5)) == "0101"',
    ],
  },
  {
    title: 'for over sets, ranges with steps, arrays and registers',
    program:
      'int s = 0; int d = 0; int e = 0; float a = 0; array[float, 3] fs = {0.5, 1.5, 2.0}; bit[3] b = "110"; for int i in {1, 5, 10} s += i; for int i in [10:-3:1] { d = d * 10 + i; } for float f in fs { a += f; } for bit c in b { e = 2 * e + int(c); }',
    holds: ['s == 16', 'd == 10741', 'a == 4.0', 'e == 3'],
  },
  {
    title: 'while, break, continue and end',
    program:
      'int w = 0; int odd = 0; while (true) { w += 1; if (w == 7) break; if (w % 2 == 0) continue; odd += w; }',
    holds: ['w == 7', 'odd == 9'],
  },
  {
    title: 'switch with several values, and its default',
    program:
      'int a = 0; int b = 0; int t = 4; switch (t) { case 1, 4 { a = 1; } case 2 { a = 2; } default { a = 3; } } switch (t + 1) { case 1 { b = 1; } default { b = 9; } }',
    holds: ['a == 1', 'b == 9'],
  },
  {
    title: 'functions with values, arrays by reference and results',
    program:
      'def f(int[32] n, mutable array[int[32], 3] a) -> int[32] { a[0] = n; return n * n; } def g(readonly array[int[32], 3] a) -> int[32] { return a[0] + a[2]; } array[int[32], 3] arr = {0, 0, 5}; int[32] r = f(7, arr);',
    holds: ['r == 49', 'arr[0] == 7', 'g(arr) == 12'],
  },
  {
    title: 'functions of qubits with measurement and early return',
    program:
      'qubit[2] q; def flip(qubit t, bit when) -> bit { if (when) { x t; return measure t; } reset t; return measure t; } bit one = flip(q[0], 1); bit zero = flip(q[1], 0);',
    holds: ['one == 1', 'zero == 0'],
  },
  {
    title: 'aliases, index sets, concatenation and broadcast of qubits',
    program:
      'qubit[4] q; let odd = q[{1, 3}]; let both = odd ++ q[0:0]; x both[0:1]; cx odd, q[{0, 2}]; bit[4] r = measure q;',
    holds: ['r == "1111"'],
  },
  {
    title: 'gates with modifiers: controls, inverses and powers',
    program:
      'qubit[3] q; gate twice(t) a { pow(2) @ rx(t) a; } x q[0]; twice(pi / 2) q[0]; negctrl @ x q[0], q[1]; inv @ pow(1 / 2) @ x q[2]; inv @ pow(0.5) @ x q[2]; ctrl(2) @ x q[1], q[2], q[0];',
    holds: ['measured == "111"'],
  },
  {
    title: 'the phase of U, of gphase under a control, and of any power',
    program:
      'qubit q; qubit c; h c; ctrl @ U(2 * pi, 0, 0) c, q; ctrl @ gphase(pi) c; ctrl @ pow(0.5) @ rz(4 * pi) c, q; z c; h c; bit r = measure c;',
    holds: ['r == 0'],
  },
  {
    title: 'measurement in both spellings, and reset',
    program: 'qubit[2] q; bit[2] a; bit b; x q; measure q -> a; reset q[0]; b = measure q[0];',
    holds: ['a == "11"', 'b == 0'],
  },
  {
    title: 'timing: durations, their ratios, delays, boxes, barriers and stretches',
    program:
      'qubit[2] q; stretch g; duration d = 100ns; duration e = 2 * d + 1us; delay[e] q[0]; box [2us] { x q[0]; } box { x q[1]; } barrier q[0], q[1]; barrier; float ratio = e / d; duration f = 1ms; bit[2] r = measure q;',
    holds: ['abs(ratio - 12.0) < 1e-9', 'e > d', 'abs(f / 1us - 1000.0) < 1e-9', 'r == "11"'],
  },
  {
    title: 'annotations and pragmas, which change nothing here',
    program: 'pragma vendor.option on\nqubit q;\n@vendor.note any text { at all\nx q;\nbit r = measure q;',
    holds: ['r == 1'],
  },
  {
    title: 'externs that are declared and not called',
    program: 'extern classify(float[64], bit[8]) -> bit; extern tell(int); int a = 1;',
    holds: ['a == 1'],
  },
  {
    title: 'scopes, which hide outer names',
    program: 'int a = 1; if (true) { int a = 2; a += 1; } { int a = 5; }',
    holds: ['a == 1'],
  },
];

function programOf({ program, holds }: Feature): string {
  const measured = holds.some((condition) => condition.includes('measured'))
    ? 'bit[3] measured = measure q;'
    : '';
  const conditions = holds.map(
    (condition, place) => `output bit ok${place}; ok${place} = bool(${condition});`,
  );
  return `OPENQASM 3.1;\ninclude "stdgates.inc";\n${program}\n${measured}\n${conditions.join('\n')}\n`;
}

describe('OpenQASM 3.1', () => {
  for (const feature of features) {
    it(feature.title, async () => {
      const { document } = await run(programOf(feature), {
        shots: 1,
        uri: 'test:/main.qasm',
        file: 'main.qasm',
      });
      const result = document.results['main'];
      assert.ok(result?.kind === 'samples', JSON.stringify(document.diagnostics));
      // The last output stands at the left.
      const [outcome = ''] = Object.keys(result.counts ?? {});
      const failed = feature.holds.filter((_, place) => outcome.split(' ').at(-1 - place) !== '1');
      assert.deepEqual(failed, [], outcome);
    });
  }
});
