import type { Span } from '../../base/index.ts';
import type { Model, tree } from '../../language/index.ts';

/** What SQLite says of a word that it does not take. */
const complaints = [
  /^near "([^"]+)": syntax error/,
  /^no such (?:table|column|function): (?:\w+\.)?(\S+)/,
  /^ambiguous column name: (?:\w+\.)?(\S+)/,
  /^wrong number of arguments to function (\w+)/,
  /^unrecognized token: "(.+)"/,
];

/** Where in the text of a query the word stands that a fault names; the whole query where it names none. */
export function placeInQuery(call: tree.CallExpression, { text }: Model, fault: string): Span {
  const query = call.arguments.find(({ name }) => name === undefined || name.text === 'query')?.value;
  if (query?.kind !== 'string') return (query ?? call).span;
  const word = complaints.map((complaint) => complaint.exec(fault)?.[1]).find((found) => found !== undefined);
  const written = text.slice(query.span.start, query.span.end);
  const place = word === undefined ? -1 : wordAt(written, word);
  if (word === undefined || place < 0) return query.span;
  const start = query.span.start + place;
  return { start, end: start + word.length };
}

function wordAt(text: string, word: string): number {
  const escaped = word.replaceAll(/[^\w]/g, String.raw`\$&`);
  const isWord = /^\w+$/.test(word);
  return text.search(new RegExp(isWord ? String.raw`\b${escaped}\b` : escaped));
}
