import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type Matrix, cx, matrices } from '../../base/index.ts';
import { type Circuit, entanglerMatrix, gateMatrix, lowerCircuit, qubitsIn } from '../../circuit/index.ts';
import { controlledMatrix, embed } from '../../library/index.ts';
import { analyse, parse } from '../../language/index.ts';
import type { Device } from '../device.ts';
import { findDevice } from '../devices.ts';
import { genericDevice } from '../generic-device.ts';
import { type NativeProgram, countsOf } from './native-step.ts';
import { nativeProgram } from './native-program.ts';
import { type StraightInstruction, straightLine } from './straight-line.ts';

function circuitOf(body: string): Circuit {
  const text = `circuit main { ${body} }`;
  const { program, diagnostics } = parse(text);
  const model = analyse({ uri: 'file:///a.qflow', text, program, syntaxDiagnostics: diagnostics }, new Map());
  const { value } = lowerCircuit(model, 'main');
  assert.ok(value, diagnostics.map(({ message }) => message).join());
  return value;
}

function device(shape: string, change: Partial<Device>): Device {
  const found = genericDevice(shape);
  assert.ok(found);
  return { ...found, ...change };
}

/** The unitary of the native steps on `total` device qubits. */
function nativeUnitary({ steps }: NativeProgram, total: number): Matrix {
  return steps.reduce<Matrix>(
    (product, step) => {
      if (step.kind !== 'one-qubit' && step.kind !== 'two-qubit') return product;
      const matrix =
        step.kind === 'one-qubit'
          ? gateMatrix(step.gate, ...step.angles)
          : entanglerMatrix(step.gate, step.angle);
      return matrices.product(embed(matrix, step.qubits, total), product);
    },
    matrices.identity(2 ** total),
  );
}

/** A gate with its controls, these the less significant index bits. */
function operatorMatrix(step: Extract<StraightInstruction, { kind: 'gate' | 'unitary' }>): Matrix {
  const inner =
    step.kind === 'unitary'
      ? step.matrix
      : gateMatrix(step.gate, ...step.angles.map((angle) => (typeof angle === 'number' ? angle : 1)));
  const full = controlledMatrix(inner, step.controls.length);
  const flipped = step.controls.reduce((mask, { state }, place) => mask | ((1 - state) << place), 0);
  return matrices.generate(full.length, (row, column) =>
    matrices.element(full, row ^ flipped, column ^ flipped),
  );
}

/** The circuit's own unitary, its qubits where the layout puts them, then moved to where they end. */
function wantedUnitary(circuit: Circuit, { layout, finalLayout }: NativeProgram, total: number): Matrix {
  const own = straightLine(circuit).reduce<Matrix>(
    (product, step) => {
      if (step.kind !== 'gate' && step.kind !== 'unitary') return product;
      const qubits = qubitsIn(step).map((qubit) => layout[qubit] ?? 0);
      return matrices.product(embed(operatorMatrix(step), qubits, total), product);
    },
    matrices.identity(2 ** total),
  );
  const free = (used: readonly number[]) =>
    Array.from({ length: total }, (_, qubit) => qubit).filter((qubit) => !used.includes(qubit));
  assert.equal(layout.length, total, 'the test uses all qubits, so that the permutation is known');
  assert.deepEqual(free(layout), free(finalLayout));
  const moved = (index: number) =>
    layout.reduce((bits, from, qubit) => bits | (((index >> from) & 1) << (finalLayout[qubit] ?? 0)), 0);
  const permutation = matrices.generate(2 ** total, (row, column) =>
    moved(column) === row ? cx.one : cx.zero,
  );
  return matrices.product(permutation, own);
}

function assertEqualUpToPhase(a: Matrix, b: Matrix, what: string): void {
  let overlap = cx.zero;
  for (let row = 0; row < a.length; row++)
    for (let column = 0; column < a.length; column++)
      overlap = cx.add(
        overlap,
        cx.multiply(cx.conjugate(matrices.element(a, row, column)), matrices.element(b, row, column)),
      );
  assert.ok(
    Math.abs(cx.magnitude(overlap) / a.length - 1) < 1e-9,
    `${what}: ${cx.magnitude(overlap) / a.length}`,
  );
}

const bodies = [
  'qubit[4] q; h q[0]; cx q[0], q[3]; cp(0.7) q[1], q[3]; swap q[0], q[2]; rzz(-1.1) q[0], q[1]; ccx q[0], q[1], q[2];',
  'qubit[4] q; h q; ctrl(3) @ x q[0], q[1], q[2], q[3]; negctrl @ ry(0.3) q[2], q[0]; cswap q[3], q[0], q[1];',
  'qubit[4] q; u3(0.1, 0.2, 0.3) q[1]; ctrl(2) @ p(0.4) q[0], q[1], q[3]; iswap q[0], q[3]; ecr q[3], q[1]; rxx(0.5) q[2], q[0];',
];

describe('the native form of a circuit', () => {
  const gates: readonly Device['twoQubit'][] = [
    [{ gate: 'cz', error: 0.01, nanoseconds: 10 }],
    [{ gate: 'ecr', error: 0.01, nanoseconds: 10 }],
    [{ gate: 'rzz', error: 0.01, nanoseconds: 10, maximumAngle: Math.PI / 2 }],
    [{ gate: 'rxx', error: 0.01, nanoseconds: 10, maximumAngle: Math.PI / 2 }],
    [{ gate: 'siswap', error: 0.01, nanoseconds: 10 }],
  ];
  for (const twoQubit of gates)
    for (const shape of ['line_4', 'all_to_all_4'])
      it(`does the same as the circuit by ${twoQubit[0]?.gate} on ${shape}`, () => {
        const target = device(shape, {
          twoQubit,
          oneQubit: { gates: 'rz-sx', error: 0, nanoseconds: 1, virtualZ: true },
        });
        for (const body of bodies) {
          const circuit = circuitOf(body);
          const program = nativeProgram(circuit, target);
          assertEqualUpToPhase(nativeUnitary(program, 4), wantedUnitary(circuit, program, 4), body);
        }
      });

  it('has gates on neighbours only, in the direction that there is, with angles in range', () => {
    const coupling = {
      kind: 'pairs',
      pairs: [
        [1, 0],
        [1, 2],
        [3, 2],
      ],
      isDirected: true,
    } as const;
    const target = device('line_4', { coupling, twoQubit: [{ gate: 'ecr', error: 0.1, nanoseconds: 1 }] });
    for (const body of bodies) {
      const circuit = circuitOf(body);
      const program = nativeProgram(circuit, target);
      for (const step of program.steps)
        if (step.kind === 'two-qubit')
          assert.ok(coupling.pairs.some(([a, b]) => a === step.qubits[0] && b === step.qubits[1]));
      assertEqualUpToPhase(nativeUnitary(program, 4), wantedUnitary(circuit, program, 4), body);
    }
    const aqt = findDevice('aqt_ibex');
    assert.ok(aqt);
    for (const step of nativeProgram(circuitOf('qubit[2] q; rxx(-0.5) q[0], q[1]; rzz(3) q[0], q[1];'), aqt)
      .steps)
      if (step.kind === 'two-qubit') assert.ok((step.angle ?? -1) >= 0 && (step.angle ?? 9) <= Math.PI / 2);
  });

  it('takes the gates that the literature counts', () => {
    const count = (body: string, shape: string, gate: 'cx' | 'rzz') =>
      countsOf(
        nativeProgram(circuitOf(body), device(shape, { twoQubit: [{ gate, error: 0.01, nanoseconds: 1 }] })),
      );
    assert.equal(count('qubit[3] q; ccx q[0], q[1], q[2];', 'all_to_all_3', 'cx').twoQubit, 6);
    assert.equal(count('qubit[3] q; cswap q[0], q[1], q[2];', 'all_to_all_3', 'cx').twoQubit, 7);
    assert.equal(count('qubit[2] q; cp(0.3) q[0], q[1];', 'line_2', 'rzz').twoQubit, 1);
    assert.equal(count('qubit[2] q; cp(0.3) q[0], q[1];', 'line_2', 'cx').twoQubit, 2);
    const far = count('qubit[4] q; cx q[0], q[1]; cx q[0], q[2]; cx q[0], q[3];', 'line_4', 'cx');
    // The swap becomes one block of two with the flip beside it.
    assert.deepEqual([far.twoQubit, far.swaps], [4, 1]);
    assert.equal(
      count('qubit[20] q; h q[0]; for int i in [0:18] { cx q[i], q[i + 1]; }', 'line_40', 'cx').swaps,
      0,
    );
  });

  it('takes the longer branch of a decision, after the measurement that decides', () => {
    const target = findDevice('ibm_fez');
    assert.ok(target);
    const program = nativeProgram(
      circuitOf(
        'qubit[2] q; bit b; h q[0]; b = measure q[0]; if (b) { x q[1]; } else { h q[1]; rxx(0.4) q[1], q[0]; rzz(0.2) q[0], q[1]; }',
      ),
      target,
    );
    const kinds = program.steps.flatMap((step) => (step.kind === 'two-qubit' ? [step.gate] : []));
    assert.deepEqual(kinds, ['cz', 'cz'], 'no fractional gates beside decisions');
  });
});
