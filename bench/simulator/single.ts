/**
 * Dense simulation in single precision beside qsim, one thread each: the same circuits in the same run, turn by turn.
 * Prints one table of medians and ratios.
 *
 * Usage: [PYTHON=…] node bench/simulator/single.ts [--qubits=20,22,24] [--rounds=5] [--circuits=QFT,…]
 *   PYTHON  a Python with qsimcirq; without it only ours is measured, in both precisions
 */
import { loadavg } from 'node:os';
import { loadKernels } from '../../server/simulator/native/library.ts';
import { geometricMean, median, milliseconds, printTable } from '../table.ts';
import { families } from './circuits.ts';
import { Native } from './native.ts';
import { option } from './options.ts';
import { Ours } from './ours.ts';

const sizes = option('qubits', '20,22,24').split(',').map(Number);
const rounds = Number(option('rounds', '5'));
const wanted = option('circuits', 'random,ansatz,QAOA,QFT,quantum volume').split(',');
const { PYTHON: python } = process.env;
const native = python === undefined ? undefined : new Native(python);
const kernels = (await loadKernels()).get({ precision: 'single' });

const rows: string[][] = [];
const [beside, gains]: [number[], number[]] = [[], []];
for (const qubits of sizes)
  for (const { name, gates: generate } of families.filter((family) => wanted.includes(family.name))) {
    const gates = generate(qubits);
    const [ours, double] = [new Ours(qubits, gates, { kernels }), new Ours(qubits, gates)];
    await native?.load(qubits, gates);
    const [taken, twice, theirs]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < rounds; round++) {
      taken.push(ours.run());
      theirs.push((await native?.run('qsim')) ?? Number.NaN);
      twice.push(double.run());
    }
    const [time, peer, other] = [median(taken), median(theirs), median(twice)];
    beside.push(time / peer);
    gains.push(other / time);
    rows.push([
      ...[String(qubits), name, String(gates.length), String(ours.passes), milliseconds(time)],
      ...[milliseconds(peer), (time / peer).toFixed(2), milliseconds(other), `${(other / time).toFixed(2)}×`],
    ]);
    console.error(rows.at(-1)?.join('  '));
  }
await native?.close();

const head = ['qubits', 'circuit', 'gates', 'passes', 'single', 'qsim', 'single/qsim', 'double', 'faster'];
printTable(head, rows);
console.log(
  `Geometric mean of single/qsim: ${geometricMean(beside).toFixed(2)}; single is ${geometricMean(gains).toFixed(2)} times as fast as double.`,
);
console.log(`Median of ${rounds} rounds, one thread; load of the machine ${loadavg()[0]?.toFixed(1)}.`);
