/**
 * Two-qubit gates, two-qubit depth and time of the compiled circuits of QASMBench, and of circuits with a hidden layout without
 * swaps (QUEKO), beside Qiskit's transpiler and tket:
 *
 *   node bench/compare/compiler-suite.ts FOLDER PYTHON [--results=FILE] [--devices=NAMES] [--most=GATES] [--minutes=N] [--again]
 *     [--write]
 *
 * FOLDER is a checkout of QASMBench (small/ and medium/ are read), PYTHON has qiskit and pytket. FILE keeps what is known, one line
 * for each circuit and device, so that the command can stop after N minutes and go on another time; with 0 minutes
 * it only prints the tables. Circuits of more than GATES
 * instructions are left out. `--again` compiles what is known once more with ours and Qiskit, and keeps tket's figures, which take
 * most of the time. Every result of ours is compared with its source. `--write` puts the tables into docs/validation.md.
 */
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Circuit, qubitsIn } from '../../server/circuit/index.ts';
import { geometricMean, printTable } from '../table.ts';
import { type Answer, type Figures, Peers, ours, pairsOf, qasmOf } from './compiled-figures.ts';
import { hiddenLayouts, qasmBench } from './compiler-circuits.ts';

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
  readonly suite: 'QASMBench small' | 'QASMBench medium' | 'QUEKO-like';
  readonly circuit: string;
  readonly device: string;
  /** Gates of the source on two or more qubits. */
  readonly source: number;
  readonly answer: Answer;
}

const known: Known[] = existsSync(results)
  ? readFileSync(results, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Known)
  : [];

const until = performance.now() + 60_000 * minutes;
const again = process.argv.includes('--again');
if (minutes > 0) await compileAll(folder, new Peers(python));

async function compileAll(suiteFolder: string, peers: Peers): Promise<void> {
  for (const circuit of hiddenLayouts()) await add('QUEKO-like', circuit, 'grid_6x9', peers);
  for (const size of ['small', 'medium'] as const)
    for (const circuit of await qasmBench(path.join(suiteFolder, size), most))
      for (const device of devices) await add(`QASMBench ${size}`, circuit, device, peers);
  peers.end();
}

async function add(suite: Known['suite'], circuit: Circuit, device: string, peers: Peers): Promise<void> {
  const place = known.findIndex(
    (one) => one.suite === suite && one.circuit === circuit.name && one.device === device,
  );
  if ((place >= 0 && !again) || performance.now() > until) return;
  const name = device === 'all_to_all' ? `all_to_all_${Math.max(2, circuit.qubitCount)}` : device;
  const own = ([1, 2, 3] as const).map(
    (level) => [`ours level ${level}`, ours(circuit, name, level)] as const,
  );
  const only = place < 0 ? '' : 'Qiskit';
  const theirs = await peers.compile({ qasm: qasmOf(circuit), pairs: pairsOf(device), only });
  const answer = { ...Object.fromEntries(own), ...theirs };
  const before = known[place]?.answer;
  const one: Known = {
    suite,
    circuit: circuit.name,
    device,
    source: sizeOf(circuit),
    answer: { ...before, ...answer },
  };
  if (place < 0) known.push(one);
  else known[place] = one;
  if (place < 0) appendFileSync(results, `${JSON.stringify(one)}\n`);
  else writeFileSync(results, known.map((each) => `${JSON.stringify(each)}\n`).join(''));
}

function sizeOf({ body }: Circuit): number {
  return body.filter((one) => 'qubits' in one && qubitsIn(one).length > 1).length;
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

const head = [
  'circuits',
  'device',
  'compiler',
  'two-qubit gates',
  'two-qubit depth',
  'seconds',
  'no swap',
  'compared',
];
const rows = (['QASMBench small', 'QASMBench medium', 'QUEKO-like'] as const).flatMap((suite) =>
  devices.flatMap((device) => {
    const list = counted(suite, device);
    return Object.keys(list[0]?.answer ?? {}).map((compiler) => [
      `${suite}, ${list.length}`,
      device,
      compiler,
      mean(list, compiler, ({ gates }) => gates, 1).toFixed(1),
      mean(list, compiler, ({ depth }) => depth, 1).toFixed(1),
      mean(list, compiler, ({ seconds }) => seconds, 0).toFixed(3),
      `${list.filter((one) => figuresOf(one, compiler).gates <= one.source).length} of ${list.length}`,
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
