import type { PauliTerm } from '../../circuit/index.ts';
import { type FermionMapping, type MaskedTerm, PauliPolynomial, product } from '../mapping/index.ts';
import { type QubitSpace, withinSpace } from '../qubit-space.ts';
import type { Excitation } from './excitations.ts';

/**
 * The words P and coefficients c with τ − τ† = −i Σ cP. They commute with each other, so that e^(θ(τ − τ†)) is the product
 * of e^(−iθcP). None where
 * the excitation breaks a symmetry of the space and so has no part in it.
 *
 * @param withoutStrings leaves out the products of Z that carry the sign of electrons passing each other
 */
export function generatorTerms(
  excitation: Excitation,
  space: QubitSpace,
  withoutStrings = false,
): readonly PauliTerm[] {
  const whole = antihermitian(excitation, space.mapping, withoutStrings);
  return withinSpace(whole, space).generatorTerms();
}

function antihermitian(
  { from, to }: Excitation,
  mapping: FermionMapping,
  withoutStrings: boolean,
): PauliPolynomial {
  const creations = to.map((mode) => mapping.creation(mode));
  const annihilations = from.toReversed().map((mode) => mapping.annihilation(mode));
  const forth = productOf([...creations, ...annihilations]);
  const back = productOf([
    ...from.map((mode) => mapping.creation(mode)),
    ...to.toReversed().map((mode) => mapping.annihilation(mode)),
  ]);
  const sum = new PauliPolynomial();
  for (const [terms, sign] of [[forth, 1] as const, [back, -1] as const])
    for (const { x, z, coefficient } of terms) sum.add(x, withoutStrings ? z & x : z, sign * coefficient);
  return sum;
}

function productOf(factors: readonly (readonly MaskedTerm[])[]): readonly MaskedTerm[] {
  return factors.reduce(product);
}
