import { pageBytes } from '../native/kernels.ts';
import type { KernelLibrary } from '../native/library.ts';
import { instantiateTensor } from '../native/tensor-kernels.ts';
import { PureRuns } from '../pure/pure-runs.ts';
import { limitsOf } from './limits.ts';
import { MpsState } from './mps-state.ts';
import { Workspace } from './workspace.ts';

/** Runs circuits on matrix product states. */
export function mpsRuns(library: KernelLibrary): PureRuns {
  return new PureRuns('mps', (qubits, options) => {
    const instance = instantiateTensor(library, options.reproducible ?? false, pageBytes);
    return MpsState.zeros(new Workspace(instance), limitsOf(options), Math.max(1, qubits));
  });
}
