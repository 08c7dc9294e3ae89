import type { ElectronicHamiltonian } from '../electrons/index.ts';
import { TwoElectronIntegrals } from '../integrals/index.ts';
import { SquareMatrix, generate } from '../linear-algebra.ts';
import type { ElectronCount } from '../molecule.ts';
import { chainBonds } from './spin-chains.ts';

/** The Hubbard chain −t Σ (a†a + h.c.) + U Σ n↑n↓, as electrons on sites. */
export function hubbardChain(
  sites: number,
  hopping: number,
  repulsion: number,
  periodic: boolean,
  electrons: ElectronCount,
): ElectronicHamiltonian {
  const one = new SquareMatrix(sites);
  for (const [a, b] of chainBonds(sites, periodic)) {
    one.set(a, b, -hopping);
    one.set(b, a, -hopping);
  }
  const two = new TwoElectronIntegrals(sites);
  for (let site = 0; site < sites; site++) two.set(site, site, site, site, repulsion);
  const spinOverlap = generate(sites, (row, column) => (row === column ? 1 : 0));
  const both = { alphaAlpha: two, alphaBeta: two, betaBeta: two };
  return { orbitals: sites, electrons, constant: 0, one: [one, one], two: both, spinOverlap };
}
