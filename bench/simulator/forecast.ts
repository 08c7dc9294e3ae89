/**
 * How well forecasts of time hit: `node bench/simulator/forecast.ts`. Each family of circuits is sampled, or estimated, by
 * the method that is chosen; forecasts are corrected by the speed that the simulator measured of this machine.
 */
import { Random } from '../../server/base/index.ts';
import type { Circuit, Instruction } from '../../server/circuit/index.ts';
import { localSimulator } from '../../server/simulator/index.ts';
import { median, milliseconds, printTable, ratio, times } from '../table.ts';
import { type Gate, families } from './circuits.ts';

const rounds = 5;
const span = { start: 0, end: 0 };

interface Subject {
  readonly name: string;
  readonly circuit: Circuit;
}

function instructionOf(gate: Gate): Instruction {
  if (gate.name === 'unitary')
    return { kind: 'unitary', label: 'u', matrix: gate.matrix, qubits: gate.qubits, controls: [], span };
  const controlled = { cx: 'x', cz: 'z', mcz: 'z', cp: 'p' } as const;
  const base = controlled[gate.name as keyof typeof controlled];
  const controls = base === undefined ? [] : gate.qubits.slice(0, -1);
  return {
    kind: 'gate',
    gate: base ?? gate.name,
    angles: 'angle' in gate ? [gate.angle] : [],
    qubits: gate.qubits.slice(controls.length),
    controls: controls.map((qubit) => ({ qubit, state: 1 as const })),
    span,
  };
}

function measured(qubits: number, body: readonly Instruction[]): Circuit {
  const bits = { name: 'c', type: { kind: 'bit', width: qubits }, isOutput: true, span } as const;
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
    variables: [bits],
    parameters: [],
    body: [...body, ...measures],
  };
}

/** Layers of one random one-qubit Clifford gate on each qubit and cx between neighbours. */
function clifford(qubits: number): readonly Instruction[] {
  const random = new Random(11);
  const layer = (): readonly Instruction[] => [
    ...Array.from({ length: qubits }, (_, qubit): Instruction => {
      const gate = ['h', 's', 'sdg'][Math.floor(3 * random.next())] ?? 'h';
      return { kind: 'gate', gate, angles: [], qubits: [qubit], controls: [], span };
    }),
    ...Array.from({ length: qubits - 1 }, (_, qubit): Instruction => ({
      kind: 'gate',
      gate: 'x',
      angles: [],
      qubits: [qubit + 1],
      controls: [{ qubit, state: 1 }],
      span,
    })),
  ];
  return Array.from({ length: 20 }, layer).flat();
}

const subjects: readonly Subject[] = [
  ...families.flatMap(({ name, gates }) =>
    [12, 16, 20, 22].map((qubits) => ({
      name: `${name} ${qubits}`,
      circuit: measured(qubits, gates(qubits).map(instructionOf)),
    })),
  ),
  ...[50, 200, 1000].map((qubits) => ({
    name: `Clifford ${qubits}`,
    circuit: measured(qubits, clifford(qubits)),
  })),
];

const simulator = localSimulator();
const options = { shots: 1000, seed: 1, memoryLimit: 2 ** 32 } as const;
const rows: string[][] = [];
for (const { name, circuit } of subjects) {
  const run = async () => {
    const result = await simulator.sample(circuit, [], options);
    if (!result.ok) throw new Error(result.refusal.message);
    return result.method;
  };
  const method = await run();
  const forecast = await simulator.forecast(circuit, options);
  if (!forecast.ok) throw new Error(forecast.refusal.message);
  const took = median(await times(rounds, run));
  const foretold = 1000 * forecast.value.seconds;
  rows.push([name, method, milliseconds(foretold), milliseconds(took), ratio(foretold, took)]);
}
console.log(`median of ${rounds}, one thread, 1,000 shots, Node ${process.versions.node}\n`);
printTable(['circuit', 'method', 'forecast', 'measured', 'forecast / measured'], rows);
