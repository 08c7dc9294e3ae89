import { on, seed, shots } from './call-parameters.ts';
import type { Call, CallParameter } from './calls.ts';
import { needed, option } from './model-calls.ts';

/** Memories whose content is found by likeness, and the tasks that fill and ask them. */

const memory = needed('memory', 'memory', 'The memory, or what a task has made of it.');

/** The most qubits of a vector, which has 2ⁿ numbers and takes as many gates. */
const mostQubits = 12;

const addresses: CallParameter = needed('addresses', 'list', 'The addresses, counted from 0.');

export const memoryCalls: readonly Call[] = [
  {
    name: 'qmatrix',
    group: 'memory',
    parameters: [
      option('size', 'int', '64', 'How many vectors it can hold.', { minimum: 1, maximum: 4096 }),
      option('qubits', 'int', '6', 'The qubits of one vector, of up to 2ⁿ numbers.', {
        minimum: 1,
        maximum: mostQubits,
      }),
    ],
    result: 'memory',
    description:
      'A memory of vectors, each kept as the circuit that prepares it as a state’s amplitudes, that is asked by likeness and not by address.',
    example: 'memory notes = qmatrix(size: 16, qubits: 3);',
  },
  {
    name: 'store',
    group: 'task',
    parameters: [
      memory,
      needed(
        'vectors',
        'matrix',
        'The vectors: a list of rows of real numbers, each of any length but zero.',
      ),
      option('at', 'list', 'the lowest free addresses', 'The addresses, whose former content is replaced.'),
    ],
    result: 'memory',
    description: 'The memory with more vectors. What it was before stays as it is.',
    example: 'task filled = store(notes, [[1, 0, 0, 1], [0, 1, 1, 0]]);',
  },
  {
    name: 'forget',
    group: 'task',
    parameters: [memory, addresses],
    result: 'memory',
    description: 'The memory without the vectors at some addresses, which are free again.',
    example: 'task rest = forget(filled, [0]);',
  },
  {
    name: 'recall',
    group: 'task',
    parameters: [
      memory,
      needed('query', 'list', 'The vector that is looked for.'),
      option('top', 'int', '1', 'How many of the best matches are given.', { minimum: 1, maximum: 4096 }),
      on,
      { ...shots, description: 'The number of repetitions for each vector; 0 means exact.' },
      seed,
    ],
    result: 'recollection',
    description:
      'The vectors that are most like another one, by the fidelity of their states: how often the query’s circuit undoes the vector’s.',
    example: 'task found = recall(filled, [1, 0.1, 0, 0.9], top: 2);',
    reference: 'Havlíček et al., Nature 567, 209 (2019), for the overlap by undoing',
  },
  {
    name: 'inspect',
    group: 'task',
    parameters: [memory],
    result: 'inspection',
    description: 'How full a memory is, how easily its vectors are confused, and what preparing one takes.',
    example: 'task facts = inspect(filled);',
  },
];
