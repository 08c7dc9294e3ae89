import type { GateLine } from '../../server/protocol/index.ts';

/** Pixels of a line, the same in the style sheet. */
export const lineHeight = 24;

/** Lines beyond the visible ones that are drawn as well, so that slow scrolling never shows a gap. */
const margin = 20;

export interface Visible {
  readonly first: number;
  /** Behind the last one. */
  readonly end: number;
}

/** The lines that a window of so many pixels shows. */
export function visibleLines(count: number, top: number, height: number): Visible {
  const first = Math.max(0, Math.floor(top / lineHeight) - margin);
  return { first, end: Math.min(count, Math.ceil((top + height) / lineHeight) + margin) };
}

/** The narrowest statement that a gate comes from at an offset; nothing where there is none. */
export function statementAt(lines: readonly GateLine[], offset: number): GateLine | undefined {
  return lines.reduce<GateLine | undefined>((best, line) => {
    if (line.start > offset || line.end < offset) return best;
    return best === undefined || line.end - line.start < best.end - best.start ? line : best;
  }, undefined);
}

/** Whether a gate comes from a statement. */
export function isFrom(line: GateLine, statement: Pick<GateLine, 'start' | 'end'> | undefined): boolean {
  return statement !== undefined && line.start === statement.start && line.end === statement.end;
}

/** The qubits that lines name, ascending. */
export function usedQubits(lines: readonly GateLine[]): readonly number[] {
  return [...new Set(lines.flatMap(({ qubits }) => qubits))].toSorted((a, b) => a - b);
}
