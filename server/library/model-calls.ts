import type { Call, CallParameter } from './calls.ts';

/** Molecules and models of matter as observables. */

type Details = Partial<Omit<CallParameter, 'name' | 'type' | 'description'>>;

export function needed(
  name: string,
  type: CallParameter['type'],
  description: string,
  more: Details = {},
): CallParameter {
  return { name, type, required: true, positional: true, description, ...more };
}

export function option(
  name: string,
  type: CallParameter['type'],
  defaultText: string,
  description: string,
  more: Details = {},
): CallParameter {
  return { name, type, required: false, positional: false, description, defaultText, ...more };
}

const mappings = ['jordan_wigner', 'parity', 'bravyi_kitaev'] as const;
const mapping = option('mapping', 'string', '"jordan_wigner"', 'How electrons become qubits.', {
  choices: mappings,
});
/** How electrons become qubits, and which of them do. */
const electronOptions: readonly CallParameter[] = [
  mapping,
  option('active', 'list', 'all', 'How many electrons, in how many orbitals, stay: [2, 2].'),
  option('frozen', 'int', '0', 'How many of the lowest orbitals stay doubly occupied.', { minimum: 0 }),
  option('tapered', 'bool', 'false', 'Whether qubits that symmetries fix are removed.'),
];

/** The molecule of a call, and its options. */
export const electrons: readonly CallParameter[] = [
  needed('molecule', 'molecule', 'The molecule.'),
  ...electronOptions,
];

const sites = needed('sites', 'int', 'The number of sites, one qubit each.', { minimum: 2, maximum: 1000 });
const periodic = option('periodic', 'bool', 'false', 'Whether the last site is next to the first.');

export const modelCalls: readonly Call[] = [
  {
    name: 'molecule',
    group: 'observable',
    parameters: [
      {
        ...needed('geometry', 'string', 'Atoms as "H 0 0 0; H 0 0 0.735", in ångström; hydrogen to neon.'),
        required: false,
      },
      option(
        'file',
        'string',
        'none',
        'A file in place of the geometry: "water.xyz", a JSON list of molecules, or an FCIDUMP with the integrals.',
      ),
      option('index', 'int', '0', 'Which molecule of a list.', { minimum: 0 }),
      option('basis', 'string', '"sto3g"', 'The basis set.', { choices: ['sto3g', '6-31g'] }),
      option('charge', 'int', '0', 'The charge in elementary charges.'),
      option('spin', 'int', '0', 'The number of unpaired electrons.', { minimum: 0 }),
    ],
    result: 'molecule',
    description: 'A molecule at fixed places of its nuclei, for hamiltonian.',
    example: 'observable h2 = hamiltonian(molecule("H 0 0 0; H 0 0 0.735"));',
  },
  {
    name: 'hamiltonian',
    group: 'observable',
    parameters: electrons,
    result: 'observable',
    description:
      'The energy of a molecule in hartree, the repulsion of its nuclei included, over its Hartree–Fock orbitals; spin up has the lower qubits.',
    example: 'observable lih = hamiltonian(molecule("Li 0 0 0; H 0 0 1.595"), active: [2, 2]);',
    reference: 'Helgaker, Jørgensen and Olsen, Molecular Electronic-Structure Theory',
  },
  {
    name: 'fcidump',
    group: 'observable',
    parameters: [
      needed('file', 'string', 'The file with the integrals, beside the program.'),
      ...electronOptions,
    ],
    result: 'observable',
    description:
      'The energy of electrons whose integrals another program has written into an FCIDUMP file, in hartree.',
    example: 'observable energy = fcidump("h2_sto3g.fcidump", mapping: "parity", tapered: true);',
    reference: 'Knowles and Handy, Computer Physics Communications 54, 75 (1989)',
  },
  {
    name: 'particle_number',
    group: 'observable',
    parameters: electrons,
    result: 'observable',
    description: 'The number of electrons, on the qubits of hamiltonian with the same options.',
    example: 'observable electrons = particle_number(molecule("H 0 0 0; H 0 0 0.735"));',
  },
  {
    name: 'spin_squared',
    group: 'observable',
    parameters: electrons,
    result: 'observable',
    description:
      'The square of the electrons’ spin, S(S + 1): 0 for a singlet, 0.75 for a doublet, 2 for a triplet.',
    example: 'observable spin = spin_squared(molecule("H 0 0 0; H 0 0 0.735"));',
    reference: 'Helgaker, Jørgensen and Olsen, Molecular Electronic-Structure Theory, section 2.4',
  },
  {
    name: 'ising',
    group: 'observable',
    parameters: [
      sites,
      option('coupling', 'float', '1', 'J in −J Σ ZZ − h Σ X.'),
      option('field', 'float', '1', 'h, the transverse field.'),
      periodic,
    ],
    result: 'observable',
    description: 'The Ising chain in a transverse field, −J Σ ZZ − h Σ X.',
    example: 'observable chain = ising(8, field: 0.5);',
    reference: 'Pfeuty, Annals of Physics 57, 79 (1970)',
  },
  {
    name: 'heisenberg',
    group: 'observable',
    parameters: [
      sites,
      option('coupling', 'float', '1', 'J in J Σ (XX + YY + Δ ZZ) + h Σ Z.'),
      option('anisotropy', 'float', '1', 'Δ, the share of ZZ.'),
      option('field', 'float', '0', 'h, the field along z.'),
      periodic,
    ],
    result: 'observable',
    description: 'The Heisenberg chain J Σ (XX + YY + Δ ZZ) + h Σ Z of Pauli operators.',
    example: 'observable chain = heisenberg(6, periodic: true);',
  },
  {
    name: 'hubbard',
    group: 'observable',
    parameters: [
      { ...sites, description: 'The number of sites, two qubits each.', maximum: 15 },
      option('hopping', 'float', '1', 't in −t Σ (a†a + h.c.) + U Σ n↑n↓.'),
      option('repulsion', 'float', '4', 'U, the repulsion of two electrons on one site.'),
      periodic,
      mapping,
    ],
    result: 'observable',
    description: 'The Hubbard chain −t Σ (a†a + h.c.) + U Σ n↑n↓; spin up has the lower qubits.',
    example: 'observable chain = hubbard(2, repulsion: 8);',
    reference: 'Hubbard, Proceedings of the Royal Society A 276, 238 (1963)',
  },
  {
    name: 'maxcut',
    group: 'observable',
    parameters: [
      needed('edges', 'matrix', 'The edges of a graph: [[0, 1], [1, 2]], a third number is a weight.'),
    ],
    result: 'observable',
    description:
      'The size of the cut between vertices at 0 and at 1, Σ w (1 − ZZ)/2; its negative is to be minimised.',
    example: 'observable cut = maxcut([[0, 1], [1, 2], [2, 0]]);',
    reference: 'Farhi, Goldstone and Gutmann, arXiv:1411.4028',
  },
  {
    name: 'qubo',
    group: 'observable',
    parameters: [
      needed('matrix', 'matrix', 'The square matrix Q, as a list of rows.'),
      option('equal', 'matrix', 'none', 'Rows of weights and a number that Σ wᵢ xᵢ shall be: [[1, 1, 1]].'),
      option(
        'at_most',
        'matrix',
        'none',
        'Rows of whole weights and a number that Σ wᵢ xᵢ shall not exceed; each takes qubits of its own behind the others.',
      ),
      option('penalty', 'float', '1 + Σ |Qᵢⱼ|, which is enough', 'What a violation by one costs.', {
        minimum: 0,
      }),
    ],
    result: 'observable',
    description:
      'The quadratic form Σ Qᵢⱼ xᵢ xⱼ of the bits of an outcome, with a penalty · (Σ wᵢ xᵢ − b)² for each constraint.',
    example: 'observable cost = qubo([[-1, 2], [0, -1]], equal: [[1, 1, 1]]);',
    reference: 'Lucas, Frontiers in Physics 2, 5 (2014)',
  },
];
