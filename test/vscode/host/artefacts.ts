import { mkdirSync } from 'node:fs';
import path from 'node:path';

/** The root of the repository. */
export const repository = path.resolve(import.meta.dirname, '../../..');

/** Where a build artefact goes, such as a log or a screenshot; its folder exists afterwards. */
export function artefact(...names: readonly string[]): string {
  const file = path.join(repository, 'artefacts', ...names);
  mkdirSync(path.dirname(file), { recursive: true });
  return file;
}
