import type { Model } from '../../index.ts';
import { decodedUri } from '../decoded-uri.ts';
import { importEdit } from '../imports/import-edit.ts';
import { importPath } from '../imports/import-path.ts';
import { type Importable, canImport } from '../imports/importable.ts';
import type { ExpressionUse } from './expectation.ts';
import { type GateForm, gateSnippet } from './gate-proposals.ts';
import { type Proposal, placeholders } from './item.ts';

/** The other files of a workspace and of the standard library, as far as they are known. */
export interface Elsewhere {
  readonly all: readonly Importable[];
  /** The programs of the workspace. */
  readonly files: readonly string[];
  /** The URI of the folder of the standard library, with a slash at its end. */
  readonly library?: string;
}

export const nothingElsewhere: Elsewhere = { all: [], files: [] };

/** Names of other files with the edits that import them; one name from two files is two proposals. */
export function importProposals(
  model: Model,
  importables: readonly Importable[],
  form: GateForm,
  library: string | undefined,
): readonly Proposal[] {
  if (!canImport(model)) return [];
  const own = decodedUri(model.uri);
  return importables.flatMap((one) => {
    const path = decodedUri(one.uri) === own ? undefined : importPath(model.uri, one.uri, library);
    return path === undefined ? [] : [importProposal(model, one, path, form)];
  });
}

function importProposal(model: Model, one: Importable, path: string, form: GateForm): Proposal {
  const { name, kind, documentation } = one;
  return {
    label: name,
    kind,
    detail: `import from "${path}"`,
    source: path,
    edits: [importEdit(model, name, path)],
    ...(documentation === undefined ? {} : { documentation }),
    ...snippetOf(one, form),
  };
}

function snippetOf(one: Importable, form: GateForm): { readonly snippet?: string } {
  if (one.kind === 'gate') return form === 'name' ? {} : { snippet: gateSnippet(one, form) };
  if (one.parameters.length > 0) return { snippet: `${one.name}(${placeholders(one.parameters)})` };
  return one.kind === 'function' ? { snippet: `${one.name}()$0` } : {};
}

/** Whether a declaration of another file is of use in an expression for `use`. */
export function importableFits({ kind }: Importable, use: ExpressionUse): boolean {
  switch (use) {
    case 'circuit':
    case 'observable':
    case 'noise':
    case 'backend':
    case 'model':
    case 'memory':
      return kind === use;
    case 'target':
      return kind === 'backend';
    case 'value':
    case 'stored-value':
      return kind === 'function' || kind === 'constant';
    default:
      return false;
  }
}
