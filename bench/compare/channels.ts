/**
 * The channels of noise declarations beside Qiskit Aer's, as superoperators: `node bench/compare/channels.ts PYTHON`,
 * where PYTHON has qiskit-aer.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { type Matrix, cx, matrices } from '../../server/base/index.ts';
import { type Channel, type Instruction, channelsAfter, lowerNoise } from '../../server/circuit/index.ts';
import { loadProject } from '../../server/language/index.ts';
import { primitiveGate } from '../../server/library/index.ts';
import { printTable } from '../table.ts';

const python = process.argv[2];
if (python === undefined) throw new Error('usage: node bench/compare/channels.ts PYTHON');

/** A channel in the language and in Aer's words, after a gate on so many qubits. */
const cases = [
  ['depolarizing(0.03)', 'depolarizing_error(0.03, 1)', 1],
  ['depolarizing(0.03)', 'depolarizing_error(0.03, 2)', 2],
  ['bit_flip(0.2)', 'pauli_error([("X", 0.2), ("I", 0.8)])', 1],
  ['phase_flip(0.2)', 'pauli_error([("Z", 0.2), ("I", 0.8)])', 1],
  ['pauli(X: 0.1, Y: 0.2, Z: 0.3)', 'pauli_error([("X", 0.1), ("Y", 0.2), ("Z", 0.3), ("I", 0.4)])', 1],
  ['pauli(XZ: 0.1, IY: 0.2)', 'pauli_error([("XZ", 0.1), ("IY", 0.2), ("II", 0.7)])', 2],
  ['amplitude_damping(0.3)', 'amplitude_damping_error(0.3)', 1],
  ['phase_damping(0.3)', 'phase_damping_error(0.3)', 1],
  ['thermal(t1: 100us, t2: 80us, one_qubit: 20us)', 'thermal_relaxation_error(100, 80, 20)', 1],
  ['thermal(t1: 50us, t2: 70us, one_qubit: 20us)', 'thermal_relaxation_error(50, 70, 20)', 1],
  ['thermal(t1: 50us, t2: 100us, one_qubit: 9us)', 'thermal_relaxation_error(50, 100, 9)', 1],
  [
    'thermal(t1: 50us, t2: 60us, excited: 0.1, one_qubit: 20us)',
    'thermal_relaxation_error(50, 60, 20, 0.1)',
    1,
  ],
  ['coherent(0.3, axis: "Y")', 'coherent_unitary_error(RYGate(0.3))', 1],
  ['coherent(0.3, axis: "XZ")', 'coherent_unitary_error(RZXGate(0.3))', 2],
  [
    'kraus([[[1, 0], [0, 0.8]], [[0, 0.6], [0, 0]]])',
    'kraus_error([np.diag([1, 0.8]), np.array([[0, 0.6], [0, 0]])])',
    1,
  ],
] as const;

async function channelOf(text: string, qubits: number): Promise<Channel> {
  const source = `noise lab = ${text};`;
  const model = await loadProject('memory:/n.qflow', (uri) =>
    Promise.resolve(uri === 'memory:/n.qflow' ? source : undefined),
  );
  const noise = lowerNoise(model, 'lab').value;
  const gate: Instruction = {
    kind: 'gate',
    gate: qubits === 1 ? 'h' : 'swap',
    angles: [],
    qubits: qubits === 1 ? [0] : [0, 1],
    controls: [],
    span: { start: 0, end: 0 },
  };
  const [placed] = noise === undefined ? [] : channelsAfter(noise, gate, () => 0);
  if (placed === undefined) throw new Error(`${text} is no channel`);
  return placed.channel;
}

function operatorsOf(channel: Channel): readonly Matrix[] {
  if (channel.kind === 'kraus') return channel.operators;
  const letters = ['id', 'x', 'y', 'z'].map((name) => primitiveGate(name)?.matrix([]) ?? []);
  return channel.probabilities.map((probability, index) => {
    const [low = [], high = []] = [letters[index % 4], letters[index >> 2]];
    return matrices.scaled(
      channel.qubits === 1 ? low : matrices.kronecker(high, low),
      cx.complex(Math.sqrt(probability)),
    );
  });
}

function plain(matrix: Matrix): number[][][] {
  return matrix.map((row) => row.map(({ re, im }) => [re, im]));
}

const input = await Promise.all(
  cases.map(async ([text, theirs, qubits]) => {
    const operators = operatorsOf(await channelOf(text, qubits)).map(plain);
    return JSON.stringify({ theirs, operators });
  }),
);
const { stdout, stderr } = spawnSync(python, [path.join(import.meta.dirname, 'channels.py')], {
  input: input.join('\n'),
  encoding: 'utf8',
});
const distances = stdout
  .trim()
  .split('\n')
  .map((line) => Number(line));
if (distances.length !== cases.length) throw new Error(stderr);
printTable(
  ['ours', 'Aer’s', 'largest difference'],
  cases.map(([ours, theirs], place) => [ours, theirs, (distances[place] ?? NaN).toExponential(1)]),
);
const worst = Math.max(...distances);
console.log(`${cases.length} channels compared, the largest difference is ${worst.toExponential(1)}`);
process.exitCode = worst < 1e-10 ? 0 : 1;
