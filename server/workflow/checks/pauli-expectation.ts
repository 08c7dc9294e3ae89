import type { Observable, PauliTerm } from '../../circuit/index.ts';
import type { StateVector } from '../../simulator/index.ts';
import { amplitude } from './overlap.ts';

/** ⟨ψ|O|ψ⟩ of an observable no wider than the state. */
export function expectation(state: StateVector, { terms }: Observable): number {
  return terms.reduce((sum, term) => sum + term.coefficient * wordExpectation(state, term), 0);
}

/**
 * ⟨ψ|P|ψ⟩ of a Pauli word: P|i⟩ = i^y (−1)^(bits of i under Y and Z) |i with the bits under X and Y turned over⟩,
 * where y counts the Y's.
 */
function wordExpectation(state: StateVector, { factors }: PauliTerm): number {
  const maskOf = (...paulis: readonly string[]) =>
    factors.reduce((mask, { qubit, pauli }) => (paulis.includes(pauli) ? mask | (1 << qubit) : mask), 0);
  const [flips, signs] = [maskOf('X', 'Y'), maskOf('Y', 'Z')];
  const turns = factors.filter(({ pauli }) => pauli === 'Y').length % 4;
  let [re, im] = [0, 0];
  for (let index = 0; index < state.amplitudes.length / 2; index++) {
    const [from, to] = [amplitude(state, index), amplitude(state, index ^ flips)];
    const sign = isOdd(index & signs) ? -1 : 1;
    re += sign * (to.re * from.re + to.im * from.im);
    im += sign * (to.re * from.im - to.im * from.re);
  }
  // The real part of i^y (re + i im); a Hermitian word has no other.
  return [re, -im, -re, im][turns] ?? 0;
}

function isOdd(bits: number): boolean {
  let parity = bits ^ (bits >> 16);
  for (const shift of [8, 4, 2, 1]) parity ^= parity >> shift;
  return (parity & 1) === 1;
}
