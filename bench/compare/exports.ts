/**
 * Exports the samples and random circuits over all gates to every language, runs what comes out in the real libraries
 * and compares unitaries or distributions with those of this project.
 *
 * Usage: node bench/compare/exports.ts [PYTHON] [--write]
 *   PYTHON  a Python with qiskit, qiskit-aer, qiskit-qasm3-import, cirq-core, pennylane and amazon-braket-sdk
 *   --write puts the table into docs/validation.md between its two marks
 */
import { spawn } from 'node:child_process';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { type Matrix, Random, cx, matrices } from '../../server/base/index.ts';
import {
  type Circuit,
  type CircuitTarget,
  circuitTargets,
  exportCircuit,
  lowerCircuit,
} from '../../server/circuit/index.ts';
import { analyse, loadProject, parse } from '../../server/language/index.ts';
import { gates } from '../../server/library/index.ts';
import { localSimulator } from '../../server/simulator/index.ts';
import { goodnessOfFit, largestDifference } from './statistics.ts';

const shots = 4096;

/** Below this p-value a sampled comparison counts as different: one false alarm in ten thousand. */
const significance = 1e-4;

/** Above this difference of an element or a probability an exact comparison counts as different. */
const tolerance = 1e-7;

const root = path.resolve(import.meta.dirname, '../..');
const python = process.argv.slice(2).find((argument) => !argument.startsWith('--')) ?? 'python3';
/** LaTeX is read by people. */
const runnable = circuitTargets.filter((target) => target !== 'latex');

interface Subject {
  readonly name: string;
  readonly group: 'samples' | 'random unitaries' | 'random programs';
  readonly circuit: Circuit;
}

interface Job {
  readonly target: CircuitTarget;
  readonly text: string;
  readonly isUnitary: boolean;
  readonly qubits: number;
  readonly shots: number;
}

interface Answer {
  readonly unitary?: readonly (readonly (readonly [number, number])[])[];
  readonly probabilities?: Readonly<Record<string, number>>;
  readonly counts?: Readonly<Record<string, number>>;
  readonly error?: string;
}

type Verdict = 'same' | 'different' | 'refused' | 'fault of the library';

interface Row {
  readonly subject: Subject;
  readonly target: CircuitTarget;
  readonly verdict: Verdict;
  readonly detail: string;
}

// ------------------------------------------------------------------------------------------------------- subjects

const library = pathToFileURL(path.join(root, 'server/library/std/')).href;

async function samples(): Promise<Subject[]> {
  const folder = path.join(root, 'samples');
  const found: Subject[] = [];
  for (const file of (await readdir(folder)).filter((name) => /\.(qflow|qasm)$/.test(name))) {
    const uri = pathToFileURL(path.join(folder, file)).href;
    const model = await loadProject(uri, (wanted) => readFile(new URL(wanted), 'utf8'), library);
    for (const { name } of model.circuits) {
      const { value } = lowerCircuit(model, name, {});
      if (value !== undefined && value.parameters.length === 0)
        found.push({ name: `${file} ${name}`, group: 'samples', circuit: value });
    }
  }
  return found;
}

function lowered(text: string): Circuit {
  const { program, diagnostics } = parse(text, { dialect: 'qflow' });
  const model = analyse(
    { uri: 'file:///random.qflow', text, program, syntaxDiagnostics: diagnostics },
    new Map(),
  );
  const { value, diagnostics: faults } = lowerCircuit(model, 'main', {});
  if (value === undefined) throw new Error(`${faults.map(({ message }) => message).join()}\n${text}`);
  return value;
}

class ProgramWriter {
  readonly #random: Random;
  readonly #qubits: number;

  constructor(seed: number, qubits: number) {
    this.#random = new Random(seed);
    this.#qubits = qubits;
  }

  #pick<T>(choices: readonly [T, ...T[]]): T {
    return choices[Math.floor(this.#random.next() * choices.length)] ?? choices[0];
  }

  #operands(count: number): string {
    const left = Array.from({ length: this.#qubits }, (_, index) => index);
    return Array.from({ length: count }, () => {
      const [qubit = 0] = left.splice(Math.floor(this.#random.next() * left.length), 1);
      return `q[${qubit}]`;
    }).join(', ');
  }

  /** The gate of the table at `place`, with modifiers. */
  gate(place: number): string {
    const fitting = gates.filter(({ operands }) => operands.length <= this.#qubits);
    const gate = fitting[place % fitting.length];
    if (gate === undefined) return '';
    const fewest = gate.operands.length === 0 ? 1 : 0;
    const controls = Math.max(
      fewest,
      Math.min(this.#qubits - gate.operands.length, this.#pick([0, 0, 1, 2])),
    );
    const modifiers = Array.from({ length: controls }, () => this.#pick(['ctrl @ ', 'negctrl @ '])).join('');
    const power =
      gate.operands.length === 1 ? this.#pick(['', '', 'pow(0.3) @ ', 'inv @ ']) : this.#pick(['', 'inv @ ']);
    const angles = gate.parameters.map(() => (this.#random.next() * 7 - 3.5).toFixed(3)).join(', ');
    return `${modifiers}${power}${gate.name}${angles === '' ? '' : `(${angles})`} ${this.#operands(gate.operands.length + controls)};`;
  }

  anyGate(): string {
    return this.gate(Math.floor(this.#random.next() * gates.length));
  }

  /** Measurements, branches and resets between gates. */
  dynamic(): string {
    const condition = () => this.#pick(['c == 1', 'c != 2', 'd', '!d', 'c == 3 || d']);
    const steps = Array.from({ length: 8 }, () =>
      this.#pick<() => string>([
        () => this.anyGate(),
        () => `${this.#pick(['c[0]', 'c[1]', 'd'])} = measure ${this.#operands(1)};`,
        () =>
          `if (${condition()}) { ${this.anyGate()} if (${condition()}) { ${this.anyGate()} } } else { ${this.anyGate()} }`,
        () => `reset ${this.#operands(1)};`,
      ])(),
    );
    return `qubit[${this.#qubits}] q; bit[2] c; bit d; h q; ${steps.join(' ')} c = measure q[0:1]; d = measure q[2];`;
  }
}

/** Every gate of the table is in the unitaries, since they go through it in order. */
function randomSubjects(): Subject[] {
  const perCircuit = 6;
  const unitaries = Array.from({ length: 20 }, (_, seed): Subject => {
    const writer = new ProgramWriter(seed + 1, 5);
    const steps = Array.from({ length: perCircuit }, (__, place) => writer.gate(seed * perCircuit + place));
    const circuit = lowered(`qubit[5] q; ${steps.join(' ')}`);
    return { name: `unitary ${seed + 1}`, group: 'random unitaries', circuit };
  });
  const programs = Array.from({ length: 20 }, (_, seed): Subject => ({
    name: `program ${seed + 1}`,
    group: 'random programs',
    circuit: lowered(new ProgramWriter(seed + 101, 4).dynamic()),
  }));
  return [...unitaries, ...programs];
}

// ------------------------------------------------------------------------------------------------------- our answer

const options = { shots: undefined, seed: 7, memoryLimit: 2 ** 30 };
const span = { start: 0, end: 0 };
const simulator = localSimulator();

async function unitaryOf(circuit: Circuit): Promise<Matrix> {
  const columns: Float64Array[] = [];
  for (let index = 0; index < 2 ** circuit.qubitCount; index++) {
    const flips = Array.from({ length: circuit.qubitCount }, (_, qubit) => qubit)
      .filter((qubit) => ((index >> qubit) & 1) === 1)
      .map(
        (qubit) => ({ kind: 'gate', gate: 'x', angles: [], qubits: [qubit], controls: [], span }) as const,
      );
    const result = await simulator.state({ ...circuit, body: [...flips, ...circuit.body] }, [], options);
    if (!result.ok) throw new Error(result.refusal.message);
    columns.push(result.value.amplitudes);
  }
  return matrices.generate(columns.length, (row, column) =>
    cx.complex(columns[column]?.[2 * row] ?? 0, columns[column]?.[2 * row + 1] ?? 0),
  );
}

async function distributionOf(circuit: Circuit): Promise<Readonly<Record<string, number>>> {
  const result = await simulator.sample(circuit, [], options);
  if (!result.ok) throw new Error(result.refusal.message);
  return result.value.probabilities;
}

// ------------------------------------------------------------------------------------------------------ comparisons

function isUnitary({ body }: Circuit): boolean {
  return body.every(({ kind }) => kind === 'gate' || kind === 'unitary' || kind === 'barrier');
}

/** OpenQASM 2 has no global phase, and neither has what becomes of it. */
function compareUnitaries(found: Matrix, expected: Matrix, target: CircuitTarget): number {
  if (target !== 'qasm2') return matrices.distance(found, expected);
  const overlap = matrices.product(matrices.adjoint(found), expected);
  const trace = overlap.reduce((sum, row, place) => cx.add(sum, row[place] ?? cx.zero), cx.zero);
  return matrices.distance(matrices.scaled(found, cx.expi(cx.phase(trace))), expected);
}

/** Counts by names of bits as counts by our keys without spaces; a name may have been made legal with a number. */
function byOurKeys(counts: Readonly<Record<string, number>>, circuit: Circuit): Record<string, number> {
  const places = circuit.variables
    .flatMap(({ name, type, isOutput }) =>
      isOutput && type.kind === 'bit'
        ? Array.from({ length: type.width ?? 1 }, (_, index) =>
            ['', '_2', 'r_'].map((mark) =>
              mark === 'r_' ? `r_${name}[${index}]` : `${name}${mark}[${index}]`,
            ),
          )
        : [],
    )
    .toReversed();
  const table: Record<string, number> = {};
  for (const [row, count] of Object.entries(counts)) {
    const bits = new Map(row.split(' ').map((part) => part.split('=') as [string, string]));
    const key = places
      .map((names) => names.map((name) => bits.get(name)).find((bit) => bit !== undefined) ?? '0')
      .join('');
    table[key] = (table[key] ?? 0) + count;
  }
  return table;
}

async function judge(subject: Subject, target: CircuitTarget, answer: Answer): Promise<Row> {
  const { circuit } = subject;
  const row = (verdict: Verdict, detail: string): Row => ({ subject, target, verdict, detail });
  if (answer.error !== undefined) return row('fault of the library', answer.error);
  if (answer.unitary !== undefined) {
    const found = answer.unitary.map((line) => line.map(([re, im]) => cx.complex(re, im)));
    const difference = compareUnitaries(found, await unitaryOf(circuit), target);
    return row(difference < tolerance ? 'same' : 'different', `unitary, ${difference.toExponential(1)}`);
  }
  const exact = Object.fromEntries(
    Object.entries(await distributionOf(circuit)).map(([key, share]) => [key.replaceAll(' ', ''), share]),
  );
  if (answer.probabilities !== undefined) {
    const difference = largestDifference(answer.probabilities, exact);
    return row(
      difference < tolerance ? 'same' : 'different',
      `probabilities, ${difference.toExponential(1)}`,
    );
  }
  const named = answer.counts ?? {};
  const counts = Object.keys(named).some((key) => key.includes('=')) ? byOurKeys(named, circuit) : named;
  const p = goodnessOfFit(counts, exact, shots);
  return row(p > significance ? 'same' : 'different', `sampled, p = ${p.toPrecision(2)}`);
}

// ---------------------------------------------------------------------------------------------------------- running

const subjects = [...(await samples()), ...randomSubjects()];
const server = spawn(python, [path.join(import.meta.dirname, 'exports.py')], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const answers = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
const rows: Row[] = [];
for (const subject of subjects) {
  for (const target of runnable) {
    const row = await runOne(subject, target);
    rows.push(row);
    if (row.verdict !== 'same') console.log([row.verdict, target, subject.name, row.detail].join(' · '));
  }
}
server.stdin.end();
const table = report();
console.log(`\n${table}`);
if (process.argv.includes('--write')) await writeTable(table);
process.exitCode = rows.some(({ verdict }) => verdict === 'different') ? 1 : 0;

async function runOne(subject: Subject, target: CircuitTarget): Promise<Row> {
  const { circuit } = subject;
  const { value, diagnostics } = exportCircuit(circuit, target);
  if (value === undefined)
    return {
      subject,
      target,
      verdict: 'refused',
      detail: diagnostics.map(({ message }) => message).join(' '),
    };
  const job: Job = { target, text: value, isUnitary: isUnitary(circuit), qubits: circuit.qubitCount, shots };
  server.stdin.write(`${JSON.stringify(job)}\n`);
  const { value: line } = await answers.next();
  if (line === undefined) throw new Error('exports.py has ended');
  return judge(subject, target, JSON.parse(line) as Answer);
}

function report(): string {
  const head = [
    '| target | circuits | same | different | refused | fault of the library |',
    '| --- | --- | ---: | ---: | ---: | ---: |',
  ];
  const groups = [...new Set(subjects.map(({ group }) => group))];
  const body = runnable.flatMap((target) =>
    groups.map((group) => {
      const own = rows.filter((row) => row.target === target && row.subject.group === group);
      const count = (verdict: Verdict) => own.filter((row) => row.verdict === verdict).length;
      return `| ${target} | ${own.length} ${group} | ${count('same')} | ${count('different')} | ${count('refused')} | ${count('fault of the library')} |`;
    }),
  );
  return [...head, ...body].join('\n');
}

async function writeTable(text: string): Promise<void> {
  const page = path.join(root, 'docs/validation.md');
  const [before, , after] = (await readFile(page, 'utf8')).split(/<!-- exports -->|<!-- end of exports -->/);
  if (after === undefined) throw new Error('docs/validation.md has no marks for this table');
  await writeFile(page, `${before}<!-- exports -->\n\n${text}\n\n<!-- end of exports -->${after}`);
}
