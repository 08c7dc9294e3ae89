import { type ElementSymbol, atomicNumber } from './elements.ts';

export type Point = readonly [x: number, y: number, z: number];

/** The Bohr radius in ångström, CODATA 2010, which PySCF and most published tables use. */
export const bohrInAngstrom = 0.52917721092;

export interface Atom {
  readonly element: ElementSymbol;
  /** In bohr. */
  readonly position: Point;
}

/** Nuclei at fixed places and the electrons around them. */
export interface Molecule {
  readonly atoms: readonly Atom[];
  /** In elementary charges. */
  readonly charge: number;
  /** The number of unpaired electrons, 2S. */
  readonly spin: number;
}

/** The number of electrons with spin up and with spin down. */
export interface ElectronCount {
  readonly alpha: number;
  readonly beta: number;
}

/** The electrons of a molecule, or undefined where charge and spin allow no such number. */
export function electronsOf({ atoms, charge, spin }: Molecule): ElectronCount | undefined {
  const total = atoms.reduce((sum, { element }) => sum + atomicNumber(element), -charge);
  const beta = (total - spin) / 2;
  return Number.isInteger(beta) && beta >= 0 && total > 0 ? { alpha: beta + spin, beta } : undefined;
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

/** The Coulomb energy of the nuclei, Σ Z Z′ / r, in hartree. */
export function nuclearRepulsion(atoms: readonly Atom[]): number {
  let energy = 0;
  for (const [place, a] of atoms.entries()) {
    for (const b of atoms.slice(place + 1))
      energy += (atomicNumber(a.element) * atomicNumber(b.element)) / distance(a.position, b.position);
  }
  return energy;
}
