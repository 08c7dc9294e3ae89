/**
 * The ansätze of `std/ansatz.qflow` beside Qiskit's circuits of the same names, as unitaries up to global phase:
 * `node bench/compare/ansatz.ts PYTHON`, where PYTHON has qiskit and qiskit-qasm3-import.
 */
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Random } from '../../server/base/index.ts';
import { exportCircuit, lowerCircuit } from '../../server/circuit/index.ts';
import { loadProject } from '../../server/language/index.ts';
import { printTable } from '../table.ts';

const python = process.argv[2];
if (python === undefined) throw new Error('usage: node bench/compare/ansatz.ts PYTHON');

const library = new URL('../../server/library/std/', import.meta.url).href;
const random = new Random(7);

interface Case {
  readonly name: string;
  readonly qubits: number;
  readonly layers: number;
  readonly entanglement: string;
  readonly angles: readonly number[];
}

function angleCount(name: string, qubits: number, layers: number): number {
  if (name === 'efficient_su2') return 2 * qubits * (layers + 1);
  const pairs = name === 'excitation_preserving' ? (layers * qubits * (qubits - 1)) / 2 : 0;
  return qubits * (layers + 1) + pairs;
}

function cases(): Case[] {
  const shapes = ['real_amplitudes', 'efficient_su2'].flatMap((name) =>
    ['linear', 'reverse_linear', 'circular', 'full'].map((entanglement) => ({ name, entanglement })),
  );
  shapes.push({ name: 'excitation_preserving', entanglement: 'full' });
  return shapes.flatMap((shape) =>
    [2, 3, 4, 5].map((qubits) => {
      const layers = 1 + (qubits % 3);
      const angles = Array.from(
        { length: angleCount(shape.name, qubits, layers) },
        () => 6 * random.next() - 3,
      );
      return { ...shape, qubits, layers, angles };
    }),
  );
}

async function exported({ name, qubits, layers, entanglement, angles }: Case): Promise<string> {
  const last = name === 'excitation_preserving' ? '' : `, ${entanglement}`;
  const text = `import "std/ansatz.qflow"; qubit[${qubits}] q; array[float, ${angles.length}] theta = {${angles.join(', ')}};
    ${name}(theta, q, ${layers}${last});`;
  const model = await loadProject(
    'memory:/a.qflow',
    async (uri) => (uri === 'memory:/a.qflow' ? text : readFile(new URL(uri), 'utf8')),
    library,
  );
  const circuit = lowerCircuit(model, 'main').value;
  const source = circuit && exportCircuit(circuit, 'qasm3').value;
  if (source === undefined) throw new Error(`${name} was not exported`);
  return source;
}

const all = cases();
const input = await Promise.all(
  all.map(async (one) => JSON.stringify({ ...one, qasm: await exported(one) })),
);
const { stdout, stderr } = spawnSync(python, [path.join(import.meta.dirname, 'ansatz.py')], {
  input: input.join('\n'),
  encoding: 'utf8',
});
const distances = stdout
  .trim()
  .split('\n')
  .map((line) => (JSON.parse(line) as { distance: number }).distance);
if (distances.length !== all.length) throw new Error(stderr);
const worst = Math.max(...distances);
printTable(
  ['ansatz', 'entangled by', 'qubits', 'layers', '1 − |overlap|'],
  all.map(({ name, entanglement, qubits, layers }, place) => [
    name,
    entanglement,
    String(qubits),
    String(layers),
    (distances[place] ?? NaN).toExponential(1),
  ]),
);
console.log(
  `${all.length} unitaries compared with Qiskit's, the largest difference is ${worst.toExponential(1)}`,
);
process.exitCode = worst < 1e-9 ? 0 : 1;
