import { type MolecularIntegrals, basisSize } from '../integrals/index.ts';
import { shellSize } from '../integrals/shell.ts';
import {
  SquareMatrix,
  generate,
  inverseSquareRoot,
  symmetricEigensystem,
  transformed,
} from '../linear-algebra.ts';
import type { ElectronCount, Molecule } from '../molecule.ts';
import { atomicDensity } from './atomic-guess.ts';
import { alignDegenerate } from './degenerate-orbitals.ts';
import { Diis } from './diis.ts';
import { coulomb, density, exchange } from './fock.ts';

export interface HartreeFockOptions {
  /** Whether both spins share their orbitals, which needs as many electrons of either. */
  readonly restricted: boolean;
  readonly maximumIterations?: number;
  /** The largest element of the orbital gradient FDS − SDF that counts as converged, in hartree. */
  readonly tolerance?: number;
}

export interface HartreeFock {
  readonly converged: boolean;
  readonly iterations: number;
  /** The total energy with the repulsion of the nuclei, in hartree. */
  readonly energy: number;
  /** The largest element of FDS − SDF at the end, in hartree. */
  readonly residual: number;
  /** Coefficients over the basis functions, orbitals as columns by energy, for either spin. */
  readonly orbitals: readonly [alpha: SquareMatrix, beta: SquareMatrix];
  readonly orbitalEnergies: readonly [alpha: Float64Array, beta: Float64Array];
}

interface Channel {
  readonly orbitals: SquareMatrix;
  readonly energies: Float64Array;
}

/**
 * The Hartree–Fock state of a molecule by the method of Roothaan and Hall (restricted) or Pople and Nesbet (unrestricted),
 * from the densities of the atoms, accelerated by DIIS. `converged` says whether it arrived.
 */
export function hartreeFock(
  integrals: MolecularIntegrals,
  { atoms }: Molecule,
  { alpha, beta }: ElectronCount,
  { restricted, maximumIterations = 200, tolerance = 1e-9 }: HartreeFockOptions,
): HartreeFock {
  const occupied = restricted ? [alpha] : [alpha, beta];
  const core = integrals.kinetic.plus(integrals.attraction);
  const frame = { integrals, core, orthonormal: inverseSquareRoot(integrals.overlap), diis: new Diis() };
  const start = atomicDensity(integrals, atoms);
  let state = evaluated(
    frame,
    occupied.map(() => start),
  );
  let iterations = 0;
  for (; (iterations === 0 || state.residual > tolerance) && iterations < maximumIterations; iterations++) {
    const focks = frame.diis.extrapolate(state);
    const densities = focks.map((fock, place) => density(solved(frame, fock).orbitals, occupied[place] ?? 0));
    state = evaluated(frame, densities);
  }
  const [first, second = first] = state.focks.map((fock) => solved(frame, fock));
  if (first === undefined || second === undefined) throw new RangeError('no spin channel');
  return {
    converged: state.residual <= tolerance,
    iterations,
    energy: state.energy,
    residual: state.residual,
    orbitals: [first.orbitals, second.orbitals],
    orbitalEnergies: [first.energies, second.energies],
  };
}

interface ScfFrame {
  readonly integrals: MolecularIntegrals;
  /** The kinetic energy and the attraction of the nuclei. */
  readonly core: SquareMatrix;
  /** S^(−½) */
  readonly orthonormal: SquareMatrix;
  readonly diis: Diis;
}

/** The eigenvectors of a Fock matrix. */
function solved({ integrals, orthonormal }: ScfFrame, fock: SquareMatrix): Channel {
  const { values, vectors } = symmetricEigensystem(transformed(fock, orthonormal));
  const aligned = alignDegenerate(vectors, values, directionsOf(integrals));
  return { orbitals: orthonormal.times(aligned), energies: values };
}

/** 0 for s functions, 1, 2 and 3 for those along x, y and z. */
function directionsOf({ shells }: MolecularIntegrals): readonly number[] {
  const directions = Array.from({ length: basisSize(shells) }, () => 0);
  for (const shell of shells) {
    if (shell.angular === 0) continue;
    for (let place = 0; place < shellSize(shell); place++) directions[shell.offset + place] = place + 1;
  }
  return directions;
}

/** The energy of densities (one for both spins, or one each), their Fock matrices and how far these are from self-consistent. */
function evaluated({ integrals, core, orthonormal }: ScfFrame, densities: readonly SquareMatrix[]) {
  const [first, second = first] = densities;
  if (first === undefined || second === undefined) throw new RangeError('no spin channel');
  const repulsion = coulomb(integrals.repulsion, first.plus(second));
  const focks = densities.map((of) => core.plus(repulsion).plus(exchange(integrals.repulsion, of), -1));
  const errors = focks.map((fock, place) =>
    gradient(fock, densities[place] ?? first, integrals, orthonormal),
  );
  const halves = focks.map((fock, place) => 0.5 * fock.plus(core).dot(densities[place] ?? first));
  const electronic = (halves[0] ?? 0) + (halves[1] ?? halves[0] ?? 0);
  const residual = errors.reduce((most, error) => Math.max(most, ...error.values.map(Math.abs)), 0);
  return { energy: electronic + integrals.nuclearRepulsion, focks, errors, residual };
}

/** FDS − SDF in the orthonormal basis, zero where the orbitals are self-consistent. */
function gradient(
  fock: SquareMatrix,
  of: SquareMatrix,
  { overlap }: MolecularIntegrals,
  orthonormal: SquareMatrix,
): SquareMatrix {
  const product = fock.times(of).times(overlap);
  const commutator = generate(fock.size, (row, column) => product.at(row, column) - product.at(column, row));
  return transformed(commutator, orthonormal);
}
