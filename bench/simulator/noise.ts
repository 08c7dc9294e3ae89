/**
 * Noisy circuits beside native engines, one thread each: density matrices beside Aer's, both in double precision, and
 * quantum trajectories beside qsim's, which are in single precision. The circuit is the ansatz of `circuits.ts` with
 * depolarizing noise behind each gate, all qubits measured. Prints one table of medians and ratios.
 *
 * Usage: PYTHON=… node bench/simulator/noise.ts [--rounds=5] [--density=12] [--trajectories=20] [--shots=100]
 *   PYTHON  a Python with qiskit-aer and qsimcirq; without it only ours is measured
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { type Circuit, type Instruction, channelRule, channels } from '../../server/circuit/index.ts';
import { type SimulationOptions, localSimulator } from '../../server/simulator/index.ts';
import { bits, circuit, gate, measureAll } from '../../server/simulator/testing/circuits.ts';
import { median, milliseconds, printTable } from '../table.ts';
import { type Gate, families } from './circuits.ts';
import { option } from './options.ts';

const rounds = Number(option('rounds', '5'));
const shots = Number(option('shots', '100'));
const [one, two] = [0.001, 0.01];
const { PYTHON: python } = process.env;
const file = path.join(tmpdir(), `qflow-bench-noise-${process.pid}.json`);
const peer = python === undefined ? undefined : startPeer(python);
const simulator = localSimulator();

const noise: NonNullable<SimulationOptions['noise']> = {
  name: 'depolarizing',
  rules: [
    channelRule(channels.depolarizing(one, 1), { on: ['one_qubit'] }),
    channelRule(channels.depolarizing(two, 2), { on: ['two_qubit'] }),
  ],
  readout: [],
};

function startPeer(command: string) {
  const child = spawn(command, [path.join(import.meta.dirname, 'noise.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  return { child, lines: createInterface({ input: child.stdout }) };
}

/** Milliseconds of the engine's run; NaN where there is none or it failed, whose words are printed. */
async function theirs(engine: string): Promise<number> {
  if (peer === undefined) return Number.NaN;
  const answer = once(peer.lines, 'line');
  peer.child.stdin.write(`${JSON.stringify({ file, engine })}\n`);
  const [line] = (await answer) as [string];
  const { milliseconds: taken, error } = JSON.parse(line) as { milliseconds?: number; error?: string };
  if (error !== undefined) console.error(`${engine}: ${error}`);
  return taken ?? Number.NaN;
}

function noisyCircuit(qubits: number, gates: readonly Gate[]): Circuit {
  const body = gates.map((each): Instruction => {
    const angles = 'angle' in each ? [each.angle] : [];
    if (each.name !== 'cx') return gate(each.name, each.qubits, angles);
    const [control = 0, target = 0] = each.qubits;
    return gate('x', [target], [], [{ qubit: control, state: 1 }]);
  });
  return circuit(qubits, [bits('c', qubits)], [...body, ...measureAll(qubits)]);
}

async function row(
  method: 'density' | 'trajectories',
  precision: 'double' | 'single',
  qubits: number,
  engine: string,
): Promise<readonly string[]> {
  const gates = families.find(({ name }) => name === 'ansatz')?.gates(qubits) ?? [];
  const subject = noisyCircuit(qubits, gates);
  await writeFile(file, JSON.stringify({ qubits, gates, shots, one, two }));
  const options = { shots, seed: 1, memoryLimit: 2 ** 32, noise, method, precision };
  const [ours, others]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    const started = performance.now();
    const answer = await simulator.sample(subject, [], options);
    ours.push(performance.now() - started);
    if (!answer.ok) throw new Error(answer.refusal.message);
    others.push(await theirs(engine));
  }
  const ratio = median(ours) / median(others);
  const shown = Number.isNaN(ratio) ? '–' : ratio.toFixed(2);
  return [
    ...[method, precision, String(qubits), String(gates.length), String(shots)],
    ...[milliseconds(median(ours)), engine, milliseconds(median(others)), shown],
  ];
}

const densityQubits = Number(option('density', '12'));
const trajectoryQubits = Number(option('trajectories', '20'));
const rows = [
  await row('density', 'double', densityQubits, 'aer'),
  await row('trajectories', 'double', trajectoryQubits, 'qsim'),
  await row('trajectories', 'single', trajectoryQubits, 'qsim'),
];
peer?.child.stdin.end();
await rm(file, { force: true });
printTable(['method', 'precision', 'qubits', 'gates', 'shots', 'ours', 'peer', 'theirs', 'ours/it'], rows);
console.log(`Median of ${rounds} rounds, one thread; load of the machine ${loadavg()[0]?.toFixed(1)}.`);
