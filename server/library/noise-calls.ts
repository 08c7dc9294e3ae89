import type { Call, CallParameter } from './calls.ts';
import { deviceNames } from './device-names.ts';

/** The channels of noise declarations, and after what they act. */

/** A group of events that `gates:` may name beside the gates themselves. */
export interface GateGroup {
  readonly name: string;
  readonly description: string;
}

export const gateGroups: readonly GateGroup[] = [
  { name: 'all', description: 'every gate' },
  { name: 'one_qubit', description: 'every gate on one qubit' },
  { name: 'two_qubit', description: 'every gate on two qubits, controls included' },
  { name: 'measure', description: 'every measurement' },
  { name: 'reset', description: 'every reset' },
  { name: 'delay', description: 'every delay' },
];

const gates: CallParameter = {
  name: 'gates',
  type: 'gates',
  required: false,
  positional: false,
  description:
    'After what it acts: one_qubit, two_qubit, all, measure, reset, delay, the name of a gate, or a list of these.',
  defaultText: 'all, the gates that it fits',
};
const qubits: CallParameter = {
  name: 'qubits',
  type: 'qubits',
  required: false,
  positional: false,
  description: 'A list of the circuit’s qubits, counted from 0, that it concerns.',
  defaultText: 'all of them',
};

/** A number from 0 to 1. */
function probability(name: string, description: string, positional = true): CallParameter {
  return { name, type: 'float', required: positional, positional, description, minimum: 0, maximum: 1 };
}

const p = probability('p', 'The probability that it happens.');

/** How long something takes, or may take at most before it decays. */
function duration(name: string, description: string, defaultText?: string): CallParameter {
  const head = { name, type: 'duration', positional: false, description, minimum: 0 } as const;
  return defaultText === undefined ? { ...head, required: true } : { ...head, required: false, defaultText };
}

/** Seconds that instructions take where `thermal` is not told. */
export const defaultGateSeconds = { one_qubit: 35e-9, two_qubit: 300e-9, measure: 0, reset: 0 } as const;

/** The Pauli words on one and on two qubits but the identities, qubit 0 of the gate at the right. */
export const pauliWords: readonly string[] = 'X Y Z IX IY IZ XI XX XY XZ YI YX YY YZ ZI ZX ZY ZZ'.split(' ');

function noise(
  name: string,
  parameters: readonly CallParameter[],
  description: string,
  example: string,
  reference?: string,
): Call {
  const head = { name, group: 'noise', parameters, result: 'noise', description, example } as const;
  return reference === undefined ? head : { ...head, reference };
}

const textbook = 'M. A. Nielsen, I. L. Chuang, “Quantum Computation and Quantum Information”, section 8.3.';

export const noiseCalls: readonly Call[] = [
  noise(
    'depolarizing',
    [
      probability('p', 'The probability that the state is replaced by the maximally mixed one.'),
      gates,
      qubits,
    ],
    'Replaces the state of a gate’s qubits by the maximally mixed one. On one qubit X, Y and Z have p/4 each; on two all words but II have p/16 each. The qubits of wider gates are depolarized one by one.',
    'noise lab = depolarizing(0.01, gates: two_qubit);',
    textbook,
  ),
  noise('bit_flip', [p, gates, qubits], 'Applies X.', 'noise lab = bit_flip(0.01);', textbook),
  noise('phase_flip', [p, gates, qubits], 'Applies Z.', 'noise lab = phase_flip(0.01);', textbook),
  noise(
    'pauli',
    [...pauliWords.map((word) => probability(word, `The probability of ${word}.`, false)), gates, qubits],
    'Applies Pauli words with given probabilities, the identity with the rest. The words have one letter, or two for two-qubit gates: qubit 0 of the gate at the right.',
    'noise lab = pauli(X: 0.01, Z: 0.02) + pauli(ZZ: 0.005, gates: cx);',
  ),
  noise(
    'amplitude_damping',
    [probability('gamma', 'The probability that |1⟩ falls to |0⟩.'), gates, qubits],
    'Loss of energy: |1⟩ decays to |0⟩.',
    'noise lab = amplitude_damping(0.02);',
    textbook,
  ),
  noise(
    'phase_damping',
    [probability('lambda', 'Coherences shrink by √(1 - lambda).'), gates, qubits],
    'Loss of phase without loss of energy.',
    'noise lab = phase_damping(0.02);',
    textbook,
  ),
  noise(
    'thermal',
    [
      duration('t1', 'The time in which |1⟩ relaxes.'),
      duration('t2', 'The time in which coherences decay, at most twice t1.'),
      {
        ...probability('excited', 'The probability of |1⟩ in thermal equilibrium.', false),
        defaultText: '0',
      },
      duration('one_qubit', 'How long a gate on one qubit takes.', '35ns'),
      duration('two_qubit', 'How long a gate on two or more qubits takes.', '300ns'),
      duration('measure', 'How long a measurement takes.', '0ns, for readout errors tell what it costs'),
      duration('reset', 'How long a reset takes.', '0ns'),
      { ...gates, defaultText: 'all gates, measurements, resets and delays' },
      qubits,
    ],
    'Thermal relaxation of a gate’s qubits for as long as the gate takes, and of waiting qubits for as long as their delay.',
    'noise lab = thermal(t1: 120us, t2: 80us, two_qubit: 400ns);',
  ),
  noise(
    'coherent',
    [
      {
        name: 'angle',
        type: 'float',
        required: true,
        positional: true,
        description: 'The angle of the turn, in radians.',
      },
      {
        name: 'axis',
        type: 'string',
        required: true,
        positional: false,
        description:
          'The Pauli word of one or two letters that it turns about, qubit 0 of the gate at the right.',
        choices: pauliWords,
      },
      gates,
      qubits,
    ],
    'A turn that always happens, exp(-i·angle/2·P): a gate that goes too far.',
    'noise lab = coherent(0.02, axis: "ZZ", gates: cx);',
  ),
  noise(
    'kraus',
    [
      {
        name: 'operators',
        type: 'operators',
        required: true,
        positional: true,
        description: 'The matrices K as lists of rows, 2×2 or 4×4, with ΣK†K = 1.',
      },
      gates,
      qubits,
    ],
    'Any channel ρ → ΣKρK†; qubit 0 of the gate is the least significant index bit.',
    'noise lab = kraus([[[1, 0], [0, 0.8]], [[0, 0.6], [0, 0]]]);',
    textbook,
  ),
  noise(
    'device',
    [
      {
        name: 'name',
        type: 'string',
        required: true,
        positional: true,
        description: 'A quantum computer, as qflow devices lists it.',
        choices: [...deviceNames],
      },
    ],
    'The noise of a quantum computer by its published figures: depolarization and relaxation after each gate, relaxation while a qubit waits, misread bits. The circuit is taken as it is written: a gate on one qubit is one pulse, turns about z are free where the device has them for free, a gate on two qubits is its two-qubit gate.',
    'noise lab = device("ibm_fez");',
  ),
  noise(
    'readout',
    [
      { ...probability('p01', 'The probability that a 0 is read as 1.', false), required: true },
      { ...probability('p10', 'The probability that a 1 is read as 0.', false), required: true },
      qubits,
    ],
    'Misreads measured bits. What the circuit does with a bit, it does with the misread one.',
    'noise lab = readout(p01: 0.01, p10: 0.03);',
  ),
];
