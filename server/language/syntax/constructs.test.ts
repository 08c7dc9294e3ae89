import { describe, it } from 'mocha';
import { check } from './dump.test.ts';
import type { Dialect } from './tree.ts';

/** Every construct with the tree that it becomes: text, statements, dialect. */
type Case = readonly [text: string, statements: readonly string[], dialect?: Dialect];

const constructs: Readonly<Record<string, readonly Case[]>> = {
  declarations: [
    ['import "h2.qflow";', ['(import (string h2.qflow))']],
    ['import { a, b, } from "h2.qflow";', ['(import (string h2.qflow) [a b])']],
    ['import "qft8.qasm" as qft;', ['(import (string qft8.qasm) qft)']],
    ['include "stdgates.inc";', ['(include (string stdgates.inc))']],
    ['input float t = 0.5;', ['(classical-declaration input (type float) t (float 0.5))']],
    ['output bit b;', ['(classical-declaration output (type bit) b)']],
    ['const uint[8] n = 3;', ['(classical-declaration const (type uint (integer 8)) n (integer 3))']],
    [
      'bit[2] c = measure q;',
      ['(classical-declaration (type bit (integer 2)) c (measure-expression (identifier q)))'],
    ],
    [
      'array[int[8], 2, 3] m = {{1, 2, 3}, {4, 5, 6}};',
      [
        '(classical-declaration (type array (type int (integer 8)) [(integer 2) (integer 3)]) m (set [(set [(integer 1) (integer 2) (integer 3)]) (set [(integer 4) (integer 5) (integer 6)])]))',
      ],
    ],
    [
      'complex[float[64]] z = 2.5im;',
      ['(classical-declaration (type complex (integer 64)) z (imaginary 2.5))'],
    ],
    ['qubit q;', ['(qubit-declaration q)']],
    ['qubit[n] q;', ['(qubit-declaration q (identifier n))']],
    [
      'let a = q[0:1] ++ q[{2, 4}];',
      [
        '(alias a (binary ++ (index (identifier q) [(range (integer 0) _ (integer 1))]) (index (identifier q) [(set [(integer 2) (integer 4)])])))',
      ],
    ],
    [
      'gate rzx(theta) a, b { h b; rz(theta) b; }',
      [
        '(gate rzx [theta] [a b] (block [(gate-call h [] [] [(identifier b)]) (gate-call rz [(identifier theta)] [] [(identifier b)])]))',
      ],
    ],
    ['gate g() a { }', ['(gate g [] [a] (block []))']],
    [
      'def f(int[4] n, qubit[2] q, readonly array[int[8], #dim = 2] m) -> bit { return measure q; }',
      [
        '(function f [(parameter (type int (integer 4)) n) (parameter (type qubit (integer 2)) q) (parameter (type array (type int (integer 8)) [] (integer 2) readonly) m)] (type bit) (block [(return (measure-expression (identifier q)))]))',
      ],
    ],
    [
      'extern g(int, float[64]) -> bit;',
      ['(function g [(parameter (type int) ?) (parameter (type float (integer 64)) ?)] (type bit))'],
    ],
    [
      'circuit bell(float t = 1.5,) { h q; }',
      [
        '(circuit bell [(parameter (type float) t (float 1.5))] (block [(gate-call h [] [] [(identifier q)])]))',
      ],
    ],
    [
      'observable zz = Z[0] * Z[1];',
      [
        '(observable zz [] (binary * (index (identifier Z) [(integer 0)]) (index (identifier Z) [(integer 1)])))',
      ],
    ],
    [
      'observable at(float j) = j * Z[0];',
      [
        '(observable at [(parameter (type float) j)] (binary * (identifier j) (index (identifier Z) [(integer 0)])))',
      ],
    ],
    [
      'backend sim = simulator(seed: 7);',
      ['(backend sim (call (identifier simulator) [(argument seed (integer 7))]))'],
    ],
    [
      'workflow w(int n) { task a = sample(bell, on: sim, shots: 4_096); let b = a.counts; }',
      [
        '(workflow w [(parameter (type int) n)] (block [(task a (call (identifier sample) [(argument (identifier bell)) (argument on (identifier sim)) (argument shots (integer 4096))])) (alias b (member (identifier a) counts))]))',
      ],
    ],
  ],
  statements: [
    [
      'ctrl(2) @ negctrl @ inv @ pow(1 / 2) @ rx(pi) a, b;',
      [
        '(gate-call rx [(identifier pi)] [(ctrl (integer 2)) (negctrl) (inv) (pow (binary / (integer 1) (integer 2)))] [(identifier a) (identifier b)])',
      ],
    ],
    ['gphase(pi);', ['(gate-call gphase [(identifier pi)] [] [])']],
    ['x $0;', ['(gate-call x [] [] [(hardware-qubit 0)])']],
    ['h[100ns] q;', ['(gate-call h [] [] (duration 100 ns) [(identifier q)])']],
    ['measure q -> c;', ['(measure (identifier q) (identifier c))']],
    ['measure q;', ['(measure (identifier q))']],
    ['reset q[0];', ['(reset (index (identifier q) [(integer 0)]))']],
    ['barrier q, r;', ['(barrier [(identifier q) (identifier r)])']],
    ['barrier;', ['(barrier [])']],
    ['delay[20us] q;', ['(delay (duration 20 us) [(identifier q)])']],
    ['box[1ms] { x q; }', ['(box (duration 1 ms) (block [(gate-call x [] [] [(identifier q)])]))']],
    [
      'c[0] = measure q[0];',
      [
        '(assignment (index (identifier c) [(integer 0)]) = (measure-expression (index (identifier q) [(integer 0)])))',
      ],
    ],
    ['x += 1;', ['(assignment (identifier x) += (integer 1))']],
    ['f(1, 2);', ['(expression (call (identifier f) [(argument (integer 1)) (argument (integer 2))]))']],
    [
      'if (c == 1) x q; else { y q; }',
      [
        '(if (binary == (identifier c) (integer 1)) (block [(gate-call x [] [] [(identifier q)])]) (block [(gate-call y [] [] [(identifier q)])]))',
      ],
    ],
    [
      'for uint i in {1, 5} { x q[i]; }',
      [
        '(for (type uint) i (set [(integer 1) (integer 5)]) (block [(gate-call x [] [] [(index (identifier q) [(identifier i)])])]))',
      ],
    ],
    [
      'for int i in [0:2:8] x q[i];',
      [
        '(for (type int) i (range (integer 0) (integer 2) (integer 8)) (block [(gate-call x [] [] [(index (identifier q) [(identifier i)])])]))',
      ],
    ],
    ['while (true) { break; }', ['(while (boolean true) (block [(break)]))']],
    [
      'switch (i) { case 1, 2 { x q; } default { y q; } }',
      [
        '(switch (identifier i) [([(integer 1) (integer 2)] (block [(gate-call x [] [] [(identifier q)])]))] (block [(gate-call y [] [] [(identifier q)])]))',
      ],
    ],
    [
      '{ int k = 5; { x q; } }',
      [
        '(scope (block [(classical-declaration (type int) k (integer 5)) (scope (block [(gate-call x [] [] [(identifier q)])]))]))',
      ],
    ],
    ['end;', ['(end)']],
    ['pragma keep this', ['(pragma keep this)']],
    [
      '@retry(times: 3) @timeout(2h) task a = f();',
      [
        '(task a (call (identifier f) []) @[(retry [(argument times (integer 3))] ?) (timeout [(argument (duration 2 h))] ?)])',
      ],
    ],
  ],
  expressions: [
    [
      'x = -a ** 2 * b + c << 1 < d == e & f ^ g | h && i || !j;',
      [
        '(assignment (identifier x) = (binary || (binary && (binary | (binary ^ (binary & (binary == (binary < (binary << (binary + (binary * (unary - (binary ** (identifier a) (integer 2))) (identifier b)) (identifier c)) (integer 1)) (identifier d)) (identifier e)) (identifier f)) (identifier g)) (identifier h)) (identifier i)) (unary ! (identifier j))))',
      ],
    ],
    [
      'x = a - b - c ** d ** e;',
      [
        '(assignment (identifier x) = (binary - (binary - (identifier a) (identifier b)) (binary ** (identifier c) (binary ** (identifier d) (identifier e)))))',
      ],
    ],
    [
      'x = 2 ** -1 ** 3;',
      ['(assignment (identifier x) = (binary ** (integer 2) (unary - (binary ** (integer 1) (integer 3)))))'],
    ],
    [
      'x = ~a % (b + c);',
      [
        '(assignment (identifier x) = (binary % (unary ~ (identifier a)) (parenthesized (binary + (identifier b) (identifier c)))))',
      ],
    ],
    [
      'x = 0xff + 0b1_01 + 0o17 + 1_000;',
      [
        '(assignment (identifier x) = (binary + (binary + (binary + (integer 255) (integer 5)) (integer 15)) (integer 1000)))',
      ],
    ],
    [
      'x = 1.5e-3 + .5 + 2. + 3im;',
      [
        '(assignment (identifier x) = (binary + (binary + (binary + (float 0.0015) (float 0.5)) (float 2)) (imaginary 3)))',
      ],
    ],
    ['x = "0101";', ['(assignment (identifier x) = (bit-string 0101 0101))']],
    ['x = "a\\tb";', ['(assignment (identifier x) = (string a\tb))']],
    ['x = 1.5h;', ['(assignment (identifier x) = (duration 1.5 h))']],
    [
      'x = int[8](y) + float(z) + sin(w);',
      [
        '(assignment (identifier x) = (binary + (binary + (cast (type int (integer 8)) (identifier y)) (cast (type float) (identifier z))) (call (identifier sin) [(argument (identifier w))])))',
      ],
    ],
    ['x = angle[4](y);', ['(assignment (identifier x) = (cast (type angle (integer 4)) (identifier y)))']],
    [
      'x = sum(Z[i] for i in [0:2]);',
      [
        '(assignment (identifier x) = (sum (index (identifier Z) [(identifier i)]) i (range (integer 0) _ (integer 2))))',
      ],
    ],
    [
      'x = a[1:] + a[:2] + a[::2] + a[i, j] + a.b.c[0];',
      [
        '(assignment (identifier x) = (binary + (binary + (binary + (binary + (index (identifier a) [(range (integer 1) _ _)]) (index (identifier a) [(range _ _ (integer 2))])) (index (identifier a) [(range _ _ (integer 2))])) (index (identifier a) [(identifier i) (identifier j)])) (index (member (member (identifier a) b) c) [(integer 0)])))',
      ],
    ],
    [
      'x = auto([s, f,], prefer: cost,);',
      [
        '(assignment (identifier x) = (call (identifier auto) [(argument (list [(identifier s) (identifier f)])) (argument prefer (identifier cost))]))',
      ],
    ],
    [
      'π = τ; αβ1 = é;',
      ['(assignment (identifier π) = (identifier τ))', '(assignment (identifier αβ1) = (identifier é))'],
    ],
  ],
  'contextual words': [
    [
      'qubit task; h task; circuit = 3; task on = 1;',
      [
        '(qubit-declaration task)',
        '(gate-call h [] [] [(identifier task)])',
        '(assignment (identifier circuit) = (integer 3))',
        '(task on (integer 1))',
      ],
    ],
    [
      'angle = angle + 1; angle[8] b;',
      [
        '(assignment (identifier angle) = (binary + (identifier angle) (integer 1)))',
        '(classical-declaration (type angle (integer 8)) b)',
      ],
    ],
    ['text title = "x";', ['(classical-declaration (type text) title (string x))']],
  ],
  dialects: [
    [
      'qreg q[2]; creg c[2]; U(0, 0, pi) q[0]; CX q[0], q[1]; measure q -> c; if (c == 1) x q[0];',
      [
        '(qubit-declaration q (integer 2))',
        '(classical-declaration (type bit (integer 2)) c)',
        '(gate-call U [(integer 0) (integer 0) (identifier pi)] [] [(index (identifier q) [(integer 0)])])',
        '(gate-call CX [] [] [(index (identifier q) [(integer 0)]) (index (identifier q) [(integer 1)])])',
        '(measure (identifier q) (identifier c))',
        '(if (binary == (identifier c) (integer 1)) (block [(gate-call x [] [] [(index (identifier q) [(integer 0)])])]))',
      ],
      'openqasm2',
    ],
    [
      'opaque g(a) b, c; qreg input[1]; creg in[1]; gate inv a { U(0,0,0) a; } inv input;',
      [
        '(gate g [a] [b c])',
        '(qubit-declaration input (integer 1))',
        '(classical-declaration (type bit (integer 1)) in)',
        '(gate inv [] [a] (block [(gate-call U [(integer 0) (integer 0) (integer 0)] [] [(identifier a)])]))',
        '(gate-call inv [] [] [(identifier input)])',
      ],
      'openqasm2',
    ],
    [
      '@qiskit.layout [0, 1] § free\nqubit q;',
      ['(qubit-declaration q @[(qiskit.layout [] [0, 1] § free)])'],
      'openqasm3',
    ],
    [
      'qubit circuit; task circuit;',
      ['(qubit-declaration circuit)', '(gate-call task [] [] [(identifier circuit)])'],
      'openqasm3',
    ],
  ],
};

for (const [title, cases] of Object.entries(constructs)) {
  describe(`the syntax of ${title}`, () => {
    for (const [text, statements, dialect] of cases) {
      it(text, () => check(text, statements.join('\n'), dialect));
    }
  });
}
