import { basis631G } from './6-31g.ts';
import type { BasisSet } from './basis-set.ts';
import { sto3g } from './sto-3g.ts';

/** The basis sets by the names that programs use. */
export const basisSets = { sto3g, '6-31g': basis631G } as const satisfies Record<string, BasisSet>;

export type BasisName = keyof typeof basisSets;

/** The basis set that a text names, in any of the usual spellings: `sto3g`, `STO-3G`, `6-31g`, `631g`. */
export function basisNamed(text: string): BasisName | undefined {
  const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const names = Object.keys(basisSets) as BasisName[];
  return names.find((name) => plain(name) === plain(text));
}
