import type { Action, Stretch } from '../run/stretch.ts';
import { type BoundGate, gateQubits } from './bound-gate.ts';

type PureAction = Action<readonly BoundGate[]>;

/**
 * The measurements of a last stretch that can wait for its end, because nothing happens to their qubits any more, and
 * the resets that can be left out there.
 *
 * @param end what the result is read from: measured bits, to which resets at the end mean nothing; all qubits; or an
 * observable, which a measurement disturbs even where its bit does not matter.
 */
export function deferrals(
  { ending, actions }: Stretch<readonly BoundGate[]>,
  end: 'bits' | 'qubits' | 'observable',
): ReadonlySet<PureAction> {
  const deferred = new Set<PureAction>();
  if (ending === undefined || end === 'observable') return deferred;
  const later = new Set<number>();
  const lookedAt = new Set<number>();
  for (const action of actions.toReversed()) {
    if (action.kind === 'gates') {
      for (const gate of action.code) for (const qubit of gateQubits(gate)) later.add(qubit);
      continue;
    }
    const { kind, qubit } = action;
    const canWait = kind === 'measure' || (end === 'bits' && !lookedAt.has(qubit));
    if (!later.has(qubit) && canWait) deferred.add(action);
    else later.add(qubit);
    if (kind === 'measure') lookedAt.add(qubit);
  }
  return deferred;
}
