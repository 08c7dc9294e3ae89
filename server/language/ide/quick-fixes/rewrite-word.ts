import type { Fix, Span } from '../../../base/index.ts';
import { type Model, nodeAt } from '../../index.ts';

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
