/**
 * Clifford circuits with a few t gates beside Aer's `extended_stabilizer`, in one run on one thread:
 * `PYTHON=python3 node bench/simulator/extended.ts [--rounds=3] [--only=random]`, where that Python has the package qiskit-aer. Without it only our own
 * times are printed. Ours is exact; theirs approximates the state to an error of 0.05 and draws by a Markov chain.
 */
import { spawnSync } from 'node:child_process';
import { Random } from '../../server/base/index.ts';
import type { Instruction } from '../../server/circuit/index.ts';
import { localSimulator } from '../../server/simulator/index.ts';
import { bits, circuit, cx, gate, measureAll } from '../../server/simulator/testing/circuits.ts';
import { median, milliseconds, printTable, ratio, times } from '../table.ts';
import { chosen, option } from './options.ts';

const rounds = Number(option('rounds', '3'));
const simulator = localSimulator();

interface Subject {
  readonly name: string;
  readonly qubits: number;
  readonly gates: readonly (readonly [name: string, ...qubits: readonly number[]])[];
  readonly shots: number;
}

function ghz(qubits: number, turns: number, shots: number): Subject {
  const chain = Array.from({ length: qubits - 1 }, (_, qubit) => ['cx', qubit, qubit + 1] as const);
  const spread = Array.from({ length: turns }, (_, place) => ['t', (place * 7) % qubits] as const);
  const back = chain.toReversed();
  const gates = [['h', 0] as const, ...chain, ...spread, ...back, ['h', 0] as const];
  return { name: `GHZ and back, ${qubits} qubits, ${turns} t`, qubits, gates, shots };
}

/** Layers of h or s on each qubit and cx on random pairs, t gates on random qubits between them. */
function random(qubits: number, layers: number, turns: number, shots: number): Subject {
  const chance = new Random(17);
  const pick = () => Math.floor(qubits * chance.next());
  const gates: (readonly [string, ...number[]])[] = [];
  for (let layer = 0; layer < layers; layer++) {
    for (let qubit = 0; qubit < qubits; qubit++) gates.push([chance.next() < 0.5 ? 'h' : 's', qubit]);
    for (let pair = 0; pair < qubits / 2; pair++) {
      const control = pick();
      gates.push(['cx', control, (control + 1 + Math.floor((qubits - 1) * chance.next())) % qubits]);
    }
    const until = Math.round((turns * (layer + 1)) / layers);
    for (let turn = Math.round((turns * layer) / layers); turn < until; turn++) gates.push(['t', pick()]);
  }
  return { name: `random, ${qubits} qubits × ${layers} layers, ${turns} t`, qubits, gates, shots };
}

function circuitOf({ qubits, gates }: Subject) {
  const body = gates.map(([name, first = 0, second]): Instruction =>
    second === undefined ? gate(name, [first]) : cx(first, second),
  );
  return circuit(qubits, [bits('c', qubits)], [...body, ...measureAll(qubits)]);
}

async function ours(subject: Subject): Promise<number> {
  const run = async () => {
    const options = {
      shots: subject.shots,
      seed: 1,
      memoryLimit: 2 ** 31,
      method: 'extended_stabilizer',
    } as const;
    const answer = await simulator.sample(circuitOf(subject), [], options);
    if (!answer.ok) throw new Error(answer.refusal.message);
  };
  await run();
  return median(await times(rounds, run));
}

function theirs(subjects: readonly Subject[]): readonly { version: string; milliseconds: number[] }[] {
  const input = subjects.map((subject) => JSON.stringify({ ...subject, rounds })).join('\n');
  const script = new URL('extended.py', import.meta.url).pathname;
  const python = process.env['PYTHON'] ?? 'python3';
  const { stdout, status, stderr } = spawnSync(python, [script], { input, encoding: 'utf8' });
  if (status === 0)
    return stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { version: string; milliseconds: number[] });
  console.log(`Aer did not run: ${stderr.trim().split('\n').at(-1)}`);
  return [];
}

const subjects = chosen([
  ghz(50, 20, 100),
  random(30, 10, 6, 100),
  random(40, 20, 12, 100),
  random(60, 10, 16, 100),
]);
const peers = theirs(subjects);
const rows: string[][] = [];
for (const [place, subject] of subjects.entries()) {
  const [own, other] = [await ours(subject), median(peers[place]?.milliseconds ?? [])];
  rows.push([subject.name, String(subject.shots), milliseconds(own), milliseconds(other), ratio(own, other)]);
}
console.log(`Aer ${peers[0]?.version ?? 'is missing'}; median of ${rounds}, one thread\n`);
printTable(['circuit', 'shots', 'ours', 'Aer', 'ours / Aer'], rows);
