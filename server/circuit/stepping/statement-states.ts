import type { Span } from '../../base/index.ts';
import type { Site, TracedCircuit } from '../traced.ts';
import { upcoming } from './course.ts';
import { type Passage, Timeline, likelier } from './timeline.ts';

/** What a run left behind when it carried out a statement for the last time. */
export interface AfterStatement {
  readonly site: Site;
  /** Its moment on the timeline. */
  readonly step: number;
  /** How often the statement was carried out. */
  readonly times: number;
}

/** A run that decides every measurement by its likelier outcome, and the states behind the statements on its way. */
export interface StatementStates {
  readonly traced: TracedCircuit;
  readonly timeline: Timeline;
  readonly after: readonly AfterStatement[];
  /** Whether the run came to its end within the limit. */
  readonly isWhole: boolean;
}

/**
 * Follows a circuit whose parameters all have values.
 *
 * @param steps instructions after which the run is given up.
 * @throws {ClassicalError} where an expression of the run has no value.
 */
export function statementStates(traced: TracedCircuit, steps: number): StatementStates {
  const timeline = new Timeline({ circuit: traced.circuit, bindings: [] }, likelier);
  const open: Site[] = [];
  const after = new Map<string, AfterStatement>();
  const close = (isOver: (site: Site) => boolean, step: number) => {
    for (let last = open.at(-1); last !== undefined && isOver(last); last = open.at(-1)) {
      open.pop();
      const key = keyOf(last);
      after.set(key, { site: last, step, times: (after.get(key)?.times ?? 0) + 1 });
    }
  };
  let isWhole = false;
  timeline.pass(steps, (passage, step) => {
    isWhole = passage.point === undefined;
    if (isWhole) return close(() => true, step);
    const site = siteAt(traced, passage);
    if (site === undefined) return;
    close((earlier) => !isInside(site, earlier), step);
    open.push(site);
  });
  return { traced, timeline, after: [...after.values()], isWhole };
}

/** The statement that a run is about to carry out. */
export function siteAt({ sites }: TracedCircuit, moment: Passage): Site | undefined {
  const instruction = upcoming(moment);
  return instruction && sites.get(instruction);
}

function keyOf({ uri, span }: Site): string {
  return `${span.start} ${span.end} ${uri}`;
}

/** Whether a statement is carried out as a part of an earlier one: in its block, or in what it calls. */
function isInside(site: Site, earlier: Site): boolean {
  if (site.depth > earlier.depth) return true;
  return site.depth === earlier.depth && site.uri === earlier.uri && isWithin(site.span, earlier.span);
}

function isWithin(inner: Span, outer: Span): boolean {
  const isSame = inner.start === outer.start && inner.end === outer.end;
  return !isSame && outer.start <= inner.start && inner.end <= outer.end;
}
