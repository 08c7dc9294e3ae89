import type { Certificate } from './certificate.ts';
import { type Comparison, knownGates, measuredQubits, returning } from './comparison.ts';
import { CliffordMap } from './tableau.ts';

/** Nothing where a circuit has other gates or measures. */
export function byTableau(comparison: Comparison): Certificate | undefined {
  const { qubits, source, made, starts, ends } = comparison;
  if (measuredQubits(source.body).length > 0) return undefined;
  const [own, its] = [new CliffordMap(qubits), new CliffordMap(qubits)];
  if (!knownGates(source.body).every((gate) => own.apply(gate))) return undefined;
  if (!knownGates(made.body).every((gate) => its.apply(gate))) return undefined;
  const holds = own.agrees(its, returning(starts, ends, qubits), starts);
  return { holds, qubits, method: 'stabilizer' };
}
