import { readdirSync } from 'node:fs';
import path from 'node:path';
import esbuild from 'esbuild';
import { repository } from './artefacts.ts';

/** Bundles the suites for the extension host, which loads CommonJS; returns the entry among them. */
export async function bundledSuites(): Promise<string> {
  const sources = path.join(repository, 'test/vscode/suite');
  const outdir = path.join(repository, 'out/test/vscode');
  await esbuild.build({
    entryPoints: readdirSync(sources)
      .filter((name) => name === 'index.ts' || name.endsWith('.suite.ts'))
      .map((name) => path.join(sources, name)),
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
  });
  return path.join(outdir, 'index.js');
}
