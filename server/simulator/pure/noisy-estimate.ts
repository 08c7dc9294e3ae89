import type { Observable } from '../../circuit/index.ts';
import { Strata } from '../noise/strata.ts';
import { reportedWords } from '../pauli/reported-words.ts';
import type { Sweep } from '../run/explore.ts';
import type { Estimate } from '../simulator.ts';
import type { Told } from './told.ts';
import { PureWalk, type PureWalkOptions } from './walk.ts';

/** The mean over as many trajectories as shots of the expectation value on each, misread measurements included. */
export function estimateOverTrajectories(
  options: PureWalkOptions & { readonly sweep: Extract<Sweep, { kind: 'shots' }> },
  observable: Observable,
  told: Told,
): Estimate {
  const { program, sweep } = options;
  const words = observable.terms.flatMap((term) => reportedWords(term, program.readout));
  const strata = new Strata(sweep.shots);
  new PureWalk({ ...options, first: strata.first }).run(({ state }, weight) => {
    strata.add(state.expectation(words), weight);
    told.see(state);
  });
  return strata.estimate(observable);
}
