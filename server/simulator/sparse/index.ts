import { PureRuns } from '../pure/pure-runs.ts';
import { SparseState } from './sparse-state.ts';

/** Runs circuits on the amplitudes that are not zero. */
export const sparseRuns = new PureRuns('sparse', (qubits, { memoryLimit }) =>
  SparseState.zeros(qubits, memoryLimit),
);
