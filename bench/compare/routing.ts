/**
 * Our layout and routing beside Qiskit's layout and routing stages at levels 1 to 3, on heavy-hex 156 and a grid of 6 × 9:
 * `PYTHON=python3 node bench/compare/routing.ts [trials] [grid] [hex] [grid-fits] [hex-fits]`, where that Python has qiskit. Every routed list of ours is replayed.
 * Fails where one is wrong.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { type CouplingGraph, type Routing, route } from '../../server/circuit/index.ts';
import { faultIn } from '../../server/circuit/routing/testing.ts';
import { geometricMean, milliseconds, printTable } from '../table.ts';
import {
  type Subject,
  adder,
  fourier,
  hex,
  hiddenFits,
  hiddenShift,
  maximumCut,
  randomCircuit,
  rectangle,
} from './routing-circuits.ts';

interface Measured {
  readonly swaps: number;
  readonly depth: number;
  readonly milliseconds: number;
}

const levels = [1, 2, 3];
const trials = Number(process.argv[2] ?? 12);

function byQiskit({ pairs }: CouplingGraph, subjects: readonly Subject[]): readonly (readonly Measured[])[] {
  const { stdout, status } = spawnSync(
    process.env['PYTHON'] ?? 'python3',
    [path.join(import.meta.dirname, 'routing.py')],
    {
      input: JSON.stringify({
        levels,
        pairs,
        subjects: subjects.map(({ qubits, operations }) => ({
          qubits,
          gates: operations.map((operation) => operation.qubits),
        })),
      }),
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  if (status !== 0) throw new Error('Qiskit gave no answer');
  return JSON.parse(stdout) as Measured[][];
}

function byUs(graph: CouplingGraph, { name, qubits, operations }: Subject): Measured {
  const started = performance.now();
  const routing: Routing = route(operations, qubits, graph, { seed: 1, trials, effort: 3 });
  const taken = performance.now() - started;
  const fault = faultIn(routing, operations, graph);
  if (fault !== undefined) throw new Error(`${name}: ${fault}`);
  return { swaps: routing.swaps + routing.bridges, depth: routing.depth, milliseconds: taken };
}

function cells({ swaps, depth, milliseconds: taken }: Measured): string {
  return `${swaps} / ${depth} / ${milliseconds(taken)}`;
}

function compare(title: string, graph: CouplingGraph, subjects: readonly Subject[]): void {
  const theirs = byQiskit(graph, subjects);
  const ours = subjects.map((subject) => byUs(graph, subject));
  console.log(`\n### ${title}\n`);
  printTable(
    ['circuit', 'gates', 'ours', ...levels.map((level) => `Qiskit level ${level}`)],
    subjects.map(({ name, operations }, place) => [
      name,
      String(operations.length),
      ...[ours[place]!, ...theirs[place]!].map(cells),
    ]),
  );
  const needed = subjects.flatMap((_, place) =>
    theirs[place]!.some(({ swaps }) => swaps > 0) ? [place] : [],
  );
  const mean = (level: number, of: (measured: Measured) => number) =>
    geometricMean(needed.map((place) => (1 + of(ours[place]!)) / (1 + of(theirs[place]![level]!)))).toFixed(
      2,
    );
  const means = levels.map(
    (level, place) =>
      `level ${level}: swaps ${mean(place, ({ swaps }) => swaps)}, depth ${mean(place, ({ depth }) => depth)}, time ${mean(place, (m) => m.milliseconds)}`,
  );
  const solved = [ours, ...levels.map((_, level) => theirs.map((row) => row[level]!))].map(
    (list) => list.filter(({ swaps }) => swaps === 0).length,
  );
  console.log(`\nOurs over Qiskit's, geometric means: ${means.join('; ')}.`);
  console.log(`Without any swap: ${solved[0]} ours, ${solved.slice(1).join(', ')} Qiskit's.`);
}

const named = (sizes: readonly number[], graph: CouplingGraph): readonly Subject[] => [
  ...sizes.slice(0, 2).map(fourier),
  ...sizes.slice(1).map((qubits) => maximumCut(qubits, qubits)),
  ...sizes.map((qubits) => randomCircuit(qubits, 6 * qubits, qubits)),
  randomCircuit(graph.qubits, 1000, 3),
  ...[sizes[1]!, sizes.at(-1)!].map((qubits) => hiddenShift(qubits, qubits)),
  ...sizes.slice(1).map((qubits) => adder(qubits / 2 - 1)),
];

const depths = [5, 10, 25, 45, 90];
const fits = (graph: CouplingGraph) =>
  [0.3, 0.6, 0.9].flatMap((density) => hiddenFits(graph, depths, density));
const sections: Readonly<Record<string, () => void>> = {
  grid: () => compare('Grid of 6 × 9', rectangle, named([10, 20, 32, 48], rectangle)),
  hex: () => compare('Heavy-hex of 156', hex, named([10, 20, 40, 100], hex)),
  'grid-fits': () => compare('Circuits that fit without swaps, grid of 6 × 9', rectangle, fits(rectangle)),
  'hex-fits': () => compare('Circuits that fit without swaps, heavy-hex of 156', hex, fits(hex)),
};
const wanted = process.argv.slice(3);
for (const [name, section] of Object.entries(sections))
  if (wanted.length === 0 || wanted.includes(name)) section();
