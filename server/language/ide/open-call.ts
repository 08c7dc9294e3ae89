import type { CallGroup } from '../../library/index.ts';
import { groupIn } from './completion/expect-argument.ts';
import type { Region } from './completion/open-brackets.ts';
import { openBrackets, statementTokens } from './completion/open-brackets.ts';
import { type CursorToken, tokensBefore } from './completion/tokens-before.ts';

/** The call whose arguments the cursor is among, read off the tokens before it, so that it need not parse. */
export interface OpenCall {
  readonly callee: string;
  readonly region: Region;
  /** Arguments before the one at the cursor; of a gate, angles and qubits are counted separately. */
  readonly index: number;
  /** The name that stands before the argument at the cursor. */
  readonly named?: string;
  /** Where the call can only be one of this group. */
  readonly group?: CallGroup;
  /** Of a gate whose qubits are being written: how many of them its modifiers add in front. */
  readonly controls?: number;
}

/** The innermost call around an offset. */
export function openCallAt(text: string, offset: number, from = 0): OpenCall | undefined {
  const { tokens, inside } = tokensBefore(text, offset, from);
  if (inside === 'comment') return undefined;
  const brackets = openBrackets(tokens, text);
  for (let depth = brackets.length - 1; depth >= 0; depth--) {
    const bracket = brackets[depth];
    if (bracket === undefined) return undefined;
    const { opener, region } = bracket;
    if (opener === 'block') return openGateCall(statementTokens(bracket.tokens), region, text, offset);
    const before = brackets[depth - 1]?.tokens ?? [];
    const callee = before.at(-2);
    if (opener === '(' && callee?.kind === 'word')
      return {
        callee: callee.text,
        region,
        ...argumentAt(bracket.tokens),
        ...groupIn(statementTokens(before)),
      };
  }
  return undefined;
}

function argumentAt(tokens: readonly CursorToken[]): { index: number; named?: string } {
  const index = commas(tokens);
  const [name, colon] = tokens.slice(tokens.findLastIndex(({ text }) => text === ',') + 1);
  return name?.kind === 'word' && colon?.text === ':' ? { index, named: name.text } : { index };
}

function commas(tokens: readonly CursorToken[]): number {
  return tokens.filter(({ text }) => text === ',').length;
}

/** A statement such as `ctrl @ rx(pi) a, b` with the cursor among its qubits. */
function openGateCall(
  tokens: readonly CursorToken[],
  region: Region,
  text: string,
  offset: number,
): OpenCall | undefined {
  const start = tokens.findLastIndex((token) => token.text === '@') + 1;
  const [name, ...rest] = tokens.slice(start);
  if (name?.kind !== 'word' || rest.some((token) => token.text === '=')) return undefined;
  const isBehindName = rest.length > 0 || /\s/.test(text.charAt(offset - 1));
  if (!isBehindName) return undefined;
  return { callee: name.text, region, index: commas(rest), controls: controlsIn(tokens.slice(0, start)) };
}

function controlsIn(modifiers: readonly CursorToken[]): number {
  let total = 0;
  for (const [place, { text }] of modifiers.entries()) {
    if (text !== 'ctrl' && text !== 'negctrl') continue;
    const count = Number(modifiers[place + 1]?.inner?.[0]?.text ?? 1);
    total += Number.isSafeInteger(count) ? count : 1;
  }
  return total;
}
