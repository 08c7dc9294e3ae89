/**
 * Models that learn beside PennyLane: the states of all encoders, and the losses along a training from the same start on
 * the same samples. `npm run build && node bench/compare/learning.ts PYTHON`, where PYTHON has pennylane and autograd.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type EncoderName, encoders } from '../../server/library/index.ts';
import { encodingOf } from '../../server/learning/index.ts';
import type { RunDocument } from '../../server/protocol/index.ts';
import { localSimulator } from '../../server/simulator/index.ts';
import { printTable } from '../table.ts';

const python = process.argv[2];
if (python === undefined) throw new Error('usage: node bench/compare/learning.ts PYTHON');

const tolerance = 1e-9;
const span = { start: 0, end: 0 };
const qubits = 3;

/** A sample for each encoder, on three qubits. */
const encoded: Readonly<Record<EncoderName, readonly number[]>> = {
  angle: [0.3, -1.2, 2.1],
  dense_angle: [0.3, -1.2, 2.1, 0.7, -0.4, 1.9],
  amplitude: [0.3, -1.2, 2.1, 0.7, -0.4],
  basis: [1, 0, 1],
  iqp: [0.3, -1.2, 2.1],
};

/** The amplitudes that an encoder prepares, as pairs of real and imaginary parts. */
async function stateOf(encoder: EncoderName): Promise<readonly number[]> {
  const sample = encoded[encoder];
  const encoding = encodingOf(encoder, sample.length, qubits);
  if (typeof encoding === 'string') throw new Error(encoding);
  const angles = encoding.angles(sample);
  if (typeof angles === 'string') throw new Error(angles);
  const circuit = {
    ...{ name: encoder, qubitCount: qubits, variables: [], parameters: [] },
    registers: [{ name: 'q', offset: 0, size: qubits, span }],
    body: encoding.gates((place) => angles[place] ?? NaN, span),
  };
  const state = await localSimulator().state(circuit, [], {
    shots: undefined,
    seed: 1,
    memoryLimit: 2 ** 30,
  });
  if (!state.ok) throw new Error(state.refusal.message);
  return [...state.value.amplitudes];
}

const layers = `circuit layers(array[float, 6] w) {
  qubit[2] q;
  for int l in [0:2] { for int i in [0:1] { ry(w[2 * l + i]) q[i]; } cx q[0], q[1]; rz(w[2 * l]) q[1]; }
}
observable z0 = Z[0];
observable z1 = Z[1] + 0.5 * X[0] * X[1];`;
const points = '[[0.2, -0.9], [1.1, 0.4], [-0.7, 0.8], [0.5, 1.3], [-1.2, -0.3]]';
const rows = '[[0.2, -0.9, 0.6], [1.1, 0.4, -0.1], [-0.7, 0.8, 0.3], [0.5, 1.3, -1.2]]';

/** A model in the language, and in the words of the peer. */
interface Trained {
  readonly name: string;
  readonly model: string;
  readonly samples: string;
  readonly labels: readonly number[];
  readonly loss: string;
  readonly kind: string;
  readonly shape: Readonly<Record<string, unknown>>;
  /** The start, where the model has no own one. */
  readonly start?: readonly number[];
}

const start = [0.3, -0.2, 1.1, 0.7, -0.9, 0.4];
const classifiers = (['angle', 'dense_angle', 'amplitude', 'iqp'] as const).flatMap((encoder) =>
  (encoder === 'angle' ? (['cross_entropy', 'squared'] as const) : (['cross_entropy'] as const)).map(
    (loss): Trained => {
      const model = `variational_classifier(layers, [z0, z1], encoder: "${encoder}", loss: "${loss}")`;
      const common = { samples: points, labels: [0, 1, 1, 0, 1], kind: 'classifier', start };
      return { ...common, name: `classifier, ${encoder}, ${loss}`, model, loss, shape: { encoder } };
    },
  ),
);
const networks: readonly Trained[] = [
  {
    ...{ name: 'dense', model: 'dense(hidden: [4, 3], activation: "tanh", classes: 3)', samples: points },
    ...{ labels: [0, 1, 2, 0, 1], loss: 'cross_entropy', kind: 'dense', shape: { layers: 2 } },
  },
  ...[0, 0.3, 1].map((share): Trained => ({
    ...{ name: `quantum_lstm, share ${share}`, samples: rows, labels: [0.5, -0.3, 0.9, 0.1] },
    model: `quantum_lstm(hidden: 3, qubits: 2, layers: 2, quantum_share: ${share}, predicts: "numbers")`,
    ...{ loss: 'number', kind: 'lstm', shape: { hidden: 3, qubits: 2, layers: 2, share } },
  })),
  {
    ...{ name: 'quantum_attention', samples: rows, labels: [0, 1, 1, 0], loss: 'cross_entropy' },
    model: 'quantum_attention(heads: 1, width: 2, qubits: 2, layers: 2)',
    ...{ kind: 'attention', shape: { heads: 1, qubits: 2, layers: 2 } },
  },
];

const rate = 0.1;
const steps = 4;
const folder = await mkdtemp(path.join(tmpdir(), 'qflow-learning-'));

/** The start, and the loss after each step of gradient descent. */
async function trained({ model, samples, labels, start: given }: Trained) {
  const lesson = `samples: ${samples}, labels: [${labels.join(', ')}]`;
  const still = given === undefined ? '' : `start: [${given.join(', ')}], `;
  const text = `${layers}
    model m = ${model};
    workflow w {
      task from = train(m, ${lesson}, ${still}optimizer: gradient_descent(learning_rate: 0, iterations: 1), seed: 3);
      task fitted = train(m, ${lesson}, start: from.parameters, optimizer: gradient_descent(learning_rate: ${rate}, iterations: ${steps}), seed: 3);
    }`;
  const file = path.join(folder, 'model.qflow');
  await writeFile(file, text);
  const command = path.join(import.meta.dirname, '../../dist/cli.js');
  const { stdout, stderr } = spawnSync(process.execPath, [command, 'run', file, '--json'], {
    encoding: 'utf8',
  });
  const { from, fitted } = (JSON.parse(stdout) as RunDocument).results;
  if (from?.kind !== 'minimum' || fitted?.kind !== 'minimum') throw new Error(stdout + stderr);
  if (fitted.history.length !== steps) throw new Error(`${model} was not trained for ${steps} steps`);
  return { names: from.names, start: from.parameters, losses: fitted.history.map(({ value }) => value) };
}

const input: string[] = [];
try {
  for (const encoder of encoders)
    input.push(
      JSON.stringify({ kind: 'encoder', encoder, sample: encoded[encoder], state: await stateOf(encoder) }),
    );
  for (const one of [...classifiers, ...networks])
    input.push(
      JSON.stringify({ ...one, samples: JSON.parse(one.samples) as unknown, rate, ...(await trained(one)) }),
    );
} finally {
  await rm(folder, { recursive: true });
}

const peer = spawnSync(python, [path.join(import.meta.dirname, 'learning.py')], {
  input: input.join('\n'),
  encoding: 'utf8',
  stdio: ['pipe', 'pipe', 'inherit'],
});
const found = peer.stdout.trim().split('\n').map(Number);
const names = [
  ...encoders.map((name) => `encoder ${name}`),
  ...[...classifiers, ...networks].map(({ name }) => name),
];
if (found.length !== names.length) throw new Error('the peer did not answer all');
printTable(
  ['what', 'largest difference'],
  names.map((name, place) => [name, (found[place] ?? NaN).toExponential(1)]),
);
const worst = Math.max(...found);
console.log(`${names.length} compared, the largest difference is ${worst.toExponential(1)}`);
process.exitCode = worst < tolerance ? 0 : 1;
