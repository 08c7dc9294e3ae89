import type { Call, CallParameter } from './calls.ts';
import { electrons } from './model-calls.ts';

/** What workflows and tests can find out about states and circuits. */

function parameter(
  name: string,
  type: CallParameter['type'],
  description: string,
  required = true,
): CallParameter {
  return { name, type, required, positional: true, description };
}

const state = parameter('state', 'state', 'The result of simulate.');
const qubits = (required: boolean) =>
  parameter('qubits', 'qubits', 'The numbers of the qubits that are looked at, such as [0, 2].', required);
const circuit = parameter('circuit', 'circuit', 'A circuit, with its arguments where it has parameters.');

export const checkCalls: readonly Call[] = [
  {
    name: 'fidelity',
    group: 'check',
    parameters: [
      parameter('a', 'state', 'A state.'),
      parameter('b', 'state', 'Another state of as many qubits.'),
    ],
    result: 'float',
    description:
      'How alike two pure states are, |⟨a|b⟩|²: 1 for the same up to a phase, 0 for orthogonal ones.',
    example: 'fidelity(simulate(bell), simulate(other))',
  },
  {
    name: 'probability',
    group: 'check',
    parameters: [state, parameter('outcome', 'string', 'One bit for each qubit, qubit 0 at the right.')],
    result: 'float',
    description: 'The probability of an outcome when all qubits of a state are measured.',
    example: 'probability(simulate(bell), "00")',
  },
  {
    name: 'expectation',
    group: 'check',
    parameters: [state, parameter('observable', 'observable', 'What is measured.')],
    result: 'float',
    description: 'The expectation value of an observable in a state.',
    example: 'expectation(simulate(bell), parity)',
  },
  {
    name: 'purity',
    group: 'check',
    parameters: [state, qubits(false)],
    result: 'float',
    description:
      'The purity Tr ρ² of some qubits of a state: 1 for a pure one, 1/2ᵏ for k qubits that are maximally mixed.',
    example: 'purity(simulate(bell), [0])',
    reference: 'Nielsen and Chuang, Quantum Computation and Quantum Information, section 2.4',
  },
  {
    name: 'entropy',
    group: 'check',
    parameters: [state, qubits(true)],
    result: 'float',
    description: 'The entanglement entropy −Tr ρ log₂ ρ of some qubits of a state with the others, in bits.',
    example: 'entropy(simulate(bell), [0])',
    reference: 'Nielsen and Chuang, Quantum Computation and Quantum Information, section 11.3',
  },
  {
    name: 'concurrence',
    group: 'check',
    parameters: [
      state,
      { ...parameter('a', 'int', 'The number of a qubit.'), minimum: 0 },
      { ...parameter('b', 'int', 'The number of another qubit.'), minimum: 0 },
    ],
    result: 'float',
    description: 'How entangled two qubits of a state are with each other: 0 not at all, 1 fully.',
    example: 'concurrence(simulate(bell), 0, 1)',
    reference: 'Wootters, Physical Review Letters 80, 2245 (1998)',
  },
  {
    name: 'equivalent',
    group: 'check',
    runs: true,
    parameters: [parameter('a', 'circuit', 'A circuit.'), parameter('b', 'circuit', 'Another circuit.')],
    result: 'bool',
    description:
      'Whether the gates of two circuits do the same to every state, up to a global phase. Final measurements do not count; circuits whose measurements decide something cannot be compared.',
    example: 'equivalent(decomposed, original)',
  },
  {
    name: 'depth',
    group: 'check',
    parameters: [circuit],
    result: 'int',
    description:
      'The longest chain of gates, measurements and resets of a circuit that must follow each other.',
    example: 'depth(bell)',
  },
  {
    name: 'gate_count',
    group: 'check',
    parameters: [
      circuit,
      parameter('gate', 'string', 'The name of the gates that are counted, such as "cx".', false),
    ],
    result: 'int',
    description: 'The number of gates of a circuit, or of those with one name.',
    example: 'gate_count(bell, "cx")',
  },
  {
    name: 'exact_energy',
    group: 'check',
    parameters: [
      ...electrons.slice(0, 1),
      ...electrons.filter(({ name }) => name === 'active' || name === 'frozen'),
    ],
    result: 'float',
    description:
      'The lowest energy of a molecule with its electrons in its basis set, in hartree, by full configuration interaction.',
    example: 'exact_energy(molecule("H 0 0 0; H 0 0 0.735"))',
    reference: 'Knowles and Handy, Chemical Physics Letters 111, 315 (1984)',
  },
];
