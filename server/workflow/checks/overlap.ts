import type { Complex } from '../../base/index.ts';
import type { StateVector } from '../../simulator/index.ts';

/** The amplitude of a basis state. */
export function amplitude({ amplitudes }: StateVector, index: number): Complex {
  return { re: amplitudes[2 * index] ?? 0, im: amplitudes[2 * index + 1] ?? 0 };
}

/** |⟨a|b⟩|² of two normalised states of as many qubits. */
export function fidelity(a: StateVector, b: StateVector): number {
  let [re, im] = [0, 0];
  for (let index = 0; index < a.amplitudes.length / 2; index++) {
    const [one, other] = [amplitude(a, index), amplitude(b, index)];
    re += one.re * other.re + one.im * other.im;
    im += one.re * other.im - one.im * other.re;
  }
  return re * re + im * im;
}
