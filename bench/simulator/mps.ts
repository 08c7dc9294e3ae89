/**
 * Matrix product states beside Aer's, in one run on one thread: `PYTHON=python3 node bench/simulator/mps.ts
 * [--rounds=5] [--only=bricks]`, where that Python has the package qiskit-aer. Without it only our own times are printed.
 *
 * Both get the same gates, bond and cutoff; ours covers everything from the circuit as data to the counts as text, theirs
 * the same from the built circuit on, once with its own singular value decomposition, which is the default, and once with
 * LAPACK's.
 */
import { spawnSync } from 'node:child_process';
import { Random } from '../../server/base/index.ts';
import type { Circuit, Instruction, UnitaryInstruction } from '../../server/circuit/index.ts';
import { localSimulator } from '../../server/simulator/index.ts';
import { randomUnitary } from '../../server/simulator/testing/reference.ts';
import { median, milliseconds, printTable, ratio, times } from '../table.ts';
import { chosen, option } from './options.ts';

const rounds = Number(option('rounds', '5'));
const span = { start: 0, end: 0 };
const h = Math.SQRT1_2;

interface Subject {
  readonly name: string;
  readonly qubits: number;
  readonly gates: readonly UnitaryInstruction[];
  readonly shots: number;
}

function unitary(matrix: UnitaryInstruction['matrix'], ...qubits: readonly number[]): UnitaryInstruction {
  return { kind: 'unitary', label: 'u', matrix, qubits, controls: [], span };
}

function real(...rows: readonly (readonly number[])[]): UnitaryInstruction['matrix'] {
  return rows.map((row) => row.map((re) => ({ re, im: 0 })));
}

function ghz(qubits: number): Subject {
  const cx = real([1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0], [0, 1, 0, 0]);
  const chain = Array.from({ length: qubits - 1 }, (_, qubit) => unitary(cx, qubit, qubit + 1));
  const gates = [unitary(real([h, h], [h, -h]), 0), ...chain];
  return { name: `GHZ, ${qubits} qubits`, qubits, gates, shots: 1000 };
}

/** Layers of random gates on neighbours, of which every second layer joins the others. */
function bricks(qubits: number, layers: number, shots: number): Subject {
  const random = new Random(3);
  const gates = Array.from({ length: layers }, (_, layer) =>
    Array.from({ length: (qubits - (layer % 2)) >> 1 }, (__, pair) => {
      const first = 2 * pair + (layer % 2);
      return unitary(randomUnitary(4, random), first, first + 1);
    }),
  ).flat();
  const plural = shots === 1 ? 'shot' : 'shots';
  const name = `bricks, ${qubits} qubits × ${layers} layers, ${shots.toLocaleString('en')} ${plural}`;
  return { name, qubits, gates, shots };
}

function circuitOf({ qubits, gates }: Subject): Circuit {
  const measures = Array.from({ length: qubits }, (_, qubit): Instruction => ({
    kind: 'measure',
    qubit,
    target: { variable: 0, index: qubit },
    span,
  }));
  return {
    name: 'bench',
    registers: [{ name: 'q', offset: 0, size: qubits, span }],
    qubitCount: qubits,
    variables: [{ name: 'c', type: { kind: 'bit', width: qubits }, isOutput: true, span }],
    parameters: [],
    body: [...gates, ...measures],
  };
}

const limits = { bond: 64, cutoff: 1e-16 };

interface AerTimes {
  readonly version: string;
  readonly milliseconds: Readonly<Record<'own SVD' | 'LAPACK', readonly number[]>>;
}

function aer(subjects: readonly Subject[]): readonly AerTimes[] {
  const input = subjects
    .map(({ qubits, gates, shots }) => {
      const plain = gates.map((gate) => ({
        qubits: gate.qubits,
        matrix: gate.matrix.map((row) => row.map(({ re, im }) => [re, im])),
      }));
      return JSON.stringify({ qubits, gates: plain, shots, rounds, ...limits });
    })
    .join('\n');
  const script = new URL('mps.py', import.meta.url).pathname;
  const { stdout, status, stderr } = spawnSync(process.env['PYTHON'] ?? 'python3', [script], {
    input,
    encoding: 'utf8',
  });
  if (status !== 0) {
    console.log(`Aer did not run: ${stderr.trim().split('\n').at(-1)}`);
    return [];
  }
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as AerTimes);
}

const simulator = localSimulator();

async function ours(
  subject: Subject,
): Promise<{ readonly milliseconds: number; readonly truncation: number }> {
  const circuit = circuitOf(subject);
  let truncation = 0;
  const run = async () => {
    const options = {
      shots: subject.shots,
      seed: 1,
      memoryLimit: 2 ** 30,
      method: 'mps',
      ...limits,
    } as const;
    const result = await simulator.sample(circuit, [], options);
    if (!result.ok) throw new Error(result.refusal.message);
    truncation = result.truncation ?? 0;
  };
  await run();
  return { milliseconds: median(await times(rounds, run)), truncation };
}

const subjects = chosen([ghz(100), bricks(64, 8, 1), bricks(64, 10, 1), bricks(64, 10, 1000)]);
const theirs = aer(subjects);
const rows: string[][] = [];
for (const [place, subject] of subjects.entries()) {
  const own = await ours(subject);
  const [plain, lapack] = (['own SVD', 'LAPACK'] as const).map((name) =>
    median(theirs[place]?.milliseconds[name] ?? []),
  );
  rows.push([
    subject.name,
    own.truncation.toExponential(1),
    milliseconds(own.milliseconds),
    ...[plain, lapack].flatMap((peer = NaN) => [milliseconds(peer), ratio(own.milliseconds, peer)]),
  ]);
}

console.log(
  `Aer ${theirs[0]?.version ?? 'is missing'}; bond ${limits.bond}, cutoff ${limits.cutoff}, median of ${rounds}, one thread, Node ${process.versions.node}\n`,
);
printTable(
  ['circuit', 'truncation', 'ours', 'Aer', 'ours / Aer', 'Aer with LAPACK', 'ours / Aer with LAPACK'],
  rows,
);
