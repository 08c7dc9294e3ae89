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

const varied: CallParameter = {
  ...parameter('circuit', 'circuit', 'The circuit whose float and angle parameters are varied.'),
  isOpen: true,
};
const samples: CallParameter = {
  name: 'samples',
  type: 'int',
  required: false,
  positional: false,
  description: 'How many times angles are drawn.',
  defaultText: '500',
  minimum: 2,
  maximum: 1_000_000,
};

export const checkCalls: readonly Call[] = [
  {
    name: 'fidelity',
    group: 'check',
    parameters: [
      parameter('a', 'state', 'A state.'),
      parameter('b', 'state', 'Another state of as many qubits.'),
      qubits(false),
    ],
    result: 'float',
    description:
      'How alike two states are: |⟨a|b⟩|², or on some qubits (Tr √(√ρ σ √ρ))²: 1 for the same up to a phase, 0 for orthogonal ones.',
    example: 'fidelity(simulate(bell), simulate(other))',
    reference: 'Jozsa, Journal of Modern Optics 41, 2315 (1994)',
  },
  {
    name: 'trace_distance',
    group: 'check',
    parameters: [
      parameter('a', 'state', 'A state.'),
      parameter('b', 'state', 'Another state of as many qubits.'),
      qubits(false),
    ],
    result: 'float',
    description:
      'How well two states can be told apart, ½ Tr |ρ − σ|, as a whole or by some qubits: 0 not at all, 1 always.',
    example: 'trace_distance(simulate(bell), simulate(other), [0])',
    reference: 'Nielsen and Chuang, Quantum Computation and Quantum Information, section 9.2',
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
    name: 'negativity',
    group: 'check',
    parameters: [
      state,
      parameter('a', 'qubits', 'Some qubits, such as [0].'),
      parameter('b', 'qubits', 'Some others, such as [1, 2].'),
    ],
    result: 'float',
    description:
      'How entangled two groups of qubits are, the sum of the negative eigenvalues after one is transposed: 0 for separable groups, ½ for a Bell pair.',
    example: 'negativity(simulate(bell), [0], [1])',
    reference: 'Vidal and Werner, Physical Review A 65, 032314 (2002)',
  },
  {
    name: 'mutual_information',
    group: 'check',
    parameters: [
      state,
      parameter('a', 'qubits', 'Some qubits, such as [0].'),
      parameter('b', 'qubits', 'Some others, such as [1, 2].'),
    ],
    result: 'float',
    description: 'What two groups of qubits know of each other, S(a) + S(b) − S(ab), in bits.',
    example: 'mutual_information(simulate(bell), [0], [1])',
    reference: 'Nielsen and Chuang, Quantum Computation and Quantum Information, section 11.3',
  },
  {
    name: 'schmidt',
    group: 'check',
    parameters: [state, qubits(true)],
    result: 'list',
    description: 'The Schmidt coefficients between some qubits of a state and the others, the largest first.',
    example: 'schmidt(simulate(bell), [0])',
    reference: 'Nielsen and Chuang, Quantum Computation and Quantum Information, section 2.5',
  },
  {
    name: 'meyer_wallach',
    group: 'check',
    parameters: [state],
    result: 'float',
    description:
      'How entangled the qubits of a state are with all others on average: 0 for a product, 1 where each is maximally mixed.',
    example: 'meyer_wallach(simulate(ghz))',
    reference: 'Meyer and Wallach, Journal of Mathematical Physics 43, 4273 (2002)',
  },
  {
    name: 'coherence',
    group: 'check',
    parameters: [state, qubits(false)],
    result: 'float',
    description: 'The coherence Σ |ρᵢⱼ| over i ≠ j of a state or of some of its qubits.',
    example: 'coherence(simulate(bell))',
    reference: 'Baumgratz, Cramer and Plenio, Physical Review Letters 113, 140401 (2014)',
  },
  {
    name: 'participation_ratio',
    group: 'check',
    parameters: [state],
    result: 'float',
    description: 'Over how many basis states a state is spread, 1/Σ p².',
    example: 'participation_ratio(simulate(ghz))',
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
    name: 'expressibility',
    group: 'check',
    runs: true,
    parameters: [varied, samples],
    result: 'float',
    description:
      'How far the fidelities of a circuit’s states at random angles are from those of random states: the Kullback–Leibler divergence over 75 bins, in nats. The nearer to 0, the more of all states the circuit reaches.',
    example: 'expressibility(ansatz, samples: 2000)',
    reference: 'Sim, Johnson and Aspuru-Guzik, Advanced Quantum Technologies 2, 1900070 (2019)',
  },
  {
    name: 'gradient_variance',
    group: 'check',
    runs: true,
    parameters: [varied, parameter('observable', 'observable', 'What is differentiated.'), samples],
    result: 'float',
    description:
      'The variance of an expectation value’s derivatives at random angles, averaged over the parameters. Where it falls exponentially with the number of qubits, there is a barren plateau.',
    example: 'gradient_variance(ansatz, energy, samples: 200)',
    reference: 'McClean et al., Nature Communications 9, 4812 (2018)',
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
