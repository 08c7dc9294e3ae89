// Builds everything that ships into dist/: `node esbuild.mjs [--watch]`. Fails when a bundle outgrows its budget.
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import esbuild from 'esbuild';

const watch = process.argv.includes('--watch');

/** @type {esbuild.BuildOptions} */
const shared = {
  bundle: true,
  minify: !watch,
  sourcemap: watch ? 'inline' : false,
  metafile: true,
  legalComments: 'none',
  logLevel: 'warning',
  outdir: 'dist',
};

/** Code for Node and the editor's extension host: CommonJS, because the editor loads it so. */
const node = {
  ...shared,
  platform: 'node',
  target: 'node22',
  format: 'cjs',
  external: ['vscode'],
  define: { 'import.meta.url': 'bundleUrl' },
  banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" },
};

/** Code for browsers, where the editor's extension host is a web worker too: a module of Node does not build. */
const browser = { ...shared, platform: 'browser', target: 'es2022', format: 'iife' };

/** An older Node ends with one sentence instead of a fault somewhere inside. */
const needsNode22 = `if (Number(process.versions.node.split('.')[0]) < 22) {
  console.error('qflow needs Node 22 or later; this is Node ' + process.versions.node + '.');
  process.exit(2);
}`;

const builds = [
  {
    ...node,
    entryPoints: {
      'client/node': 'client/node.ts',
      'server/lsp': 'server/lsp/node.ts',
      'server/validation': 'server/lsp/validation/worker.node.ts',
      'server/runner': 'server/runner/node.ts',
      'server/simulator': 'server/simulator/worker.node.ts',
      'server/simulator-helper': 'server/simulator/helper.node.ts',
      'server/query': 'server/tables/query/query-process.node.ts',
    },
  },
  {
    ...node,
    entryPoints: { cli: 'server/cli/node.ts' },
    banner: { js: `#!/usr/bin/env node\n${needsNode22}\n${node.banner.js}` },
  },
  {
    ...browser,
    format: 'cjs',
    external: ['vscode'],
    entryPoints: { 'client/browser': 'client/browser.ts' },
  },
  {
    ...browser,
    outdir: 'dist/browser',
    entryPoints: {
      lsp: 'server/lsp/browser.ts',
      validation: 'server/lsp/validation/worker.browser.ts',
      runner: 'server/runner/browser.ts',
      'simulator-worker': 'server/simulator/worker.browser.ts',
    },
  },
  {
    ...browser,
    globalName: 'quantumflow',
    outdir: 'dist/browser',
    entryPoints: { simulator: 'server/simulator/browser.ts' },
  },
  {
    ...browser,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    outdir: 'dist/webviews',
    entryPoints: {
      histogram: 'webviews/histogram/main.tsx',
      'task-graph': 'webviews/task-graph/main.tsx',
      targets: 'webviews/targets/main.tsx',
      compilation: 'webviews/compilation/main.tsx',
    },
  },
];

/** The most bytes that each bundle may have: about a third above what it had when the budget was set. */
const budgets = {
  'dist/client/node.js': 640_000,
  // With the readers of CSV, JSON and Parquet, for the columns of tables, and the words of every diagnostic and fix.
  'dist/server/lsp.js': 1_160_000,
  // The compiler and the devices, in a thread of the language server.
  'dist/server/validation.js': 330_000,
  'dist/server/runner.js': 1_040_000,
  // With the kernels that most runs need as they are, so that a start does not unpack them.
  'dist/server/simulator.js': 430_000,
  'dist/server/simulator-helper.js': 12_000,
  'dist/server/query.js': 20_000,
  // The command line holds the simulator's modules, the language and the runner in one file.
  'dist/cli.js': 1_340_000,
  // The same for editors in a browser.
  'dist/client/browser.js': 640_000,
  'dist/browser/lsp.js': 1_160_000,
  'dist/browser/validation.js': 330_000,
  'dist/browser/runner.js': 1_040_000,
  // What a page needs to start the worker, and to forecast without it; and the worker with its kernels.
  'dist/browser/simulator.js': 110_000,
  'dist/browser/simulator-worker.js': 430_000,
  'dist/webviews/histogram.js': 260_000,
  'dist/webviews/task-graph.js': 300_000,
  'dist/webviews/targets.js': 240_000,
  'dist/webviews/compilation.js': 240_000,
};

if (watch) {
  const contexts = await Promise.all(builds.map((options) => esbuild.context(options)));
  await Promise.all(contexts.map((context) => context.watch()));
  console.log('watching');
} else {
  await rm('dist', { recursive: true, force: true });
  const results = await Promise.all(builds.map((options) => esbuild.build(options)));
  const outputs = Object.assign({}, ...results.map(({ metafile }) => metafile.outputs));
  await cp('server/library/std', 'dist/std', { recursive: true, filter: (file) => !file.endsWith('.ts') });
  const samples = (await readdir('samples')).filter((file) => /\.(?:qflow|qasm)$/.test(file));
  await writeFile('dist/samples.json', JSON.stringify(samples.toSorted()));
  await mkdir('out', { recursive: true });
  await writeFile('out/bundles.json', JSON.stringify(outputs, null, 2));
  process.exitCode = reportSizes(outputs);
}

/** Prints each bundle with its size and budget; 1 when one is too large. */
function reportSizes(outputs) {
  const tooLarge = [];
  for (const [file, { bytes }] of Object.entries(outputs)) {
    const budget = budgets[file];
    console.log(`${file.padEnd(32)} ${(bytes / 1000).toFixed(0).padStart(6)} kB`);
    if (budget !== undefined && bytes > budget)
      tooLarge.push(`${file} has ${bytes} bytes, its budget is ${budget}`);
  }
  for (const problem of tooLarge) console.error(problem);
  return tooLarge.length === 0 ? 0 : 1;
}
