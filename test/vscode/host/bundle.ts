import path from 'node:path';
import esbuild from 'esbuild';
import { repository } from './artefacts.ts';

/** Bundles programs for the extension host, which loads CommonJS, each into a file of its own; returns their folder. */
export async function bundleForHost(sources: readonly string[], name: string): Promise<string> {
  const outdir = path.join(repository, 'out', name);
  await esbuild.build({
    entryPoints: [...sources],
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
  });
  return outdir;
}
