import { type Matrix, cx, matrices } from '../../base/index.ts';
import type { Channel, KrausChannel, PauliChannel } from '../../circuit/index.ts';
import { digitsOf, operatorsOf, separateEntries, superMatrix } from '../program/channel-matrix.ts';
import {
  type Jump,
  jumpOperations,
  pauliOperation,
  pauliTerms,
  resetJumps,
  unitary,
  unitaryJump,
} from './jumps.ts';

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
    const operations = digitsOf(word, channel.qubits).flatMap((digit, place) =>
      digit === 0 ? [] : [pauliOperation(digit, qubits[place] ?? 0)],
    );
    return { probability, jumps: [unitaryJump(operations)] };
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
    branches.push({ probability, jumps: [unitaryJump([unitary(matrix, qubits)])] });
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
    { probability: (kept - coherence) / 2, jumps: [unitaryJump([pauliOperation(3, qubit)])] },
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
    return { operations: jumpOperations(operator, qubits), isUnitary: false, chance };
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
