import type { TextEdit } from '../../../base/index.ts';
import type { Model, tree } from '../../index.ts';
import { insertion, lineStart } from '../refactor/lines.ts';

/** The edit that imports a name by a path: beside others from that file, else on a line of its own behind all imports. */
export function importEdit(model: Model, name: string, path: string): TextEdit {
  const imports = model.program.statements.filter((statement) => statement.kind === 'import');
  const last = imports
    .findLast(({ names = [], path: written }) => written.value === path && names.length > 0)
    ?.names?.at(-1);
  if (last !== undefined) return insertion(last.span.end, `, ${name}`);
  const line = `import { ${name} } from "${path}";`;
  const before = imports.at(-1);
  return before === undefined ? insertion(...atTop(model, line)) : insertion(before.span.end, `\n${line}`);
}

/** Behind the version and the comments that the file begins with, unless they belong to its first statement. */
function atTop({ text, program }: Model, line: string): [number, string] {
  const [first] = program.statements;
  const { version } = program;
  if (version !== undefined) return [version.span.end, `\n${line}`];
  const offset = first === undefined ? 0 : aboveOwnComments(first, text);
  return [offset, `${line}\n${first === undefined ? '' : '\n'}`];
}

/** Where a statement begins together with the comments that stand on it without a blank line between. */
function aboveOwnComments({ span }: tree.Statement, text: string): number {
  let start = lineStart(text, span.start);
  while (start > 0) {
    const above = lineStart(text, start - 1);
    if (!/^[ \t]*(?:\/\/|@)/.test(text.slice(above, start))) break;
    start = above;
  }
  return start;
}
