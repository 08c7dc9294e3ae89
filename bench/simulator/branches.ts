/**
 * What noisy shots gain from sharing: all shots of one run, which follow each branch of the noise once, beside plain
 * trajectories, of which each evolves by itself. The same circuits and noise, one thread.
 *
 * Usage: node bench/simulator/branches.ts
 */
import { type Instruction, channelRule, channels } from '../../server/circuit/index.ts';
import { type SimulationOptions, localSimulator } from '../../server/simulator/index.ts';
import { bits, circuit, cx, gate, measureAll } from '../../server/simulator/testing/circuits.ts';
import { printTable } from '../table.ts';

/** Plain trajectories are all alike; so many are timed. */
const plainShots = 12;

interface Subject {
  readonly method: NonNullable<SimulationOptions['method']>;
  readonly qubits: number;
  /** The probability of the maximally mixed state behind a gate on two qubits; a tenth of it behind one on one. */
  readonly noise: number;
  readonly shots: number;
}

const subjects: readonly Subject[] = [
  { method: 'trajectories', qubits: 16, noise: 0.0001, shots: 10_000 },
  { method: 'trajectories', qubits: 16, noise: 0.001, shots: 2000 },
  { method: 'trajectories', qubits: 16, noise: 0.01, shots: 200 },
  { method: 'mps', qubits: 40, noise: 0.0001, shots: 1000 },
  { method: 'mps', qubits: 40, noise: 0.001, shots: 200 },
];

const simulator = localSimulator();

/** Three layers of turns and a ladder of cx. */
function ansatz(qubits: number) {
  const all = Array.from({ length: qubits }, (_, qubit) => qubit);
  const body = [0, 1, 2].flatMap((layer): Instruction[] => [
    ...all.map((qubit) => gate('ry', [qubit], [0.3 + layer + qubit])),
    ...all.slice(1).map((qubit) => cx(qubit - 1, qubit)),
  ]);
  return circuit(qubits, [bits('c', qubits)], [...body, ...measureAll(qubits)]);
}

async function seconds({ method, qubits, noise: p }: Subject, shots: number, seed: number): Promise<number> {
  const noise: NonNullable<SimulationOptions['noise']> = {
    name: 'depolarizing',
    rules: [
      channelRule(channels.depolarizing(p / 10, 1), { on: ['one_qubit'] }),
      channelRule(channels.depolarizing(p, 2), { on: ['two_qubit'] }),
    ],
    readout: [],
  };
  const started = performance.now();
  const options = { shots, seed, memoryLimit: 2 ** 31, method, noise, threads: 1 };
  const answer = await simulator.sample(ansatz(qubits), [], options);
  if (!answer.ok) throw new Error(answer.refusal.message);
  return (performance.now() - started) / 1000;
}

async function row(subject: Subject): Promise<readonly string[]> {
  await seconds(subject, 1, 1);
  let plain = 0;
  for (let shot = 0; shot < plainShots; shot++) plain += await seconds(subject, 1, shot);
  const [alone, shared] = [plainShots / plain, subject.shots / (await seconds(subject, subject.shots, 1))];
  const rates = [shared, alone].map((rate) => Number(rate.toPrecision(2)).toLocaleString('en'));
  const { method, qubits, noise, shots } = subject;
  return [
    ...[method, String(qubits), String(noise), shots.toLocaleString('en')],
    ...[...rates, `${(shared / alone).toFixed(1)}×`],
  ];
}

const rows: (readonly string[])[] = [];
for (const subject of subjects) rows.push(await row(subject));
printTable(['method', 'qubits', 'noise', 'shots', 'shots/s, shared', 'shots/s, plain', 'gain'], rows);
