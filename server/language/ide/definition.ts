import { type Span, touches } from '../../base/index.ts';
import type { Model, Symbol } from '../index.ts';
import { symbolAt } from './symbol-at.ts';

/** A place in this file or another one. */
export interface Definition {
  readonly uri: string;
  readonly span: Span;
}

/** Where the name at an offset is declared; of an imported path or program, the beginning of that file. */
export function definition(model: Model, offset: number): Definition | undefined {
  const found = symbolAt(model, offset)?.symbol;
  if (found === undefined) return importedFile(model, offset);
  return declarationOf(found, model);
}

/** Where a symbol is declared; symbols of the library are nowhere. */
export function declarationOf(symbol: Symbol, model: Model): Definition | undefined {
  if (!('node' in symbol)) return undefined;
  const imported = symbol.kind === 'program' ? model.imports.get(symbol.node.path.value) : undefined;
  return imported === undefined ? { uri: symbol.uri, span: symbol.nameSpan } : fileStart(imported);
}

function importedFile(model: Model, offset: number): Definition | undefined {
  for (const statement of model.program.statements) {
    const isPath =
      (statement.kind === 'import' || statement.kind === 'include') && touches(statement.path.span, offset);
    if (!isPath) continue;
    const imported = model.imports.get(statement.path.value);
    return imported === undefined ? undefined : fileStart(imported);
  }
  return undefined;
}

function fileStart({ uri }: Model): Definition {
  return { uri, span: { start: 0, end: 0 } };
}
