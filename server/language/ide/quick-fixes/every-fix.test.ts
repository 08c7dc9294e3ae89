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
  QF1002: [['circuit a { qubit q; h q }', 'Insert `;`']],
  QF1003: [['circuit a { qubit[2] q; h q[0; }', 'Insert `]`']],
  QF1004: [['circuit a { qubit q; h q; }\n}\n', 'Remove }']],
  QF1005: [['circuit a { qubit q; h § q; }', 'Remove §']],
  QF1006: [['OPENQASM 3.0;\ninclude "stdgates.inc;\nqubit q;\nh q;\n', 'Close the text']],
  QF1007: [['circuit a { qubit q; h q; }\n/* the end\n', 'Close the comment']],
  QF1015: [['circuit measure { qubit q; h q; }', 'Name it measure_1']],
  QF1019: [['def twice(x) -> float { return 2 * x; }', 'Write float x']],
  QF1021: [['circuit a { qubit q[2]; h q; }', 'Move the size to the type']],
  QF2001: [['circuit a { h q; }', 'Add qubit q;']],
  QF2002: [['circuit a { qubit q; qubit q; h q; }', 'Name it q_2']],
  QF2004: [
    [
      'def both(float t, qubit a, qubit b) { rx(t) a; x b; } circuit c { qubit[2] q; both(0.3) q[0], q[1]; }',
      'Write both(0.3, q[0], q[1]);',
    ],
  ],
  QF2006: [['circuit a(flot x) { qubit q; rx(x) q; }', '']],
  QF2007: [['OPENQASM 3.0;\nqubit q;\nh q;\n', '']],
  QF2010: [['circuit a { qubit q; delay[100] q; h q; }', '']],
  QF2018: [
    ['circuit a { qubit[2] q; h q[2]; x q[0]; }', 'Write q[1]'],
    ['const array[int, 3] n = {1, 2, 3}; const int m = n[3];', 'Write n[2]'],
  ],
  QF2020: [['def one(int n) -> int { return n; } workflow w { task t = one(1, 2); }', 'Remove 2']],
  QF2021: [
    ['const float x;', 'Write = 0.0'],
    ['const duration x;', 'Write = 0ns'],
  ],
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
  QF3014: [['circuit a { qubit q; h q; end; x q; }', '']],
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
  QF5007: [['circuit a { qubit q; h q; } workflow w { task t = sample(a, 100); }', 'Write shots: 100']],
  QF5008: [['circuit a { qubit q; h q; } workflow w { task t = sample(a); task u = t.count; }', '']],
  QF5014: [['noise n = pauli(X: 0.6, Z: 0.6);', '']],
  QF5015: [['noise n = thermal(t1: 10us, t2: 30us);', '']],
  QF5016: [['noise n = kraus([[[1, 0], [0, 1]], [[0, 1], [0, 0]]]);', '']],
  QF5017: [['noise n = bit_flip(0.1, gates: one_qbit);', '']],
  QF5032: [['workflow w {\n  @retri(times: 2)\n  task t = 1;\n}\n', '']],
  QF5033: [['@retry(times: 2)\nworkflow w { task t = 1; }', 'Remove @retry(times: 2)']],
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
