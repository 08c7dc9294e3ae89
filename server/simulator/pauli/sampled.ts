import type { Random } from '../../base/index.ts';
import type { Pauli } from '../../circuit/index.ts';
import { type Operation, bitsFor } from '../program/operation.ts';
import { type Outcomes, draw } from '../sampling/outcomes.ts';
import type { DenseState } from '../state/dense-state.ts';
import type { TermGroup } from './groups.ts';

/** Running sums over the shots of one group. */
export interface GroupSums {
  shots: number;
  sum: number;
  squares: number;
}

/** Reads a group's value off `shots` measurements in its basis; the state is as it was when this returns. */
export function measureGroup(
  state: DenseState,
  group: TermGroup,
  shots: number,
  random: Random,
  sums: GroupSums,
): void {
  const turns = basisTurns(group);
  const measured = measuredBits(group);
  for (const { there } of turns) state.apply(there);
  addOutcomes(group, draw(state, measured, shots, random), sums);
  for (const { back } of turns.toReversed()) state.apply(back);
}

export function addOutcomes(group: TermGroup, outcomes: Outcomes, sums: GroupSums): void {
  for (const [outcome, count] of outcomes) {
    const value = valueOf(group, outcome);
    sums.shots += count;
    sums.sum += count * value;
    sums.squares += count * value * value;
  }
}

/** Bits of the qubits that a group measures. */
export function measuredBits({ basis }: TermGroup): number {
  return bitsFor([...basis.keys()]);
}

/** The mean over the shots and the variance of that mean. */
export function meanOf(
  { terms }: TermGroup,
  { shots, sum, squares }: GroupSums,
): { readonly mean: number; readonly variance: number } {
  const mean = sum / shots;
  if (shots > 1) return { mean, variance: Math.max(0, squares - shots * mean * mean) / (shots - 1) / shots };
  // One shot has no spread of its own: the widest that the group can have stands in.
  const bound = terms.reduce((total, { coefficient }) => total + Math.abs(coefficient), 0);
  return { mean, variance: bound ** 2 };
}

/** The value of a group's terms where its qubits were read as `outcome`. */
export function valueOf({ terms }: TermGroup, outcome: number): number {
  return terms.reduce((sum, { coefficient, factors }) => {
    const ones = factors.reduce((count, { qubit }) => count + ((outcome >> qubit) & 1), 0);
    return ones % 2 === 0 ? sum + coefficient : sum - coefficient;
  }, 0);
}

/** A change of basis and back. */
export interface Turn {
  readonly there: Operation;
  readonly back: Operation;
}

const half = Math.SQRT1_2;

/** H takes X to Z; H·S† takes Y to Z. */
const fromX = Float64Array.of(half, 0, half, 0, half, 0, -half, 0);
const fromY = Float64Array.of(half, 0, 0, -half, half, 0, 0, half);
const toY = Float64Array.of(half, 0, half, 0, 0, half, 0, -half);

/** What takes a group's Pauli operators to Z. */
export function basisTurns({ basis }: TermGroup): readonly Turn[] {
  return [...basis].flatMap(([qubit, pauli]) => basisChange(qubit, pauli));
}

function basisChange(target: number, pauli: Pauli): readonly Turn[] {
  if (pauli === 'Z') return [];
  const [there, back] = pauli === 'X' ? [fromX, fromX] : [fromY, toY];
  const turn = (matrix: Float64Array): Operation => ({ kind: 'one', target, matrix, mask: 0, values: 0 });
  return [{ there: turn(there), back: turn(back) }];
}
