/**
 * Circuits of Clifford gates beside Stim, in one run on one thread: `PYTHON=python3 node bench/simulator/stabilizer.ts
 * [--rounds=5] [--only=surface]`, where that Python has the package stim. Without it only our own times are printed.
 *
 * Ours covers everything from a circuit as data that was never run before to the counts as text, Stim's everything from
 * its text to an array of bits: parsing, building the sampler with its reference shot, drawing. Both are warm.
 */
import { spawnSync } from 'node:child_process';
import { Random } from '../../server/base/index.ts';
import {
  type Circuit,
  type Instruction,
  type NoiseModel,
  type PlacedChannel,
  channelsAfter,
  readoutError,
} from '../../server/circuit/index.ts';
import { localSimulator } from '../../server/simulator/index.ts';
import { median, milliseconds, printTable, ratio, times } from '../table.ts';
import { chosen, option } from './options.ts';
import { circuitNoise, surfaceCode } from './surface-code.ts';

const rounds = Number(option('rounds', '5'));

/** Runs before those that count, until the host has compiled the simulator. */
const warming = 8;

const span = { start: 0, end: 0 };

interface Subject {
  readonly name: string;
  readonly circuit: Circuit;
  readonly shots: number;
  readonly noise?: NoiseModel;
}

function gate(name: string, qubit: number): Instruction {
  return { kind: 'gate', gate: name, angles: [], qubits: [qubit], controls: [], span };
}

function cx(control: number, target: number): Instruction {
  return { ...gate('x', target), controls: [{ qubit: control, state: 1 }] } as Instruction;
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

function ghz(qubits: number): Circuit {
  const chain = Array.from({ length: qubits - 1 }, (_, qubit) => cx(qubit, qubit + 1));
  return measured(qubits, [gate('h', 0), ...chain]);
}

/** Layers of one random one-qubit gate on each qubit, then cx on random pairs. */
function layered(qubits: number, layers: number): Circuit {
  const random = new Random(11);
  const body: Instruction[] = [];
  for (let layer = 0; layer < layers; layer++) {
    const order = Array.from({ length: qubits }, (_, qubit) => ({ qubit, key: random.next() }))
      .sort((a, b) => a.key - b.key)
      .map(({ qubit }) => qubit);
    for (const qubit of order)
      body.push(gate(['h', 's', 'sdg'][Math.floor(3 * random.next())] ?? 'h', qubit));
    for (let pair = 0; pair + 1 < qubits; pair += 2) body.push(cx(order[pair] ?? 0, order[pair + 1] ?? 0));
  }
  return measured(qubits, body);
}

const stimNames: Readonly<Record<string, string>> = { h: 'H', s: 'S', sdg: 'S_DAG', x: 'X' };

/** The instruction in Stim's words, and its qubits. */
function stimWords(
  instruction: Instruction,
  noise: NoiseModel | undefined,
): readonly [string, readonly number[]] {
  if (instruction.kind === 'measure') {
    const { p01 } = noise === undefined ? { p01: 0 } : readoutError(noise, instruction.qubit);
    return [p01 === 0 ? 'M' : `M(${p01})`, [instruction.qubit]];
  }
  if (instruction.kind === 'reset') return ['R', [instruction.qubit]];
  if (instruction.kind !== 'gate') throw new Error(`no ${instruction.kind} here`);
  const [control] = instruction.controls;
  const [target = 0] = instruction.qubits;
  return control === undefined
    ? [stimNames[instruction.gate] ?? instruction.gate, [target]]
    : ['CX', [control.qubit, target]];
}

/** Depolarizing channels as Stim names them: all words but the identity are equally likely. */
function stimChannel({ channel, qubits }: PlacedChannel): readonly [string, readonly number[]] {
  if (channel.kind !== 'pauli') throw new Error('only Pauli channels here');
  return [`DEPOLARIZE${channel.qubits}(${1 - (channel.probabilities[0] ?? 0)})`, qubits];
}

/** Neighbours of one kind on different qubits share a line, as people write it for Stim. */
function stimText({ body }: Circuit, noise: NoiseModel | undefined): string {
  const lines: string[] = [];
  let open = { word: '', qubits: [] as number[], after: new Map<string, number[]>() };
  const flush = () => {
    if (open.word !== '') lines.push(`${open.word} ${open.qubits.join(' ')}`);
    for (const [word, qubits] of open.after) lines.push(`${word} ${qubits.join(' ')}`);
  };
  for (const instruction of body) {
    const [word, qubits] = stimWords(instruction, noise);
    if (word !== open.word || qubits.some((qubit) => open.qubits.includes(qubit))) {
      flush();
      open = { word, qubits: [], after: new Map() };
    }
    open.qubits.push(...qubits);
    for (const placed of noise === undefined ? [] : channelsAfter(noise, instruction, () => 0)) {
      const [name, struck] = stimChannel(placed);
      open.after.set(name, [...(open.after.get(name) ?? []), ...struck]);
    }
  }
  flush();
  return lines.join('\n');
}

interface StimTimes {
  readonly version: string;
  readonly single: readonly number[];
  readonly sampled: readonly number[];
}

function stim(subjects: readonly Subject[]): readonly StimTimes[] {
  const input = subjects
    .map(({ circuit, shots, noise }) => JSON.stringify({ text: stimText(circuit, noise), shots, rounds }))
    .join('\n');
  const script = new URL('stabilizer.py', import.meta.url).pathname;
  const { stdout, status, stderr } = spawnSync(process.env['PYTHON'] ?? 'python3', [script], {
    input,
    encoding: 'utf8',
  });
  if (status !== 0) {
    console.log(`Stim did not run: ${stderr.trim().split('\n').at(-1)}`);
    return [];
  }
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as StimTimes);
}

const subjects: readonly Subject[] = chosen([
  { name: 'GHZ, 2,000 qubits', circuit: ghz(2000), shots: 1000 },
  { name: 'random, 100 qubits × 50 layers', circuit: layered(100, 50), shots: 1000 },
  { name: 'random, 1,000 qubits × 50 layers', circuit: layered(1000, 50), shots: 1000 },
  { name: 'random, 2,000 qubits × 50 layers', circuit: layered(2000, 50), shots: 1000 },
  ...[5, 15].map((distance) => ({
    name: `noisy surface code, distance ${distance}, ${distance} rounds`,
    circuit: surfaceCode(distance, distance),
    noise: circuitNoise(0.001),
    shots: 100_000,
  })),
]);

const simulator = localSimulator();

async function ours(circuit: Circuit, shots: number, noise: NoiseModel | undefined): Promise<number> {
  const run = async () => {
    // A copy, so that nothing is remembered of it.
    const fresh = { ...circuit };
    const options = {
      shots,
      seed: 1,
      memoryLimit: 2 ** 30,
      method: 'stabilizer',
      ...(noise && { noise }),
    } as const;
    const result = await simulator.sample(fresh, [], options);
    if (!result.ok) throw new Error(result.refusal.message);
  };
  for (let done = 0; done < (shots > 10_000 ? 1 : warming); done++) await run();
  return median(await times(rounds, run));
}

const theirs = stim(subjects);
const rows: string[][] = [];
for (const [place, { name, circuit, shots, noise }] of subjects.entries())
  for (const [what, count, peer] of [
    ['1 shot', 1, theirs[place]?.single],
    [`${shots.toLocaleString('en')} shots`, shots, theirs[place]?.sampled],
  ] as const) {
    const own = await ours(circuit, count, noise);
    const other = median(peer ?? []);
    rows.push([name, what, milliseconds(own), milliseconds(other), ratio(own, other)]);
  }

console.log(
  `Stim ${theirs[0]?.version ?? 'is missing'}; median of ${rounds}, one thread, Node ${process.versions.node}\n`,
);
printTable(['circuit', 'work', 'ours', 'Stim', 'ours / Stim'], rows);
