import { circuit, observable, on, seed, shots } from './call-parameters.ts';
import type { Call, CallParameter } from './calls.ts';
import { electrons, option } from './model-calls.ts';

/** The tasks that vary a circuit's parameters. */

/** The parameters of the search, which `minimize`, `qaoa` and `train` share. */
export const search: readonly CallParameter[] = [
  {
    name: 'optimizer',
    type: 'optimizer',
    required: false,
    positional: false,
    description: 'How the parameters are varied.',
    defaultText: 'l_bfgs_b() for exact runs, spsa() with shots',
  },
  {
    name: 'start',
    type: 'list',
    required: false,
    positional: false,
    description: 'The parameters to begin with, in the order of the circuit’s.',
    defaultText: 'the circuit’s arguments, else random angles',
  },
  on,
  { ...shots, description: 'The number of repetitions of each circuit that is run; 0 means exact.' },
  {
    name: 'max_iterations',
    type: 'int',
    required: false,
    positional: false,
    description: 'Ends after so many iterations.',
    defaultText: 'the optimizer’s own limit',
    minimum: 1,
    maximum: 1e9,
  },
  {
    name: 'threshold',
    type: 'float',
    required: false,
    positional: false,
    description: 'Ends as soon as a value is at or below this one.',
    defaultText: 'none',
  },
  {
    name: 'restarts',
    type: 'int',
    required: false,
    positional: false,
    description: 'How many more searches begin at random angles; the best of all counts.',
    defaultText: '0',
    minimum: 0,
    maximum: 10_000,
  },
  {
    name: 'checkpoint',
    type: 'int',
    required: false,
    positional: false,
    description: 'After how many iterations a recorded run keeps what it has, so that it can go on there.',
    defaultText: '10',
    minimum: 1,
    maximum: 1e9,
  },
  seed,
];

export const variationalCalls: readonly Call[] = [
  {
    name: 'minimize',
    group: 'task',
    parameters: [
      { ...circuit, description: 'The circuit whose float and angle parameters are varied.', isOpen: true },
      observable,
      ...search,
    ],
    result: 'minimum',
    description:
      'Varies a circuit’s parameters until the expectation value of an observable is as small as the optimizer can make it.',
    example: 'task ground = minimize(ansatz, energy, optimizer: spsa(iterations: 200));',
    reference: 'Peruzzo et al., Nature Communications 5, 4213 (2014)',
  },
  {
    name: 'qaoa',
    group: 'task',
    parameters: [
      { ...observable, description: 'The cost to be made small: a sum of products of Z.' },
      {
        name: 'layers',
        type: 'int',
        required: false,
        positional: false,
        description: 'How often cost and mixer alternate.',
        defaultText: '1',
        minimum: 1,
        maximum: 1000,
      },
      ...search,
    ],
    result: 'minimum',
    description:
      'The quantum approximate optimization algorithm: alternates e^(−iγ·cost) and e^(−iβ·ΣX) from an even superposition. Its parameters are all γ, then all β.',
    example: 'task cut = qaoa(cost, layers: 2);',
    reference: 'Farhi, Goldstone and Gutmann, arXiv:1411.4028',
  },
  {
    name: 'adapt_vqe',
    group: 'task',
    parameters: [
      ...electrons,
      ...search.filter(({ name }) => ['optimizer', 'on', 'shots', 'seed'].includes(name)),
      option(
        'gradient_threshold',
        'float',
        '1e-3',
        'Ends when no excitation changes the energy faster than this.',
        {
          minimum: 0,
          maximum: 1e9,
        },
      ),
      option('max_excitations', 'int', '100', 'Ends after so many excitations.', {
        minimum: 1,
        maximum: 10_000,
      }),
    ],
    result: 'minimum',
    description:
      'Grows an ansatz for a molecule: from the Hartree–Fock state adds the excitation of uccsd that changes the energy fastest and varies all angles, again and again.',
    example: 'task ground = adapt_vqe(molecule("H 0 0 0; H 0 0 0.735"));',
    reference: 'Grimsley, Economou, Barnes and Mayhall, Nature Communications 10, 3007 (2019)',
  },
];
