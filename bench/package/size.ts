/** The size of what users download: `npm run build && npm run package && node bench/package/size.ts`. */
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { printTable } from '../table.ts';

/** The most that the package may have, in bytes. */
const goal = 3_000_000;

const root = path.resolve(import.meta.dirname, '../..');
const packaged = statSync(path.join(root, 'dist/quantumflow.vsix')).size;
const bundles = Object.entries(
  JSON.parse(readFileSync(path.join(root, 'out/bundles.json'), 'utf8')) as Record<string, { bytes: number }>,
);
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(0)} kB`;
const compressed = (file: string) => gzipSync(readFileSync(path.join(root, file))).length;

printTable(
  ['file', 'size', 'compressed'],
  [
    ['dist/quantumflow.vsix', kilobytes(packaged), packaged < goal ? 'under 3 MB' : 'OVER 3 MB'],
    ...bundles.map(([file, { bytes }]) => [file, kilobytes(bytes), kilobytes(compressed(file))]),
  ],
);
process.exitCode = packaged < goal ? 0 : 1;
