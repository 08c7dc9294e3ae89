/**
 * Two-qubit gates, two-qubit depth and time of the compiled circuits of QASMBench, and of circuits with a hidden layout without
 * swaps (QUEKO), beside Qiskit's transpiler and tket:
 *
 *   node bench/compare/compiler-suite.ts FOLDER PYTHON [--results=FILE] [--devices=NAMES] [--most=GATES] [--minutes=N] [--write]
 *
 * FOLDER is a checkout of QASMBench (small/ and medium/ are read), PYTHON has qiskit and pytket. FILE keeps what is known, one line
 * for each circuit and device, so that the command can stop after N minutes and go on another time. Circuits of more than GATES
 * instructions are left out. Every result of ours is compared with its source. `--write` puts the tables into docs/validation.md.
 */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Random } from '../../server/base/index.ts';
import { type Circuit, circuitStatistics, lowerCircuit } from '../../server/circuit/index.ts';
import { hiddenFit } from '../../server/circuit/routing/testing.ts';
import { loadProject } from '../../server/language/index.ts';
import { geometricMean, printTable } from '../table.ts';
import { type Answer, type Figures, Peers, ours, pairsOf, qasmOf } from './compiled-figures.ts';
import { rectangle } from './routing-circuits.ts';

const [folder, python] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
if (folder === undefined || python === undefined)
  throw new Error('usage: node bench/compare/compiler-suite.ts FOLDER PYTHON');

function option(name: string): string | undefined {
  return process.argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
}

const devices = (option('devices') ?? 'all_to_all,grid_6x9,heavy_hex_8x16').split(',');
const most = Number(option('most') ?? 2000);
const minutes = Number(option('minutes') ?? Number.POSITIVE_INFINITY);
const results = option('results') ?? path.join(import.meta.dirname, '../../out/compiler-suite.jsonl');

interface Known {
  readonly suite: 'QASMBench' | 'QUEKO-like';
  readonly circuit: string;
  readonly device: string;
  readonly answer: Answer;
}

const known: Known[] = existsSync(results)
  ? readFileSync(results, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Known)
  : [];

const span = { start: 0, end: 0 };

/** The programs of QASMBench as circuits without measurements in the middle, which not all of the others take. */
async function qasmBench(): Promise<readonly Circuit[]> {
  const found: Circuit[] = [];
  for (const size of ['small', 'medium'])
    for (const name of (await readdir(path.join(folder ?? '', size), { recursive: true })).toSorted()) {
      if (!name.endsWith('.qasm') || name.includes('_transpiled')) continue;
      const uri = pathToFileURL(path.join(folder ?? '', size, name)).href;
      const model = await loadProject(uri, async (wanted) => readFile(new URL(wanted), 'utf8'));
      const { value } = lowerCircuit(model, model.circuits[0]?.name ?? 'main');
      if (value === undefined || value.body.length > most) continue;
      const isPlain = value.body.every(({ kind }) =>
        ['gate', 'unitary', 'measure', 'barrier'].includes(kind),
      );
      const statistics = circuitStatistics(value);
      if (!isPlain || statistics.gates === statistics.gateCounts['x']) continue;
      // Barriers hold each compiler back in another way.
      const body = value.body.filter(({ kind }) => kind === 'gate' || kind === 'unitary');
      const registers = [{ name: 'q', offset: 0, size: value.qubitCount, span }];
      found.push({ ...value, name: path.basename(name, '.qasm'), registers, variables: [], body });
    }
  return found;
}

/** Circuits of cx that fit the grid of 54 qubits without a swap, under a layout that nobody is told. */
function hiddenLayouts(): readonly Circuit[] {
  return [5, 10, 25].flatMap((depth) =>
    [0.3, 0.6].map((density): Circuit => {
      const random = new Random(100 * depth + 10 * density);
      const { qubits } = rectangle;
      const operations = hiddenFit(rectangle, depth, density, random);
      const body = operations.map(({ qubits: [control = 0, target = 0] }) => ({
        kind: 'gate' as const,
        gate: 'x',
        angles: [],
        qubits: [target],
        controls: [{ qubit: control, state: 1 as const }],
        span,
      }));
      const registers = [{ name: 'q', offset: 0, size: qubits, span }];
      const name = `depth ${depth}, density ${density}`;
      return { name, registers, qubitCount: qubits, variables: [], parameters: [], body };
    }),
  );
}

const until = performance.now() + 60_000 * minutes;
const peers = new Peers(python);
for (const circuit of await qasmBench())
  for (const device of devices) await add('QASMBench', circuit, device);
for (const circuit of hiddenLayouts()) await add('QUEKO-like', circuit, 'grid_6x9');
peers.end();

async function add(suite: Known['suite'], circuit: Circuit, device: string): Promise<void> {
  const isKnown = known.some(
    (one) => one.suite === suite && one.circuit === circuit.name && one.device === device,
  );
  if (isKnown || performance.now() > until) return;
  const name = device === 'all_to_all' ? `all_to_all_${Math.max(2, circuit.qubitCount)}` : device;
  const own = ([1, 2, 3] as const).map(
    (level) => [`ours level ${level}`, ours(circuit, name, level)] as const,
  );
  const theirs = await peers.compile({ qasm: qasmOf(circuit), pairs: pairsOf(device) });
  const one: Known = {
    suite,
    circuit: circuit.name,
    device,
    answer: { ...Object.fromEntries(own), ...theirs },
  };
  known.push(one);
  appendFileSync(results, `${JSON.stringify(one)}\n`);
}

// ------------------------------------------------------------------------------------------------------------- tables

/** Only circuits count that every compiler took and that need gates on two qubits. */
function counted(suite: Known['suite'], device: string): readonly Known[] {
  return known.filter((one) => {
    const all = Object.values(one.answer);
    const isDone = all.every((figures) => 'gates' in figures);
    return (
      one.suite === suite &&
      one.device === device &&
      isDone &&
      all.some((figures) => 'gates' in figures && figures.gates > 0)
    );
  });
}

function figuresOf({ answer }: Known, compiler: string): Figures {
  const found = answer[compiler];
  if (found === undefined || 'error' in found) throw new Error(`no figures of ${compiler}`);
  return found;
}

/** One more than each, so that circuits without any such gate count too. */
function mean(
  list: readonly Known[],
  compiler: string,
  of: (figures: Figures) => number,
  shift: number,
): number {
  return geometricMean(list.map((one) => of(figuresOf(one, compiler)) + shift)) - shift;
}

const head = ['circuits', 'device', 'compiler', 'two-qubit gates', 'two-qubit depth', 'seconds', 'compared'];
const rows = (['QASMBench', 'QUEKO-like'] as const).flatMap((suite) =>
  devices.flatMap((device) => {
    const list = counted(suite, device);
    return Object.keys(list[0]?.answer ?? {}).map((compiler) => [
      `${suite}, ${list.length}`,
      device,
      compiler,
      mean(list, compiler, ({ gates }) => gates, 1).toFixed(1),
      mean(list, compiler, ({ depth }) => depth, 1).toFixed(1),
      mean(list, compiler, ({ seconds }) => seconds, 0).toFixed(3),
      compiler.startsWith('ours') ? comparedText(list, compiler) : '',
    ]);
  }),
);

function comparedText(list: readonly Known[], compiler: string): string {
  const done = list.filter((one) => figuresOf(one, compiler).method !== 'none').length;
  return `${done} of ${list.length}`;
}

printTable(head, rows);
if (process.argv.includes('--write')) {
  const page = path.join(import.meta.dirname, '../../docs/validation.md');
  const lines = [head, head.map((_, column) => (column < 3 ? '---' : '---:')), ...rows];
  const table = lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  const text = await readFile(page, 'utf8');
  const marked = /<!-- compiler-suite -->[\s\S]*?<!-- end of compiler-suite -->/;
  if (!marked.test(text)) throw new Error('docs/validation.md has no place for the table');
  await writeFile(
    page,
    text.replace(marked, `<!-- compiler-suite -->\n\n${table}\n\n<!-- end of compiler-suite -->`),
  );
}
