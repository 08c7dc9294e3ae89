import { type Amplitudes, probabilityAt } from './amplitudes.ts';

/** What a qubit is like by itself, whatever it is entangled with. */
export interface QubitState {
  /** ⟨X⟩, ⟨Y⟩, ⟨Z⟩. */
  readonly bloch: readonly [number, number, number];
  /** The probability that a measurement gives 1. */
  readonly one: number;
  /** Tr ρ², from 1/2 to 1. */
  readonly purity: number;
  /** The von Neumann entropy of ρ in bits, from 0 to 1: of a pure state, the entanglement with all other qubits. */
  readonly entropy: number;
}

/** The reduced state of one qubit (Nielsen and Chuang, "Quantum Computation and Quantum Information", 2.4.3). */
export function qubitState(state: Amplitudes, qubit: number): QubitState {
  const bit = 1 << qubit;
  let [zero, one, re, im] = [0, 0, 0, 0];
  for (let index = 0; index < state.length / 2; index++) {
    if ((index & bit) !== 0) continue;
    const other = index | bit;
    const [a = 0, b = 0] = [state[2 * index], state[2 * index + 1]];
    const [c = 0, d = 0] = [state[2 * other], state[2 * other + 1]];
    zero += a * a + b * b;
    one += c * c + d * d;
    // conj(amplitude of 0) · amplitude of 1
    re += a * c + b * d;
    im += a * d - b * c;
  }
  const bloch = [2 * re, 2 * im, zero - one] as const;
  const length = Math.min(1, Math.hypot(...bloch));
  return { bloch, one, purity: (1 + length * length) / 2, entropy: binaryEntropy((1 + length) / 2) };
}

function binaryEntropy(share: number): number {
  return [share, 1 - share].reduce((sum, part) => (part <= 0 ? sum : sum - part * Math.log2(part)), 0);
}

export interface Likely {
  readonly index: number;
  readonly probability: number;
}

/** Probabilities under this are rounding. */
const negligible = 1e-12;

/** The likeliest basis states, at most `count`, and among equals those of lower index first. */
export function likeliest(state: Amplitudes, count: number): readonly Likely[] {
  const all = Array.from({ length: state.length / 2 }, (_, index) => ({
    index,
    probability: probabilityAt(state, index),
  }));
  return all
    .filter(({ probability }) => probability > negligible)
    .sort((a, b) =>
      Math.abs(a.probability - b.probability) < negligible
        ? a.index - b.index
        : b.probability - a.probability,
    )
    .slice(0, count);
}
