import { type MaskedTerm, parity } from './pauli-polynomial.ts';

/** How occupations of spin orbitals are kept in qubits; every qubit holds the parity of some of them. */
export const mappingNames = ['jordan_wigner', 'parity', 'bravyi_kitaev'] as const;
export type MappingName = (typeof mappingNames)[number];

/** Masks are kept in 32 bits, and so many terms would no longer be of use. */
export const maximumQubits = 30;

/** Which modes qubit `place` sums up. */
const sums: Readonly<Record<MappingName, (place: number) => number>> = {
  jordan_wigner: (place) => bit(place),
  parity: (place) => upTo(place),
  /** The ranges of a Fenwick tree: Seeley, Richard and Love, Journal of Chemical Physics 137, 224109 (2012). */
  bravyi_kitaev: (place) => upTo(place) & ~below(place & (place + 1)),
};

function bit(place: number): number {
  return 2 ** place;
}

function below(place: number): number {
  return 2 ** place - 1;
}

function upTo(place: number): number {
  return 2 ** (place + 1) - 1;
}

/** A mapping of fermionic modes to as many qubits. Masks have qubit or mode k at bit k. */
export class FermionMapping {
  readonly modes: number;
  /** For each mode the qubits that a change of its occupation flips. */
  private readonly flipped: readonly number[];
  /** For each mode the qubits whose parity is its occupation. */
  private readonly occupation: readonly number[];

  constructor(name: MappingName, modes: number) {
    if (modes > maximumQubits) throw new RangeError(`${modes} qubits, at most ${maximumQubits} are possible`);
    this.modes = modes;
    const rows = Array.from({ length: modes }, (_, place) => sums[name](place));
    this.flipped = rows.map((_, mode) =>
      rows.reduce((mask, row, qubit) => ((row & bit(mode)) === 0 ? mask : mask | bit(qubit)), 0),
    );
    this.occupation = inverse(rows);
  }

  /** The operator of the occupation of a mode, n = (1 − Z…Z) / 2. */
  number(mode: number): readonly MaskedTerm[] {
    return [
      { x: 0, z: 0, coefficient: 0.5 },
      { x: 0, z: this.occupation[mode] ?? 0, coefficient: -0.5 },
    ];
  }

  /** a† of a mode: whether it is empty, the parity of the modes before it, and the flip. */
  creation(mode: number): readonly MaskedTerm[] {
    return this.ladder(mode, 0.5);
  }

  annihilation(mode: number): readonly MaskedTerm[] {
    return this.ladder(mode, -0.5);
  }

  private ladder(mode: number, projection: number): readonly MaskedTerm[] {
    const x = this.flipped[mode] ?? 0;
    const before = this.occupation.slice(0, mode).reduce((mask, own) => mask ^ own, 0);
    return [
      { x, z: before, coefficient: 0.5 },
      { x, z: before ^ (this.occupation[mode] ?? 0), coefficient: projection },
    ];
  }

  /** The basis state of the qubits, as a mask, for occupied modes as a mask. */
  encoded(occupied: number): number {
    return this.flipped.reduce(
      (state, mask, mode) => ((occupied & bit(mode)) === 0 ? state : state ^ mask),
      0,
    );
  }

  /** Whether a mode is occupied in a basis state of the qubits. */
  isOccupied(mode: number, state: number): boolean {
    return parity(state & (this.occupation[mode] ?? 0)) === 1;
  }
}

/** The inverse over GF(2) of a lower triangular matrix with ones on its diagonal. */
function inverse(rows: readonly number[]): readonly number[] {
  const found: number[] = [];
  for (const [place, row] of rows.entries()) {
    found.push(found.reduce((mask, own, mode) => ((row & bit(mode)) === 0 ? mask : mask ^ own), bit(place)));
  }
  return found;
}
