import { PauliPolynomial, parity } from './pauli-polynomial.ts';

/** A product of Z that commutes with a Hamiltonian, and a qubit of it that no other symmetry of the set acts on. */
export interface Symmetry {
  /** The qubits of the product, as a mask. */
  readonly mask: number;
  readonly pivot: number;
}

/**
 * The independent products of Z that commute with every term, as Bravyi, Gambetta, Mezzacapo and Temme find them
 * (arXiv:1701.08213): the masks with even overlap with every X mask.
 */
export function zSymmetries(hamiltonian: PauliPolynomial, qubits: number): readonly Symmetry[] {
  const flips = [...hamiltonian].filter(({ coefficient }) => Math.abs(coefficient) > 1e-8).map(({ x }) => x);
  const { rows, pivots } = reducedRows([...new Set(flips)]);
  const free = Array.from({ length: qubits }, (_, qubit) => qubit).filter((qubit) => !pivots.includes(qubit));
  return free.map((qubit) => ({
    pivot: qubit,
    mask: rows.reduce(
      (mask, row, place) => (((row >>> qubit) & 1) === 0 ? mask : mask | (1 << (pivots[place] ?? 0))),
      1 << qubit,
    ),
  }));
}

/** Gauss–Jordan elimination over GF(2); each row has a pivot bit that no other row has. */
function reducedRows(masks: readonly number[]) {
  const rows: number[] = [];
  const pivots: number[] = [];
  for (const mask of masks) {
    let rest = mask;
    for (const [place, row] of rows.entries()) if (((rest >>> (pivots[place] ?? 0)) & 1) === 1) rest ^= row;
    if (rest === 0) continue;
    const pivot = 31 - Math.clz32(rest);
    for (const [place, row] of rows.entries()) if (((row >>> pivot) & 1) === 1) rows[place] = row ^ rest;
    rows.push(rest);
    pivots.push(pivot);
  }
  return { rows, pivots };
}

/**
 * The Hamiltonian on the qubits that are left when each symmetry has the value that it has in a basis state. CX gates turn each
 * product into Z on its pivot alone; the pivots then go, and the qubits after them move down.
 *
 * @param state a basis state of the wanted sector, such as that of Hartree–Fock
 */
export function tapered(
  hamiltonian: PauliPolynomial,
  symmetries: readonly Symmetry[],
  state: number,
): PauliPolynomial {
  const removed = symmetries.map(({ pivot }) => pivot).toSorted((a, b) => b - a);
  const squeezed = (mask: number) => removed.reduce(withoutBit, mask);
  const sum = new PauliPolynomial();
  for (const { x, z, coefficient } of hamiltonian) {
    let [rest, sign] = [z, 1];
    for (const { mask, pivot } of symmetries) {
      if (((rest >>> pivot) & 1) === 0) continue;
      rest ^= mask;
      if (parity(mask & state) === 1) sign = -sign;
    }
    sum.add(squeezed(x), squeezed(rest), sign * coefficient);
  }
  return sum;
}

/** A basis state on the qubits that are left. */
export function taperedState(symmetries: readonly Symmetry[], state: number): number {
  const removed = symmetries.map(({ pivot }) => pivot).toSorted((a, b) => b - a);
  return removed.reduce(withoutBit, state);
}

function withoutBit(mask: number, place: number): number {
  const low = mask & ((1 << place) - 1);
  return low | ((mask >>> (place + 1)) << place);
}

/** The two qubits of the parity mapping that hold the parity of the spin-up electrons and of all electrons. */
export function parityReduction(orbitals: number): readonly Symmetry[] {
  return [orbitals - 1, 2 * orbitals - 1].map((pivot) => ({ mask: 1 << pivot, pivot }));
}
