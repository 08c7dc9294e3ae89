import type { IToken } from 'chevrotain';
import { spanOf } from './lexer.ts';
import type { BitStringLiteral, DurationLiteral, Expression, StringLiteral } from './tree.ts';

/** Values of literal tokens. */

const longestInteger = 100;
const suffixed = /^(?!0[xob])([\d._]+(?:[eE][+-]?[\d_]+)?)[ \t]*(\p{L}+)$/iu;

const units: ReadonlyMap<string, DurationLiteral['unit']> = new Map([
  ['dt', 'dt'],
  ['ns', 'ns'],
  ['us', 'us'],
  ['µs', 'us'],
  ['μs', 'us'],
  ['ms', 'ms'],
  ['s', 's'],
  ['min', 'min'],
  ['h', 'h'],
]);

/** The node of a number token, or undefined when its value is out of range. */
export function numberLiteral(token: IToken): Expression | undefined {
  const span = spanOf(token);
  if (/^\d{1,15}$/.test(token.image)) return { kind: 'integer', value: BigInt(token.image), span };
  const parts = suffixed.exec(token.image);
  const digits = (parts?.[1] ?? token.image).replaceAll('_', '');
  if (parts === null && isInteger(digits)) {
    return digits.length > longestInteger ? undefined : { kind: 'integer', value: BigInt(digits), span };
  }
  const value = Number(digits);
  if (!Number.isFinite(value)) return undefined;
  const unit = units.get(parts?.[2] ?? '');
  if (unit !== undefined) return { kind: 'duration', value, unit, span };
  return { kind: parts === null ? 'float' : 'imaginary', value, span };
}

function isInteger(digits: string): boolean {
  return /^(?:\d+|0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+)$/.test(digits);
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0' };

/** The text between the quotes of a token, escapes resolved; the closing quote may be missing. */
export function textOf(token: IToken): string {
  const quote = token.image.charAt(0);
  const closed = token.image.length > 1 && token.image.endsWith(quote);
  const inner = token.image.slice(1, closed ? -1 : undefined);
  if (!inner.includes('\\')) return inner;
  return inner.replace(/\\(?:u\{([\da-fA-F]{1,6})\}|u([\da-fA-F]{4})|(.))/g, (_, braced, plain, other) =>
    unescape(braced ?? plain, other),
  );
}

function unescape(hexadecimal: string | undefined, other: string | undefined): string {
  if (hexadecimal === undefined) return escapes[other ?? ''] ?? other ?? '';
  const point = Number.parseInt(hexadecimal, 16);
  return point <= 0x10ffff ? String.fromCodePoint(point) : '\uFFFD';
}

export function stringLiteral(token: IToken): StringLiteral {
  return { kind: 'string', value: textOf(token), span: spanOf(token) };
}

/** A bit string when it consists of 0, 1 and _ only, else a text. */
export function stringOrBits(token: IToken): StringLiteral | BitStringLiteral {
  const text = textOf(token);
  if (!/^_*[01][01_]*$/.test(text)) return stringLiteral(token);
  return { kind: 'bit-string', digits: text.replaceAll('_', ''), text, span: spanOf(token) };
}
