import type { Program } from '../program/step.ts';
import { startOf } from './machine.ts';
import { trace } from './trace.ts';

/**
 * Whether no measurement or reset decides what happens next, so that one evolution of the state tells everything.
 *
 * @param dropsResets, isMixed see {@link trace}.
 */
export function isStraight(program: Program, dropsResets: boolean, isMixed = false): boolean {
  let ahead = trace(program, startOf(program), dropsResets, { isMixed });
  while (ahead.kind === 'partial') ahead = trace(program, ahead.path, dropsResets, { isMixed });
  return ahead.kind === 'finished';
}
