import { type Matrix, cx, matrices } from '../../base/index.ts';
import type { Channel, KrausChannel, Pauli, PauliChannel, PauliTerm } from '../../circuit/index.ts';
import {
  digitsOf,
  operatorsOf,
  pauliMatrices,
  separateEntries,
  superMatrix,
  wordMatrix,
} from '../program/channel-matrix.ts';

/** A matrix on some of the channel's qubits, the first the least significant. */
export interface Factor {
  readonly matrix: Matrix;
  readonly qubits: readonly number[];
  readonly isUnitary: boolean;
}

/** One operator of a channel, up to its norm, which is made 1 behind it: factors, the first one acts first. */
export interface Jump {
  readonly factors: readonly Factor[];
  readonly isUnitary: boolean;
  /** An observable whose expectation value is the probability of this operator among those of its branch. */
  readonly chance: readonly PauliTerm[];
}

/** What may happen with a probability that does not depend on the state: one operator, or one among several by the state. */
export interface Branch {
  readonly probability: number;
  readonly jumps: readonly Jump[];
}

/**
 * A channel as a random choice of operators on a pure state: first among branches, by numbers that are known before the
 * run. The first branch is the usual one.
 */
export type Unravelling = readonly Branch[];

/** @param qubits where the channel acts, operand 0 first. */
export function unravelled(channel: Channel, qubits: readonly number[]): Unravelling {
  if (channel.kind === 'pauli') return usualFirst(pauliBranches(channel, qubits));
  const mixture = unitaryBranches(channel, qubits) ?? resettingBranches(channel, qubits);
  return mixture === undefined ? jumpBranches(channel, qubits) : usualFirst(mixture);
}

function usualFirst(branches: readonly Branch[]): Unravelling {
  return branches
    .filter(({ probability }) => probability > 0)
    .toSorted((a, b) => b.probability - a.probability);
}

function pauliBranches(channel: PauliChannel, qubits: readonly number[]): readonly Branch[] {
  return channel.probabilities.map((probability, word) => {
    const factors = digitsOf(word, channel.qubits).flatMap((digit, place) =>
      digit === 0 ? [] : [pauliFactor(digit, qubits[place] ?? 0)],
    );
    return { probability, jumps: [unitaryJump(factors)] };
  });
}

/** How far rounding may carry entries. */
const rounding = 1e-12;

/** Operators that are unitary up to a factor each. */
function unitaryBranches(
  { operators }: KrausChannel,
  qubits: readonly number[],
): readonly Branch[] | undefined {
  const branches: Branch[] = [];
  for (const operator of operators) {
    const square = squareOf(operator);
    const probability = square[0]?.[0]?.re ?? 0;
    const even = matrices.scaled(matrices.identity(square.length), cx.complex(probability));
    if (matrices.distance(square, even) > rounding) return undefined;
    if (probability <= rounding) continue;
    const matrix = matrices.scaled(operator, cx.complex(1 / Math.sqrt(probability)));
    branches.push({ probability, jumps: [unitaryJump([{ matrix, qubits, isUnitary: true }])] });
  }
  return branches;
}

function squareOf(operator: Matrix): Matrix {
  return matrices.product(matrices.adjoint(operator), operator);
}

/**
 * A relaxation whose coherences shrink at least as much as its populations: nothing, Z, or a reset to |0⟩ or |1⟩, with
 * probabilities that do not depend on the state. T2 ≤ T1 is such a case, dephasing another.
 */
function resettingBranches(channel: KrausChannel, [qubit]: readonly number[]): readonly Branch[] | undefined {
  if (channel.qubits !== 1 || qubit === undefined) return undefined;
  const entries = separateEntries(superMatrix(operatorsOf(channel)));
  if (entries === undefined) return undefined;
  const [, decay = 0, rise = 0, , coherence = 0, across, back, other] = entries;
  const kept = 1 - decay - rise;
  if (across !== 0 || back !== 0 || coherence !== other || Math.abs(coherence) > kept + rounding)
    return undefined;
  return [
    { probability: (kept + coherence) / 2, jumps: [unitaryJump([])] },
    { probability: (kept - coherence) / 2, jumps: [unitaryJump([pauliFactor(3, qubit)])] },
    { probability: decay, jumps: resetJumps(qubit, 0) },
    { probability: rise, jumps: resetJumps(qubit, 1) },
  ];
}

/** A channel that is less than so likely to do the usual thing unseen is always decided by the state. */
const leastCertain = 0.01;

/**
 * Any other channel. Its usual operator K has ⟨K†K⟩ ≥ c on all states: with probability c it acts without a look at the
 * state, else the state decides with what is left of the probabilities.
 */
function jumpBranches({ operators }: KrausChannel, qubits: readonly number[]): Unravelling {
  const squares = operators.map(squareOf);
  const bounds = squares.map(leastEigenvalue);
  const most = Math.max(...bounds);
  const usual = bounds.indexOf(most);
  const certain = most < leastCertain ? 0 : Math.min(most, 1 - rounding);
  const jumps = operators.map((operator, place): Jump => {
    const square = squares[place] ?? [];
    const rest = place === usual ? lessIdentity(square, certain) : square;
    const chance = pauliTerms(rest, qubits, 1 / (1 - certain));
    return { factors: [{ matrix: operator, qubits, isUnitary: false }], isUnitary: false, chance };
  });
  const open: Branch = { probability: 1 - certain, jumps };
  return certain === 0 ? [open] : [{ probability: certain, jumps: jumps.slice(usual, usual + 1) }, open];
}

/** A bound from Gershgorin's circles, which is exact for diagonal matrices. */
function leastEigenvalue(hermitian: Matrix): number {
  const bounds = hermitian.map((row, place) =>
    row.reduce((rest, entry, column) => rest + (column === place ? entry.re : -cx.magnitude(entry)), 0),
  );
  return Math.max(0, Math.min(...bounds));
}

function lessIdentity(matrix: Matrix, factor: number): Matrix {
  return matrix.map((row, place) =>
    row.map((entry, column) => (place === column ? cx.subtract(entry, cx.complex(factor)) : entry)),
  );
}

function unitaryJump(factors: readonly Factor[]): Jump {
  return { factors, isUnitary: true, chance: [] };
}

function pauliFactor(digit: number, qubit: number): Factor {
  return { matrix: pauliMatrices[digit] ?? [], qubits: [qubit], isUnitary: true };
}

/** What a reset to |to⟩ does where the qubit is found to be 0 or 1. */
function resetJumps(qubit: number, to: 0 | 1): readonly Jump[] {
  return [0, 1].map((found) => ({
    factors: [projectorOn(qubit, found), ...(found === to ? [] : [pauliFactor(1, qubit)])],
    isUnitary: false,
    chance: [
      { coefficient: 0.5, factors: [] },
      { coefficient: found === 0 ? 0.5 : -0.5, factors: [{ qubit, pauli: 'Z' }] },
    ],
  }));
}

function projectorOn(qubit: number, value: number): Factor {
  const matrix = matrices.generate(2, (row, column) =>
    row === value && column === value ? cx.one : cx.zero,
  );
  return { matrix, qubits: [qubit], isUnitary: false };
}

const names: readonly (Pauli | undefined)[] = [undefined, 'X', 'Y', 'Z'];

/** A Hermitian matrix M times a factor as a sum of Pauli words: Tr(PM)/2^n is the coefficient of P. */
function pauliTerms(matrix: Matrix, qubits: readonly number[], factor: number): readonly PauliTerm[] {
  const count = qubits.length;
  return Array.from({ length: 4 ** count }, (_, word): PauliTerm => {
    const product = matrices.product(wordMatrix(word, count), matrix);
    const trace = product.reduce((sum, row, place) => sum + (row[place]?.re ?? 0), 0);
    const factors = digitsOf(word, count).flatMap((digit, place) => {
      const [pauli, qubit] = [names[digit], qubits[place]];
      return pauli === undefined || qubit === undefined ? [] : [{ qubit, pauli }];
    });
    return { coefficient: (factor * trace) / matrix.length, factors };
  }).filter(({ coefficient }) => coefficient !== 0);
}
