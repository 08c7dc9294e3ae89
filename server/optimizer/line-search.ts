import { type LineSample, StepSearch, type WolfeLimits } from './more-thuente.ts';
import type { Point, Slope } from './optimizer.ts';
import { type Search, slopeAt } from './search.ts';
import { dot, plus } from './vector.ts';

export interface LineStep extends Slope {
  readonly x: Point;
  /** How many times the direction was gone. */
  readonly step: number;
}

/**
 * Goes from `x` along `direction` to a point that satisfies the strong Wolfe conditions, or at least is lower where
 * the search cannot get nearer to one. Undefined where none is found:
 * the direction does not lead down, or rounding hides that it does.
 *
 * @param tries how many steps are tried at most
 */
export function* lineSearch(
  from: { readonly x: Point } & Slope,
  direction: Point,
  first: number,
  limits: WolfeLimits,
  tries: number,
): Search<LineStep | undefined> {
  const slope = dot(from.gradient, direction);
  if (!(slope < 0)) return undefined;
  const start: LineSample = { at: 0, value: from.value, slope };
  const search = new StepSearch(start, first, limits);
  let step = first;
  for (let count = 0; count < tries; count++) {
    const x = plus(from.x, direction, step);
    const { value, gradient } = yield* slopeAt(x);
    const verdict = search.take({ at: step, value, slope: dot(gradient, direction) });
    const isLower = value < from.value;
    if ('end' in verdict)
      return verdict.end === 'found' || isLower ? { x, value, gradient, step } : undefined;
    step = verdict.next;
    if (!Number.isFinite(step)) return undefined;
  }
  return undefined;
}

/** The first step that would repeat the decrease of the iteration before, at most 1. */
export function firstStep(value: number, before: number, slope: number): number {
  if (slope === 0) return 1;
  const step = Math.min(1, (1.01 * 2 * (value - before)) / slope);
  return step < 0 ? 1 : step;
}
