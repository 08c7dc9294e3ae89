import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Diagnostic } from '../../../base/index.ts';
import { circuitDiagnostics } from '../../../circuit/index.ts';
import type { Model } from '../../index.ts';
import { nothingElsewhere } from '../completion/import-proposals.ts';
import { fixture } from '../fixture.ts';
import { edited } from '../refactor/lines.ts';
import { quickFixes } from './quick-fixes.ts';

/** Programs with one fault each, and the fix that mends it; what comes out has no diagnostic of that code any more. */
const faults: Readonly<Record<string, readonly (readonly [text: string, title: string])[]>> = {
  QF1001: [
    ['Circuit a { qubit q; h q; }', 'Write circuit'],
    ['test holds { assert 1 < 2; }', 'Write "holds"'],
    ['circuit a { qubit q; h q ) ; }', 'Remove )'],
  ],
  QF1002: [['circuit a { qubit q; h q }', 'Insert `;`']],
  QF1003: [['circuit a { qubit[2] q; h q[0; }', 'Insert `]`']],
  QF1004: [['circuit a { qubit q; h q; }\n}\n', 'Remove }']],
  QF1005: [['circuit a { qubit q; h § q; }', 'Remove §']],
  QF1006: [['OPENQASM 3.0;\ninclude "stdgates.inc;\nqubit q;\nh q;\n', 'Close the text']],
  QF1007: [['circuit a { qubit q; h q; }\n/* the end\n', 'Close the comment']],
  QF1008: [['cal { play x; }\ncircuit a { qubit q; h q; }', 'Remove cal { play x; }']],
  QF1011: [
    ['circuit a { qubit q; rx(2pi) q; }', 'Write 2 * pi'],
    ['const int a = 3__4_;', 'Write 3_4'],
  ],
  QF1015: [['circuit measure { qubit q; h q; }', 'Name it measure_1']],
  QF1017: [
    ['circuit a { qubit q; h q; }\nOPENQASM 3.0;\n', 'Remove OPENQASM 3.0'],
    ['OPENQASM 4.0;\ninclude "stdgates.inc";\nqubit q;\nh q;\n', 'Write OPENQASM 3.1;'],
  ],
  QF1018: [
    ['circuit a { qubit q; h q; if (measure q == 1) { x q; } }', 'Add bit outcome = measure q;'],
    [
      'circuit a {\n  qubit[2] q;\n  h q;\n  bit[2] outcome = ~measure q;\n}\n',
      'Add bit[2] outcome1 = measure q;',
    ],
  ],
  QF1019: [['def twice(x) -> float { return 2 * x; }', 'Write float x']],
  QF1021: [['circuit a { qubit q[2]; h q; }', 'Move the size to the type']],
  QF2001: [['circuit a { h q; }', 'Add qubit q;']],
  QF2002: [['circuit a { qubit q; qubit q; h q; }', 'Name it q_2']],
  QF2003: [
    ['gate f a { g a; }\n\n// the other\ngate g a { h a; }\n', 'Move g up'],
    ['const float a = 2 * b;\nconst float b = 1;\n', 'Move b up'],
  ],
  QF2004: [
    ['circuit a { qubit[2] q; rzz(0.5, q[0], q[1]); }', 'Write rzz(0.5) q[0], q[1];'],
    ['gate g(t) a { rx(t) a; }\ncircuit a { qubit q; g(0.5, q); }', 'Write g(0.5) q;'],
    [
      'def both(float t, qubit a, qubit b) { rx(t) a; x b; } circuit c { qubit[2] q; both(0.3) q[0], q[1]; }',
      'Write both(0.3, q[0], q[1]);',
    ],
  ],
  QF2006: [['circuit a(flot x) { qubit q; rx(x) q; }', '']],
  QF2007: [['OPENQASM 3.0;\nqubit q;\nh q;\n', '']],
  QF2010: [['circuit a { qubit q; delay[100] q; h q; }', '']],
  QF2012: [['circuit a { qubit q; float f = 0.3; if (f) { x q; } }', 'Write f != 0']],
  QF2013: [['circuit a { int n = 3; qubit[n] q; h q; }', 'Declare const n']],
  QF2014: [
    ['circuit a { qubit q; int[2] n = 9; rx(n) q; }', 'Declare int[5] n'],
    ['uint[3] x = -1;', 'Declare int[1] x'],
  ],
  QF2017: [['circuit a { qubit q; const int n = 1; n = 3; rx(n) q; }', 'Remove const of n']],
  QF2018: [
    ['circuit a { qubit[2] q; h q[2]; x q[0]; }', 'Write q[1]'],
    ['const array[int, 3] n = {1, 2, 3}; const int m = n[3];', 'Write n[2]'],
  ],
  QF2019: [['circuit a { qubit q; h q[0]; }', 'Write q']],
  QF2020: [['def one(int n) -> int { return n; } workflow w { task t = one(1, 2); }', 'Remove 2']],
  QF2021: [
    ['const float x;', 'Write = 0.0'],
    ['const duration x;', 'Write = 0ns'],
  ],
  QF2022: [['circuit a { qubit[3] q; h q[2:0]; }', 'Write 2:-1:0']],
  QF2024: [['const int n = 2; circuit a { qubit[n] q; int n = 3; rx(n) q; }', '']],
  QF3001: [['circuit a { qubit[3] q; cx q[0], q[0]; h q[2]; }', 'Write q[1]']],
  QF3002: [
    ['circuit a { qubit q; rx(1, 2) q; }', 'Remove 2'],
    ['circuit a { qubit q; h(0.3) q; }', 'Remove 0.3'],
  ],
  QF3003: [['circuit a { qubit[3] q; h q[0], q[1]; cx q[1], q[2]; }', 'Remove q[1]']],
  QF3005: [['circuit a { qubit[3] q; h q; bit[2] c = measure q; }', 'Declare bit[3] c']],
  QF3008: [['circuit a {\n  qubit q;\n  h q;\n  break;\n}\n', 'Remove break']],
  QF3009: [['circuit a {\n  qubit q;\n  h q;\n  return;\n}\n', 'Remove return']],
  QF3011: [['circuit a { qubit q; qubit p; h q; }', '']],
  QF3012: [
    ['circuit a {\n  qubit q;\n  if (true) {\n    qubit p;\n    cx q, p;\n  }\n}\n', 'Move p to the top'],
  ],
  QF3014: [['circuit a { qubit q; h q; end; x q; }', '']],
  QF3015: [
    ['gate g(t) a { h a; } circuit a { qubit q; g(0.3) q; }', 'Remove t'],
    [
      'gate g(u) a, b { rx(u) b; } circuit a { qubit[2] q; g(2) q[0], q[1]; inv @ g(4) q[0], q[1]; }',
      'Remove a',
    ],
    [
      'circuit a(float t, float u) { qubit q; rx(u) q; } workflow w { task s = sample(a(u: 1, t: 2)); }',
      'Remove t',
    ],
  ],
  QF3301: [['circuit a { qubit q; bit c = measure q; x q; bit d = measure q; }', '']],
  QF3302: [['circuit a { qubit q; qubit p; cx q, p; bit c = measure q; }', 'Measure p']],
  QF3303: [['circuit a { qubit q; h q; h q; x q; }', '']],
  QF3304: [['circuit a { qubit q; rz(pi / 2) q; }', '']],
  QF5002: [['backend b = simulater();', '']],
  QF5003: [['backend b = simulator(sed: 3);', '']],
  QF5004: [
    [
      'observable z = Z[0]; circuit a { qubit q; h q; } workflow w { task t = estimate(a); }',
      'Write observable: z',
    ],
    ['circuit a { qubit q; h q; } workflow w { task t = sample(); }', 'Write a'],
  ],
  QF5005: [['backend b = simulator(seed: 3, seed: 4);', '']],
  QF5006: [
    ['noise n = depolarizing(1.5);', 'Write 1'],
    ['circuit a { qubit q; h q; } workflow w { task t = sample(a, shots: -1); }', 'Write 0'],
  ],
  QF5007: [['circuit a { qubit q; h q; } workflow w { task t = sample(a, 100); }', 'Write shots: 100']],
  QF5008: [['circuit a { qubit q; h q; } workflow w { task t = sample(a); task u = t.count; }', '']],
  QF5009: [['observable o = 2im * Z[0];', 'Make the coefficients real']],
  QF5010: [
    [
      'observable o = Z[2]; circuit a { qubit[2] q; h q; } workflow w { task t = estimate(a, o); }',
      'Declare qubit[3] q',
    ],
  ],
  QF5012: [['observable o = pauli("xz");', 'Write "XZ"']],
  QF5014: [['noise n = pauli(X: 0.6, Z: 0.6);', '']],
  QF5015: [['noise n = thermal(t1: 10us, t2: 30us);', '']],
  QF5016: [['noise n = kraus([[[1, 0], [0, 1]], [[0, 1], [0, 0]]]);', '']],
  QF5017: [['noise n = bit_flip(0.1, gates: one_qbit);', '']],
  QF5032: [['workflow w {\n  @retri(times: 2)\n  task t = 1;\n}\n', '']],
  QF5033: [['@retry(times: 2)\nworkflow w { task t = 1; }', 'Remove @retry(times: 2)']],
  QF5035: [
    ['@allow(QF3001)\ncircuit a { qubit q; h q; }', 'Remove @allow(QF3001)'],
    ['@allow(QF3001, QF3011)\ncircuit a { qubit q; qubit p; h q; }', 'Remove QF3001'],
  ],
  QF5036: [['backend b = simulator(); targets b, b;', '']],
  QF5037: [['test "holds" { assert 1 < 2; } test "holds" { assert 2 < 3; }', 'Call it "holds 2"']],
  QF5038: [['test "holds" { let x = 1; assert 1 < 2; }', 'Remove x']],
  QF6001: [
    [
      'import { qft } from "std/fourir.qflow";\ncircuit a { qubit[2] q; qft(q); }',
      'Write "std/fourier.qflow"',
    ],
  ],
  QF6003: [['import { qfd } from "std/fourier.qflow";\ncircuit a { qubit[2] q; h q; }', '']],
  QF6010: [
    ['workflow w { task t = http("https://x.org", token: "hunter2"); }', 'Write secret("http.token")'],
  ],
};

/** A file of the standard library. */
const library = { 'std/fourier.qflow': 'def qft(qubit[] q) { h q; }' };

function diagnosticsOf(model: Model): readonly Diagnostic[] {
  return [...model.diagnostics, ...circuitDiagnostics(model, { instructions: 1000, steps: 1000 })];
}

describe('every diagnostic that a change can mend', () => {
  for (const [code, cases] of Object.entries(faults))
    for (const [text, title] of cases)
      it(`${code}: ${title === '' ? text.slice(0, 60) : title}`, async () => {
        const { model } = await fixture(text, library);
        const found = diagnosticsOf(model).find((one) => one.code === code);
        assert.ok(
          found,
          `no ${code} in ${diagnosticsOf(model)
            .map((one) => one.code)
            .join()}`,
        );
        const fixes = quickFixes(model, found, nothingElsewhere);
        const chosen = title === '' ? fixes[0] : fixes.find((one) => one.title === title);
        assert.ok(chosen, `no "${title}" among ${fixes.map((one) => one.title).join(', ') || 'none'}`);
        const mended = edited(text, chosen.edits);
        assert.notEqual(mended, text);
        const left = diagnosticsOf((await fixture(mended, library)).model);
        const errors = left.filter((one) => one.code === code || one.severity === 'error');
        assert.deepEqual(errors.map((one) => `${one.code} ${one.message}`), [], mended); // prettier-ignore
      });
});
