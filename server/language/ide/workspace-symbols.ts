import { type CancellationToken, atOnce } from '../../base/index.ts';
import type { Model } from '../index.ts';
import { type DocumentSymbol, documentSymbols } from './document-symbols.ts';

/** A declaration of some file. */
export interface WorkspaceSymbol extends Pick<DocumentSymbol, 'name' | 'kind' | 'nameSpan'> {
  readonly uri: string;
  /** The declaration that it stands in. */
  readonly container?: string;
}

/** More than these nobody reads. */
const limit = 1000;

/** The declarations in files whose names have the letters of the query in this order. */
export function workspaceSymbols(
  family: readonly Model[],
  query: string,
  token: CancellationToken,
): readonly WorkspaceSymbol[] {
  const found: WorkspaceSymbol[] = [];
  const wanted = query.toLowerCase();
  const take = (uri: string, symbols: readonly DocumentSymbol[], container?: string): void => {
    for (const { name, kind, nameSpan, children } of symbols) {
      if (found.length >= limit) return;
      const place = container === undefined ? {} : { container };
      if (hasLetters(name.toLowerCase(), wanted)) found.push({ name, kind, nameSpan, uri, ...place });
      take(uri, children, name);
    }
  };
  for (const model of family) {
    if (token.isCancellationRequested) break;
    take(model.uri, atOnce(documentSymbols(model)));
  }
  return found;
}

function hasLetters(name: string, letters: string): boolean {
  let place = 0;
  for (const letter of letters) {
    place = name.indexOf(letter, place) + 1;
    if (place === 0) return false;
  }
  return true;
}
