import { type Matrix, type Random, cx, matrices } from '../../base/index.ts';
import {
  type Channel,
  type Circuit,
  type Instruction,
  type NoiseModel,
  type NoiseRule,
  channelRule,
  channels,
  channelsAfter,
  depolarizingRule,
  thermalRule,
} from '../../circuit/index.ts';
import { primitiveGate } from '../../library/index.ts';
import { operatorsOf } from '../program/channel-matrix.ts';
import { bits, circuit, cx as controlledX, gate, measureAll } from './circuits.ts';
import { applied, randomUnitary } from './reference.ts';

/** Density matrices and noisy circuits as plain as the textbook's formulas, to compare the real ones with. */

/** |0…0⟩⟨0…0|. */
export function zeroDensity(qubits: number): Matrix {
  return matrices.generate(2 ** qubits, (row, column) => (row === 0 && column === 0 ? cx.one : cx.zero));
}

/** The state after a gate and its noise. */
export function afterNoisy(density: Matrix, instruction: Instruction, model: NoiseModel): Matrix {
  const ideal = afterGate(density, instruction);
  return channelsAfter(model, instruction, () => Number.NaN).reduce(
    (state, { channel, qubits }) => afterChannel(state, channel, qubits),
    ideal,
  );
}

function afterGate(density: Matrix, instruction: Instruction): Matrix {
  if (instruction.kind === 'unitary') return transformed(density, instruction.matrix, instruction);
  if (instruction.kind !== 'gate') throw new Error(`the reference has no ${instruction.kind}`);
  return transformed(
    density,
    primitiveGate(instruction.gate).matrix(instruction.angles.map(Number)),
    instruction,
  );
}

function afterChannel(density: Matrix, channel: Channel, qubits: readonly number[]): Matrix {
  return operatorsOf(channel)
    .map((operator) => transformed(density, operator, { qubits, controls: [] }))
    .reduce((sum, term) =>
      matrices.generate(sum.length, (row, column) =>
        cx.add(matrices.element(sum, row, column), matrices.element(term, row, column)),
      ),
    );
}

type Place = Pick<Extract<Instruction, { kind: 'unitary' }>, 'qubits' | 'controls'>;

/** KρK†: K on each column, and the same on the columns of what its adjoint has become. */
function transformed(density: Matrix, operator: Matrix, { qubits, controls }: Place): Matrix {
  const fromLeft = (matrix: Matrix) => {
    const columns = transposed(matrix).map((column) => applied(column, operator, qubits, controls));
    return transposed(columns);
  };
  return matrices.adjoint(fromLeft(matrices.adjoint(fromLeft(density))));
}

function transposed(matrix: Matrix): Matrix {
  return matrices.generate(matrix.length, (row, column) => matrices.element(matrix, column, row));
}

/** The probabilities of all basis states, keyed as a circuit without bits shows them. */
export function diagonalOf(density: Matrix): Readonly<Record<string, number>> {
  const qubits = Math.log2(density.length);
  return Object.fromEntries(
    density
      .map((row, index) => [index.toString(2).padStart(qubits, '0'), row[index]?.re ?? 0] as const)
      .filter(([, probability]) => probability > 1e-15),
  );
}

export function ghz(qubits: number): Circuit {
  const ladder = Array.from({ length: qubits - 1 }, (_, qubit) => controlledX(qubit, qubit + 1));
  return circuit(qubits, [], [gate('h', [0]), ...ladder]);
}

const durations = { oneQubit: 40e-9, twoQubit: 300e-9, measure: 1e-6, reset: 1e-6 };

/** Rules of every kind of channel, by name; those with T2 ≤ T1 and with T2 > T1 are unravelled differently. */
export const rules: Readonly<Record<string, NoiseRule>> = {
  depolarizing: depolarizingRule(0.04),
  'bit flip': channelRule(channels.bitFlip(0.03)),
  'phase flip': channelRule(channels.phaseFlip(0.05)),
  'two-qubit Pauli': channelRule(
    channels.pauliMixture(
      'pauli',
      2,
      new Map([
        ['XY', 0.05],
        ['ZI', 0.02],
        ['YX', 0.03],
      ]),
    ),
  ),
  'amplitude damping': channelRule(channels.amplitudeDamping(0.06)),
  'strong damping': channelRule(channels.amplitudeDamping(0.995)),
  'phase damping': channelRule(channels.phaseDamping(0.06)),
  'thermal, T2 under T1': thermalRule({ t1: 10e-6, t2: 7e-6, excited: 0.1 }, durations),
  'thermal, T2 over T1': thermalRule({ t1: 10e-6, t2: 17e-6, excited: 0.1 }, durations),
  coherent: channelRule(channels.coherentError(0.2, 'X')),
  'coherent on two': channelRule(channels.coherentError(0.2, 'ZX')),
};

export function modelOf(...chosen: readonly NoiseRule[]): NoiseModel {
  return { name: 'test', rules: chosen, readout: [] };
}

/** A general channel on two qubits: two operators cut out of a random unitary. */
export function randomChannel(random: Random): Channel {
  const unitary = randomUnitary(8, random);
  const operators = [0, 4].map((first) =>
    matrices.generate(4, (row, column) => matrices.element(unitary, first + row, column)),
  );
  return { kind: 'kraus', label: 'random', qubits: 2, operators };
}

/** Layers of turns and CX that leave no amplitude zero, all qubits measured. */
export function layered(qubits: number, layers: number): Circuit {
  const all = Array.from({ length: qubits }, (_, qubit) => qubit);
  const body = Array.from({ length: layers }, (_, layer) => [
    ...all.flatMap((qubit) => [
      gate('ry', [qubit], [0.4 + qubit + layer]),
      gate('rz', [qubit], [0.7 * qubit - layer]),
    ]),
    ...all
      .slice(layer % 2, -1)
      .filter((_, place) => place % 2 === 0)
      .map((qubit) => controlledX(qubit, qubit + 1)),
  ]).flat();
  return circuit(qubits, [bits('c', qubits)], [...body, ...measureAll(qubits)]);
}
