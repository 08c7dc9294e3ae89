import type { Call } from './calls.ts';
import { electrons, option } from './model-calls.ts';

/** Circuits for the electrons of a molecule, over the orbitals and qubits of `hamiltonian` with the same options. */

const parameters = option(
  'parameters',
  'list',
  'zeros, which leave the Hartree–Fock state',
  'The angles, such as those that minimize found.',
);

export const ansatzCalls: readonly Call[] = [
  {
    name: 'hartree_fock',
    group: 'circuit',
    parameters: electrons,
    result: 'circuit',
    description: 'Prepares the determinant with the lowest orbitals filled.',
    example: 'task mean_field = estimate(hartree_fock(molecule("H 0 0 0; H 0 0 0.735")), h2);',
  },
  {
    name: 'uccsd',
    group: 'circuit',
    parameters: [
      ...electrons,
      parameters,
      option(
        'repetitions',
        'int',
        '1',
        'How often all turns follow each other, each time with angles of their own.',
        {
          minimum: 1,
          maximum: 100,
        },
      ),
    ],
    result: 'circuit',
    description:
      'Unitary coupled cluster: from the Hartree–Fock state a turn for each excitation of two electrons, then of one, that keeps the spin.',
    example: 'task ground = minimize(uccsd(molecule("H 0 0 0; H 0 0 0.735")), h2);',
    reference: 'Romero et al., Quantum Science and Technology 4, 014008 (2018)',
  },
  {
    name: 'k_upccgsd',
    group: 'circuit',
    parameters: [
      ...electrons,
      parameters,
      option('repetitions', 'int', '1', 'The k of its name.', { minimum: 1, maximum: 100 }),
    ],
    result: 'circuit',
    description:
      'Unitary coupled cluster of paired double and single excitations between any two orbitals, k times with angles of their own.',
    example: 'task ground = minimize(k_upccgsd(molecule("H 0 0 0; H 0 0 0.735"), repetitions: 2), h2);',
    reference:
      'Lee, Huggins, Head-Gordon and Whaley, Journal of Chemical Theory and Computation 15, 311 (2019)',
  },
  {
    name: 'givens',
    group: 'circuit',
    parameters: [...electrons, parameters],
    result: 'circuit',
    description:
      'Givens rotations for the excitations of uccsd: electrons pass each other without a sign, which takes fewer gates.',
    example: 'task ground = minimize(givens(molecule("H 0 0 0; H 0 0 0.735")), h2);',
    reference: 'Arrazola et al., Quantum 6, 742 (2022)',
  },
];
