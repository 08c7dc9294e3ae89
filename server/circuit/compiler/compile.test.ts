import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { matrices } from '../../base/index.ts';
import { ProgramWriter } from '../exporters/random-circuits.test.ts';
import { lower } from '../lowering/fixture.test.ts';
import { circuitMatrix } from '../naive-simulator.test.ts';
import { CompileError } from './compile-error.ts';
import { compile } from './compile.ts';
import type { CompileLevel } from './report.ts';
import { target } from './testing.ts';

function counted(text: string, level: CompileLevel, gate: 'cx' | 'rzz' = 'cx'): number {
  const circuit = lower(text);
  const { report, certificate } = compile(circuit, target(gate, circuit.qubitCount), { level, seed: 1 });
  assert.ok(certificate.holds, `${text}: ${JSON.stringify(certificate)}`);
  return report.after.twoQubitGates;
}

describe('compiling', function () {
  this.timeout(60_000);
  it('keeps the unitary with its global phase, as a slow simulator sees it', () => {
    for (const level of [0, 1, 2, 3] as const)
      for (const gate of ['cx', 'cz', 'ecr', 'rzz', 'rxx', 'iswap', 'siswap'] as const) {
        const source = lower(new ProgramWriter(level + 7, 3).unitary(6));
        const made = compile(source, target(gate, 3), { level, seed: 2, certifies: false });
        const expected = circuitMatrix(source);
        const actual = circuitMatrix(made.circuit);
        const moved = matrices.generate(8, (row, column) =>
          matrices.element(
            actual,
            made.finalPermutation.reduce((bits, place, qubit) => bits | (((row >> qubit) & 1) << place), 0),
            column,
          ),
        );
        // The formulas for √iSWAP subtract nearly equal numbers.
        const tolerance = gate === 'siswap' ? 1e-6 : 1e-8;
        assert.ok(matrices.distance(moved, expected) < tolerance, `${gate}, level ${level}`);
      }
  });

  it('takes as many entangling gates as the literature', () => {
    const two = 'qubit[2] q; ';
    assert.equal(counted('qubit[3] q; ccx q[0], q[1], q[2];', 1), 6);
    assert.equal(counted('qubit[4] q; c3x q[0], q[1], q[2], q[3];', 1), 14);
    assert.equal(counted(`${two} swap q[0], q[1];`, 1), 3);
    assert.equal(counted(`${two} swap q[0], q[1];`, 2), 0);
    assert.equal(counted(`${two} cp(0.3) q[0], q[1];`, 1), 2);
    assert.equal(counted(`${two} cp(0.3) q[0], q[1];`, 1, 'rzz'), 1);
    assert.equal(counted(`${two} xy(0.3) q[0], q[1];`, 2), 2);
    assert.equal(counted(`${two} ctrl @ u3(0.3, 0.4, 0.5) q[0], q[1];`, 1), 2);
    const qft =
      'qubit[4] q; for int i in [0:3] { h q[i]; for int j in [i+1:3] { cp(pi/2**(j-i)) q[j], q[i]; } }';
    assert.equal(counted(qft, 2), 12);
    assert.equal(counted(`${qft} swap q[0], q[3]; swap q[1], q[2];`, 2), 12);
    // Two flips with Hadamards between are one and an exchange, which is only another name for what follows.
    const flips = 'cz q[0], q[1]; h q; cz q[0], q[1];';
    assert.equal(counted(`${two} ${flips}`, 1), 2);
    assert.equal(counted(`${two} ${flips} ry(0.3) q[0];`, 2), 1);
    assert.equal(counted(`${two} bit b; b = measure q[0]; if (b) { ${flips} }`, 2), 2, 'but not in a branch');
  });

  it('makes long runs on one pair anew where no swap is needed', () => {
    const run = 'rz(0.3) q[0]; ry(0.2) q[1]; cx q[0], q[1]; ry(0.7) q[0]; rx(0.4) q[1]; cx q[1], q[0];';
    const text = `qubit[2] q; ${run} ${run} ${run}`;
    for (const coupling of ['all', { pairs: [[0, 1]], isDirected: false }] as const)
      for (const level of [2, 3] as const) {
        const made = compile(lower(text), target('cx', 2, coupling), { level, seed: 1 });
        assert.ok(made.certificate.holds && made.report.after.twoQubitGates <= 3, `level ${level}`);
      }
  });

  it('cancels what undoes itself past gates that commute', () => {
    const cancelled = [
      'cx q[0], q[1]; rz(0.3) q[0]; rx(0.2) q[1]; cx q[0], q[1];',
      'cx q[0], q[1]; cx q[0], q[2]; cx q[3], q[1]; cx q[0], q[1]; cx q[3], q[1]; cx q[0], q[2];',
      'cx q[0], q[1]; h q[0]; h q[1]; cx q[1], q[0];',
      'cp(0.4) q[0], q[1]; crz(-0.4) q[0], q[1];',
    ];
    for (const text of cancelled) assert.equal(counted(`qubit[4] q; ${text}`, 1), 0, text);
    assert.equal(counted('qubit[2] q; cx q[0], q[1]; h q[1]; t q[1]; h q[1]; t q[1]; cx q[0], q[1];', 2), 2);
  });

  it('keeps small angles, whose cosine is nearly 1', () => {
    for (const angle of ['1e-6', '1e-7', 'pi + 1e-7'])
      for (const level of [1, 2, 3] as const) {
        assert.equal(counted(`qubit[2] q; h q; rzz(${angle}) q[0], q[1]; h q;`, level, 'rzz'), 1, angle);
        const flips = `cx q[1], q[0]; rz(${angle}) q[0]; cx q[1], q[0];`;
        assert.equal(counted(`qubit[2] q; h q; ${flips} h q;`, level), 2, angle);
      }
  });

  it('does the same with any number of controls, with idle qubits and without', () => {
    for (const [controls, qubits] of [
      [4, 5],
      [4, 6],
      [5, 6],
      [5, 8],
      [6, 7],
    ] as const)
      for (const gate of ['x', 'p(0.7)', 'ry(0.4)', 'u3(0.3, 0.4, 0.5)']) {
        const operands = Array.from({ length: controls + 1 }, (_, place) => `q[${place}]`).join(', ');
        // The barrier keeps idle qubits in the circuit.
        const text = `qubit[${qubits}] q; barrier q; ctrl(${controls}) @ ${gate} ${operands};`;
        assert.ok(counted(text, 1) > 0);
      }
    const wide = (qubits: number) =>
      `qubit[${qubits}] q; barrier q; ctrl(8) @ x q[0], q[1], q[2], q[3], q[4], q[5], q[6], q[7], q[8];`;
    assert.equal(counted(wide(15), 1), 2 * 6 + 2 * 11 * 3);
    assert.ok(counted(wide(11), 1) < 200);
  });

  it('lets swaps become one block with the gates beside them', () => {
    const text =
      'qubit[8] q; for int i in [0:7] { h q[i]; for int j in [i+1:7] { cp(pi/2**(j-i)) q[j], q[i]; } }';
    const pairs = Array.from({ length: 7 }, (_, place) => [place, place + 1] as const);
    const made = compile(lower(text), target('cx', 8, { pairs, isDirected: false }), { level: 2, seed: 1 });
    assert.ok(made.certificate.holds);
    // Each of the 28 phases, with the swap that follows it on a line, takes three flips at most.
    assert.ok(made.report.after.twoQubitGates <= 3 * 28, String(made.report.after.twoQubitGates));
    assert.ok(made.swaps.length === made.report.insertedSwaps && made.swaps.length > 10);
  });

  it('is the same for the same seed, and keeps spans', () => {
    const source = lower(new ProgramWriter(3, 4).dynamic(8));
    const line = target('cz', 5, {
      pairs: [
        [0, 1],
        [1, 2],
        [2, 3],
        [3, 4],
      ],
      isDirected: false,
    });
    const [first, second] = [1, 2].map(() => compile(source, line, { level: 3, seed: 9 }));
    assert.deepEqual(first, second);
    const spans = new Set(source.body.map(({ span }) => JSON.stringify(span)));
    assert.ok(first?.circuit.body.every(({ span }) => span.start === 0 || spans.has(JSON.stringify(span))));
  });

  it('says how long the circuit takes, and refuses one that is too wide', () => {
    const bell = lower('qubit[2] q; bit[2] c; h q[0]; cx q[0], q[1]; c = measure q;');
    assert.equal(compile(bell, target('cx', 2), { level: 1, seed: 1 }).report.seconds, 111);
    const wide = lower('qubit[5] q; h q;');
    assert.throws(() => compile(wide, target('cx', 4), { level: 1, seed: 1 }), CompileError);
    const islands = target('cx', 6, {
      pairs: [
        [0, 1],
        [1, 2],
        [3, 4],
        [4, 5],
      ],
      isDirected: false,
    });
    assert.throws(() => compile(wide, islands, { level: 1, seed: 1 }), /uses 5 qubits, the target has 3/);
  });
});
