import type { Span } from '../../base/index.ts';
import type { Statement } from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';

/** Collects the names of the top level, and those that text which was not understood may have meant to declare. */
export function noteNames(a: Analysis): void {
  a.hasUnknownNames = a.importsUnknownNames;
  for (const { statement, gaps } of a.units.values()) {
    if (statement === undefined) continue;
    const name = nameOf(statement);
    if (name !== undefined && name.text !== '') a.fileNames.set(name.text, name);
    if (statement.kind === 'test' && !a.titles.has(statement.title.value))
      a.titles.set(statement.title.value, statement);
    a.hasUnknownNames ||= gaps.hasUnknownNames;
    gaps.spans.forEach((span) => silenceWords(a, span));
  }
  a.damage.lines.forEach((line) => silenceWords(a, line));
}

function silenceWords(a: Analysis, span: Span): void {
  for (const [word] of a.textOf(span).matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu)) a.silenced.add(word);
}

/** The name that a statement declares at the top level. */
export function nameOf(statement: Statement) {
  return 'name' in statement && statement.kind !== 'gate-call' ? statement.name : undefined;
}
