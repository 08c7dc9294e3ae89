import { type Molecule, bohrInAngstrom, elementNamed } from '../index.ts';

/** A molecule from `H 0 0 0; H 0 0 0.74`, in ångström. */
export function molecule(text: string, charge = 0, spin = 0): Molecule {
  const atoms = text.split(';').map((atom) => {
    const [symbol = '', x, y, z] = atom.trim().split(/\s+/);
    const element = elementNamed(symbol);
    if (element === undefined) throw new RangeError(symbol);
    const bohr = (coordinate: string | undefined) => Number(coordinate) / bohrInAngstrom;
    return { element, position: [bohr(x), bohr(y), bohr(z)] as const };
  });
  return { atoms, charge, spin };
}
