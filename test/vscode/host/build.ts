import { existsSync } from 'node:fs';
import path from 'node:path';
import { repository } from './artefacts.ts';

/** The packaged extension, as `npm run package` leaves it. */
export function builtVsix(): string {
  return built('dist/quantumflow.vsix', 'npm run build && npm run package');
}

/** A file of the build; throws with the command that makes it when it is missing. */
export function built(name: string, command: string): string {
  const file = path.join(repository, name);
  if (existsSync(file)) return file;
  throw new Error(`There is no ${name}: run \`${command}\` first.`);
}
