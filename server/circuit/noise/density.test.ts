import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type Matrix, cx, matrices } from '../../base/index.ts';
import { loadProject } from '../../language/index.ts';
import { controlledMatrix, embed, primitiveGate } from '../../library/index.ts';
import type { Circuit, GateInstruction, Instruction } from '../circuit.ts';
import { lowerCircuit } from '../lowering/lower-circuit.ts';
import { lowerNoise } from '../lowering/lower-noise.ts';
import type { Channel } from './channel.ts';
import { channelsAfter } from './channels-after.ts';
import type { NoiseModel } from './noise-model.ts';

/** A slow and obvious reference: matrices on all qubits, and one product for each Kraus operator. */

function conjugated(operator: Matrix, state: Matrix): Matrix {
  return matrices.product(matrices.product(operator, state), matrices.adjoint(operator));
}

function sum(a: Matrix, b: Matrix): Matrix {
  return matrices.generate(a.length, (row, column) =>
    cx.add(matrices.element(a, row, column), matrices.element(b, row, column)),
  );
}

function gateMatrix({ gate, angles, qubits, controls }: GateInstruction, total: number): Matrix {
  const inner = primitiveGate(gate)?.matrix(angles.map(Number)) ?? assert.fail(gate);
  const places = [...controls.map(({ qubit }) => qubit), ...qubits];
  return embed(controlledMatrix(inner, controls.length), places, total);
}

function operatorsOf(channel: Channel): readonly Matrix[] {
  if (channel.kind === 'kraus') return channel.operators;
  const letters = ['id', 'x', 'y', 'z'].map((name) => primitiveGate(name)?.matrix([]) ?? assert.fail(name));
  return channel.probabilities.map((probability, index) => {
    const low = letters[index % 4] ?? assert.fail();
    const word = channel.qubits === 1 ? low : matrices.kronecker(letters[index >> 2] ?? assert.fail(), low);
    return matrices.scaled(word, cx.complex(Math.sqrt(probability)));
  });
}

function step(state: Matrix, instruction: Instruction, noise: NoiseModel, total: number): Matrix {
  const turned = instruction.kind === 'gate' ? conjugated(gateMatrix(instruction, total), state) : state;
  return channelsAfter(noise, instruction, () => assert.fail()).reduce(
    (current, { channel, qubits }) =>
      operatorsOf(channel)
        .map((operator) => conjugated(embed(operator, qubits, total), current))
        .reduce(sum),
    turned,
  );
}

function finalState({ body, qubitCount }: Circuit, noise: NoiseModel): Matrix {
  const start = matrices.generate(2 ** qubitCount, (row, column) => (row + column === 0 ? cx.one : cx.zero));
  return body.reduce((state, instruction) => step(state, instruction, noise, qubitCount), start);
}

async function stateOf(circuit: string, noise: string): Promise<Matrix> {
  const text = `${circuit}\nnoise lab = ${noise};`;
  const model = await loadProject('test:/a.qflow', (uri) =>
    Promise.resolve(uri === 'test:/a.qflow' ? text : undefined),
  );
  const [lowered, lab] = [lowerCircuit(model, 'c').value, lowerNoise(model, 'lab').value];
  assert.ok(lowered !== undefined && lab !== undefined, JSON.stringify(model.diagnostics));
  return finalState(lowered, lab);
}

function ghz(qubits: number): string {
  const chain = `for int i in [0:${qubits - 2}] { cx q[i], q[i + 1]; }`;
  return `circuit c { qubit[${qubits}] q; h q[0]; ${chain} }`;
}

function isClose(actual: number, expected: number, tolerance: number): void {
  assert.ok(Math.abs(actual - expected) < tolerance, `${actual} is not ${expected}`);
}

/** For 2 to 5 qubits: fidelity with the GHZ state, probability of all zeros, coherence 2|ρ| between the two ends. */
const ghzTable: Readonly<Record<string, readonly (readonly [number, number, number])[]>> = {
  // The share that becomes maximally mixed: our depolarizing(p), and Qiskit's.
  'depolarizing(0.01)': [
    [0.98755, 0.4975, 0.9801],
    [0.9789245, 0.493775, 0.970299],
    [0.9703728175, 0.4900748125, 0.96059601],
    [0.9618973703, 0.4864023453, 0.9509900499],
  ],
  // The probability of a word other than I: Cirq's, PennyLane's and Stim's p.
  'depolarizing(4 / 3 * 0.01, gates: one_qubit) + depolarizing(16 / 15 * 0.01, gates: two_qubit)': [
    [0.9854044444, 0.4973333333, 0.9761422222],
    [0.976226797, 0.4933617778, 0.9657300385],
    [0.9671328982, 0.4894184391, 0.9554289181],
    [0.9581254476, 0.4855066094, 0.9452376763],
  ],
  // The same on each qubit of a gate by itself.
  'pauli(X: 0.01 / 3, Y: 0.01 / 3, Z: 0.01 / 3)': [
    [0.9736432593, 0.4933777778, 0.960530963],
    [0.9543654121, 0.4868216296, 0.935087565],
    [0.9355115254, 0.4803524582, 0.9103181344],
    [0.9170716613, 0.4739692521, 0.8862048185],
  ],
};

describe('a GHZ state with noise', () => {
  for (const [noise, rows] of Object.entries(ghzTable)) {
    it(`after ${noise} is what the closed form gives`, async () => {
      for (const [place, [fidelity, zeros, coherence]] of rows.entries()) {
        const state = await stateOf(ghz(place + 2), noise);
        const last = state.length - 1;
        const [first, end, between] = [[0, 0], [last, last], [0, last]].map(([row = 0, column = 0]) => matrices.element(state, row, column)); // prettier-ignore
        assert.ok(first !== undefined && end !== undefined && between !== undefined);
        isClose((first.re + end.re) / 2 + between.re, fidelity, 1e-10);
        isClose(first.re, zeros, 1e-10);
        isClose(2 * cx.magnitude(between), coherence, 1e-10);
      }
    }).timeout(20_000);
  }
});

describe('a qubit that waits', () => {
  it('relaxes for as long as its delay, and not without one', async () => {
    const noise = 'thermal(t1: 100us, t2: 80us, gates: delay)';
    const waited = await stateOf('circuit c { qubit[2] q; x q[0]; h q[1]; delay[30us] q; }', noise);
    const kept = Math.exp(-30 / 100);
    isClose(matrices.element(waited, 1, 1).re, kept * (1 - kept / 2), 1e-12);
    isClose(matrices.element(waited, 1, 3).re, (kept * Math.exp(-30 / 80)) / 2, 1e-12);
    const busy = await stateOf('circuit c { qubit[2] q; x q[0]; h q[1]; h q[1]; }', noise);
    isClose(matrices.element(busy, 1, 1).re, 1, 1e-12);
  });
});
