import { cpSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repository } from './artefacts.ts';

/** A folder of programs that tests may change. */
export interface Workspace {
  readonly folder: string;
  remove(): Promise<void>;
}

/** Copies folders of the repository, such as `samples`, into one fresh folder. */
export async function copiedWorkspace(...sources: readonly string[]): Promise<Workspace> {
  const folder = await mkdtemp(path.join(tmpdir(), 'quantumflow-workspace-'));
  for (const source of sources) cpSync(path.join(repository, source), folder, { recursive: true });
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }) };
}
