import type { TextEdit } from '../../../base/index.ts';
import { type Model, resolveUri } from '../../index.ts';
import { decodedUri } from '../decoded-uri.ts';
import { importPath } from './import-path.ts';

/** A file or a folder that gets another address. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

/**
 * The edits by which a file still imports what it did after files and folders have moved, the file itself perhaps among
 * them. Places count in its present text.
 */
export function editsForMoves(
  { uri, program }: Pick<Model, 'uri' | 'program'>,
  moves: readonly Move[],
  library?: string,
): readonly TextEdit[] {
  const own = movedTo(uri, moves);
  return program.statements.flatMap((statement) => {
    if (statement.kind !== 'import' && statement.kind !== 'include') return [];
    const { value, span } = statement.path;
    const target = isRelative(value) ? resolveUri(uri, value, library) : undefined;
    if (target === undefined) return [];
    const moved = movedTo(target, moves);
    const isSame = own === decodedUri(uri) && moved === decodedUri(target);
    const path = isSame ? undefined : importPath(own, moved);
    return path === undefined || resolvesTo(own, value, moved)
      ? []
      : [{ span: { start: span.start + 1, end: span.end - 1 }, text: path }];
  });
}

/** Whether a path already leads from one decoded address to another. */
function resolvesTo(from: string, path: string, to: string): boolean {
  return decodedUri(resolveUri(from, path) ?? '') === to;
}

function isRelative(path: string): boolean {
  return (
    path !== '' && !path.startsWith('/') && !path.startsWith('std/') && !/^[a-z][a-z0-9+.-]+:/i.test(path)
  );
}

/** The decoded address that a file has after the moves: its own, or that of a folder which it lies in. */
function movedTo(uri: string, moves: readonly Move[]): string {
  const address = decodedUri(uri);
  for (const { from, to } of moves) {
    const [old, now] = [decodedUri(from), decodedUri(to)];
    if (address === old) return now;
    if (address.startsWith(`${old}/`)) return now + address.slice(old.length);
  }
  return address;
}
