/**
 * One thread and more of them over the same circuits, turn by turn. Prints one table of medians and ratios.
 *
 * Usage: node bench/simulator/threads.ts [--qubits=16,18,20,22,24] [--threads=2] [--rounds=5] [--circuits=QFT,…]
 */
import { loadavg } from 'node:os';
import { loadKernels } from '../../server/simulator/native/library.ts';
import { spawnNodeHelper } from '../../server/simulator/threads/node-helper.ts';
import { Team } from '../../server/simulator/threads/team.ts';
import { geometricMean, median, milliseconds, printTable } from '../table.ts';
import { families } from './circuits.ts';
import { option } from './options.ts';
import { Ours } from './ours.ts';

const sizes = option('qubits', '16,18,20,22,24').split(',').map(Number);
const threads = Number(option('threads', '2'));
const rounds = Number(option('rounds', '5'));
const wanted = option('circuits', families.map(({ name }) => name).join(',')).split(',');

const file = new URL('../../server/simulator/helper.node.ts', import.meta.url);
const kernels = (await loadKernels()).get({ isShared: true });
const team = new Team((control) => spawnNodeHelper(file, control));

const rows: string[][] = [];
for (const qubits of sizes) {
  const ratios: number[] = [];
  for (const { name, gates } of families.filter((family) => wanted.includes(family.name))) {
    const alone = new Ours(qubits, gates(qubits));
    const together = new Ours(qubits, gates(qubits), { kernels, crew: { team, threads } });
    const [one, many]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      one.push(alone.run());
      many.push(together.run());
    }
    const gain = median(one) / median(many);
    ratios.push(gain);
    rows.push([
      ...[String(qubits), name, milliseconds(median(one)), milliseconds(median(many))],
      `${gain.toFixed(2)}×`,
    ]);
  }
  rows.push([String(qubits), 'geometric mean', '', '', `${geometricMean(ratios).toFixed(2)}×`]);
}
team.release();
printTable(['qubits', 'circuit', '1 thread', `${threads} threads`, 'faster'], rows);
console.log(`Median of ${rounds} rounds; load of the machine ${loadavg()[0]?.toFixed(1)}.`);
