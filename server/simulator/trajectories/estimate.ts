import type { Observable } from '../../circuit/index.ts';
import { Strata } from '../noise/strata.ts';
import { misreadQubits } from '../program/noise.ts';
import { type TermGroup, groupTerms, identityPart } from '../pauli/groups.ts';
import { misreadMean } from '../pauli/misread.ts';
import { basisTurns } from '../pauli/sampled.ts';
import { expectationOf, wordGroups } from '../pauli/words.ts';
import type { Sweep } from '../run/explore.ts';
import type { OnProgress, Run } from '../run/run.ts';
import type { Estimate } from '../simulator.ts';
import type { DenseState } from '../state/dense-state.ts';
import { Walk } from './walk.ts';

type Shots = Extract<Sweep, { kind: 'shots' }>;

/**
 * The mean over so many trajectories of the expectation value on each. Where the probability p of no error at all is
 * known before the run, that trajectory is followed once and has the weight p; all shots then go to the others, so that
 * they are not spent on what needs no statistics.
 */
export function estimateOver(
  run: Run,
  observable: Observable,
  { shots, random }: Shots,
  onProgress: OnProgress,
): Estimate {
  const { program, state, copies } = run;
  const valueOf = valueOn(run, observable);
  const strata = new Strata(shots);
  const atEnding = (_: unknown, count: number) => strata.add(valueOf(state), count);
  const walk = new Walk({ program, state, random, dropsResets: false, copies, atEnding, onProgress });
  walk.run(shots, strata.first);
  return strata.estimate(observable);
}

/** The expectation value on a state, misread measurements included. */
function valueOn({ program }: Run, observable: Observable): (state: DenseState) => number {
  const { readout } = program;
  if (misreadQubits(readout) === 0) {
    const words = wordGroups(observable.terms);
    return (state) => expectationOf(state, words);
  }
  const groups = groupTerms(observable);
  const constant = identityPart(observable);
  return (state) =>
    groups.reduce((sum, group) => sum + misreadMean(group, inBasis(state, group), readout), constant);
}

/** The distribution of a group's qubits measured in its basis. */
function inBasis(state: DenseState, group: TermGroup): Float64Array {
  const turns = basisTurns(group);
  for (const { there } of turns) state.apply(there);
  const table = state.marginal([...group.basis.keys()]);
  for (const { back } of turns.toReversed()) state.apply(back);
  return table;
}
