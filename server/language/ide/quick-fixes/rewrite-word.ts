import type { Fix, Span } from '../../../base/index.ts';
import { type Model, nodeAt } from '../../index.ts';
import { removeFault } from './remove-fault.ts';

/** Ends a comment at the end of its first line. */
export function closeComment({ text }: Model, { start }: Span): readonly Fix[] {
  const line = text.slice(start).search(/[ \t]*(?:\r?\n|$)/);
  const end = start + Math.max(2, line);
  return [{ title: 'Close the comment', edits: [{ span: { start: end, end }, text: ' */' }] }];
}

/** A unit for a delay that has none; other numbers bring theirs. */
export function delayUnit(model: Model, span: Span): readonly Fix[] {
  const isDelay = nodeAt(model.program, span.start).some((node) => node.kind === 'delay');
  const text = `${model.text.slice(span.start, span.end)}ns`;
  if (!isDelay || !/^[\d._]+ns$/.test(text)) return [];
  return [{ title: `Write ${text}`, edits: [{ span, text }] }];
}

/** Another name in the place of a keyword that is declared. */
export function renameDeclared({ text }: Model, span: Span): readonly Fix[] {
  const name = `${text.slice(span.start, span.end)}_1`;
  return [{ title: `Name it ${name}`, edits: [{ span, text: name }] }];
}

/** A parameter without a type is most often an angle or another real number. */
export function typedParameter({ text }: Model, { start, end }: Span): readonly Fix[] {
  const name = text.slice(start, end);
  return ['float', 'int', 'qubit'].map((type) => ({
    title: `Write ${type} ${name}`,
    edits: [{ span: { start, end: start }, text: `${type} ` }],
  }));
}

/** A title that no other test of the file has. */
export function retitled({ text, tests }: Model, { start, end }: Span): readonly Fix[] {
  const titles = new Set(tests.map(({ title }) => title.value));
  const title = text.slice(start + 1, end - 1);
  for (let count = 2; ; count++) {
    const free = `${title} ${count}`;
    if (titles.has(free)) continue;
    const edit = { span: { start: end - 1, end: end - 1 }, text: ` ${count}` };
    return [{ title: `Call it "${free}"`, edits: [edit] }];
  }
}

/** Compares a number with zero where a condition is wanted. */
export function compareWithZero(model: Model, span: Span): readonly Fix[] {
  const node = nodeAt(model.program, span.start).find(
    (one) => one.span.start === span.start && one.span.end === span.end,
  );
  const isNumber =
    node?.kind === 'identifier' && ['float', 'angle', 'complex'].includes(model.typeOf(node).kind);
  const text = `${model.text.slice(span.start, span.end)} != 0`;
  return isNumber ? [{ title: `Write ${text}`, edits: [{ span, text }] }] : [];
}

/** A single qubit or bit without the index that it cannot have. */
export function removeIndex(model: Model, { start }: Span): readonly Fix[] {
  const node = nodeAt(model.program, start).findLast((one) => one.kind === 'index');
  if (node?.object.kind !== 'identifier') return [];
  const type = model.typeOf(node.object);
  const isSingle = (type.kind === 'qubit' && type.size === undefined) || (type.kind === 'bit' && type.width === undefined); // prettier-ignore
  const { name, span } = node.object;
  const edit = { span: { start: span.end, end: node.span.end }, text: '' };
  return isSingle ? [{ title: `Write ${name}`, edits: [edit] }] : [];
}

/** A range that counts down with the step that leads there. */
export function countDown({ text }: Model, span: Span): readonly Fix[] {
  const [start, stop, more] = text
    .slice(span.start, span.end)
    .split(':')
    .map((part) => part.trim());
  if (!start || !stop || more !== undefined) return [];
  const written = `${start}:-1:${stop}`;
  return [{ title: `Write ${written}`, edits: [{ span, text: written }] }];
}

/** A Pauli word in capital letters. */
export function capitalWord({ text }: Model, span: Span): readonly Fix[] {
  const written = text.slice(span.start, span.end);
  const capital = written.toUpperCase();
  if (capital === written || !/^"[IXYZ]+"$/.test(capital)) return [];
  return [{ title: `Write ${capital}`, edits: [{ span, text: capital }] }];
}

/** The newest version of OpenQASM in the place of one that is not known, and none where it stands too late. */
export function knownVersion(model: Model, span: Span): readonly Fix[] {
  const isFirst = model.program.statements.every((one) => one.span.start >= span.start);
  if (!isFirst) return removeFault(model, span);
  return [{ title: 'Write OPENQASM 3.1;', edits: [{ span, text: 'OPENQASM 3.1;' }] }];
}
