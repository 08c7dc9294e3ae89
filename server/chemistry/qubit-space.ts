import { basisNamed } from './basis-sets/index.ts';
import { electronicStructure } from './electronic-structure.ts';
import {
  type ElectronicHamiltonian,
  FcidumpError,
  activeSpaceOf,
  readFcidump,
  withinActiveSpace,
} from './electrons/index.ts';
import type { Given } from './given.ts';
import {
  FermionMapping,
  type MappingName,
  PauliPolynomial,
  type Symmetry,
  lowestModes,
  maximumQubits,
  parity,
  qubitHamiltonian,
  tapered,
  taperedState,
  zSymmetries,
} from './mapping/index.ts';
import { electronsOf } from './molecule.ts';
import { moleculeGiven, noFile } from './molecule-given.ts';

/** The electrons of a call such as `hamiltonian(molecule("…"), active: [2, 2])`; a text says why there are none. */
export function electronsGiven(given: Given): ElectronicHamiltonian | string {
  // `fcidump("h2.fcidump")` names its file itself, others their molecule's.
  const inner = given.inner('molecule') ?? given;
  const path = inner.text('file', '');
  if (path !== '' && isFcidump(path)) return integralsOf(inner, path, given);
  const molecule = moleculeGiven(inner);
  if (typeof molecule === 'string') return molecule;
  if (electronsOf(molecule) === undefined)
    return `a charge of ${molecule.charge} does not leave a number of electrons of which ${molecule.spin} are unpaired`;
  const basis = basisNamed(inner.text('basis', 'sto3g'));
  if (basis === undefined) return 'the basis set is not known';
  const { hartreeFock, hamiltonian } = electronicStructure(molecule, basis);
  if (!hartreeFock.converged) return `Hartree–Fock did not converge in ${hartreeFock.iterations} iterations`;
  return reduced(hamiltonian, given);
}

function isFcidump(path: string): boolean {
  return /fcidump/i.test(path);
}

function integralsOf(inner: Given, path: string, given: Given): ElectronicHamiltonian | string {
  const text = inner.file('file');
  if (text === undefined) return noFile(path);
  try {
    return reduced(readFcidump(text), given);
  } catch (error) {
    if (error instanceof FcidumpError) return `"${path}" is no FCIDUMP: ${error.message}`;
    throw error;
  }
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

/** Where operators of electrons act: how modes become qubits, and which qubits symmetries have removed. */
export interface QubitSpace {
  readonly mapping: FermionMapping;
  readonly symmetries: readonly Symmetry[];
  /** The lowest determinant on all qubits of the mapping, as a mask. */
  readonly reference: number;
}

export interface HamiltonianSpace extends QubitSpace {
  readonly hamiltonian: PauliPolynomial;
}

/** The qubits for some electrons, with the Hamiltonian on them; a text says why there are none. */
export function qubitSpace(
  electrons: ElectronicHamiltonian,
  name: MappingName,
  isTapered: boolean,
): HamiltonianSpace | string {
  const qubits = 2 * electrons.orbitals;
  if (qubits > maximumQubits)
    return `it takes ${qubits} qubits, and ${maximumQubits} are possible; choose an active space`;
  const mapping = new FermionMapping(name, qubits);
  const hamiltonian = qubitHamiltonian(electrons, mapping);
  const symmetries = isTapered ? zSymmetries(hamiltonian, qubits) : [];
  const space = { mapping, symmetries, reference: mapping.encoded(lowestModes(electrons)) };
  return { ...space, hamiltonian: withinSpace(hamiltonian, space) };
}

/** The part of an operator that stays in the sector of the reference, on the qubits that are left. */
export function withinSpace(
  operator: PauliPolynomial,
  { symmetries, reference }: QubitSpace,
): PauliPolynomial {
  if (symmetries.length === 0) return operator;
  const kept = new PauliPolynomial();
  const isKept = (x: number) => symmetries.every(({ mask }) => parity(x & mask) === 0);
  kept.addAll([...operator].filter(({ x }) => isKept(x)));
  return tapered(kept, symmetries, reference);
}

/** The number of qubits that are left, and the lowest determinant on them. */
export function referenceState({ mapping, symmetries, reference }: QubitSpace) {
  return { qubits: mapping.modes - symmetries.length, reference: taperedState(symmetries, reference) };
}
