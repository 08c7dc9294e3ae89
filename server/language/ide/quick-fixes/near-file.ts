import type { Fix, Span } from '../../../base/index.ts';
import { standardFiles } from '../../../library/index.ts';
import { type Model, closest, nodeAt } from '../../index.ts';
import type { Elsewhere } from '../completion/import-proposals.ts';
import { importPath } from '../imports/import-path.ts';

/** The file of the workspace or of the standard library that a path was most likely meant to be. */
export function nearFile(model: Model, span: Span, { files, library }: Elsewhere): readonly Fix[] {
  const statement = nodeAt(model.program, span.start).find((node) => node.kind === 'import');
  if (statement?.kind !== 'import') return [];
  const paths = [
    ...files.flatMap((file) => importPath(model.uri, file, library) ?? []),
    ...standardFiles.map(({ path }) => path),
  ];
  const wanted = statement.path.value;
  const found = paths.find((path) => nameOf(path) === nameOf(wanted)) ?? closest(wanted, paths);
  if (found === undefined) return [];
  return [{ title: `Write "${found}"`, edits: [{ span: statement.path.span, text: `"${found}"` }] }];
}

/** The last part of a path. */
function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
