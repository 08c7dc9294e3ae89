/**
 * What passes over a large state move in a second, beside a multiplication in place and a copy in the same rounds, and
 * how many passes each circuit takes: `node bench/simulator/bandwidth.ts [--qubits=24] [--rounds=7]`. One thread, double
 * precision.
 */
import { loadavg } from 'node:os';
import { compiledKernels } from '../../server/simulator/native/library.ts';
import { fused } from '../../server/simulator/program/fusion.ts';
import type { Operation } from '../../server/simulator/program/operation.ts';
import { passes, shapeFor } from '../../server/simulator/program/passes.ts';
import { planOf } from '../../server/simulator/program/plan.ts';
import { DenseState } from '../../server/simulator/state/dense-state.ts';
import { median, printTable } from '../table.ts';
import { families } from './circuits.ts';
import { option } from './options.ts';
import { operationOf } from './ours.ts';

const qubits = Number(option('qubits', '24'));
const rounds = Number(option('rounds', '7'));

/** Bytes that reading and writing each amplitude once moves. */
const moved = 2 * 16 * 2 ** qubits;

const state = new DenseState(await compiledKernels(), qubits);
const half = Math.floor(qubits / 2);

/** Each is one pass. */
const works: Readonly<Record<string, () => void>> = {
  'multiplication in place': () => state.apply({ kind: 'phase', mask: 0, values: 0, re: 0, im: 1 }),
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

const times = Object.keys(works).map((): number[] => []);
for (let round = 0; round <= rounds; round++)
  for (const [place, work] of Object.values(works).entries()) {
    const start = performance.now();
    work();
    // The first round warms up.
    if (round > 0) times[place]?.push(performance.now() - start);
  }
const limit = median(times[0] ?? []);
printTable(
  [`one pass, ${qubits} qubits`, 'GB/s', 'of the limit'],
  Object.keys(works).map((name, place) => {
    const time = median(times[place] ?? []);
    return [name, (moved / (1e6 * time)).toFixed(1), `${((100 * limit) / time).toFixed(0)} %`];
  }),
);
console.log('');
printTable(
  ['circuit', 'gates', 'passes'],
  families.map(({ name, gates: generate }) => {
    const gates = generate(qubits);
    const found = passes(fused(gates.map(operationOf)), qubits, shapeFor(qubits));
    return [name, String(gates.length), String(found.length)];
  }),
);
console.log(`Median of ${rounds} rounds; load of the machine ${loadavg()[0]?.toFixed(1)}.`);
