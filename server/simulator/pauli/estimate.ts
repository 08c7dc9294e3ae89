import type { Observable } from '../../circuit/index.ts';
import type { AtEnding, Sweep } from '../run/explore.ts';
import type { Run } from '../run/run.ts';
import type { Estimate, Method } from '../simulator.ts';
import type { WordGroup } from '../state/word-groups.ts';
import { type TermGroup, allotShots, groupTerms, identityPart } from './groups.ts';
import { type GroupSums, meanOf, measureGroup } from './sampled.ts';
import { type TurnedTerm, expectationOf, wordGroups } from './words.ts';

interface Estimated {
  readonly method: Method;
  readonly value: Estimate;
}

/**
 * The expectation value and the variance without sampling: each path through the circuit by its probability.
 *
 * @param parts words that take the state to different states of idle qubits; the first leave them at |0⟩.
 */
export function estimateExactly(
  run: Run,
  [kept = [], ...others]: readonly (readonly TurnedTerm[])[],
): Estimated {
  const groups = wordGroups(kept);
  const scattered = others.map(wordGroups);
  let [value, square] = [0, 0];
  const method = run.explore({ kind: 'exact' }, false, (_, weight) => {
    const moments = run.state.moments(groups);
    value += weight * moments.mean;
    square += weight * moments.square;
    for (const part of scattered) square += weight * run.state.moments(part).square;
  });
  return { method, value: { value, stderr: 0, variance: Math.max(0, square - value * value) } };
}

/** The expectation value alone, which takes a third of the time. */
export function expectExactly(run: Run, groups: readonly WordGroup[]): Estimated {
  let value = 0;
  const method = run.explore({ kind: 'exact' }, false, (_, weight) => {
    value += weight * expectationOf(run.state, groups);
  });
  return { method, value: { value, stderr: 0 } };
}

type Shots = Extract<Sweep, { kind: 'shots' }>;

/** A program with a state that goes along its paths. */
export interface Explorable {
  /** Whether one evolution of the state tells everything. */
  readonly isStraight: boolean;
  explore(sweep: Sweep, dropsResets: boolean, atEnding: AtEnding): Method;
  /** Returns the state to |0…0⟩. */
  prepare(): void;
}

/** Measures a group's terms on the state at hand and adds to the sums. */
export type MeasureGroup = (group: TermGroup, shots: number, sums: GroupSums) => void;

/** An expectation value from shots on pure states, see {@link estimateGroups}. */
export function estimateByShots(run: Run, observable: Observable, sweep: Shots): Estimated {
  return estimateGroups(run, observable, sweep, (group, shots, sums) =>
    measureGroup(run.state, group, shots, sweep.random, sums),
  );
}

/**
 * An expectation value from shots. Each group of terms that commute qubit by qubit gets its share of the shots; the
 * standard error comes from the spread within the groups.
 */
export function estimateGroups(
  run: Explorable,
  observable: Observable,
  sweep: Shots,
  measureOn: MeasureGroup,
): Estimated {
  const groups = groupTerms(observable);
  const quotas = allotShots(groups, sweep.shots);
  const sums = groups.map((): GroupSums => ({ shots: 0, sum: 0, squares: 0 }));
  const measure = (place: number, shots: number) => {
    const [group, sum] = [groups[place], sums[place]];
    if (group && sum) measureOn(group, shots, sum);
  };
  const method = run.isStraight
    ? run.explore(sweep, false, () => quotas.forEach((shots, place) => measure(place, shots)))
    : exploreEach(run, sweep, quotas, measure);
  const parts = groups.map((group, place) => meanOf(group, sums[place] ?? { shots: 0, sum: 0, squares: 0 }));
  return {
    method,
    value: {
      value: parts.reduce((total, { mean }) => total + mean, identityPart(observable)),
      stderr: Math.sqrt(parts.reduce((total, { variance }) => total + variance, 0)),
    },
  };
}

/** Where measurements on the way decide what comes next, each group follows trajectories of its own. */
function exploreEach(
  run: Explorable,
  { random }: Shots,
  quotas: readonly number[],
  measure: (place: number, shots: number) => void,
): Method {
  for (const [place, shots] of quotas.entries()) {
    run.prepare();
    run.explore({ kind: 'shots', shots, random }, false, (_, share) => measure(place, share));
  }
  return 'trajectories';
}
