import type { Call, CallParameter } from './calls.ts';
import { option } from './model-calls.ts';

/** Models that are networks of layers: of numbers alone, or with circuits inside. */

/** What a hidden layer makes of each of its sums. */
export const activations = ['relu', 'tanh', 'sigmoid', 'identity'] as const;
export type ActivationName = (typeof activations)[number];

/** What a network says of a sample. */
export const predictionKinds = ['classes', 'numbers'] as const;
export type PredictionKind = (typeof predictionKinds)[number];

/** The most numbers of one layer. */
export const mostLayerSize = 1024;
const mostOutputs = 100;

/** The numbers of one step of a sequence where the model says nothing. */
export const defaultFeatures = 1;

/** The sizes of a network whose declaration leaves them out. */
export const networkSizes = {
  dense: { hidden: [16] },
  quantum_lstm: { hidden: 8, qubits: 3, layers: 1, quantum_share: 0.3 },
  quantum_attention: { heads: 2, width: 4, qubits: 2, layers: 1 },
} as const;
const { dense, quantum_lstm: recurrent, quantum_attention: attention } = networkSizes;

function whole(name: string, usual: number, maximum: number, description: string): CallParameter {
  return option(name, 'int', String(usual), description, { minimum: 1, maximum });
}

const features = whole(
  'features',
  defaultFeatures,
  mostLayerSize,
  'How many numbers one step of a sequence has; a sample is its steps, one behind the other.',
);
const dropout = option(
  'dropout',
  'float',
  '0',
  'The share of hidden numbers that each step of training leaves out, drawn by the seed.',
  { minimum: 0, maximum: 0.9 },
);

const answers: readonly CallParameter[] = [
  option('predicts', 'string', '"classes"', 'What the model says of a sample: its class, or a number.', {
    choices: predictionKinds,
  }),
  option('classes', 'int', '2', 'How many classes it tells apart.', { minimum: 2, maximum: mostOutputs }),
  option(
    'loss',
    'string',
    '"cross_entropy" for classes, "squared" for numbers',
    'What training makes small.',
    {
      choices: ['cross_entropy', 'squared', 'hinge'],
    },
  ),
];

export const networkCalls: readonly Call[] = [
  {
    name: 'dense',
    group: 'model',
    parameters: [
      option(
        'hidden',
        'list',
        `[${dense.hidden.join(', ')}]`,
        'How many numbers each hidden layer has; [] for none.',
      ),
      option('activation', 'string', '"tanh"', 'What a hidden layer makes of each of its sums.', {
        choices: activations,
      }),
      dropout,
      ...answers,
    ],
    result: 'model',
    description:
      'Layers of numbers, each of which depends on all of the layer before: a classical model to measure others by.',
    example: 'model baseline = dense(hidden: [8, 8], activation: "relu");',
    reference: 'Rumelhart, Hinton and Williams, Nature 323, 533 (1986)',
  },
  {
    name: 'quantum_lstm',
    group: 'model',
    parameters: [
      features,
      whole('hidden', recurrent.hidden, 256, 'How many numbers it remembers from step to step.'),
      whole('qubits', recurrent.qubits, 12, 'The qubits of the circuit of each gate.'),
      whole('layers', recurrent.layers, 100, 'The layers of weights of each circuit.'),
      option(
        'quantum_share',
        'float',
        String(recurrent.quantum_share),
        'How much of what goes into the gates comes from circuits: 0 is a classical memory without any, 1 leaves nothing else.',
        { minimum: 0, maximum: 1 },
      ),
      dropout,
      ...answers,
    ],
    result: 'model',
    description:
      'A long short-term memory over sequences, into whose four gates circuits speak: v, the numbers of a step and the hidden ones before it, become angles, and ⟨Z⟩ of each qubit is read.',
    example: 'model wave = quantum_lstm(hidden: 4, qubits: 2, predicts: "numbers");',
    reference: 'Chen, Yoo and Fang, arXiv:2009.01783',
  },
  {
    name: 'quantum_attention',
    group: 'model',
    parameters: [
      features,
      whole('heads', attention.heads, 16, 'How many heads look at the sequence.'),
      whole('width', attention.width, 256, 'How many numbers each head makes of a step.'),
      whole('qubits', attention.qubits, 8, 'The qubits of the states of queries and keys.'),
      whole('layers', attention.layers, 100, 'The layers that encode them.'),
      dropout,
      ...answers,
    ],
    result: 'model',
    description:
      'Attention with several heads: a query looks at each key by the share of its fidelity |⟨φ(query)|φ(key)⟩|² among all keys, and the encoders are trained.',
    example: 'model order = quantum_attention(features: 2, heads: 2, qubits: 2);',
    reference: 'Vaswani et al., arXiv:1706.03762, with fidelities as weights',
  },
];
