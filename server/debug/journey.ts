import type { SeenName, Site } from '../circuit/index.ts';
import { type Breakpoint, acts, holds, stands } from './breakpoints.ts';
import type { Execution } from './execution.ts';
import type { View } from './watch.ts';

/** How far a run goes: until `isThere`, a breakpoint, or one of its ends. */
export interface Leg {
  readonly direction: 'forward' | 'back';
  isThere(site: Site): boolean;
}

export type Arrival = 'step' | 'breakpoint' | 'entry' | 'end' | 'pause';

/** What a journey asks of its session between two statements. */
export interface Companion {
  readonly breakpoints: readonly Breakpoint[];
  /** Whether the user wants to stop here. */
  isPauseWanted(): boolean;
  log(breakpoint: Breakpoint, view: View): void;
  /** Lets messages of the editor in. */
  breathe(): Promise<void>;
}

/** Statements between two breaths. */
const statementsAtOnce = 500;

/** What can be seen where a run stands, with the names of one of the statements that it is in. */
export function viewOf({ bound, moment }: Execution, names: readonly SeenName[]): View {
  return { bound, moment, names };
}

/** Goes one leg; going back takes back the passes that breakpoints counted, and prints no log lines. */
export async function travel(execution: Execution, leg: Leg, companion: Companion): Promise<Arrival> {
  for (let count = 1; ; count++) {
    if (leg.direction === 'forward') execution.forward();
    else {
      countPass(execution, companion, -1);
      execution.back();
    }
    const { site } = execution.mark;
    if (site === undefined) return 'end';
    if (leg.direction === 'back' && execution.isAtStart) return 'entry';
    const isHit = leg.direction === 'forward' ? passed(execution, companion) : reached(execution, companion);
    if (isHit) return 'breakpoint';
    if (leg.isThere(site)) return 'step';
    if (companion.isPauseWanted()) return 'pause';
    if (count % statementsAtOnce === 0) await companion.breathe();
  }
}

function metHere(execution: Execution, { breakpoints }: Companion): readonly Breakpoint[] {
  const { site } = execution.mark;
  const here = breakpoints.filter((breakpoint) => stands(breakpoint, site));
  if (here.length === 0 || site === undefined) return [];
  const view = viewOf(execution, site.names);
  return here.filter((breakpoint) => holds(breakpoint, view));
}

function countPass(execution: Execution, companion: Companion, by: 1 | -1): readonly Breakpoint[] {
  const met = metHere(execution, companion);
  for (const breakpoint of met) breakpoint.passes += by;
  return met;
}

/** Counts the breakpoints of a statement that the run came to; whether one of them stops it. */
export function passed(execution: Execution, companion: Companion): boolean {
  const acting = countPass(execution, companion, 1).filter(acts);
  for (const breakpoint of acting)
    if (breakpoint.log !== undefined)
      companion.log(breakpoint, viewOf(execution, execution.mark.site?.names ?? []));
  return acting.some(({ log }) => log === undefined);
}

function reached(execution: Execution, companion: Companion): boolean {
  return metHere(execution, companion).some((breakpoint) => breakpoint.log === undefined && acts(breakpoint));
}
