import { readFileSync } from 'node:fs';
import path from 'node:path';
import { repository } from './artefacts.ts';

interface Manifest {
  readonly name: string;
  readonly publisher: string;
  readonly version: string;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** The manifest of the extension and of this repository. */
export const manifest: Manifest = JSON.parse(readFileSync(path.join(repository, 'package.json'), 'utf8'));
