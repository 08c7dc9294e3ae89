import { Random } from '../../../base/index.ts';
import type { Circuit } from '../../circuit.ts';
import { byBlocks } from './by-blocks.ts';
import { byObservables } from './by-observables.ts';
import { byRuns, mostRuns } from './by-runs.ts';
import { byStates, byUnitary, mostStates } from './by-states.ts';
import { byTableau } from './by-tableau.ts';
import type { Certificate } from './certificate.ts';
import { type Comparison, type Placement, compacted, isUnitary } from './comparison.ts';

/** Compares a circuit with another one that is to do the same. Circuits with parameters are compared for random values. */
export function certify(
  source: Circuit,
  made: Circuit,
  placement: Placement,
  { seed }: { readonly seed: number },
): Certificate {
  const random = new Random(seed);
  const comparison = compacted(source, made, placement);
  const { qubits, starts } = comparison;
  const isGates = isUnitary(source) && isUnitary(made);
  const proof = (isGates ? exact(comparison) : undefined) ?? byBlocks(comparison, random);
  if (proof !== undefined) return proof;
  if (isGates && qubits <= mostStates) return byStates(comparison, random);
  const runs = starts.length <= mostRuns ? byRuns(comparison, random) : undefined;
  return (
    runs ??
    byObservables(comparison, random) ?? {
      holds: true,
      qubits,
      method: 'none',
      reason: `${qubits} qubits are too many to compare`,
    }
  );
}

const mostUnitary = 10;

/** All of it at once, of circuits of gates and then measurements that are all known before the run. */
function exact(comparison: Comparison): Certificate | undefined {
  return comparison.qubits <= mostUnitary ? byUnitary(comparison) : byTableau(comparison);
}
