import type { Fix, Span } from '../../../base/index.ts';
import { type Model, nodeAt, parse } from '../../index.ts';
import { edited } from '../refactor/lines.ts';

/** The longest text that a title repeats. */
const longestTitle = 30;

/** Removes what is at fault, with the line that it leaves empty. */
export function removeFault({ text }: Model, { start, end }: Span): readonly Fix[] {
  if (end <= start) return [];
  const written = text.slice(start, end);
  const isLong = written.length > longestTitle || written.includes('\n');
  const title = isLong ? 'Remove it' : `Remove ${written.replace(/;$/, '')}`;
  return [{ title, edits: [{ span: wholeLine(text, { start, end }), text: '' }] }];
}

/** Removes text that cannot stand in its place, where the rest is then read without a fault there. */
export function removeUnexpected(model: Model, span: Span): readonly Fix[] {
  const faults = (text: string) => parse(text, { uri: model.uri }).diagnostics.length;
  return removeFault(model, span).filter(
    ({ edits }) => faults(edited(model.text, edits)) < faults(model.text),
  );
}

/** Removes the whole statement that a fault is about. */
export function removeStatement(model: Model, { start }: Span): readonly Fix[] {
  const found = nodeAt(model.program, start).findLast((node) => node.kind === 'unsupported');
  return found === undefined ? [] : removeFault(model, found.span);
}

/** Removes an import of a cycle of which the file uses nothing. */
export function removeUnusedImport(model: Model, { start }: Span): readonly Fix[] {
  const node = nodeAt(model.program, start).find((one) => one.kind === 'import');
  const isUsed = node?.names?.some(({ text }) => model.text.split(text).length > 2) ?? true;
  return node === undefined || isUsed ? [] : removeFault(model, node.span);
}

/** Takes a code out of `@allow`, with the annotation where it allows no other. */
export function removeAllowed(model: Model, { start }: Span): readonly Fix[] {
  const marked = nodeAt(model.program, start).flatMap((node) =>
    'annotations' in node ? node.annotations : [],
  );
  const found = marked.find(({ span }) => span.start <= start && start < span.end);
  if (found === undefined) return [];
  const place = found.arguments.findIndex(({ span }) => span.start === start);
  const [code, behind, before] = [place, place + 1, place - 1].map((at) => found.arguments[at]?.span);
  if (code === undefined || (behind === undefined && before === undefined))
    return removeFault(model, found.span);
  const span = behind === undefined ? { start: before?.end ?? code.start, end: code.end } : { start: code.start, end: behind.start }; // prettier-ignore
  return [{ title: `Remove ${model.text.slice(code.start, code.end)}`, edits: [{ span, text: '' }] }];
}

/** Removes an annotation, of which only the name is at fault, with its arguments. */
export function removeAnnotation(model: Model, { start }: Span): readonly Fix[] {
  const marked = nodeAt(model.program, start).flatMap((node) =>
    'annotations' in node ? node.annotations : [],
  );
  const found = marked.find(({ span }) => span.start === start);
  return found === undefined ? [] : removeFault(model, found.span);
}

/** The whole line, where nothing else stands in it. */
export function wholeLine(text: string, { start, end }: Span): Span {
  const before = /[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  const behind = /^[ \t]*\r?\n/.exec(text.slice(end))?.[0].length ?? 0;
  const isAlone = (start === before || text[start - before - 1] === '\n') && behind > 0;
  return isAlone ? { start: start - before, end: end + behind } : { start, end };
}
