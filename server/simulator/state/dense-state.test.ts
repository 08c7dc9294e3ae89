import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Random, cx } from '../../base/index.ts';
import type { Control, GateInstruction } from '../../circuit/index.ts';
import { type Gate, evaluateAngle, findGate, gateMatrix, gates } from '../../library/index.ts';
import { compiledKernels } from '../native/library.ts';
import { gateOperation, unitaryOperation } from '../program/gate-operation.ts';
import {
  type Amplitudes,
  applied,
  difference,
  interleaved,
  randomState,
  randomUnitary,
} from '../testing/reference.ts';
import { DenseState } from './dense-state.ts';

const span = { start: 0, end: 0 };
const tolerance = 1e-12;
const qubitCount = 7;

const module = await compiledKernels();

function stateWith(amplitudes: Amplitudes): DenseState {
  const state = new DenseState(module, Math.log2(amplitudes.length));
  state.restore(interleaved(amplitudes));
  return state;
}

/** The qubits of a circuit in a random order. */
function shuffledQubits(random: Random): number[] {
  return Array.from({ length: qubitCount }, (_, qubit) => ({ qubit, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ qubit }) => qubit);
}

function randomControls(qubits: readonly number[], random: Random): Control[] {
  const count = Math.floor(random.next() * (qubits.length + 1));
  return qubits.slice(0, count).map((qubit) => ({ qubit, state: random.next() < 0.5 ? 0 : 1 }));
}

/** The primitive gates that a gate of the table stands for, in order. */
function primitives(
  gate: Gate,
  angles: readonly number[],
  qubits: readonly number[],
  controls: readonly Control[],
): readonly GateInstruction[] {
  if (gate.kind === 'primitive') return [{ kind: 'gate', gate: gate.name, angles, qubits, controls, span }];
  if (gate.kind === 'controlled') {
    const inner = qubits.slice(0, gate.count).map((qubit): Control => ({ qubit, state: 1 }));
    return primitives(find(gate.gate), angles, qubits.slice(gate.count), [...controls, ...inner]);
  }
  return gate.steps.flatMap((step) =>
    primitives(
      find(step.gate),
      step.angles.map((angle) => evaluateAngle(angle, angles)),
      step.operands.map((operand) => qubits[operand] ?? assert.fail()),
      controls,
    ),
  );
}

function find(name: string): Gate {
  return findGate(name) ?? assert.fail(name);
}

describe('the dense state', () => {
  for (const gate of gates) {
    it(`applies ${gate.name} as its matrix says, under any controls`, () => {
      const random = new Random(gates.indexOf(gate));
      for (let round = 0; round < 12; round++) {
        const order = shuffledQubits(random);
        const qubits = order.slice(0, gate.operands.length);
        const controls = randomControls(order.slice(gate.operands.length), random);
        const angles = gate.parameters.map(() => 6 * random.next() - 3);
        const before = randomState(qubitCount, random);
        const state = stateWith(before);
        for (const step of primitives(gate, angles, qubits, controls))
          state.apply(gateOperation(step, step.angles.map(Number)));
        const expected = applied(before, gateMatrix(gate, angles), qubits, controls);
        assert.ok(difference(state.copy(), expected) < tolerance);
      }
    });
  }

  for (const operands of [1, 2, 3, 4, 5]) {
    it(`applies a unitary on ${operands} qubits`, () => {
      const random = new Random(operands);
      for (let round = 0; round < 6; round++) {
        const order = shuffledQubits(random);
        const qubits = order.slice(0, operands);
        const controls = randomControls(order.slice(operands), random);
        const matrix = randomUnitary(2 ** operands, random);
        const before = randomState(qubitCount, random);
        const state = stateWith(before);
        state.apply(unitaryOperation({ kind: 'unitary', label: 'u', matrix, qubits, controls, span }));
        assert.ok(difference(state.copy(), applied(before, matrix, qubits, controls)) < tolerance);
      }
    });
  }

  it('finds the probabilities of one qubit and of several', () => {
    const amplitudes = randomState(qubitCount, new Random(3));
    const state = stateWith(amplitudes);
    const chance = (holds: (index: number) => boolean) =>
      amplitudes.reduce(
        (sum, amplitude, index) => (holds(index) ? sum + cx.magnitudeSquared(amplitude) : sum),
        0,
      );
    for (let qubit = 0; qubit < qubitCount; qubit++) {
      const expected = chance((index) => ((index >> qubit) & 1) === 1);
      assert.ok(Math.abs(state.probabilityOf(qubit, 1) - expected) < tolerance);
      assert.ok(Math.abs(state.probabilityOf(qubit, 0) - (1 - expected)) < tolerance);
    }
    for (const [value, probability] of state.marginal([5, 0, 2]).entries()) {
      const expected = chance(
        (index) => (((index >> 5) & 1) | ((index & 1) << 1) | (((index >> 2) & 1) << 2)) === value,
      );
      assert.ok(Math.abs(probability - expected) < tolerance);
    }
  });

  it('collapses onto an outcome and keeps the norm', () => {
    const amplitudes = randomState(4, new Random(4));
    const state = stateWith(amplitudes);
    const probability = state.probabilityOf(2, 0);
    state.collapse(2, 0, probability);
    const expected = amplitudes.map((amplitude, index) =>
      ((index >> 2) & 1) === 0 ? cx.scale(amplitude, 1 / Math.sqrt(probability)) : cx.zero,
    );
    assert.ok(difference(state.copy(), expected) < tolerance);
  });

  it('samples each basis state where the running sum passes the number', () => {
    const state = stateWith([0.5, 0, 0.5, 0, 0, Math.SQRT1_2, 0, 0].map((re) => cx.complex(re)));
    const found = state.sample(
      Float64Array.of(0, 0.2499, 0.2501, 0.4999, 0.5001, 0.999999, 0.9999999999999999),
    );
    assert.deepEqual([...found], [0, 0, 2, 2, 5, 5, 5]);
  });

  it('lists likely basis states in portions', () => {
    const amplitudes = randomState(6, new Random(5)).map((amplitude, index) =>
      index % 3 === 0 ? cx.zero : amplitude,
    );
    const state = stateWith(amplitudes);
    const found = [...state.likely(1e-15, 10)].flatMap(({ indices }) => [...indices]);
    assert.deepEqual(
      found,
      [...amplitudes.keys()].filter((index) => index % 3 !== 0),
    );
  });

  it('holds a state of no qubits, which is one number', () => {
    const state = new DenseState(module, 0);
    state.apply({ kind: 'phase', mask: 0, values: 0, re: 0, im: 1 });
    assert.deepEqual([...state.copy()], [0, 1]);
  });

  it('reaches qubits beyond the first look-up table', () => {
    const state = new DenseState(module, 17);
    state.apply({ kind: 'flip', target: 16, mask: 0, values: 0 });
    state.apply({ kind: 'flip', target: 3, mask: 0, values: 0 });
    assert.deepEqual([...state.marginal([15, 16, 3, 0])].indexOf(1), 0b0110);
  });
});
