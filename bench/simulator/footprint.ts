/**
 * What the simulator needs beside time: `npm run build && node bench/simulator/footprint.ts [--qubits=26]`. The most
 * memory that a process with a large state has had, the time until a fresh worker answers, and the bytes of the kernels
 * and their loader in the worker's bundle.
 */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { workerSimulator } from '../../server/simulator/index.ts';
import { circuit, gate } from '../../server/simulator/testing/circuits.ts';
import { median, milliseconds, printTable } from '../table.ts';
import { layers } from './circuits.ts';
import { option } from './options.ts';
import { openQasm } from './qdk.ts';

const root = path.resolve(import.meta.dirname, '../..');
const qubits = Number(option('qubits', '26'));
const rounds = 9;

/** Prints the most bytes that a process has had, when it ends. */
const probe = `data:text/javascript,process.on('exit',()=>console.error(1024*process.resourceUsage().maxRSS))`;

/** A program that samples three layers on so many qubits from a dense state, which `auto` may not choose. */
function program(size: number): string {
  const [, , ...body] = openQasm(size, layers(size, 3)).split('\n');
  return `circuit rounds {\n${body.join('\n')}}
backend dense = simulator(method: "statevector");
workflow peak {
  task counts = sample(rounds, on: dense, shots: 10);
}
`;
}

/** Bytes at the peak of the command line's process that runs it. */
function peak(size: number): number {
  const folder = mkdtempSync(path.join(tmpdir(), 'qflow-bench-'));
  const file = path.join(folder, 'layers.qflow');
  writeFileSync(file, program(size));
  const cli = path.join(root, 'dist/cli.js');
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', probe, cli, 'run', file, '--shots', '10', '--no-record', '--no-cache'],
    { encoding: 'utf8' },
  );
  rmSync(folder, { recursive: true });
  if (status !== 0) throw new Error(stderr);
  return Number(stderr.trim().split('\n').at(-1));
}

/** The same of a process that does nothing. */
function idle(): number {
  const { stderr } = spawnSync(process.execPath, ['--import', probe, '--eval', '0'], { encoding: 'utf8' });
  return Number(stderr.trim());
}

const [full, small] = [peak(qubits), peak(4)];
const state = 16 * 2 ** qubits;
const [worker, bare] = [await starts(answered), await starts(started)];
printTable(
  ['what', 'measured', 'goal'],
  [
    [`peak memory of a run of ${qubits} qubits`, gibibytes(full), qubits === 26 ? 'at most 1.1 GiB' : ''],
    ['the same of a run of 4 qubits', gibibytes(small), ''],
    ['the same of Node that does nothing', gibibytes(idle()), ''],
    ['their difference over the state', ((full - small) / state).toFixed(3), 'at most 1.05'],
    ['fresh worker until its first result', milliseconds(worker), ''],
    ['the same of a worker that only answers', milliseconds(bare), ''],
    ['the simulator in a fresh worker', milliseconds(worker - bare), 'under 30 ms'],
    ['kernels and their loader in the bundle', kilobytes(nativeBytes()), 'under 250 kB'],
  ],
);
console.log(`Median of ${rounds} workers; load of the machine ${loadavg()[0]?.toFixed(1)}.`);

async function starts(start: () => Promise<number>): Promise<number> {
  const taken: number[] = [];
  for (let round = 0; round < rounds; round++) taken.push(await start());
  return median(taken);
}

/** Milliseconds from the start of the bundle's worker to its first result. */
async function answered(): Promise<number> {
  const started = performance.now();
  const simulator = workerSimulator(pathToFileURL(path.join(root, 'dist/server/simulator.js')));
  const options = { shots: undefined, seed: 1, memoryLimit: 2 ** 30 };
  const answer = await simulator.state(circuit(1, [], [gate('h', [0])]), [], options);
  const taken = performance.now() - started;
  await simulator.dispose();
  if (!answer.ok) throw new Error(answer.refusal.message);
  return taken;
}

async function started(): Promise<number> {
  const start = performance.now();
  const worker = new Worker("require('node:worker_threads').parentPort.postMessage(0)", { eval: true });
  await once(worker, 'message');
  const taken = performance.now() - start;
  await worker.terminate();
  return taken;
}

/** Bytes in the worker's bundle that come from the folder of the kernels. */
function nativeBytes(): number {
  const bundles = JSON.parse(readFileSync(path.join(root, 'out/bundles.json'), 'utf8')) as Readonly<
    Record<string, { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }>
  >;
  const inputs = Object.entries(bundles['dist/server/simulator.js']?.inputs ?? {});
  return inputs
    .filter(([file]) => file.includes('simulator/native/'))
    .reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
}

function gibibytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(3)} GiB`;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(0)} kB`;
}
