import type { Span } from '../../../base/index.ts';
import { argumentExpectation } from './expect-argument.ts';
import { statementExpectation } from './expect-statement.ts';
import type { CursorContext, Expectation } from './expectation.ts';
import { type OpenBracket, openBrackets } from './open-brackets.ts';
import { tokensBefore, wordAt } from './tokens-before.ts';

/** How deep brackets are followed; the grammar nests less deep. */
const deepest = 500;

/**
 * What may stand at the cursor, judged by the tokens before it; the tree need not have survived there.
 *
 * @param from where a line begins with no bracket or comment open, before the cursor and the statement that ends in front
 * of it
 */
export function cursorContext(text: string, offset: number, from = 0): CursorContext {
  const word = wordAt(text, offset);
  const { tokens, inside } = tokensBefore(text, word.start, from);
  const brackets = openBrackets(tokens, text);
  const innermost = brackets.at(-1) as OpenBracket;
  const { region, isInLoop, isInSwitch } = innermost;
  const place = { region, isInLoop, isInSwitch, word };
  if (inside !== undefined) {
    const before = inside === 'string' ? innermost.tokens.at(-2)?.text : undefined;
    if (before === 'from' || before === 'import')
      return {
        ...place,
        word: stringAround(text, innermost.tokens.at(-1)?.start ?? word.start, word.end),
        expectation: { kind: 'import-path' },
      };
    return { ...place, expectation: { kind: before === 'include' ? 'include-path' : 'nothing' } };
  }
  if (brackets.length > deepest) return { ...place, expectation: { kind: 'nothing' } };
  return { ...place, expectation: expectationIn(brackets, startsLine(text, word.start)) };
}

/** What stands between the quotes around the cursor, up to the cursor's word where the string has no end. */
function stringAround(text: string, quote: number, end: number): Span {
  const rest = /^[^"\n]*(?=")/.exec(text.slice(end, end + 200))?.[0] ?? '';
  return { start: quote + 1, end: end + rest.length };
}

function startsLine(text: string, offset: number): boolean {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim() === '';
}

function expectationIn(brackets: readonly OpenBracket[], isNewLine: boolean): Expectation {
  const innermost = brackets.at(-1) as OpenBracket;
  if (innermost.opener === 'block') return statementExpectation(innermost, isNewLine);
  const outer = brackets.slice(0, -1);
  return argumentExpectation(innermost, outer.at(-1) as OpenBracket, () => enclosing(outer));
}

/** What was expected where the bracket opened, whose content parentheses and lists only group. */
function enclosing(brackets: readonly OpenBracket[]): Expectation {
  const last = brackets.at(-1) as OpenBracket;
  return expectationIn([...brackets.slice(0, -1), { ...last, tokens: last.tokens.slice(0, -1) }], false);
}
