import type { HartreeFock } from '../hartree-fock/index.ts';
import { type MolecularIntegrals, TwoElectronIntegrals } from '../integrals/index.ts';
import { type SquareMatrix, transformed } from '../linear-algebra.ts';
import type { ElectronCount } from '../molecule.ts';
import type { ElectronicHamiltonian } from './electronic-hamiltonian.ts';

/** The Hamiltonian of a molecule over the orbitals that Hartree–Fock found. */
export function orbitalHamiltonian(
  integrals: MolecularIntegrals,
  { orbitals: [alpha, beta] }: Pick<HartreeFock, 'orbitals'>,
  electrons: ElectronCount,
): ElectronicHamiltonian {
  const core = integrals.kinetic.plus(integrals.attraction);
  const one = transformed(core, alpha);
  const alphaAlpha = transformedIntegrals(integrals.repulsion, alpha, alpha);
  const spinOverlap = alpha.transposed().times(integrals.overlap).times(beta);
  const common = { orbitals: alpha.size, electrons, constant: integrals.nuclearRepulsion, spinOverlap };
  if (alpha === beta)
    return { ...common, one: [one, one], two: { alphaAlpha, alphaBeta: alphaAlpha, betaBeta: alphaAlpha } };
  return {
    ...common,
    one: [one, transformed(core, beta)],
    two: {
      alphaAlpha,
      alphaBeta: transformedIntegrals(integrals.repulsion, alpha, beta),
      betaBeta: transformedIntegrals(integrals.repulsion, beta, beta),
    },
  };
}

/** The integrals over orbitals: `bra` for the first two indices, `ket` for the others. */
export function transformedIntegrals(
  integrals: TwoElectronIntegrals,
  bra: SquareMatrix,
  ket: SquareMatrix,
): TwoElectronIntegrals {
  let { values } = integrals;
  for (const by of [bra, bra, ket, ket]) values = leadingIndexTurned(values, by);
  return new TwoElectronIntegrals(integrals.size, values);
}

/** Transforms the first index and moves it to the end; four such steps transform all and restore the order. */
function leadingIndexTurned(values: Float64Array, by: SquareMatrix): Float64Array {
  const { size } = by;
  const rest = size ** 3;
  const turned = new Float64Array(values.length);
  for (let old = 0; old < size; old++) {
    for (let orbital = 0; orbital < size; orbital++) {
      const weight = by.at(old, orbital);
      if (weight === 0) continue;
      for (let place = 0, to = orbital; place < rest; place++, to += size)
        turned[to] = (turned[to] ?? 0) + weight * (values[old * rest + place] ?? 0);
    }
  }
  return turned;
}
