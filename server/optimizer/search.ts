import type { Random } from '../base/index.ts';
import type { Answer, Bounds, Point, Slope, StopReason } from './optimizer.ts';

/** What a method asks while it searches, or tells. */
export type Question =
  | { readonly kind: 'values'; readonly points: readonly Point[] }
  | { readonly kind: 'slope'; readonly point: Point }
  | { readonly kind: 'fidelities'; readonly pairs: readonly (readonly [Point, Point])[] }
  | { readonly kind: 'iteration'; readonly x: Point; readonly value: number };

/** A method at work: it asks for values and slopes, tells its iterations, and knows nothing of where answers come from. */
export type Search<Result> = Generator<Question, Result, Answer>;

/** How a method ended, and where. */
export interface Ending {
  readonly x: Point;
  readonly value: number;
  readonly stopped: StopReason;
}

export interface Problem {
  readonly start: Point;
  readonly random: Random;
  readonly bounds?: Bounds;
  /** Whether the same point always has the same value. */
  readonly isExact: boolean;
}

export function* valuesAt(points: readonly Point[]): Search<readonly number[]> {
  return (yield { kind: 'values', points }) as readonly number[];
}

export function* valueAt(point: Point): Search<number> {
  return (yield* valuesAt([point]))[0] ?? NaN;
}

export function* slopeAt(point: Point): Search<Slope> {
  return (yield { kind: 'slope', point }) as Slope;
}

export function* fidelitiesOf(pairs: readonly (readonly [Point, Point])[]): Search<readonly number[]> {
  return (yield { kind: 'fidelities', pairs }) as readonly number[];
}

/** Tells that an iteration is over. */
export function* tell(x: Point, value: number): Search<void> {
  yield { kind: 'iteration', x, value };
}
