import type { Fix, Span } from '../../../base/index.ts';
import type { Model } from '../../index.ts';
import type { Elsewhere } from '../completion/import-proposals.ts';
import { decodedUri } from '../decoded-uri.ts';
import { canImport } from '../imports/importable.ts';
import { importEdit } from '../imports/import-edit.ts';
import { importPath } from '../imports/import-path.ts';

/** Imports an unknown name from each file that declares it. */
export function importMissing(
  model: Model,
  { start, end }: Span,
  { all, library }: Elsewhere,
): readonly Fix[] {
  const name = model.text.slice(start, end);
  if (!canImport(model)) return [];
  return all
    .filter((one) => one.name === name && decodedUri(one.uri) !== decodedUri(model.uri))
    .flatMap(({ uri }) => {
      const path = importPath(model.uri, uri, library);
      if (path === undefined) return [];
      return [{ title: `Import ${name} from "${path}"`, edits: [importEdit(model, name, path)] }];
    });
}
