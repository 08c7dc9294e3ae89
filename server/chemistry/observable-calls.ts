import type { ModelArgument, ModelCall, PauliTerm } from '../circuit/index.ts';
import { basisNamed } from './basis-sets/index.ts';
import { electronicStructure } from './electronic-structure.ts';
import { type ElectronicHamiltonian, activeSpaceOf, withinActiveSpace } from './electrons/index.ts';
import { readGeometry } from './geometry.ts';
import {
  FermionMapping,
  type MappingName,
  lowestModes,
  mappingNames,
  maximumQubits,
  qubitHamiltonian,
  tapered,
  zSymmetries,
} from './mapping/index.ts';
import { heisenbergChain, hubbardChain, isingChain, maxCut, quadraticBinary } from './models/index.ts';
import { electronsOf } from './molecule.ts';

/**
 * The Pauli words of a call such as `ising(4)` or `hamiltonian(molecule("…"))`, as `library/model-calls.ts` lists them; a text says why
 * there are none.
 */
export function modelTerms(call: ModelCall): readonly PauliTerm[] | string {
  const given = new Given(call);
  const [sites, periodic] = [given.number('sites', 2), given.flag('periodic')];
  switch (call.name) {
    case 'ising':
      return isingChain(sites, given.number('coupling', 1), given.number('field', 1), periodic);
    case 'heisenberg': {
      const [coupling, anisotropy] = [given.number('coupling', 1), given.number('anisotropy', 1)];
      return heisenbergChain(sites, coupling, anisotropy, given.number('field', 0), periodic);
    }
    case 'hubbard': {
      const [hopping, repulsion] = [given.number('hopping', 1), given.number('repulsion', 4)];
      const chain = hubbardChain(sites, hopping, repulsion, periodic, { alpha: 0, beta: 0 });
      return onQubits(chain, given.mapping(), false);
    }
    case 'maxcut':
      return cutTerms(given.rows('edges'));
    case 'qubo':
      return formTerms(given.rows('matrix'));
    case 'hamiltonian':
      return molecularTerms(given);
    default:
      return `${call.name} is no observable`;
  }
}

/** The arguments of a call by their names. */
class Given {
  private readonly call: ModelCall;

  constructor(call: ModelCall) {
    this.call = call;
  }

  private of(name: string): ModelArgument | undefined {
    return this.call.arguments.get(name);
  }

  number(name: string, fallback: number): number {
    const value = this.of(name);
    return typeof value === 'number' ? value : fallback;
  }

  flag(name: string): boolean {
    return this.of(name) === true;
  }

  text(name: string, fallback: string): string {
    const value = this.of(name);
    return typeof value === 'string' ? value : fallback;
  }

  mapping(): MappingName {
    const name = this.text('mapping', 'jordan_wigner');
    return mappingNames.find((known) => known === name) ?? 'jordan_wigner';
  }

  numbers(name: string): readonly number[] | undefined {
    const value = this.of(name);
    return Array.isArray(value) ? numbersOf(value) : undefined;
  }

  rows(name: string): readonly (readonly number[])[] {
    const value = this.of(name);
    return Array.isArray(value) ? value.map(numbersOf) : [];
  }

  inner(name: string): Given | undefined {
    const value = this.of(name);
    return typeof value === 'object' && 'arguments' in value ? new Given(value) : undefined;
  }
}

function numbersOf(value: ModelArgument): readonly number[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'number') : [];
}

function cutTerms(rows: readonly (readonly number[])[]): readonly PauliTerm[] | string {
  const wrong = rows.find(
    ([from = -1, to = -1, , ...surplus]) =>
      ![from, to].every((vertex) => Number.isInteger(vertex) && vertex >= 0) ||
      from === to ||
      surplus.length > 0,
  );
  if (wrong !== undefined) return `[${wrong.join(', ')}] is no edge between two vertices, such as [0, 1]`;
  return maxCut(rows.map(([from = 0, to = 0, weight = 1]) => ({ from, to, weight })));
}

function formTerms(rows: readonly (readonly number[])[]): readonly PauliTerm[] | string {
  const isSquare = rows.every(({ length }) => length === rows.length);
  return isSquare ? quadraticBinary(rows) : 'the matrix is not square';
}

function molecularTerms(given: Given): readonly PauliTerm[] | string {
  const inner = given.inner('molecule');
  const atoms = readGeometry(inner?.text('geometry', '') ?? '');
  if (typeof atoms === 'string') return atoms;
  const molecule = { atoms, charge: inner?.number('charge', 0) ?? 0, spin: inner?.number('spin', 0) ?? 0 };
  if (electronsOf(molecule) === undefined)
    return `a charge of ${molecule.charge} does not leave a number of electrons of which ${molecule.spin} are unpaired`;
  const basis = basisNamed(inner?.text('basis', 'sto3g') ?? '');
  if (basis === undefined) return 'the basis set is not known';
  const { hartreeFock, hamiltonian } = electronicStructure(molecule, basis);
  if (!hartreeFock.converged) return `Hartree–Fock did not converge in ${hartreeFock.iterations} iterations`;
  const active = reduced(hamiltonian, given);
  return typeof active === 'string' ? active : onQubits(active, given.mapping(), given.flag('tapered'));
}

/** The Hamiltonian without frozen orbitals, within the active space. */
function reduced(hamiltonian: ElectronicHamiltonian, given: Given): ElectronicHamiltonian | string {
  const frozen = given.number('frozen', 0);
  const { alpha, beta } = hamiltonian.electrons;
  const [electrons = alpha + beta - 2 * frozen, orbitals = hamiltonian.orbitals - frozen] =
    given.numbers('active') ?? [];
  const space = activeSpaceOf(hamiltonian, electrons, orbitals);
  if (space !== undefined) return withinActiveSpace(hamiltonian, space);
  return `${alpha + beta} electrons in ${hamiltonian.orbitals} orbitals have no active space of ${electrons} electrons in ${orbitals} orbitals`;
}

function onQubits(
  hamiltonian: ElectronicHamiltonian,
  name: MappingName,
  isTapered: boolean,
): readonly PauliTerm[] | string {
  const qubits = 2 * hamiltonian.orbitals;
  if (qubits > maximumQubits)
    return `it takes ${qubits} qubits, and ${maximumQubits} are possible; choose an active space`;
  const mapping = new FermionMapping(name, qubits);
  const sum = qubitHamiltonian(hamiltonian, mapping);
  if (!isTapered) return sum.terms();
  return tapered(sum, zSymmetries(sum, qubits), mapping.encoded(lowestModes(hamiltonian))).terms();
}
