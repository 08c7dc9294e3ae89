import type { Observable } from '../../circuit/index.ts';
import { Strata } from '../noise/strata.ts';
import { reportedWords } from '../pauli/reported-words.ts';
import type { Sweep } from '../run/explore.ts';
import type { Estimate } from '../simulator.ts';
import { PureWalk, type PureWalkOptions } from './walk.ts';

/** The mean over as many trajectories as shots of the expectation value on each, misread measurements included. */
export function estimateOverTrajectories(
  options: PureWalkOptions & { readonly sweep: Extract<Sweep, { kind: 'shots' }> },
  observable: Observable,
): { readonly value: Estimate; readonly truncation: number } {
  const { program, sweep } = options;
  const words = observable.terms.flatMap((term) => reportedWords(term, program.readout));
  const strata = new Strata(sweep.shots);
  let truncation = 0;
  new PureWalk({ ...options, first: strata.first }).run(({ state }, weight) => {
    strata.add(state.expectation(words), weight);
    truncation = Math.max(truncation, state.truncation);
  });
  return { value: strata.estimate(observable), truncation };
}
