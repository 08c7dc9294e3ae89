import { type ElectronicHamiltonian, type Spin, repulsion, spins } from '../electrons/index.ts';
import type { ElectronCount } from '../molecule.ts';
import { type DavidsonOptions, type Eigenpair, type SymmetricOperator, lowestEigenpair } from './davidson.ts';
import { type StringExcitation, occupationStrings, stringExcitations } from './occupation-strings.ts';

/** Numbers that the intermediate of one product may hold: 160 MB. */
const maximumIntermediate = 20_000_000;

/** The number of determinants of some electrons in some orbitals. */
export function determinantCount(orbitals: number, { alpha, beta }: ElectronCount): number {
  return binomial(orbitals, alpha) * binomial(orbitals, beta);
}

function binomial(n: number, k: number): number {
  let count = 1;
  for (let place = 0; place < k; place++) count = (count * (n - place)) / (place + 1);
  return Math.round(count);
}

/** Whether full configuration interaction is within reach. */
export function isExactlySolvable({ orbitals, electrons }: ElectronicHamiltonian): boolean {
  return orbitals * (orbitals + 1) * determinantCount(orbitals, electrons) <= maximumIntermediate;
}

/**
 * The lowest total energy of the given numbers of electrons, in hartree: full configuration interaction, by Knowles and Handy's
 * product over strings (Chemical Physics Letters 111, 315 (1984)).
 *
 * @throws {RangeError} where there are too many determinants; `isExactlySolvable` tells
 */
export function fullConfigurationInteraction(
  hamiltonian: ElectronicHamiltonian,
  options: DavidsonOptions = {},
): Eigenpair {
  if (!isExactlySolvable(hamiltonian)) throw new RangeError('too many determinants');
  const found = lowestEigenpair(new DeterminantOperator(hamiltonian), options);
  return { ...found, value: found.value + hamiltonian.constant };
}

/** An excitation of one spin among the determinants. */
interface Row {
  readonly spin: Spin;
  readonly excitation: StringExcitation;
}

/** The Hamiltonian without its constant over determinants: string of spin up times count of the others plus string of spin down. */
class DeterminantOperator implements SymmetricOperator {
  readonly size: number;
  readonly diagonal: Float64Array;
  private readonly rows: readonly Row[];
  private readonly counts: readonly [alpha: number, beta: number];
  /** ½ (pq|rs) between the rows. */
  private readonly coupling: Float64Array;
  /** h less ½ Σ (pr|rq), of each row. */
  private readonly hopping: readonly number[];

  constructor(hamiltonian: ElectronicHamiltonian) {
    const { orbitals, electrons } = hamiltonian;
    const strings = [
      occupationStrings(orbitals, electrons.alpha),
      occupationStrings(orbitals, electrons.beta),
    ] as const;
    this.counts = [strings[0].length, strings[1].length];
    this.size = this.counts[0] * this.counts[1];
    this.rows = spins.flatMap((spin) =>
      stringExcitations(orbitals, strings[spin]).map((excitation) => ({ spin, excitation })),
    );
    this.hopping = this.rows.map((row) => hoppingOf(hamiltonian, row));
    this.coupling = couplings(hamiltonian, this.rows);
    this.diagonal = diagonalOf(hamiltonian, strings);
  }

  apply(vector: Float64Array): Float64Array {
    const { rows, size, coupling } = this;
    const excited = rows.map((row) => this.excite(row, vector));
    const result = new Float64Array(size);
    for (const [place, row] of rows.entries()) {
      const mixed = vector.map((value) => (this.hopping[place] ?? 0) * value);
      for (const [other, part] of excited.entries())
        addScaled(mixed, part, coupling[place * rows.length + other] ?? 0);
      addScaled(result, this.excite(row, mixed), 1);
    }
    return result;
  }

  private excite({ spin, excitation }: Row, vector: Float64Array): Float64Array {
    const result = new Float64Array(this.size);
    const [alphas, betas] = this.counts;
    const { from, to, sign } = excitation;
    const [stride, repeat, step] = spin === 0 ? [betas, betas, 1] : [1, alphas, betas];
    for (let move = 0; move < from.length; move++) {
      const [source, target, factor] = [
        (from[move] ?? 0) * stride,
        (to[move] ?? 0) * stride,
        sign[move] ?? 0,
      ];
      for (let other = 0; other < repeat; other++)
        result[target + other * step] =
          (result[target + other * step] ?? 0) + factor * (vector[source + other * step] ?? 0);
    }
    return result;
  }
}

function hoppingOf(hamiltonian: ElectronicHamiltonian, { spin, excitation: { p, q } }: Row): number {
  let size = hamiltonian.one[spin].at(p, q);
  for (let r = 0; r < hamiltonian.orbitals; r++)
    size -= 0.5 * repulsion(hamiltonian, [spin, spin], p, r, r, q);
  return size;
}

function couplings(hamiltonian: ElectronicHamiltonian, rows: readonly Row[]): Float64Array {
  return Float64Array.from(
    rows.flatMap(({ spin, excitation: { p, q } }) =>
      rows.map(
        ({ spin: other, excitation }) =>
          0.5 * repulsion(hamiltonian, [spin, other], p, q, excitation.p, excitation.q),
      ),
    ),
  );
}

/** The energies of the determinants without the constant. */
function diagonalOf(
  hamiltonian: ElectronicHamiltonian,
  [alphas, betas]: readonly [readonly number[], readonly number[]],
): Float64Array {
  const own = (spin: Spin) => (mask: number) => {
    let energy = 0;
    for (const p of occupied(mask)) {
      energy += hamiltonian.one[spin].at(p, p);
      for (const q of occupied(mask))
        energy +=
          0.5 *
          (repulsion(hamiltonian, [spin, spin], p, p, q, q) -
            repulsion(hamiltonian, [spin, spin], p, q, q, p));
    }
    return energy;
  };
  const [alphaEnergies, betaEnergies] = [alphas.map(own(0)), betas.map(own(1))];
  const diagonal = new Float64Array(alphas.length * betas.length);
  for (const [row, alpha] of alphas.entries()) {
    for (const [column, beta] of betas.entries()) {
      let energy = (alphaEnergies[row] ?? 0) + (betaEnergies[column] ?? 0);
      for (const p of occupied(alpha))
        for (const q of occupied(beta)) energy += repulsion(hamiltonian, [0, 1], p, p, q, q);
      diagonal[row * betas.length + column] = energy;
    }
  }
  return diagonal;
}

function occupied(mask: number): readonly number[] {
  const orbitals: number[] = [];
  for (let orbital = 0; mask >>> orbital !== 0; orbital++)
    if (((mask >>> orbital) & 1) === 1) orbitals.push(orbital);
  return orbitals;
}

function addScaled(to: Float64Array, from: Float64Array, factor: number): void {
  if (factor === 0) return;
  for (let place = 0; place < to.length; place++) to[place] = (to[place] ?? 0) + factor * (from[place] ?? 0);
}
