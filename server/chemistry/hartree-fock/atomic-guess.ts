import { atomicNumber } from '../elements.ts';
import { type MolecularIntegrals, basisSize } from '../integrals/index.ts';
import { type Shell, shellSize } from '../integrals/shell.ts';
import { generate, type SquareMatrix } from '../linear-algebra.ts';
import { type Atom, distance } from '../molecule.ts';

/**
 * The density of either spin when every atom keeps its own electrons, spread evenly over 2p and over the functions that
 * describe one shell: where the search for the molecule's orbitals starts.
 */
export function atomicDensity({ shells }: MolecularIntegrals, atoms: readonly Atom[]): SquareMatrix {
  const filling = new Float64Array(basisSize(shells));
  for (const atom of atoms) {
    const own = shells.filter(({ centre }) => distance(centre, atom.position) === 0);
    const of = (angular: number) => own.filter((shell) => shell.angular === angular);
    const electrons = atomicNumber(atom.element);
    const [core, ...valence] = of(0);
    if (electrons <= 2) fill(filling, of(0), electrons / 2);
    else {
      fill(filling, core === undefined ? [] : [core], 1);
      fill(filling, valence, Math.min(electrons - 2, 2) / 2);
      fill(filling, of(1), Math.max(electrons - 4, 0) / 2);
    }
  }
  return generate(filling.length, (row, column) => (row === column ? (filling[row] ?? 0) : 0));
}

/** Spreads electrons of one spin over shells. */
function fill(filling: Float64Array, shells: readonly Shell[], electrons: number): void {
  const functions = shells.reduce((sum, shell) => sum + shellSize(shell), 0);
  for (const shell of shells)
    for (let place = 0; place < shellSize(shell); place++)
      filling[shell.offset + place] = electrons / functions;
}
