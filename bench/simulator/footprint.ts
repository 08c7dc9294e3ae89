/**
 * What the simulator needs beside time: `npm run build && node bench/simulator/footprint.ts [--qubits=26]`. The most
 * memory that a process with a large state has had, the time until a fresh worker answers, and the bytes of the kernels
 * and their loader in the worker's bundle.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { workerSimulator } from '../../server/simulator/index.ts';
import { compiledKernels } from '../../server/simulator/native/library.ts';
import { DenseState } from '../../server/simulator/state/dense-state.ts';
import { circuit, gate } from '../../server/simulator/testing/circuits.ts';
import { median, milliseconds, printTable } from '../table.ts';
import { families } from './circuits.ts';
import { option } from './options.ts';
import { operationOf } from './ours.ts';

const root = path.resolve(import.meta.dirname, '../..');
const qubits = Number(option('qubits', '26'));
const rounds = 9;

if (process.send === undefined) await report();
else process.send(await peak());

/** Bytes at this process's peak after a circuit on so many qubits. */
async function peak(): Promise<number> {
  const state = new DenseState(await compiledKernels(), qubits);
  const ansatz = families.find(({ name }) => name === 'ansatz');
  state.run((ansatz?.gates(qubits) ?? []).map(operationOf));
  if (Math.abs(state.total() - 1) > 1e-12) throw new Error('the state has lost its norm');
  return 1024 * process.resourceUsage().maxRSS;
}

async function report(): Promise<void> {
  const child = fork(import.meta.filename, [`--qubits=${qubits}`]);
  const [bytes] = (await once(child, 'message')) as [number];
  const state = 16 * 2 ** qubits;
  const [worker, bare] = [await starts(answered), await starts(started)];
  printTable(
    ['what', 'measured', 'goal'],
    [
      [`peak memory of a process with ${qubits} qubits`, gigabytes(bytes), ''],
      ['of it the state', gigabytes(state), ''],
      ['fresh worker until its first result', milliseconds(worker), ''],
      ['the same of a worker that only answers', milliseconds(bare), ''],
      ['the simulator in a fresh worker', milliseconds(worker - bare), 'under 30 ms'],
      ['kernels and their loader in the bundle', kilobytes(nativeBytes()), 'under 250 kB'],
    ],
  );
  console.log(`Median of ${rounds} workers.`);
}

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

function gigabytes(bytes: number): string {
  return `${(bytes / 2 ** 30).toFixed(3)} GiB`;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(0)} kB`;
}
