/**
 * Two-qubit gates, two-qubit depth and time of compiled circuits beside Qiskit's transpiler and tket:
 * `node bench/compare/compiler.ts PYTHON [--write] [--each] [--devices=NAMES]`, where PYTHON has qiskit and pytket; `--write`
 * puts the table into docs/validation.md between its two marks, `--each` prints every circuit. Every result of ours is compared with its source.
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Circuit, GateInstruction, UnitaryInstruction } from '../../server/circuit/index.ts';
import { type Gate, families } from '../simulator/circuits.ts';
import { geometricMean, printTable } from '../table.ts';
import { type Answer, type Figures, Peers, ours, pairsOf, qasmOf } from './compiled-figures.ts';

const python = process.argv[2];
if (python === undefined) throw new Error('usage: node bench/compare/compiler.ts PYTHON [--write]');

const span = { start: 0, end: 0 };

type Instruction = GateInstruction | UnitaryInstruction;

function instructions(gate: Gate): readonly Instruction[] {
  const { name, qubits } = gate;
  if (name === 'unitary')
    return [{ kind: 'unitary', label: 'U', matrix: gate.matrix, qubits, controls: [], span }];
  const count = { cx: 1, cz: 1, cp: 1, mcz: qubits.length - 1 }[name as string] ?? 0;
  const plain = { cx: 'x', cz: 'z', cp: 'p', mcz: 'x' }[name as string] ?? name;
  const controls = qubits.slice(0, count).map((qubit) => ({ qubit, state: 1 }) as const);
  const angles = 'angle' in gate ? [gate.angle] : [];
  const base = { kind: 'gate', qubits: qubits.slice(count), span } as const;
  const main: Instruction = { ...base, gate: plain, angles, controls };
  if (name !== 'mcz') return [main];
  // The others know X under several controls by name, and take it apart themselves.
  const h: Instruction = { ...base, gate: 'h', angles: [], controls: [] };
  return [h, main, h];
}

function circuitOf(name: string, qubits: number, gates: readonly Gate[]): Circuit {
  const registers = [{ name: 'q', offset: 0, size: qubits, span }];
  return {
    name,
    registers,
    qubitCount: qubits,
    variables: [],
    parameters: [],
    body: gates.flatMap(instructions),
  };
}

/** Adds two numbers of `bits` bits with one more qubit: Cuccaro et al., arXiv:quant-ph/0410184. */
function adder(bits: number): readonly Gate[] {
  const a = (bit: number) => 1 + 2 * bit;
  const b = (bit: number) => 2 + 2 * bit;
  const carry = (bit: number) => (bit === 0 ? 0 : a(bit - 1));
  const cx = (control: number, target: number): Gate => ({ name: 'cx', qubits: [control, target] });
  const toffoli = (first: number, second: number, target: number): readonly Gate[] => [
    { name: 'h', qubits: [target] },
    { name: 'mcz', qubits: [first, second, target] },
    { name: 'h', qubits: [target] },
  ];
  const all = Array.from({ length: bits }, (_, bit) => bit);
  const up = all.flatMap((bit) => [
    cx(a(bit), b(bit)),
    cx(a(bit), carry(bit)),
    ...toffoli(carry(bit), b(bit), a(bit)),
  ]);
  const down = all
    .toReversed()
    .flatMap((bit) => [
      ...toffoli(carry(bit), b(bit), a(bit)),
      cx(a(bit), carry(bit)),
      cx(carry(bit), b(bit)),
    ]);
  return [...up, cx(a(bits - 1), 2 * bits + 1), ...down];
}

/** The shift of a bent function x·y, found by one query and its dual: Rötteler, arXiv:0811.3208. */
function hiddenShift(qubits: number): readonly Gate[] {
  const all = Array.from({ length: qubits }, (_, qubit) => qubit);
  const on = (name: 'h' | 'x', some: readonly number[]) =>
    some.map((qubit): Gate => ({ name, qubits: [qubit] }));
  const shift = all.filter((qubit) => qubit % 3 === 1);
  const half = qubits / 2;
  const bent = all.slice(0, half).map((qubit): Gate => ({ name: 'cz', qubits: [qubit, qubit + half] }));
  const shifted = [...on('x', shift), ...bent, ...on('x', shift)];
  return [...on('h', all), ...shifted, ...on('h', all), ...bent, ...on('h', all)];
}

/** Gates under four and more controls would reach the others taken apart already, so Grover's circuits are left out. */
const sizes: Readonly<Record<string, number>> = {
  GHZ: 16,
  QFT: 10,
  random: 8,
  ansatz: 10,
  QAOA: 12,
};

const circuits = [
  ...families.flatMap(({ name, gates }) => {
    const qubits = sizes[name];
    return qubits === undefined ? [] : [circuitOf(`${name} ${qubits}`, qubits, gates(qubits))];
  }),
  circuitOf('adder 10', 10, adder(4)),
  circuitOf('hidden shift 12', 12, hiddenShift(12)),
];

const head = ['device', 'compiler', 'two-qubit gates', 'two-qubit depth', 'seconds', 'circuits'];
const rows: string[][] = [];
const chosen = process.argv.find((argument) => argument.startsWith('--devices='))?.slice(10);
const uncompared: string[] = [];
const peers = new Peers(python);
const devices = chosen?.split(',') ?? ['all_to_all', 'grid_6x9', 'heavy_hex_8x16'];
for (const device of devices) {
  const nameFor = (circuit: Circuit) =>
    device === 'all_to_all' ? `all_to_all_${circuit.qubitCount}` : device;
  const pairs = pairsOf(device);
  const table: Answer[] = [];
  for (const circuit of circuits) {
    const own = ([1, 2, 3] as const).map((level) => {
      const figures = ours(circuit, nameFor(circuit), level);
      if (figures.method === 'none') uncompared.push(`${circuit.name} on ${device}, level ${level}`);
      return [`ours level ${level}`, figures] as const;
    });
    table.push({ ...Object.fromEntries(own), ...(await peers.compile({ qasm: qasmOf(circuit), pairs })) });
  }
  if (process.argv.includes('--each'))
    for (const [place, answer] of table.entries())
      console.log(device, circuits[place]?.name, JSON.stringify(answer));
  for (const compiler of Object.keys(table[0] ?? {})) rows.push(row(device, compiler, table));
}

peers.end();

function row(device: string, compiler: string, table: readonly Answer[]): string[] {
  const figures = table.flatMap((answer) => {
    const found = answer[compiler];
    return found === undefined || 'error' in found ? [] : [found];
  });
  const mean = (of: (one: Figures) => number) => geometricMean(figures.map((one) => Math.max(of(one), 1e-6)));
  return [
    device,
    compiler,
    mean(({ gates }) => gates).toFixed(1),
    mean(({ depth }) => depth).toFixed(1),
    mean(({ seconds }) => seconds).toFixed(3),
    String(figures.length),
  ];
}

printTable(head, rows);
console.log(`Not compared with their source: ${uncompared.length === 0 ? 'none' : uncompared.join('; ')}.`);
if (process.argv.includes('--write')) {
  const page = path.join(import.meta.dirname, '../../docs/validation.md');
  const lines = [head, head.map((_, column) => (column < 2 ? '---' : '---:')), ...rows];
  const table = lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  const note = `Ours not compared with their source, because the device’s qubits that they touch are too many: ${uncompared.length} of ${circuits.length * 3 * devices.length}.`;
  const text = await readFile(page, 'utf8');
  const marked = /<!-- compiler -->[\s\S]*?<!-- end of compiler -->/;
  if (!marked.test(text)) throw new Error('docs/validation.md has no place for the table');
  await writeFile(
    page,
    text.replace(marked, `<!-- compiler -->\n\n${table}\n\n${note}\n\n<!-- end of compiler -->`),
  );
}
