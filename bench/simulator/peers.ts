/**
 * The dense simulator beside all others, one thread each: the same circuits in the same run, turn by turn. Prints one
 * table of medians and ratios, and what the memory moves in the same rounds.
 *
 * Usage: [PYTHON=…] node bench/simulator/peers.ts [--qubits=8,16,20,22] [--rounds=5] [--circuits=QFT,…] [--peers=qsim,…]
 *   PYTHON  a Python with any of qulacs, qiskit-aer, pennylane-lightning and qsimcirq
 */
import { loadavg } from 'node:os';
import type { Precision } from '../../server/library/index.ts';
import { loadKernels } from '../../server/simulator/native/library.ts';
import { geometricMean, median, milliseconds, printTable } from '../table.ts';
import { type Family, families, layers } from './circuits.ts';
import { javascriptPeers } from './javascript-peers.ts';
import { Native } from './native.ts';
import { nativePeers } from './native-peers.ts';
import { option } from './options.ts';
import { Ours } from './ours.ts';
import type { Peer } from './peer.ts';
import { Qdk } from './qdk.ts';

const sizes = option('qubits', '8,16,20,22').split(',').map(Number);
const rounds = Number(option('rounds', '5'));
const circuits = option('circuits', families.map(({ name }) => name).join(',')).split(',');
const names = option('peers', 'Qulacs,Aer,Lightning,qsim,quantum-circuit,jsqubits,QDK').split(',');
const { PYTHON: python } = process.env;
const native = python === undefined ? undefined : new Native(python);
const peers = [...(native ? nativePeers(native) : []), ...javascriptPeers].filter(({ name }) =>
  names.includes(name),
);
const library = await loadKernels();

interface Result {
  readonly peer: string;
  readonly ratio: number;
  readonly cells: readonly string[];
}

interface Measured {
  readonly results: readonly Result[];
  /** Milliseconds to multiply a state in double precision in place. */
  readonly scale: number;
}

async function measure(qubits: number, { name, gates: generate }: Family): Promise<Measured> {
  const gates = generate(qubits);
  const beside = peers.filter((peer) => peer.takes(qubits, name));
  const [ours, taken, theirs] = [
    new Map<Precision, Ours>(),
    new Map<Precision, number[]>(),
    new Map<Peer, number[]>(),
  ];
  for (const { precision } of beside)
    if (!ours.has(precision))
      ours.set(precision, new Ours(qubits, gates, { kernels: library.get({ precision }) }));
  for (const peer of beside) await peer.load(qubits, gates);
  const scales: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const [precision, engine] of ours) note(taken, precision, engine.run());
    scales.push(ours.get('double')?.scale() ?? Number.NaN);
    for (const peer of beside) note(theirs, peer, await peer.run());
  }
  const results = beside.map((peer) => {
    const [time, other] = [median(taken.get(peer.precision) ?? []), median(theirs.get(peer) ?? [])];
    const what = [String(qubits), name, String(gates.length), String(ours.get(peer.precision)?.passes)];
    return resultOf(peer.name, time, other, [...what, peer.precision]);
  });
  return { results, scale: median(scales) };
}

function note<K>(times: Map<K, number[]>, key: K, time: number): void {
  times.set(key, [...(times.get(key) ?? []), time]);
}

function resultOf(peer: string, ours: number, theirs: number, what: readonly string[]): Result {
  const ratio = ours / theirs;
  const cells = [...what, '1', milliseconds(ours), peer, milliseconds(theirs), ratio.toPrecision(2)];
  console.error(cells.join('  '));
  return { peer, ratio, cells };
}

/** The QDK runs every shot anew: one is timed, and a thousand take a thousand times as long. */
async function besideQdk(qubits: number, shots: number): Promise<Result> {
  const [gates, qdk] = [layers(qubits, 3), await Qdk.start()];
  const ours = new Ours(qubits, gates);
  await qdk.shot(2, layers(2, 1));
  const theirs = shots * (await qdk.shot(qubits, gates));
  qdk.stop();
  const time = median(Array.from({ length: rounds }, () => ours.sample(shots)));
  const name = `three layers, ${shots} shots`;
  return resultOf('QDK', time, theirs, [
    String(qubits),
    name,
    String(gates.length),
    String(ours.passes),
    'double',
  ]);
}

const results: Result[] = [];
const lines: string[] = [];
for (const qubits of sizes) {
  const scales: number[] = [];
  for (const family of families.filter(({ name }) => circuits.includes(name))) {
    const { results: found, scale } = await measure(qubits, family);
    results.push(...found);
    if (!Number.isNaN(scale)) scales.push(scale);
  }
  if (scales.length === 0) continue;
  const bandwidth = (2 * 16 * 2 ** qubits) / (1e6 * median(scales));
  lines.push(
    `A multiplication in place moved ${bandwidth.toFixed(1)} GB/s at ${qubits} qubits in double precision.`,
  );
}
if (names.includes('QDK')) results.push(await besideQdk(16, 1000));
await native?.close();

const head = [
  'qubits',
  'circuit',
  'gates',
  'passes',
  'precision',
  'threads',
  'ours',
  'peer',
  'theirs',
  'ours ÷ theirs',
];
printTable(
  head,
  results.map(({ cells }) => cells),
);
for (const name of new Set(results.map(({ peer }) => peer))) {
  const ratios = results
    .filter(({ peer, ratio }) => peer === name && !Number.isNaN(ratio))
    .map(({ ratio }) => ratio);
  const [mean, worst] = [geometricMean(ratios), Math.max(...ratios)];
  console.log(
    `${name}: geometric mean of ours ÷ theirs ${mean.toPrecision(2)} over ${ratios.length}, largest ${worst.toPrecision(2)}.`,
  );
}
for (const line of lines) console.log(line);
console.log(`Medians of ${rounds} rounds, one thread each; load of the machine ${loadavg()[0]?.toFixed(1)}.`);
