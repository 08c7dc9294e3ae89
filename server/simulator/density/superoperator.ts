import type { Matrix } from '../../base/index.ts';
import { digitsOf, operatorsOf, separateEntries, superMatrix } from '../program/channel-matrix.ts';
import { matrixOperation } from '../program/gate-operation.ts';
import type { Operation } from '../program/operation.ts';
import type { ChannelStep } from '../program/step.ts';
import { bitOf, onBothSides } from './sides.ts';

/** A channel as operations on the index bits of a density matrix. */
export function superoperators({ channel, qubits }: ChannelStep): readonly Operation[] {
  const [only] = qubits;
  if (channel.kind === 'pauli' && channel.qubits === 2) return [pauliMixture(channel.probabilities, qubits)];
  const operators = operatorsOf(channel);
  const [operator] = operators;
  if (operator !== undefined && operators.length === 1) return unitary(operator, qubits);
  const matrix = superMatrix(operators);
  const entries = qubits.length === 1 ? separateEntries(matrix) : undefined;
  if (entries !== undefined && only !== undefined) return [oneQubitChannel(only, entries)];
  return [general(matrix, qubits)];
}

/** The kernel `channel1` on a qubit. */
export function oneQubitChannel(qubit: number, entries: Float64Array): Operation {
  return {
    kind: 'channel1',
    p: bitOf.row(qubit),
    q: bitOf.column(qubit),
    entries,
    mask: 0,
    values: 0,
  };
}

/** The only operator of a channel is unitary. */
function unitary(matrix: Matrix, qubits: readonly number[]): readonly Operation[] {
  return onBothSides(matrixOperation(matrix, qubits, []));
}

/** The kernel `pauli_channel2`: words with the same flips j add up, with the sign that Z gives where x differs. */
function pauliMixture(probabilities: readonly number[], qubits: readonly number[]): Operation {
  const entries = new Float64Array(16);
  for (const [word, probability] of probabilities.entries()) {
    const { flips, signs } = maskedWord(word);
    for (let apart = 0; apart < 4; apart++)
      entries[4 * apart + flips]! += isOdd(signs & apart) ? -probability : probability;
  }
  const bits = [...qubits.map(bitOf.row), ...qubits.map(bitOf.column)];
  return { kind: 'pauliChannel2', qubits: bits, entries, mask: 0, values: 0 };
}

/** The digits I, X, Y, Z of a word as what they flip (X and Y) and where they give signs (Y and Z). */
function maskedWord(word: number): { readonly flips: number; readonly signs: number } {
  const digits = digitsOf(word, 2);
  const where = (chosen: readonly number[]) =>
    digits.reduce((bits, digit, place) => (chosen.includes(digit) ? bits | (1 << place) : bits), 0);
  return { flips: where([1, 2]), signs: where([2, 3]) };
}

function isOdd(bits: number): boolean {
  return ((bits ^ (bits >> 1)) & 1) === 1;
}

function general(matrix: Matrix, qubits: readonly number[]): Operation {
  return {
    kind: 'many',
    qubits: [...qubits.map(bitOf.row), ...qubits.map(bitOf.column)],
    matrix: Float64Array.from(matrix.flat().flatMap(({ re, im }) => [re, im])),
    mask: 0,
    values: 0,
  };
}
