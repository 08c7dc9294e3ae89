import { ansatzCalls } from './ansatz-calls.ts';
import { circuit, maximumShots, observable, on, seed, shots } from './call-parameters.ts';
import { checkCalls } from './check-calls.ts';
import { learningCalls } from './learning-calls.ts';
import { memoryCalls } from './memory-calls.ts';
import { modelCalls } from './model-calls.ts';
import { noiseCalls } from './noise-calls.ts';
import { optimizerCalls } from './optimizer-calls.ts';
import { outsideCalls } from './outside-calls.ts';
import type { ResultKind } from './result-fields.ts';
import { tableCalls } from './table-calls.ts';
import { variationalCalls } from './variational-calls.ts';

/**
 * The built-in calls outside circuits: the single source of their names, parameters, results and texts for type
 * checking, completion, hover, signature help, documentation and dispatch.
 */

/** The type of a call's parameter or result, in the words of the language reference. */
export type CallType =
  | ResultKind
  | 'circuit'
  | 'observable'
  | 'molecule'
  | 'noise'
  | 'backend'
  | 'model'
  | 'optimizer'
  /** Rows of named, typed columns. */
  | 'table'
  /** A file that a table is read from or written to. */
  | 'source'
  | 'list'
  | 'secret'
  | 'int'
  | 'float'
  | 'bool'
  | 'string'
  | 'duration'
  /** Names of gates and of groups of them: `cx`, `[h, two_qubit]`. */
  | 'gates'
  /** One observable, or a list of them. */
  | 'observables'
  /** Numbers of qubits: `[0, 1]`. */
  | 'qubits'
  /** Pairs of a name and a text or a secret. */
  | 'headers'
  /** A list of rows of numbers. */
  | 'matrix'
  /** A list of matrices, each a list of rows. */
  | 'operators';

export interface CallParameter {
  readonly name: string;
  readonly type: CallType;
  readonly required: boolean;
  /** Given by place, before the named arguments. */
  readonly positional: boolean;
  readonly description: string;
  /** What holds when it is left out, in words. */
  readonly defaultText?: string;
  /** Inclusive bounds of a number; of a duration in seconds. */
  readonly minimum?: number;
  readonly maximum?: number;
  /** The only texts that are taken. */
  readonly choices?: readonly string[];
  /** What a text has to be: times as cron writes them, a time zone, or columns with their types. */
  readonly format?: 'cron' | 'zone' | 'columns';
  /** A circuit whose parameters need no arguments: they are what is varied. */
  readonly isOpen?: true;
}

export type CallGroup =
  | 'task'
  | 'backend'
  | 'model'
  | 'memory'
  | 'optimizer'
  | 'noise'
  | 'observable'
  | 'circuit'
  | 'function'
  | 'list'
  | 'check'
  | 'source'
  | 'secret';

export interface Call {
  readonly name: string;
  readonly group: CallGroup;
  /** Set where a function runs circuits, so that its value is not there at once. */
  readonly runs?: true;
  /** Set where it takes named values beside its parameters, whatever their names. */
  readonly takesValues?: true;
  /** Set where it reaches out of the workflow: a program or a server, whose answer nobody knows before. */
  readonly reachesOut?: true;
  /** Set where it works on tables, and runs no circuit. */
  readonly onTables?: true;
  readonly parameters: readonly CallParameter[];
  readonly result: CallType;
  readonly description: string;
  readonly example: string;
  readonly reference?: string;
}

/** The methods of the embedded simulator that a program may ask for; `auto` leaves the choice to the circuit. */
export const simulationMethods = [
  'auto',
  'statevector',
  'stabilizer',
  'extended_stabilizer',
  'density',
  'trajectories',
  'mps',
  'sparse',
] as const;

/** How exactly a dense state is kept: about sixteen digits, or seven. */
export const precisions = ['double', 'single'] as const;
export type Precision = (typeof precisions)[number];

/** How a gradient may be found; `auto` leaves the choice to the circuit and the number of shots. */
export const gradientRules = ['auto', 'adjoint', 'parameter_shift'] as const;

export const calls: readonly Call[] = [
  {
    name: 'sample',
    group: 'task',
    parameters: [circuit, on, shots, seed],
    result: 'samples',
    description: 'Runs a circuit and counts the outcomes of its measured bits.',
    example: 'task pairs = sample(bell, shots: 4096);',
  },
  {
    name: 'estimate',
    group: 'task',
    parameters: [circuit, observable, on, shots, seed],
    result: 'estimate',
    description: 'The expectation value of an observable in the state that a circuit prepares.',
    example: 'task energy = estimate(ansatz(0.4), ising);',
  },
  {
    name: 'gradient',
    group: 'task',
    parameters: [
      circuit,
      observable,
      on,
      { ...shots, description: 'The number of repetitions of each circuit that is run; 0 means exact.' },
      seed,
      {
        name: 'method',
        type: 'string',
        required: false,
        positional: false,
        description:
          'How derivatives are found: "adjoint" goes once through the exact state and back, "parameter_shift" runs the circuit with shifted angles.',
        defaultText: '"auto": adjoint where the run is exact and nothing is measured on the way',
        choices: gradientRules,
      },
    ],
    result: 'gradient',
    description:
      'The derivatives of an expectation value by the circuit’s float and angle parameters, at the arguments given.',
    example: 'task slope = gradient(ansatz(0.4), ising);',
  },
  {
    name: 'simulate',
    group: 'task',
    parameters: [circuit, seed],
    result: 'state',
    description: 'The exact state that a circuit prepares, before its final measurements.',
    example: 'task psi = simulate(bell);',
  },
  ...variationalCalls,
  ...learningCalls,
  ...memoryCalls,
  ...outsideCalls,
  ...tableCalls,
  {
    name: 'simulator',
    group: 'backend',
    parameters: [
      seed,
      {
        name: 'shots',
        type: 'int',
        required: false,
        positional: false,
        description: 'The number of shots of tasks that name none; 0 means exact.',
        defaultText: 'exact',
        minimum: 0,
        maximum: maximumShots,
      },
      {
        name: 'memory',
        type: 'float',
        required: false,
        positional: false,
        description: 'The most memory that a state may take, in GiB.',
        defaultText: '4',
        minimum: 0,
        maximum: 16,
      },
      {
        name: 'method',
        type: 'string',
        required: false,
        positional: false,
        description:
          'How circuits are simulated: "statevector" takes any circuit of few qubits, "stabilizer" Clifford circuits of thousands, "mps" circuits of little entanglement, "sparse" those of few amplitudes; with noise "density" is exact for up to 13 qubits, "trajectories" takes shots on more.',
        defaultText: '"auto", the method that fits the circuit',
        choices: simulationMethods,
      },
      {
        name: 'bond',
        type: 'int',
        required: false,
        positional: false,
        description: 'The most terms that a matrix product state keeps between neighbouring qubits.',
        defaultText: '64',
        minimum: 1,
        maximum: 4096,
      },
      {
        name: 'cutoff',
        type: 'float',
        required: false,
        positional: false,
        description: 'The share of the weight that each step of a matrix product state may leave out.',
        defaultText: '1e-12',
        minimum: 0,
        maximum: 1,
      },
      {
        name: 'threads',
        type: 'int',
        required: false,
        positional: false,
        description: 'The threads that work on a dense state; no result depends on it.',
        defaultText: 'one for few qubits, else one for each core',
        minimum: 1,
        maximum: 64,
      },
      {
        name: 'reproducible',
        type: 'bool',
        required: false,
        positional: false,
        description: 'Whether results have the same bits on every machine, which is a little slower.',
        defaultText: 'false',
      },
      {
        name: 'cache',
        type: 'bool',
        required: false,
        positional: false,
        description:
          'Whether a run that was done before is answered from memory, as long as the editor is open.',
        defaultText: 'true',
      },
      {
        name: 'precision',
        type: 'string',
        required: false,
        positional: false,
        description:
          'How exactly a dense state is kept: "double" to sixteen digits, "single" to about six in half the memory and time.',
        defaultText: '"double"',
        choices: precisions,
      },
      {
        name: 'noise',
        type: 'noise',
        required: false,
        positional: false,
        description: 'What goes wrong while circuits run.',
        defaultText: 'nothing',
      },
    ],
    result: 'backend',
    description: 'The embedded simulator: exact or sampled, on this machine.',
    example: 'backend sim = simulator(seed: 7);',
  },
  {
    name: 'pauli',
    group: 'observable',
    parameters: [
      {
        name: 'word',
        type: 'string',
        required: true,
        positional: true,
        description: 'One letter I, X, Y or Z for each qubit, qubit 0 at the right.',
      },
    ],
    result: 'observable',
    description: 'A Pauli word written as text.',
    example: 'observable parity = pauli("ZZZZ");',
  },
  ...modelCalls,
  ...ansatzCalls,
  ...optimizerCalls,
  ...noiseCalls,
  ...checkCalls,
  {
    name: 'secret',
    group: 'secret',
    parameters: [
      {
        name: 'name',
        type: 'string',
        required: true,
        positional: true,
        description: 'The name under which the secret is kept, such as "ibm.token".',
      },
    ],
    result: 'secret',
    description:
      'A secret for a backend, a server or a program, read when a run starts; no file, record or log has it.',
    example: 'secret("ibm.token")',
  },
];

/** The call of that name. Some names mean one thing in noise and another elsewhere; without a group, that one. */
export function findCall(name: string, group?: CallGroup): Call | undefined {
  return calls.find((call) => call.name === name && (group === undefined || call.group === group));
}

/** A closed set of texts in words: `"auto", "statevector" or "stabilizer"`. */
export function choiceText(choices: readonly string[]): string {
  const quoted = choices.map((choice) => `"${choice}"`);
  return [quoted.slice(0, -1).join(', '), ...quoted.slice(-1)].filter((part) => part !== '').join(' or ');
}
