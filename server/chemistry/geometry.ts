import { elementNamed, elementSymbols } from './elements.ts';
import { type Atom, bohrInAngstrom, distance } from './molecule.ts';

/** Nuclei closer than this, in bohr, are a mistake. */
const closest = 0.01;

/** Atoms from `H 0 0 0; H 0 0 0.735`, in ångström, one behind each semicolon or line end; a text says what is wrong. */
export function readGeometry(text: string): readonly Atom[] | string {
  const atoms: Atom[] = [];
  for (const part of text.split(/[;\n]/).map((line) => line.trim())) {
    if (part === '') continue;
    const atom = readAtom(part);
    if (typeof atom === 'string') return atom;
    const near = atoms.some(({ position }) => distance(position, atom.position) < closest);
    if (near) return `"${part}" is at the place of another atom`;
    atoms.push(atom);
  }
  return atoms.length === 0 ? 'the geometry has no atom' : atoms;
}

function readAtom(part: string): Atom | string {
  const [symbol = '', ...written] = part.split(/[\s,]+/);
  const element = elementNamed(symbol);
  if (element === undefined)
    return `there is no basis for "${symbol}", only for ${elementSymbols[0]} to ${elementSymbols.at(-1) ?? ''}`;
  const [x = Number.NaN, y = Number.NaN, z = Number.NaN, ...surplus] = written.map(
    (coordinate) => Number(coordinate) / bohrInAngstrom,
  );
  const isPlace = [x, y, z].every(Number.isFinite) && surplus.length === 0;
  return isPlace ? { element, position: [x, y, z] } : `"${part}" is no atom with three coordinates`;
}
