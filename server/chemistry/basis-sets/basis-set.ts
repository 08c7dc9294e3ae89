import type { ElementSymbol } from '../elements.ts';

/** Gaussians that share their exponents (in bohr⁻²) and are contracted to an s shell, and where given to a p shell. */
export interface ContractedShells {
  readonly exponents: readonly number[];
  /** Coefficients of normalised primitives. */
  readonly s: readonly number[];
  readonly p?: readonly number[];
}

/** The shells that stand on an atom of each element. */
export type BasisSet = Readonly<Record<ElementSymbol, readonly ContractedShells[]>>;
