import { decodedUri } from '../decoded-uri.ts';

/**
 * The path by which the file at `from` imports the one at `to`: `std/…` for the standard library, else relative to the
 * folder; nothing where the two lie in different places altogether, or the path cannot be written.
 *
 * @param library the URI of the folder of the standard library, with a slash at its end
 */
export function importPath(from: string, to: string, library?: string): string | undefined {
  const [base, target] = [decodedUri(from), decodedUri(to)];
  const path = standardPath(target, library) ?? relativePath(base, target);
  return path === undefined || /["\\\n]/.test(path) ? undefined : path;
}

function standardPath(target: string, library: string | undefined): string | undefined {
  const folder = library === undefined ? undefined : decodedUri(library);
  return folder !== undefined && target.startsWith(folder) ? `std/${target.slice(folder.length)}` : undefined;
}

function relativePath(base: string, target: string): string | undefined {
  const root = /^[^:/]+:(?:\/\/[^/]*)?/.exec(base)?.[0];
  if (root === undefined || !target.startsWith(`${root}/`)) return undefined;
  const folder = base.slice(root.length).split('/').slice(0, -1);
  const segments = target.slice(root.length).split('/');
  let shared = 0;
  while (shared < folder.length && shared < segments.length - 1 && folder[shared] === segments[shared])
    shared++;
  const path = [...folder.slice(shared).map(() => '..'), ...segments.slice(shared)].join('/');
  // A folder of that name would be taken for the standard library.
  return path.startsWith('std/') ? `./${path}` : path;
}
