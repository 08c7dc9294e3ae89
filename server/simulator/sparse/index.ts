import { PureRuns } from '../pure/pure-runs.ts';
import type { StateShelf } from '../state/shelf.ts';
import { GrowingState } from './growing-state.ts';

/** Runs circuits on the amplitudes that are not zero; on all of them where they grow too many. */
export function sparseRuns(shelf: StateShelf): PureRuns {
  return new PureRuns('sparse', (qubits, options) => new GrowingState({ shelf, qubits, options }));
}
