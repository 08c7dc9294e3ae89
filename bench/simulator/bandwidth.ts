/**
 * What passes over a large state move in a second, beside a multiplication in place in the same rounds, and how many
 * passes each circuit takes, with how much of that limit they reach. A pass with many gates is bound by arithmetic, which
 * is the better for it: each gate then costs less than a pass of its own would. One thread, double precision.
 *
 * Usage: node bench/simulator/bandwidth.ts [--qubits=24] [--rounds=7] [--circuits=QFT,…]
 */
import { loadavg } from 'node:os';
import { compiledKernels } from '../../server/simulator/native/library.ts';
import type { Operation } from '../../server/simulator/program/operation.ts';
import { type PlannedPass, planOf } from '../../server/simulator/program/plan.ts';
import { DenseState } from '../../server/simulator/state/dense-state.ts';
import { median, printTable } from '../table.ts';
import { type Family, families } from './circuits.ts';
import { option } from './options.ts';
import { operationOf } from './ours.ts';

const qubits = Number(option('qubits', '24'));
const rounds = Number(option('rounds', '7'));
const wanted = option('circuits', families.map(({ name }) => name).join(',')).split(',');

/** Bytes that reading and writing each amplitude once moves. */
const moved = 2 * 16 * 2 ** qubits;

const state = new DenseState(await compiledKernels(), qubits);
const half = Math.floor(qubits / 2);

/** Multiplies the state in place: what a pass takes at least. */
const multiply = () => state.apply({ kind: 'phase', mask: 0, values: 0, re: 0, im: 1 });

/** Each is one pass. */
const works: Readonly<Record<string, () => void>> = {
  'multiplication in place': multiply,
  ...Object.fromEntries(
    [0, half, qubits - 1].map((target) => [`h on qubit ${target}`, pass([hadamard(target)])]),
  ),
  [`h on qubits 0, ${half} and ${qubits - 1}`]: pass([0, half, qubits - 1].map(hadamard)),
  'diagonal on two qubits': pass([{ kind: 'phase', mask: 5, values: 5, re: 0, im: 1 }]),
};

function hadamard(target: number): Operation {
  return operationOf({ name: 'h', qubits: [target] });
}

function pass(operations: readonly Operation[]): () => void {
  const plan = planOf(operations, qubits);
  if (plan.length !== 1) throw new Error(`these operations take ${plan.length} passes`);
  return () => state.execute(plan);
}

/** The median milliseconds of each work, turn by turn. */
function measured(all: readonly (() => void)[]): readonly number[] {
  const times = all.map((): number[] => []);
  // The first round warms up.
  for (let round = 0; round <= rounds; round++)
    for (const [place, work] of all.entries()) {
      const start = performance.now();
      work();
      if (round > 0) times[place]?.push(performance.now() - start);
    }
  return times.map(median);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}

function circuitRow({ name, gates: generate }: Family): readonly string[] {
  const gates = generate(qubits);
  const plan = planOf(gates.map(operationOf), qubits);
  const [limit = NaN, ...times] = measured([multiply, ...plan.map((each) => () => state.execute([each]))]);
  const lightest = fewestStages(plan);
  return [
    ...[name, String(gates.length), String(plan.length), (gates.length / plan.length).toFixed(0)],
    percent((plan.length * limit) / times.reduce((sum, time) => sum + time, 0)),
    `${percent(limit / (times[lightest] ?? NaN))} (${plan[lightest]?.stages.length} stages)`,
  ];
}

function fewestStages(plan: readonly PlannedPass[]): number {
  const counts = plan.map(({ stages }) => stages.length);
  return counts.indexOf(Math.min(...counts));
}

const times = measured(Object.values(works));
printTable(
  [`one pass, ${qubits} qubits`, 'GB/s', 'of the limit'],
  Object.keys(works).map((name, place) => {
    const time = times[place] ?? NaN;
    return [name, (moved / (1e6 * time)).toFixed(1), percent((times[0] ?? NaN) / time)];
  }),
);
console.log('');
printTable(
  ['circuit', 'gates', 'passes', 'gates a pass', 'of the limit', 'the pass with the fewest stages'],
  families.filter(({ name }) => wanted.includes(name)).map(circuitRow),
);
console.log(`Median of ${rounds} rounds; load of the machine ${loadavg()[0]?.toFixed(1)}.`);
