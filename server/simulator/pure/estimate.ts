import type { Observable } from '../../circuit/index.ts';
import { type TermGroup, allotShots, groupTerms, identityPart } from '../pauli/groups.ts';
import type { WantedEstimate } from '../method.ts';
import { type GroupSums, meanOf } from '../pauli/sampled.ts';
import { exactEstimate, squareOf } from '../pauli/squared.ts';
import type { Sweep } from '../run/explore.ts';
import type { Estimate } from '../simulator.ts';
import { type BoundGate, oneQubitGate } from './bound-gate.ts';
import type { PureState } from './pure-state.ts';
import type { Told } from './told.ts';
import { PureWalk, type PureWalkOptions } from './walk.ts';

type Shots = Extract<Sweep, { kind: 'shots' }>;

/** The expectation value and the variance without sampling: each path through the circuit by its probability. */
export function estimateExactly(options: PureWalkOptions, wanted: WantedEstimate, told: Told): Estimate {
  const { terms } = wanted.observable;
  const squares = squareOf(wanted);
  let [value, square] = [0, 0];
  new PureWalk(options).run(({ state }, weight) => {
    value += weight * state.expectation(terms);
    if (squares !== undefined) square += weight * state.expectation(squares);
    told.see(state);
  });
  return exactEstimate(value, squares && square);
}

/** An expectation value from shots, divided among groups of terms as `pauli/estimate.ts` does. */
export function estimateByShots(
  options: PureWalkOptions & { readonly sweep: Shots },
  observable: Observable,
  told: Told,
): Estimate {
  const { shots, random } = options.sweep;
  const groups = groupTerms(observable);
  const quotas = allotShots(groups, shots);
  /** The one state that all shots share, where nothing is measured on the way. */
  let shared: PureState | undefined;
  const parts = groups.map((group, place) => {
    const sums: GroupSums = { shots: 0, sum: 0, squares: 0 };
    const quota = quotas[place] ?? 1;
    const walk = new PureWalk({ ...options, sweep: { ...options.sweep, shots: quota } });
    if (shared !== undefined) measureGroup(shared.copy(), group, quota, random, sums);
    else
      walk.run(({ state }, share) => {
        if (!walk.hasMeasured) shared = state.copy();
        measureGroup(state, group, share, random, sums);
        told.see(state);
      });
    return meanOf(group, sums);
  });
  return {
    value: parts.reduce((total, { mean }) => total + mean, identityPart(observable)),
    stderr: Math.sqrt(parts.reduce((total, { variance }) => total + variance, 0)),
  };
}

/** Reads a group's value off `shots` measurements in its basis; the state is moved on. */
function measureGroup(
  state: PureState,
  { basis, terms }: TermGroup,
  shots: number,
  random: Shots['random'],
  sums: GroupSums,
): void {
  state.run(turnsTo(basis), () => undefined);
  const qubits = [...basis.keys()];
  const placeOf = new Map(qubits.map((qubit, place) => [qubit, place]));
  for (const [bits, count] of state.draw(qubits, shots, random)) {
    const value = terms.reduce((sum, { coefficient, factors }) => {
      const ones = factors.reduce((parity, { qubit }) => parity ^ (bits[placeOf.get(qubit) ?? 0] ?? 0), 0);
      return ones === 0 ? sum + coefficient : sum - coefficient;
    }, 0);
    sums.shots += count;
    sums.sum += count * value;
    sums.squares += count * value * value;
  }
}

const half = Math.SQRT1_2;

/** H takes X to Z; H·S† takes Y to Z. */
const fromX = [half, 0, half, 0, half, 0, -half, 0];
const fromY = [half, 0, 0, -half, half, 0, 0, half];

function turnsTo(basis: TermGroup['basis']): readonly BoundGate[] {
  return [...basis].flatMap(([qubit, pauli]) =>
    pauli === 'Z' ? [] : [oneQubitGate(qubit, ...(pauli === 'X' ? fromX : fromY))],
  );
}
