import { on, seed, shots } from './call-parameters.ts';
import type { Call, CallParameter } from './calls.ts';
import { needed, option } from './model-calls.ts';
import { networkCalls } from './network-calls.ts';
import { search } from './variational-calls.ts';

/** Models that learn from samples, and the tasks that train and ask them. */

/** How the numbers of a sample become a state of qubits. */
export const encoders = ['angle', 'dense_angle', 'amplitude', 'basis', 'iqp'] as const;
export type EncoderName = (typeof encoders)[number];

/** What training makes small. */
export const losses = ['cross_entropy', 'squared', 'hinge'] as const;
export type LossName = (typeof losses)[number];

const model = needed('model', 'model', 'The model.');
const samples: CallParameter = {
  name: 'samples',
  type: 'matrix',
  required: true,
  positional: false,
  description: 'The samples: a list of rows of numbers, all of one length.',
};
const labels: CallParameter = {
  name: 'labels',
  type: 'list',
  required: true,
  positional: false,
  description:
    'The class of each sample, counted from 0; of a model that predicts numbers, the number itself.',
};
const parameters = option(
  'parameters',
  'list',
  'the arguments of the circuit of a variational_classifier',
  'The trained parameters, such as fitted.parameters.',
);
const repeated = {
  ...shots,
  description: 'The number of repetitions of each circuit that is run; 0 means exact.',
};

export const learningCalls: readonly Call[] = [
  {
    name: 'variational_classifier',
    group: 'model',
    parameters: [
      {
        ...needed('circuit', 'circuit', 'The circuit whose float and angle parameters are trained.'),
        isOpen: true,
      },
      needed(
        'observable',
        'observables',
        'What is measured. Of one observable a positive value means class 0, a negative one class 1; of a list the largest value tells the class.',
      ),
      option(
        'encoder',
        'string',
        'the first parameter of the circuit takes the sample',
        'How a sample becomes the state that the circuit begins with.',
        { choices: encoders },
      ),
      option('loss', 'string', '"cross_entropy"', 'What training makes small.', { choices: losses }),
    ],
    result: 'model',
    description: 'A circuit that tells classes apart by the expectation values of observables.',
    example: 'model moons = variational_classifier(layers, answer, encoder: "angle");',
    reference: 'Schuld, Bocharov, Svore and Wiebe, Physical Review A 101, 032308 (2020)',
  },
  ...networkCalls,
  {
    name: 'train',
    group: 'task',
    parameters: [model, samples, labels, ...search],
    result: 'minimum',
    description:
      'Varies the parameters of a model until its loss on samples is as small as the optimizer can make it.',
    example:
      'task fitted = train(moons, samples: points, labels: classes, optimizer: adam(learning_rate: 0.1));',
  },
  {
    name: 'predict',
    group: 'task',
    parameters: [model, samples, parameters, on, repeated, seed],
    result: 'prediction',
    description: 'The classes or the numbers that a model gives samples, and how sure it is.',
    example: 'task answers = predict(moons, samples: points, parameters: fitted.parameters);',
  },
  {
    name: 'evaluate',
    group: 'task',
    parameters: [model, samples, labels, parameters, on, repeated, seed],
    result: 'evaluation',
    description: 'How well a model gives samples their classes or numbers.',
    example: 'task judged = evaluate(moons, samples: held, labels: classes, parameters: fitted.parameters);',
  },
];
