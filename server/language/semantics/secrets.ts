import type { CallParameter } from '../../library/index.ts';
import type { CallExpression, Expression } from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import { record } from './expect.ts';
import type { Type } from './model.ts';
import { text, typeOfCall, typeText } from './types.ts';

/** Names of arguments and headers that hold what nobody else may know. */
const secretNames = /(?:token|secret|password|credential|authorization|api[_-]?key)s?$/iu;

/**
 * Says where a call is given a secret that is written out in the file. The message never repeats it.
 *
 * @param owner begins the name under which the secret should be kept
 */
export function checkSecrets(a: Analysis, owner: string, call: CallExpression): void {
  for (const { name, value } of call.arguments) {
    if (!isWritten(value) || name === undefined || !secretNames.test(name.text)) continue;
    reportWritten(a, `${owner}.${name.text}`, name.text, value);
  }
}

/** @param key under which the secret should be kept */
export function reportWritten(a: Analysis, key: string, name: string, { span }: Expression): void {
  const call = `secret("${key}")`;
  a.report('QF6010', span, [name], { fixes: [{ title: `Write ${call}`, edits: [{ span, text: call }] }] });
}

function isWritten({ kind }: Expression): boolean {
  return kind === 'string' || kind === 'bit-string';
}

/** Checks the headers of a request, pairs of a name and a text or a secret; nothing for another parameter. */
export function checkHeaders(a: Analysis, value: Expression, { type }: CallParameter): Type | undefined {
  if (type !== 'headers' || value.kind !== 'list') return undefined;
  for (const pair of value.elements) checkHeader(a, pair);
  return record(a, value, typeOfCall(type));
}

function checkHeader(a: Analysis, pair: Expression): void {
  const parts = pair.kind === 'list' ? pair.elements : [];
  const types = parts.map((part) => a.check(part, text));
  const [name, value] = parts;
  if (name === undefined || value === undefined || parts.length > 2)
    return a.report('QF2010', pair.span, ['no pair', 'a header, ["name", "value"],']);
  record(a, pair, { kind: 'list', element: types[0] ?? { kind: 'unknown' } });
  for (const [place, wanted] of [['string'], ['string', 'secret']].entries()) {
    const found = types[place];
    if (found === undefined || found.kind === 'unknown' || wanted.includes(found.kind)) continue;
    a.report('QF2010', parts[place]?.span ?? pair.span, [
      typeText(found),
      wanted.join(' or ').replace('string', 'text'),
    ]);
  }
  if (name.kind === 'string' && isWritten(value) && secretNames.test(name.value))
    reportWritten(a, `http.${name.value.toLowerCase().replaceAll('-', '_')}`, name.value, value);
}
