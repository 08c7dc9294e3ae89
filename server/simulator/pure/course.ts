import type { Random } from '../../base/index.ts';
import { PatternSource } from '../noise/patterns.ts';
import type { Branch } from '../noise/unravelling.ts';
import type { Action, Stretch } from '../run/stretch.ts';
import type { BoundGate } from './bound-gate.ts';
import { type End, deferrals } from './deferrals.ts';
import type { PureSite } from './pure-coder.ts';

export type PureAction = Action<readonly BoundGate[], PureSite>;
export type PureStretch = Stretch<readonly BoundGate[], PureSite>;

/** Actions in sequence up to a measurement or reset that cannot wait: on the way only noise is random. */
interface Segment {
  /** The place behind its last action. */
  readonly end: number;
  /** Draws what noise does; absent where there is none. */
  readonly source: PatternSource | undefined;
}

/** A stretch with what is known of its actions before a state goes through them. */
export class Course {
  readonly stretch: PureStretch;
  /** See {@link deferrals}. */
  readonly deferred: ReadonlySet<PureAction>;
  /** By their starts, ascending. */
  readonly #segments = new Map<number, Segment>();
  readonly #starts: number[] = [];

  constructor(stretch: PureStretch, end: End, random: Random | undefined) {
    this.stretch = stretch;
    this.deferred = deferrals(stretch, end);
    for (let start = 0; start <= stretch.actions.length;) {
      const segment = this.#segmentFrom(start, random);
      this.#segments.set(start, segment);
      this.#starts.push(start);
      start = segment.end + 1;
    }
  }

  /** The segment around a place. */
  segmentAt(at: number): Segment {
    const start = this.#starts.findLast((candidate) => candidate <= at) ?? 0;
    return this.#segments.get(start) ?? { end: this.stretch.actions.length, source: undefined };
  }

  /** Whether only noise is random from its start to the end of the circuit. */
  get isWhole(): boolean {
    return this.stretch.ending !== undefined && this.segmentAt(0).end === this.stretch.actions.length;
  }

  /** What noise does at a place where it makes a choice. */
  branchAt(at: number, branch: number): Branch {
    const action = this.stretch.actions[at];
    const found = action?.kind === 'noise' ? action.site.unravelling[branch] : undefined;
    if (found === undefined) throw new Error(`no branch ${branch} at ${at}`);
    return found;
  }

  #segmentFrom(start: number, random: Random | undefined): Segment {
    const { actions } = this.stretch;
    const stop = actions.findIndex(
      (action, at) =>
        at >= start && (action.kind === 'measure' || action.kind === 'reset') && !this.deferred.has(action),
    );
    const end = stop < 0 ? actions.length : stop;
    const sites = actions.flatMap((action, at) =>
      at >= start && at < end && action.kind === 'noise' && !this.deferred.has(action)
        ? [{ at, unravelling: action.site.unravelling }]
        : [],
    );
    if (sites.length === 0) return { end, source: undefined };
    if (random === undefined) throw new Error('noise on a pure state is drawn at random');
    return { end, source: new PatternSource(sites, random) };
  }
}
