import { type Matrix, cx, matrices } from '../../base/index.ts';
import type { Channel, KrausChannel, PauliChannel } from './channel.ts';

/**
 * The channels of the literature (Nielsen and Chuang, "Quantum Computation and Quantum Information", section 8.3).
 * Arguments are taken as checked: `library/noise.ts` knows their ranges.
 */

/** With `probability` the state is replaced by the maximally mixed one: every word but I has probability/4^qubits. */
export function depolarizing(probability: number, qubits: 1 | 2): PauliChannel {
  const words = 4 ** qubits;
  const each = probability / words;
  const probabilities = Array.from({ length: words }, (_, word) =>
    word === 0 ? 1 - (words - 1) * each : each,
  );
  return { kind: 'pauli', label: `depolarizing(${probability})`, qubits, probabilities };
}

/** X with `probability`. */
export function bitFlip(probability: number): PauliChannel {
  return pauliMixture(`bit_flip(${probability})`, 1, new Map([['X', probability]]));
}

/** Z with `probability`. */
export function phaseFlip(probability: number): PauliChannel {
  return pauliMixture(`phase_flip(${probability})`, 1, new Map([['Z', probability]]));
}

/** Each word with its probability, the identity with the rest; a word has one letter for each qubit, qubit 0 at the right. */
export function pauliMixture(label: string, qubits: 1 | 2, words: ReadonlyMap<string, number>): PauliChannel {
  const probabilities = Array.from({ length: 4 ** qubits }, () => 0);
  for (const [word, probability] of words) probabilities[wordIndex(word)] = probability;
  probabilities[0] = 1 - [...words.values()].reduce((sum, probability) => sum + probability, 0);
  return { kind: 'pauli', label, qubits, probabilities };
}

function wordIndex(word: string): number {
  return [...word].reduce((index, letter) => 4 * index + 'IXYZ'.indexOf(letter), 0);
}

/** Decay to |0⟩ with probability `gamma`. */
export function amplitudeDamping(gamma: number): KrausChannel {
  return relaxing(`amplitude_damping(${gamma})`, { decay: gamma, rise: 0, coherence: Math.sqrt(1 - gamma) });
}

/** Loss of phase without loss of energy: coherences shrink by √(1 - lambda). */
export function phaseDamping(lambda: number): KrausChannel {
  return relaxing(`phase_damping(${lambda})`, { decay: 0, rise: 0, coherence: Math.sqrt(1 - lambda) });
}

/** Relaxation times in seconds, 0 < t2 ≤ 2·t1, and the probability of |1⟩ in thermal equilibrium. */
export interface Relaxation {
  readonly t1: number;
  readonly t2: number;
  readonly excited: number;
}

/** Relaxation towards equilibrium for `duration` seconds: amplitude damping with time t1, coherences with time t2. */
export function thermalRelaxation({ t1, t2, excited }: Relaxation, duration: number): KrausChannel {
  const moved = -Math.expm1(-duration / t1);
  return relaxing(`thermal(${duration} s)`, {
    decay: (1 - excited) * moved,
    rise: excited * moved,
    coherence: Math.exp(-duration / t2),
  });
}

/** What one qubit's relaxation does: |1⟩ falls with `decay`, |0⟩ rises with `rise`, coherences shrink by `coherence`. */
interface Relaxing {
  readonly decay: number;
  readonly rise: number;
  readonly coherence: number;
}

/**
 * Minimal Kraus operators from the Choi matrix, whose block on |00⟩, |11⟩ is [[1-rise, coherence], [coherence, 1-decay]]:
 * its Cholesky factors are the diagonal operators.
 */
function relaxing(label: string, { decay, rise, coherence }: Relaxing): KrausChannel {
  const stays = Math.sqrt(1 - rise);
  const kept = stays === 0 ? 0 : coherence / stays;
  const rest = Math.sqrt(Math.max(0, 1 - decay - kept * kept));
  const operators = [
    real(stays, 0, 0, kept),
    real(0, 0, 0, rest),
    real(0, Math.sqrt(decay), 0, 0),
    real(0, 0, Math.sqrt(rise), 0),
  ];
  return { kind: 'kraus', label, qubits: 1, operators: operators.filter((operator) => !isZero(operator)) };
}

function real(a: number, b: number, c: number, d: number): Matrix {
  return [
    [cx.complex(a), cx.complex(b)],
    [cx.complex(c), cx.complex(d)],
  ];
}

function isZero(matrix: Matrix): boolean {
  return matrix.every((row) => row.every(({ re, im }) => re === 0 && im === 0));
}

const paulis: Readonly<Record<string, Matrix>> = {
  I: matrices.identity(2),
  X: real(0, 1, 1, 0),
  Y: [
    [cx.zero, cx.complex(0, -1)],
    [cx.complex(0, 1), cx.zero],
  ],
  Z: real(1, 0, 0, -1),
};

/** A turn that always happens: exp(-i·angle/2·P) for a Pauli word P of one or two letters, qubit 0 at the right. */
export function coherentError(angle: number, word: string): Channel {
  const pauli = [...word]
    .map((letter) => paulis[letter] ?? matrices.identity(2))
    .reduce((left, right) => matrices.kronecker(left, right));
  const sine = cx.complex(0, -Math.sin(angle / 2));
  const turn = matrices.generate(pauli.length, (row, column) =>
    cx.add(
      row === column ? cx.complex(Math.cos(angle / 2)) : cx.zero,
      cx.multiply(sine, matrices.element(pauli, row, column)),
    ),
  );
  return { kind: 'kraus', label: `coherent(${angle}, ${word})`, qubits: word.length, operators: [turn] };
}

/** ρ → Σ K ρ K† for operators of one size, a power of 2. */
export function krausChannel(operators: readonly Matrix[]): KrausChannel {
  const qubits = Math.log2(operators[0]?.length ?? 1);
  return { kind: 'kraus', label: `kraus, ${operators.length} operators`, qubits, operators };
}
