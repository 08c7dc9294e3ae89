import { elementNamed } from './elements.ts';
import { type Atom, type Molecule, bohrInAngstrom } from './molecule.ts';

/** A molecule of a list: symbols and coordinates side by side. */
interface Entry {
  readonly symbols?: unknown;
  readonly coords?: unknown;
  readonly charge?: unknown;
  /** The number of unpaired electrons and one. */
  readonly multiplicity?: unknown;
  /** `angstrom`, or `bohr`. */
  readonly units?: unknown;
}

/** Molecule `index` of a JSON list `[{"symbols": ["H", "H"], "coords": [[0, 0, 0], …], …}, …]`; a text says why there is none. */
export function readMoleculeList(text: string, index: number): Molecule | string {
  const parsed = parsedList(text);
  if (typeof parsed === 'string') return parsed;
  const entry = parsed[index] as Entry | undefined;
  if (typeof entry !== 'object' || entry === null)
    return `the list has ${parsed.length} molecules, and number ${index} is wanted, counted from 0`;
  const atoms = atomsOf(entry);
  if (typeof atoms === 'string') return atoms;
  const { charge = 0, multiplicity = 1 } = entry;
  if (!Number.isInteger(charge) || !Number.isInteger(multiplicity))
    return 'charge and multiplicity have to be whole numbers';
  return { atoms, charge: Number(charge), spin: Number(multiplicity) - 1 };
}

function parsedList(text: string): readonly unknown[] | string {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) ? parsed : [parsed];
  } catch (error) {
    return `the list of molecules is no JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function atomsOf({ symbols, coords, units = 'angstrom' }: Entry): readonly Atom[] | string {
  if (
    !Array.isArray(symbols) ||
    !Array.isArray(coords) ||
    symbols.length !== coords.length ||
    coords.length === 0
  )
    return 'a molecule needs as many symbols as coords';
  if (units !== 'angstrom' && units !== 'bohr')
    return `units are "angstrom" or "bohr", not "${String(units)}"`;
  const scale = units === 'bohr' ? 1 : 1 / bohrInAngstrom;
  const atoms: Atom[] = [];
  for (const [place, symbol] of symbols.entries()) {
    const element = elementNamed(String(symbol));
    if (element === undefined) return `there is no basis for "${String(symbol)}"`;
    const at: unknown = coords[place];
    const [x, y, z] = (Array.isArray(at) ? at : []).map((coordinate) => Number(coordinate) * scale);
    if (x === undefined || y === undefined || z === undefined || ![x, y, z].every(Number.isFinite))
      return `atom ${place} has no three coordinates`;
    atoms.push({ element, position: [x, y, z] });
  }
  return atoms;
}
