import { type Choice, type Chosen, chooseMethod, negligibleSeconds } from '../choice.ts';
import type { Prospect } from '../method.ts';
import type { Refusal } from '../simulator.ts';
import { reduced } from './reduced.ts';

/** A run that one method carries out. */
export interface Piece<P extends Prospect> {
  readonly prospect: P;
  readonly choice: Chosen;
}

/** A run as one piece or several smaller ones, and how their results make the whole one's. */
export interface Plan<P extends Prospect, T> {
  readonly pieces: readonly Piece<P>[];
  /** A forecast. */
  readonly seconds: number;
  /** Why no method is sure to be able to, where one is tried all the same. */
  readonly doubt?: Refusal;
  /** @param results of the pieces, in their order. @throws {Refused} */
  readonly combined: (results: readonly T[]) => T;
}

export type Planned<P extends Prospect, T> =
  { readonly ok: true; readonly plan: Plan<P, T> } | { readonly ok: false; readonly refusal: Refusal };

/** The run as it is, by the best method. */
export function whole<P extends Prospect, T>(prospect: P): Planned<P, T> {
  const choice: Choice = chooseMethod(prospect);
  if (!choice.ok) return choice;
  const combined = ([result]: readonly T[]) => {
    if (result === undefined) throw new Error('a run has a result');
    return result;
  };
  return { ok: true, plan: { pieces: [{ prospect, choice }], seconds: choice.seconds, combined } };
}

/** A plan by methods that are sure to be able to or, where there is none, by one that only the run can tell of. */
export function orTentative<P extends Prospect, T>(
  prospect: P,
  plan: (prospect: P) => Planned<P, T>,
): Planned<P, T> {
  const sure = plan(prospect);
  if (sure.ok || sure.refusal.kind !== 'too-large') return sure;
  const tried = plan({ ...prospect, isTentative: true });
  return tried.ok ? { ok: true, plan: { ...tried.plan, doubt: sure.refusal } } : sure;
}

/** A smaller run, reduced once more, whose result becomes that of a piece by `widened`. */
export function smaller<P extends Prospect, T>(
  prospect: P,
  widen: (value: T, widened: ReturnType<typeof reduced>['widened']) => T,
): Planned<P, T> {
  const small = reduced(prospect);
  const planned = whole<P, T>(small.prospect);
  if (!planned.ok) return planned;
  const { plan } = planned;
  return {
    ok: true,
    plan: { ...plan, combined: (results) => widen(plan.combined(results), small.widened) },
  };
}

/** Several plans as one; refused where one of them is. */
export function together<P extends Prospect, T>(
  plans: readonly Planned<P, T>[],
  combined: (results: readonly T[]) => T,
): Planned<P, T> {
  const granted: Plan<P, T>[] = [];
  for (const planned of plans) {
    if (!planned.ok) return planned;
    granted.push(planned.plan);
  }
  let start = 0;
  const ranges = granted.map(({ pieces }) => [start, (start += pieces.length)] as const);
  return {
    ok: true,
    plan: {
      pieces: granted.flatMap(({ pieces }) => pieces),
      seconds: granted.reduce((sum, { seconds }) => sum + seconds, 0),
      combined: (results) =>
        combined(granted.map((plan, place) => plan.combined(results.slice(...(ranges[place] ?? [0, 0]))))),
    },
  };
}

/** Whether nothing is gained by looking for a better plan. */
export function isCheap<P extends Prospect, T>(planned: Planned<P, T>): boolean {
  return planned.ok && planned.plan.seconds <= negligibleSeconds;
}

/** The plan that takes less, the first one where the other does not take half its time at most. */
export function cheaper<P extends Prospect, T>(first: Planned<P, T>, other: Planned<P, T>): Planned<P, T> {
  if (!other.ok) return first;
  return !first.ok || other.plan.seconds < first.plan.seconds / 2 ? other : first;
}
