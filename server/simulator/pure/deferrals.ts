import { gateQubits } from './bound-gate.ts';
import type { PureAction, PureStretch } from './course.ts';

/**
 * What a result is read from: measured bits, to which resets at the end mean nothing; all qubits; or an observable,
 * which a measurement disturbs even where its bit does not matter.
 */
export type End = 'bits' | 'qubits' | 'observable';

/**
 * The measurements of a last stretch that can wait for its end, because nothing happens to their qubits any more, and
 * the resets and the noise that can be left out there.
 */
export function deferrals({ ending, actions }: PureStretch, end: End): ReadonlySet<PureAction> {
  const deferred = new Set<PureAction>();
  if (ending === undefined || end === 'observable') return deferred;
  const later = new Set<number>();
  const lookedAt = new Set<number>();
  const isUnseen = (qubit: number) => end === 'bits' && !lookedAt.has(qubit) && !later.has(qubit);
  for (const action of actions.toReversed()) {
    if (action.kind === 'gates') {
      for (const gate of action.code) for (const qubit of gateQubits(gate)) later.add(qubit);
    } else if (action.kind === 'noise') {
      const { qubits } = action.site;
      if (qubits.every(isUnseen)) deferred.add(action);
      else for (const qubit of qubits) later.add(qubit);
    } else {
      const { kind, qubit } = action;
      const canWait = kind === 'measure' ? !later.has(qubit) : isUnseen(qubit);
      if (canWait) deferred.add(action);
      else later.add(qubit);
      if (kind === 'measure') lookedAt.add(qubit);
    }
  }
  return deferred;
}
