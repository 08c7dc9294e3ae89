import type { tree } from '../language/index.ts';
import type { RunValue } from './run-value.ts';

/** Which round of each loop around it an expression of a workflow stands in; outermost first. */
export interface Round {
  readonly loops: readonly tree.ForStatement[];
  readonly indices: readonly number[];
  /** The values of the loops' variables. */
  readonly values: readonly RunValue[];
}

export const noRound: Round = { loops: [], indices: [], values: [] };

/** The next round inside `round`. */
export function innerRound(round: Round, loop: tree.ForStatement, index: number, value: RunValue): Round {
  return {
    loops: [...round.loops, loop],
    indices: [...round.indices, index],
    values: [...round.values, value],
  };
}

/** The round of the outermost `depth` loops alone. */
export function outerRound(round: Round, depth: number): Round {
  if (depth >= round.loops.length) return round;
  return {
    loops: round.loops.slice(0, depth),
    indices: round.indices.slice(0, depth),
    values: round.values.slice(0, depth),
  };
}

/** `curve[3]`: how people call a round of a task. */
export function roundName(name: string, { indices }: Round): string {
  return name + indices.map((index) => `[${index}]`).join('');
}
