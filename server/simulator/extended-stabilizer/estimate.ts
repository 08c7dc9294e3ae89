import type { Observable, PauliFactor, PauliTerm } from '../../circuit/index.ts';
import { Strata } from '../noise/strata.ts';
import { type TermGroup, allotShots, groupTerms, identityPart } from '../pauli/groups.ts';
import type { WantedEstimate } from '../method.ts';
import { type GroupSums, meanOf } from '../pauli/sampled.ts';
import { exactEstimate, squareOf } from '../pauli/squared.ts';
import { reportedWords } from '../pauli/reported-words.ts';
import type { Sweep } from '../run/explore.ts';
import type { Estimate } from '../simulator.ts';
import { opcode } from '../stabilizer/synthesis.ts';
import type { ExtendedRun } from './extended-run.ts';
import type { ExtendedState } from './extended-state.ts';
import { Outcomes } from './outcomes.ts';

/** The expectation value and the variance without sampling: each path through the circuit by its probability. */
export function estimateExactly(run: ExtendedRun, wanted: WantedEstimate): Estimate {
  const { terms } = wanted.observable;
  const squares = squareOf(wanted);
  let [value, square] = [0, 0];
  run.walk({ kind: 'exact' }, true, (_, state, weight) => {
    run.watch();
    value += weight * expectationOf(state, terms);
    if (squares !== undefined) square += weight * expectationOf(state, squares);
  });
  return exactEstimate(value, squares && square);
}

type Shots = Extract<Sweep, { kind: 'shots' }>;

/** An expectation value from shots, divided among groups of terms as `pauli/estimate.ts` does. */
export function estimateByShots(run: ExtendedRun, observable: Observable, sweep: Shots): Estimate {
  const groups = groupTerms(observable);
  const quotas = allotShots(groups, sweep.shots);
  const parts = groups.map((group, place) => {
    const sums: GroupSums = { shots: 0, sum: 0, squares: 0 };
    run.walk({ ...sweep, shots: quotas[place] ?? 1 }, true, (_, state, shots) => {
      run.watch();
      measureGroup(state, group, { ...sweep, shots }, sums);
    });
    return meanOf(group, sums);
  });
  return {
    value: parts.reduce((total, { mean }) => total + mean, identityPart(observable)),
    stderr: Math.sqrt(parts.reduce((total, { variance }) => total + variance, 0)),
  };
}

/** The mean over as many trajectories as shots of the expectation value on each, misread measurements included. */
export function estimateOverTrajectories(run: ExtendedRun, observable: Observable, sweep: Shots): Estimate {
  const words = observable.terms.flatMap((term) => reportedWords(term, run.readout));
  const strata = new Strata(sweep.shots);
  run.walk(sweep, true, (_, state, shots) => {
    run.watch();
    strata.add(expectationOf(state, words), shots);
  });
  return strata.estimate(observable);
}

function expectationOf(state: ExtendedState, terms: readonly PauliTerm[]): number {
  return terms.reduce(
    (sum, { coefficient, factors }) =>
      sum + coefficient * (factors.length === 0 ? 1 : state.expectation(factors)),
    0,
  );
}

/** Reads a group's value off measurements in its basis. */
function measureGroup(
  state: ExtendedState,
  { basis, terms }: TermGroup,
  { shots, random }: Shots,
  sums: GroupSums,
): void {
  state.run(basisCode(basis), () => undefined);
  const places = new Map([...basis.keys()].map((qubit, place) => [qubit, place]));
  const signOf = (bits: Uint8Array, factors: readonly PauliFactor[]) =>
    factors.reduce((sign, { qubit }) => (bits[places.get(qubit) ?? -1] === 1 ? -sign : sign), 1);
  for (const [bits, count] of new Outcomes(state, [...basis.keys()]).drawn(shots, random)) {
    const value = terms.reduce(
      (sum, { coefficient, factors }) => sum + coefficient * signOf(bits, factors),
      0,
    );
    sums.shots += count;
    sums.sum += count * value;
    sums.squares += count * value * value;
  }
}

/** Takes each qubit's Pauli operator to Z. */
function basisCode(basis: TermGroup['basis']): Int32Array {
  return Int32Array.from(
    [...basis].flatMap(([qubit, pauli]) => {
      if (pauli === 'Z') return [];
      const turn = [opcode.h, qubit, qubit];
      return pauli === 'X' ? turn : [opcode.sdg, qubit, qubit, ...turn];
    }),
  );
}
