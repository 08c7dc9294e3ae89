import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { matrices } from '../../base/index.ts';
import { ProgramWriter } from '../exporters/random-circuits.test.ts';
import { lower } from '../lowering/fixture.test.ts';
import { circuitMatrix } from '../naive-simulator.test.ts';
import { certify } from './certificate/certify.ts';
import { CompileError } from './compile-error.ts';
import { compile } from './compile.ts';
import type { CompileLevel } from './report.ts';
import type { CompileTarget } from './target.ts';

function target(
  gate: CompileTarget['twoQubit'][number]['gate'],
  qubits: number,
  coupling: CompileTarget['coupling'] = 'all',
): CompileTarget {
  return {
    name: 'test',
    qubits,
    coupling,
    oneQubit: { family: 'any', seconds: 1, virtualZ: true },
    twoQubit: [{ gate, seconds: 10, error: 0 }],
    readoutSeconds: 100,
  };
}

const same = (qubits: number) => {
  const layout = Array.from({ length: qubits }, (_, qubit) => qubit);
  return { initialLayout: layout, finalPermutation: layout };
};

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

describe('the certificate', () => {
  const check = (source: string, made: string, qubits: number) =>
    certify(lower(source), lower(made), same(qubits), { seed: 1 });

  it('refuses wrong decompositions of textbooks with their fidelity', () => {
    const wrong: readonly (readonly [string, string, number, number])[] = [
      ['h q[0];', 'rz(pi) q[0]; ry(pi/2) q[0]; rz(pi) q[0];', 1, 0],
      ['cy q[0], q[1];', 's q[1]; cx q[0], q[1]; sdg q[1];', 2, 0],
      [
        'ccx q[0], q[1], q[2];',
        `h q[2]; cx q[1], q[2]; tdg q[2]; cx q[0], q[2]; t q[2]; cx q[1], q[2]; tdg q[2]; cx q[0], q[2];
         t q[2]; h q[2];`,
        3,
        Math.sqrt(10) / 4,
      ],
      ['cx q[0], q[1];', 'cx q[1], q[0];', 2, 0.25],
    ];
    for (const [source, made, qubits, fidelity] of wrong) {
      const head = `qubit[${qubits}] q; `;
      const certificate = check(head + source, head + made, qubits);
      assert.ok(certificate.method === 'unitary' && !certificate.holds, source);
      assert.ok(Math.abs(certificate.fidelity - fidelity) < 1e-9, `${source}: ${certificate.fidelity}`);
    }
    assert.ok(check('qubit q; ry(0.7) q;', 'qubit q; rz(-pi/2) q; rx(0.7) q; rz(pi/2) q;', 1).holds);
  });

  it('compares Clifford circuits of any width by their tableaux', () => {
    const ghz = (last: string) => `qubit[60] q; h q[0]; for int i in [0:58] { cx q[i], q[i+1]; } ${last}`;
    const good = check(ghz('s q[59]; s q[59];'), ghz('z q[59];'), 60);
    assert.deepEqual(good, { holds: true, qubits: 60, method: 'stabilizer' });
    assert.equal(check(ghz('s q[59];'), ghz('sdg q[59];'), 60).holds, false);
    assert.equal(check(ghz(''), ghz('x q[7];'), 60).holds, false);
  });

  it('compares random states above ten qubits, and says what that is worth', () => {
    const wide = (angle: number) =>
      `qubit[12] q; for int i in [0:10] { cx q[i], q[i+1]; rz(0.1*i) q[i+1]; ry(0.3) q[i]; } rx(${angle}) q[5];`;
    const good = check(wide(0.2), wide(0.2 + 4 * Math.PI), 12);
    assert.ok(good.method === 'states' && good.holds && good.averageInfidelityBound < 1e-9);
    assert.ok(good.confidence > 0.98, String(good.confidence));
    assert.equal(check(wide(0.2), wide(0.201), 12).holds, false);
  });

  it('follows runs of circuits that measure on the way', () => {
    const teleport = (fix: string) =>
      `qubit[3] q; bit a; bit b; h q[1]; cx q[1], q[2]; cx q[0], q[1]; h q[0];
       a = measure q[0]; b = measure q[1]; if (b) { x q[2]; } if (a) { ${fix} q[2]; }`;
    const good = check(teleport('z'), teleport('p(pi)'), 3);
    assert.ok(good.method === 'runs' && good.holds && good.runs === 12);
    assert.equal(check(teleport('z'), teleport('x'), 3).holds, false);
  });

  it('follows them over any number of qubits of the device that are in |0⟩ most of the time', () => {
    const far = Array.from({ length: 40 }, (_, place) =>
      place < 39 ? [[place, place + 1] as const] : [],
    ).flat();
    const line = target('cx', 40, { pairs: far, isDirected: false });
    const source = lower(
      'qubit[40] q; bit b; ry(0.4) q[0]; cx q[0], q[39]; b = measure q[0]; if (b) { rx(0.3) q[39]; }',
    );
    const made = compile(source, line, { level: 0, seed: 1 });
    // Level 0 leaves the two used qubits side by side, so the way is made longer by hand.
    assert.ok(made.certificate.method === 'runs' && made.certificate.holds);
    const way = Array.from({ length: 38 }, (_, place) => `swap q[${place + 1}], q[${place + 2}];`).join(' ');
    const text = (gate: string) =>
      `qubit[40] q; bit b; ry(0.4) q[0]; cx q[0], q[1]; ${way} b = measure q[0]; if (b) { ${gate} q[39]; }`;
    const placement = {
      initialLayout: [0, ...Array.from({ length: 38 }, () => -1), 1],
      finalPermutation: [0, ...Array.from({ length: 38 }, () => -1), 39],
    };
    const good = certify(source, lower(text('rx(0.3)')), placement, { seed: 1 });
    assert.ok(good.method === 'runs' && good.holds && good.qubits === 40, JSON.stringify(good));
    assert.equal(certify(source, lower(text('rx(0.4)')), placement, { seed: 1 }).holds, false);
    const left = lower(`${text('rx(0.3)')} h q[20];`);
    assert.equal(
      certify(source, left, placement, { seed: 1 }).holds,
      false,
      'a qubit of the way is not in |0⟩',
    );
  });

  it('lets only measured qubits have phases of their own', () => {
    const measured = (gates: string, last = 'c[0] = measure q[0];') =>
      `qubit[2] q; bit[2] c; h q; cx q[0], q[1]; ${gates} ${last}`;
    assert.ok(check(measured(''), measured('s q[0];'), 2).holds);
    assert.equal(check(measured(''), measured('s q[1];'), 2).holds, false);
    assert.equal(check(measured(''), measured('', 'c[1] = measure q[0];'), 2).holds, false);
  });
});
