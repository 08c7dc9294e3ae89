import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Span } from '../../base/index.ts';
import { parse } from './parse.ts';
import type { Dialect, Program } from './tree.ts';

/**
 * A tree as compact text, for tests: `(kind field ...)` with names and values bare, lists in brackets, and no spans.
 */
export function dump(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(dump).join(' ')}]`;
  if (typeof value !== 'object' || value === null)
    return typeof value === 'string' ? value || '?' : String(value);
  const fields = value as Readonly<Record<string, unknown>>;
  if ('text' in fields && !('kind' in fields) && !('arguments' in fields))
    return String(fields['text'] || '?');
  return dumpFields(fields);
}

function dumpFields(fields: Readonly<Record<string, unknown>>): string {
  const { kind, span: _, annotations, ...rest } = fields;
  if (kind === 'range')
    return `(range ${['start', 'step', 'stop'].map((end) => dump(fields[end] ?? '_')).join(' ')})`;
  const parts = Object.values(rest).map(dump);
  const marks = Array.isArray(annotations) && annotations.length > 0 ? [`@${dump(annotations)}`] : [];
  return `(${[...(kind === undefined ? [] : [kind]), ...parts, ...marks].join(' ')})`;
}

/** The statements of a text as compact text, one a line. */
export function dumpStatements(program: Program): string {
  return program.statements.map(dump).join('\n');
}

/** Asserts the tree of a text without faults. */
export function check(text: string, expected: string, dialect: Dialect = 'qflow'): void {
  const { program, diagnostics } = parse(text, { dialect });
  assert.deepEqual(diagnostics, []);
  assert.equal(dumpStatements(program), expected);
}

/** A diagnostic as `code at "marked text": message`. */
export function describeFaults(text: string, dialect: Dialect = 'qflow'): string[] {
  const marked = ({ start, end }: Span): string => JSON.stringify(text.slice(start, end));
  return parse(text, { dialect }).diagnostics.map(
    ({ code, message, span }) => `${code} at ${marked(span)}: ${message}`,
  );
}

/** Asserts what is said about a broken text, and which kinds of statements are left of it. */
export function checkFaults(text: string, faults: readonly string[], kinds: string): void {
  assert.deepEqual(describeFaults(text), faults);
  assert.equal(
    parse(text)
      .program.statements.map(({ kind }) => kind)
      .join(' '),
    kinds,
  );
}

describe('the dump of a tree', () => {
  it('shows kinds, names and values in the order of the fields', () => {
    check('rx(0.5) q[1];', '(gate-call rx [(float 0.5)] [] [(index (identifier q) [(integer 1)])])');
  });
});
