import type { Site } from '../circuit/index.ts';
import { type Fields, fieldsOf, listOf, numberOf, textOf } from './fields.ts';
import type { DebuggedProgram } from './program.ts';
import type { Base } from './stack.ts';
import { type View, isTrue, watched } from './watch.ts';

/** A statement at which a run stops, or writes a line instead. */
export interface Breakpoint {
  readonly uri: string;
  /** Where its statement begins. */
  readonly offset: number;
  readonly condition: string | undefined;
  /** `5`, `>= 3`, `% 2`: at which of its passes it acts. */
  readonly hits: string | undefined;
  readonly log: string | undefined;
  /** How often the run has come by with the condition met. */
  passes: number;
}

/** A breakpoint as the editor asks for it; `line` is the editor's. */
function wantedBreakpoint(value: unknown) {
  const { line, condition, hitCondition, logMessage } = fieldsOf(value);
  return {
    line: numberOf(line) ?? 0,
    condition: textOf(condition),
    hits: textOf(hitCondition),
    log: textOf(logMessage),
  };
}

export function stands(breakpoint: Breakpoint, site: Site | undefined): boolean {
  return site?.uri === breakpoint.uri && site.span.start === breakpoint.offset;
}

/** Whether the condition holds; one that has no value counts as met, so that nobody waits in vain. */
export function holds({ condition }: Breakpoint, view: View): boolean {
  const value = condition === undefined ? undefined : watched(condition, view);
  return value === undefined || isTrue(value);
}

/** Whether a breakpoint acts at its latest pass. */
export function acts({ hits, passes }: Breakpoint): boolean {
  const parts = /^\s*(>=|<=|==|=|>|<|%)?\s*(\d+)\s*$/.exec(hits ?? '');
  if (parts === null) return true;
  const count = Number(parts[2]);
  switch (parts[1]) {
    case '>':
      return passes > count;
    case '<':
      return passes < count;
    case '<=':
      return passes <= count;
    case '%':
      return count > 0 && passes % count === 0;
    case '>=':
      return passes >= count;
    default:
      return passes === count;
  }
}

/** The breakpoints of a session by their files, each at the first statement of its line or the next that has one. */
export class BreakpointTable {
  readonly #files = new Map<string, readonly Breakpoint[]>();

  get all(): readonly Breakpoint[] {
    return [...this.#files.values()].flat();
  }

  /** Takes all breakpoints of a file as the editor has them now, and says where each came to stand. */
  set({ source, breakpoints }: Fields, program: DebuggedProgram | undefined, { line: base }: Base): Fields {
    const uri = textOf(fieldsOf(source)['path']) ?? '';
    const placed = listOf(breakpoints).map((value) => {
      const { line, ...rest } = wantedBreakpoint(value);
      const offset = program?.statementFrom(uri, line - base)?.span.start;
      if (program === undefined || offset === undefined)
        return { answer: { verified: false, line, message: 'The circuit carries out nothing here.' } };
      const answer = { verified: true, line: program.position(uri, offset).line + base };
      return { breakpoint: { uri, offset, ...rest, passes: 0 }, answer };
    });
    this.#files.set(
      uri,
      placed.flatMap(({ breakpoint }) => (breakpoint === undefined ? [] : [breakpoint])),
    );
    return { breakpoints: placed.map(({ answer }) => answer) };
  }
}
