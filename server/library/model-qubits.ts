/** Orbitals of an atom in a basis set: of hydrogen and helium, and of lithium to neon. */
const orbitalsByBasis: Readonly<Record<string, readonly [light: number, heavy: number]>> = {
  sto3g: [1, 5],
  '6-31g': [2, 9],
};

const light: ReadonlySet<string> = new Set(['h', 'he']);
const heavy: ReadonlySet<string> = new Set(['li', 'be', 'b', 'c', 'n', 'o', 'f', 'ne']);

/** The spatial orbitals of a molecule from `H 0 0 0; H 0 0 0.735`; nothing where it is none. */
export function orbitalCount(geometry: string, basis: string): number | undefined {
  const counts = orbitalsByBasis[basis];
  if (counts === undefined) return undefined;
  let total = 0;
  for (const atom of geometry.split(/[;\n]/)) {
    const [element = ''] = atom.trim().toLowerCase().split(/\s+/);
    if (element === '') continue;
    const isLight = light.has(element);
    if (!isLight && !heavy.has(element)) return undefined;
    total += counts[isLight ? 0 : 1];
  }
  return total === 0 ? undefined : total;
}
