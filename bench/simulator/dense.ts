/**
 * Dense simulation beside native engines, one thread each, in double precision: the same circuits in the same run, turn
 * by turn. Prints one table of medians and ratios, with the bytes that our passes read and write in a second beside those of
 * a multiplication in place in the same rounds, the physical limit.
 *
 * Usage: [PYTHON=…] node bench/simulator/dense.ts [--qubits=16,20,22] [--rounds=5] [--circuits=QFT,…]
 *   PYTHON  a Python with any of qulacs, qiskit-aer and pennylane-lightning; without it only ours is measured
 */
import { loadavg } from 'node:os';
import { geometricMean, median, milliseconds, printTable } from '../table.ts';
import { families } from './circuits.ts';
import { Native, nativeEngines } from './native.ts';
import { option } from './options.ts';
import { Ours } from './ours.ts';

const sizes = option('qubits', '16,20,22').split(',').map(Number);
const rounds = Number(option('rounds', '5'));
const wanted = option('circuits', families.map(({ name }) => name).join(',')).split(',');
const { PYTHON: python } = process.env;
const native = python === undefined ? undefined : new Native(python);
const peers = native === undefined ? [] : nativeEngines;

interface Row {
  readonly cells: readonly string[];
  /** Our time over each peer's. */
  readonly ratios: readonly number[];
}

async function measure(qubits: number, { name, gates: generate }: (typeof families)[number]): Promise<Row> {
  const gates = generate(qubits);
  const ours = new Ours(qubits, gates);
  await native?.load(qubits, gates);
  const scales: number[] = [];
  const taken: number[] = [];
  const theirs = peers.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    taken.push(ours.run());
    scales.push(ours.scale());
    for (const [place, peer] of peers.entries()) theirs[place]?.push((await native?.run(peer)) ?? Number.NaN);
  }
  const [time, scale] = [median(taken), median(scales)];
  const ratios = theirs.map((times) => time / median(times));
  const bandwidth = (2 * 16 * 2 ** qubits) / (1e6 * scale);
  const share = (scale * ours.passes) / time;
  const achieved = share * bandwidth;
  return {
    ratios,
    cells: [
      ...[String(qubits), name, String(gates.length), String(ours.passes), milliseconds(time)],
      ...theirs.flatMap((times, place) => [
        milliseconds(median(times)),
        (ratios[place] ?? Number.NaN).toFixed(2),
      ]),
      ...[`${achieved.toFixed(1)} GB/s`, `${bandwidth.toFixed(1)} GB/s`, `${(100 * share).toFixed(0)} %`],
    ],
  };
}

const rows: Row[] = [];
for (const qubits of sizes)
  for (const family of families.filter(({ name }) => wanted.includes(name))) {
    const row = await measure(qubits, family);
    console.error(row.cells.join('  '));
    rows.push(row);
  }
await native?.close();

const head = ['qubits', 'circuit', 'gates', 'passes', 'ours'];
printTable(
  [...head, ...peers.flatMap((peer) => [peer, 'ours/it']), 'its passes move', 'scale in place', 'share'],
  rows.map(({ cells }) => cells),
);
for (const [place, peer] of peers.entries()) {
  const ratios = rows.map((row) => row.ratios[place] ?? Number.NaN).filter((ratio) => !Number.isNaN(ratio));
  const mean = geometricMean(ratios);
  console.log(`Geometric mean of ours/${peer}: ${mean.toFixed(2)} over ${ratios.length} circuits.`);
}
console.log(
  `Median of ${rounds} rounds, one thread, double precision; load of the machine ${loadavg()[0]?.toFixed(1)}.`,
);
