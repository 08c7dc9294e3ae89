import { type CallGroup, findCall } from '../../../library/index.ts';
import type { Expectation } from './expectation.ts';
import { expressionAfter } from './expect-statement.ts';
import { type OpenBracket, statementTokens } from './open-brackets.ts';
import type { CursorToken } from './tokens-before.ts';
import { typeWords } from './words.ts';

const nothing: Expectation = { kind: 'nothing' };

/** What may stand inside an open parenthesis, square bracket or set; `enclosing` says what was expected at its opener. */
export function argumentExpectation(
  bracket: OpenBracket,
  outer: OpenBracket,
  enclosing: () => Expectation,
): Expectation {
  const before = statementTokens(outer.tokens).slice(0, -1);
  const item = lastItem(bracket.tokens);
  if (item.at(-1)?.text === '@') return nothing;
  if (bracket.opener === '(') return inParentheses(bracket, outer, before, item, enclosing);
  if (bracket.opener === '[') return inSquareBrackets(bracket, before, item, enclosing);
  if (before[0]?.text === 'import') return importedName(bracket.tokens, item);
  return expressionAfter(item, 'value');
}

/** The tokens behind the last comma: the list item at the cursor. */
function lastItem(tokens: readonly CursorToken[]): readonly CursorToken[] {
  return tokens.slice(tokens.findLastIndex(({ text }) => text === ',') + 1);
}

function inParentheses(
  bracket: OpenBracket,
  outer: OpenBracket,
  before: readonly CursorToken[],
  item: readonly CursorToken[],
  enclosing: () => Expectation,
): Expectation {
  const callee = before.at(-1);
  if (before[0]?.text === '@')
    return callee === undefined ? nothing : inAnnotation(callee.text, bracket, item);
  if (outer.opener === 'block' && before.length === 2 && isDeclaration(before[0]?.text))
    return before[0]?.text === 'gate' ? nothing : parameter(item);
  if (callee?.kind === 'word' && callee.text === 'sum') return inSum(item);
  if (callee?.kind === 'word' && !wordsBeforeGrouping.has(callee.text))
    return inCall(callee.text, bracket, item, groupIn(before));
  if (callee !== undefined && wordsBeforeGrouping.has(callee.text)) return expressionAfter(item, 'value');
  const around = enclosing();
  return expressionAfter(item, around.kind === 'expression' ? around.use : 'value');
}

const wordsBeforeGrouping: ReadonlySet<string> = new Set([
  ...['if', 'while', 'switch', 'in', 'return', 'ctrl', 'negctrl', 'pow'],
]);

function isDeclaration(keyword: string | undefined): boolean {
  return ['circuit', 'def', 'workflow', 'observable', 'gate'].includes(keyword ?? '');
}

function parameter(item: readonly CursorToken[]): Expectation {
  const isStart =
    item.length === 0 || (item.length === 1 && ['readonly', 'mutable'].includes(item[0]?.text ?? ''));
  if (isStart) return { kind: 'type', of: 'parameter' };
  const place = item.findIndex(({ text }) => text === '=');
  return place === -1 ? nothing : expressionAfter(item.slice(place + 1), 'value');
}

/** `sum(Z[i] * Z[i + 1] for i in [0:2])` */
function inSum(item: readonly CursorToken[]): Expectation {
  const loop = item.findIndex(({ text }) => text === 'for');
  if (loop === -1) {
    const body = expressionAfter(item, 'observable');
    return body.kind === 'nothing' ? { kind: 'keywords', words: ['for'] } : body;
  }
  const rest = item.slice(loop + 1);
  if (rest[1]?.text === 'in') return expressionAfter(rest.slice(2), 'iterable');
  return rest.length === 1 ? { kind: 'keywords', words: ['in'] } : nothing;
}

/** In noise every call is one of its own, whatever the name means elsewhere. */
export function groupIn(statement: readonly CursorToken[]): { readonly group?: CallGroup } {
  return statement[0]?.text === 'noise' ? { group: 'noise' } : {};
}

function inCall(
  callee: string,
  bracket: OpenBracket,
  item: readonly CursorToken[],
  group: ReturnType<typeof groupIn>,
): Expectation {
  const [first, colon] = item;
  const isNamed = colon?.text === ':' && first?.kind === 'word' && findCall(callee) !== undefined;
  if (isNamed) {
    const value = item.slice(2);
    return value.length === 0
      ? { kind: 'argument-value', callee, parameter: first.text, ...group }
      : expressionAfter(value, 'value');
  }
  if (item.length > 0) return expressionAfter(item, 'value');
  const [index, given] = [commas(bracket.tokens), givenNames(bracket.tokens)];
  return { kind: 'argument', callee, index, given, ...group };
}

/** Among the arguments of an annotation. */
function inAnnotation(name: string, bracket: OpenBracket, item: readonly CursorToken[]): Expectation {
  const [first, colon] = item;
  const isNamed = colon?.text === ':' && first?.kind === 'word';
  if (isNamed) return expressionAfter(item.slice(2), 'value');
  if (item.length > 0) return expressionAfter(item, 'value');
  const callee = `@${name}`;
  return { kind: 'argument', callee, index: commas(bracket.tokens), given: givenNames(bracket.tokens) };
}

function commas(tokens: readonly CursorToken[]): number {
  return tokens.filter(({ text }) => text === ',').length;
}

/** Words directly before a colon: the named arguments that stand before the cursor. */
function givenNames(tokens: readonly CursorToken[]): readonly string[] {
  return tokens
    .filter((token, place) => token.kind === 'word' && tokens[place + 1]?.text === ':')
    .map(({ text }) => text);
}

function inSquareBrackets(
  bracket: OpenBracket,
  before: readonly CursorToken[],
  item: readonly CursorToken[],
  enclosing: () => Expectation,
): Expectation {
  const owner = before.at(-1);
  const isFirst = commas(bracket.tokens) === 0;
  if (owner?.text === 'array' && isFirst) return item.length === 0 ? { kind: 'type', of: 'value' } : nothing;
  if (owner?.kind === 'word' && typeWords.has(owner.text)) return expressionAfter(item, 'value');
  const isIndex =
    owner !== undefined && (owner.kind === 'word' || owner.kind === 'group') && owner.text !== 'in';
  if (isIndex) return expressionAfter(item, 'value');
  const around = enclosing();
  if (around.kind === 'argument-value' && item.length === 0) return around;
  const use = around.kind === 'expression' && around.use !== 'iterable' ? around.use : 'value';
  return expressionAfter(item, use === 'qubits' || use === 'bits' ? 'value' : use);
}

function importedName(tokens: readonly CursorToken[], item: readonly CursorToken[]): Expectation {
  if (item.length > 0) return nothing;
  const given = tokens.filter(({ kind }) => kind === 'word').map(({ text }) => text);
  return { kind: 'imported-name', given };
}
