import { type Complex, cx, matrices } from '../../base/index.ts';
import type { Channel, KrausChannel } from '../../circuit/index.ts';
import { pauliMatrix } from './pauli-images.ts';

/** Further from zero than this, two words interfere. */
const tolerance = 1e-12;

/**
 * The probabilities of the Pauli words that a channel is a mixture of, in the order of a Pauli channel, or nothing where
 * it is none. Kraus operators K = Σ c_P·P make a mixture when the sums of c_P·c_Q* vanish for different words.
 */
export function pauliFormOf(channel: Channel): readonly number[] | undefined {
  return channel.kind === 'pauli' ? channel.probabilities : mixtureOf(channel);
}

function mixtureOf({ operators, qubits }: KrausChannel): readonly number[] | undefined {
  const words = Array.from({ length: 4 ** qubits }, (_, word) => matrixOf(word, qubits));
  const coefficients = operators.map((operator) =>
    words.map((word) => cx.scale(trace(matrices.product(word, operator)), 1 / word.length)),
  );
  const covariance = (a: number, b: number) =>
    coefficients.reduce((sum, own) => cx.add(sum, cx.multiply(own[a]!, cx.conjugate(own[b]!))), cx.zero);
  for (let a = 0; a < words.length; a++)
    for (let b = 0; b < a; b++) if (cx.magnitude(covariance(a, b)) > tolerance) return undefined;
  return words.map((_, word) => covariance(word, word).re);
}

function matrixOf(word: number, qubits: number) {
  const image = { x: 0, z: 0, isNegative: false };
  for (let qubit = 0; qubit < qubits; qubit++) {
    const digit = (word >> (2 * qubit)) & 3;
    if (digit === 1 || digit === 2) image.x |= 1 << qubit;
    if (digit >= 2) image.z |= 1 << qubit;
  }
  return pauliMatrix(image, 2 ** qubits);
}

function trace(matrix: readonly (readonly Complex[])[]): Complex {
  return matrix.reduce((sum, row, place) => cx.add(sum, row[place] ?? cx.zero), cx.zero);
}
