import type { PauliFactor, PauliTerm } from '../../circuit/index.ts';

/** Coefficients smaller than this, in hartree, are rounding. */
const negligible = 1e-8;

/** A number times X^x Z^z, the product of X on the qubits of one mask after Z on those of another. */
export interface MaskedTerm {
  readonly x: number;
  readonly z: number;
  readonly coefficient: number;
}

/** 1 for an odd number of set bits, else 0. */
export function parity(mask: number): 0 | 1 {
  let folded = mask ^ (mask >>> 16);
  folded ^= folded >>> 8;
  folded ^= folded >>> 4;
  return ((0x6996 >>> (folded & 15)) & 1) as 0 | 1;
}

function bitCount(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/**
 * A real sum of words X^x Z^z on at most 30 qubits. Every operator with real matrix elements is one; in products the only
 * phase is a sign, (X^a Z^b)(X^c Z^d) = (−1)^|b∧c| X^(a⊕c) Z^(b⊕d).
 */
export class PauliPolynomial {
  private readonly byX = new Map<number, Map<number, number>>();

  add(x: number, z: number, coefficient: number): void {
    const found = this.byX.get(x);
    if (found === undefined) this.byX.set(x, new Map([[z, coefficient]]));
    else found.set(z, (found.get(z) ?? 0) + coefficient);
  }

  addAll(terms: Iterable<MaskedTerm>, factor = 1): void {
    for (const { x, z, coefficient } of terms) this.add(x, z, factor * coefficient);
  }

  *[Symbol.iterator](): Iterator<MaskedTerm> {
    for (const [x, row] of this.byX) for (const [z, coefficient] of row) yield { x, z, coefficient };
  }

  /** Adds factor·a·b. */
  addProduct(a: readonly MaskedTerm[], b: readonly MaskedTerm[], factor: number): void {
    for (const first of a) {
      for (const second of b) {
        const size = factor * first.coefficient * second.coefficient;
        this.add(first.x ^ second.x, first.z ^ second.z, parity(first.z & second.x) === 1 ? -size : size);
      }
    }
  }

  /** As Pauli words, those that are not rounding, ordered by their masks. X and Z on one qubit are −iY. */
  terms(): readonly PauliTerm[] {
    return [...this]
      .filter(({ coefficient }) => Math.abs(coefficient) > negligible)
      .toSorted((a, b) => a.x - b.x || a.z - b.z)
      .map(({ x, z, coefficient }) => ({
        coefficient: bitCount(x & z) % 4 === 0 ? coefficient : -coefficient,
        factors: factorsOf(x, z),
      }));
  }

  /**
   * The words P and coefficients c of an antihermitian sum −i Σ cP: X and Z on one qubit are −iY, and every word of such a
   * sum has an odd number of them. Rounding is left out.
   */
  generatorTerms(): readonly PauliTerm[] {
    return [...this]
      .filter(({ coefficient }) => Math.abs(coefficient) > negligible)
      .toSorted((a, b) => a.x - b.x || a.z - b.z)
      .map(({ x, z, coefficient }) => ({
        coefficient: bitCount(x & z) % 4 === 1 ? coefficient : -coefficient,
        factors: factorsOf(x, z),
      }));
  }
}

/** The product of two sums, merged. */
export function product(a: readonly MaskedTerm[], b: readonly MaskedTerm[]): readonly MaskedTerm[] {
  const sum = new PauliPolynomial();
  sum.addProduct(a, b, 1);
  return [...sum].filter(({ coefficient }) => coefficient !== 0);
}

function factorsOf(x: number, z: number): readonly PauliFactor[] {
  const factors: PauliFactor[] = [];
  for (let qubit = 0; (x | z) >>> qubit !== 0; qubit++) {
    const [hasX, hasZ] = [((x >>> qubit) & 1) === 1, ((z >>> qubit) & 1) === 1];
    if (hasX || hasZ) factors.push({ qubit, pauli: hasX && hasZ ? 'Y' : hasX ? 'X' : 'Z' });
  }
  return factors;
}
