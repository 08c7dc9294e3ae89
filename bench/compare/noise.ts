/**
 * Random noisy circuits on our density matrix and on Aer's: `PYTHON=python3 node bench/compare/noise.ts [circuits]`, where
 * that Python has qiskit-aer. Gates and channels go over as matrices. Fails where a probability differs by 1e-10 or more.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { type Matrix, Random } from '../../server/base/index.ts';
import { type Instruction, channelRule, channelsAfter } from '../../server/circuit/index.ts';
import { localSimulator } from '../../server/simulator/index.ts';
import { operatorsOf } from '../../server/simulator/program/channel-matrix.ts';
import { circuit } from '../../server/simulator/testing/circuits.ts';
import { modelOf, randomChannel, rules } from '../../server/simulator/testing/noise.ts';
import { randomUnitary } from '../../server/simulator/testing/reference.ts';

const tolerance = 1e-10;
const count = Number(process.argv[2] ?? 120);
const span = { start: 0, end: 0 };

interface Step {
  readonly operators: readonly Matrix[];
  readonly qubits: readonly number[];
}

type Unitary = Extract<Instruction, { kind: 'unitary' }>;

function randomGate(qubits: number, random: Random): Unitary {
  const first = Math.floor(qubits * random.next());
  const second = (first + 1 + Math.floor((qubits - 1) * random.next())) % qubits;
  const operands = random.next() < 0.5 ? [first] : [first, second];
  const matrix = randomUnitary(2 ** operands.length, random);
  return { kind: 'unitary', label: 'u', matrix, qubits: operands, controls: [], span };
}

function randomSubject(seed: number) {
  const random = new Random(seed);
  const qubits = 2 + (seed % 5);
  const all = [...Object.values(rules), channelRule(randomChannel(random))];
  const pick = () => all[Math.floor(all.length * random.next())] ?? all.slice(-1);
  const noise = modelOf(...[pick(), pick()].flat());
  const body = Array.from({ length: 25 }, () => randomGate(qubits, random));
  const steps = body.flatMap((gate): readonly Step[] => [
    { operators: [gate.matrix], qubits: gate.qubits },
    ...channelsAfter(noise, gate, () => Number.NaN).map(({ channel, qubits: places }) => ({
      operators: operatorsOf(channel),
      qubits: places,
    })),
  ]);
  return { qubits, noise, body, steps };
}

const subjects = Array.from({ length: count }, (_, seed) => randomSubject(seed));
const { stdout, status } = spawnSync(
  process.env['PYTHON'] ?? 'python3',
  [path.join(import.meta.dirname, 'noise.py')],
  {
    input: JSON.stringify(subjects.map(({ qubits, steps }) => ({ qubits, steps }))),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['pipe', 'pipe', 'inherit'],
  },
);
if (status !== 0) throw new Error('Aer gave no answer');
const expected = JSON.parse(stdout) as number[][];

const simulator = localSimulator();
let worst = 0;
for (const [place, { qubits, noise, body }] of subjects.entries()) {
  const options = { shots: undefined, seed: 1, memoryLimit: 2 ** 30, noise, method: 'density' } as const;
  const answer = await simulator.sample(circuit(qubits, [], body), [], options);
  if (!answer.ok) throw new Error(answer.refusal.message);
  for (const [index, probability] of (expected[place] ?? []).entries()) {
    const found = answer.value.probabilities[index.toString(2).padStart(qubits, '0')] ?? 0;
    worst = Math.max(worst, Math.abs(found - probability));
  }
}
console.log(`${count} noisy circuits: the largest difference of a probability is ${worst.toExponential(1)}.`);
if (!(worst < tolerance)) process.exitCode = 1;
