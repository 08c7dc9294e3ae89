import type { Fix, Span } from '../../../base/index.ts';
import type { Model, Scope, Symbol } from '../../index.ts';

/** Another name for what hides a name further out, wherever it is used. */
export function renameShadowing(model: Model, { start }: Span): readonly Fix[] {
  const symbol = declaredAt(model.scope, start, model.uri);
  if (symbol === undefined) return [];
  const name = freeName(model, symbol.name);
  const edits = model.occurrences(symbol).map((span) => ({ span, text: name }));
  return [{ title: `Name it ${name}`, edits }];
}

function declaredAt(scope: Scope, offset: number, uri: string): Symbol | undefined {
  for (const symbol of scope.symbols.values())
    if ('nameSpan' in symbol && symbol.uri === uri && symbol.nameSpan.start === offset) return symbol;
  for (const inner of scope.children) {
    const found = inner.span.start <= offset ? declaredAt(inner, offset, uri) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The name with the first number behind it that stands nowhere in the file. */
function freeName({ text }: Model, name: string): string {
  for (let count = 2; ; count++) if (!text.includes(`${name}_${count}`)) return `${name}_${count}`;
}
