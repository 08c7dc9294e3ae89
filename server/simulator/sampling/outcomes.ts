import type { Random } from '../../base/index.ts';
import { Refused } from '../run/refused.ts';
import type { DenseState } from '../state/dense-state.ts';
import { binomial } from './binomial.ts';
import { outcomeLimit, tooManyOutcomes } from './tally.ts';

/** Values of the measured qubits, at their own bits of a basis state's index, with a count or a probability each. */
export type Outcomes = Iterable<readonly [outcome: number, weight: number]>;

/** The most qubits whose marginal distribution is laid out as a table. */
const tableQubits = 20;

/** The most shots that are drawn one by one; beyond, each outcome's count is drawn. */
const singleShots = 2 ** 20;

/** Basis states asked for at a time. */
const portion = 2 ** 16;

/** The exact distribution of the qubits whose bits `measured` holds. */
export function distribution(state: DenseState, measured: number): Outcomes {
  const qubits = qubitsIn(measured);
  return qubits.length <= tableQubits ? fromTable(state, qubits) : fromStates(state, measured);
}

/** The outcomes of `shots` measurements of the qubits whose bits `measured` holds. */
export function draw(state: DenseState, measured: number, shots: number, random: Random): Outcomes {
  if (measured === 0) return [[0, shots]];
  return shots <= singleShots
    ? drawSingly(state, measured, shots, random)
    : drawCounts(distribution(state, measured), shots, random);
}

/** The numbers of the bits that are set, ascending. */
export function qubitsIn(mask: number): readonly number[] {
  return Array.from({ length: 32 - Math.clz32(mask) }, (_, qubit) => qubit).filter(
    (qubit) => (mask >> qubit) & 1,
  );
}

function* fromTable(state: DenseState, qubits: readonly number[]): Generator<readonly [number, number]> {
  for (const [packed, probability] of state.marginal(qubits).entries()) {
    if (probability < state.leastProbability) continue;
    let outcome = 0;
    for (const [place, qubit] of qubits.entries()) outcome |= ((packed >> place) & 1) << qubit;
    yield [outcome, probability];
  }
}

/** Gathers the likely basis states, for states of which only few are. */
function fromStates(state: DenseState, measured: number): Outcomes {
  const weights = new Map<number, number>();
  for (const { indices, probabilities } of state.likely(state.leastProbability, portion)) {
    for (const [place, index] of indices.entries()) {
      const outcome = index & measured;
      weights.set(outcome, (weights.get(outcome) ?? 0) + (probabilities[place] ?? 0));
    }
    if (weights.size > outcomeLimit) throw tooManyOutcomes();
  }
  return weights;
}

function drawSingly(state: DenseState, measured: number, shots: number, random: Random): Outcomes {
  const uniforms = Float64Array.from({ length: shots }, () => random.next()).sort();
  const counts = new Map<number, number>();
  for (const index of state.sample(uniforms)) {
    const outcome = index & measured;
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  return counts;
}

/** Multinomial counts of outcomes whose probabilities sum to 1: outcome by outcome, a binomial share of the shots that are left. */
export function* drawCounts(
  probabilities: Outcomes,
  shots: number,
  random: Random,
): Generator<readonly [number, number]> {
  let left = shots;
  let rest = 1;
  let last = 0;
  for (const [outcome, probability] of probabilities) {
    if (left === 0) return;
    const count = binomial(random, left, Math.min(1, probability / rest));
    if (count > 0) yield [outcome, count];
    left -= count;
    rest = Math.max(rest - probability, Number.MIN_VALUE);
    last = outcome;
  }
  if (left > 0) yield [last, left];
}

/** @throws {Refused} for a number of shots that is none. */
export function checkShots(shots: number): void {
  if (Number.isSafeInteger(shots) && shots > 0) return;
  throw new Refused(
    'fault',
    `${shots} is not a number of shots.`,
    'Ask for a whole number of shots from 1 on.',
  );
}
