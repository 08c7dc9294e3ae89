/**
 * Runs every QASMBench circuit of at most 20 qubits through `qflow run` and compares the distribution with Qiskit Aer's.
 *
 * Usage: node bench/compare/qasmbench.ts FOLDER [PYTHON] [--write] [--references=FILE]
 *   FOLDER  a checkout of QASMBench (its folders small/ and medium/ are read)
 *   PYTHON  a Python with qiskit and qiskit-aer (default: python3)
 *   --references=FILE  takes Aer's answers from a file that aer.py printed before
 *   --write puts the table into docs/validation.md between its two marks
 */
import { spawn, spawnSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { goodnessOfFit, homogeneity, largestDifference, totalVariation } from './statistics.ts';

const mostQubits = 20;
const shots = 2 ** 14;

/** Below this p-value a sampled comparison counts as different: one false alarm in ten thousand circuits. */
const significance = 1e-4;

/** Above this difference of one probability an exact comparison counts as different. */
const tolerance = 1e-9;

const root = path.resolve(import.meta.dirname, '../..');

type Reference =
  | { readonly file: string; readonly error: string }
  | {
      readonly file: string;
      readonly exact: boolean;
      readonly shots?: number;
      readonly table: Record<string, number>;
      readonly seconds: number;
    };

interface Row {
  readonly file: string;
  readonly qubits: number;
  readonly verdict: 'same' | 'different' | 'refused' | 'no reference';
  readonly detail: string;
  readonly milliseconds: number | undefined;
}

const [folder = '.', python = 'python3'] = process.argv
  .slice(2)
  .filter((argument) => !argument.startsWith('--'));
const files = await circuitsIn(folder);
const rows: Row[] = [];
for await (const reference of references(files.map(({ file }) => file))) {
  const qubits = files.find(({ file }) => file === reference.file)?.qubits ?? 0;
  const row = compare(reference, qubits);
  rows.push(row);
  console.log(line(row));
}
const table = report(rows);
console.log(`\n${summary(rows)}`);
if (process.argv.includes('--write')) await writeTable(table);
process.exitCode = rows.some(({ verdict }) => verdict === 'different') ? 1 : 0;

async function circuitsIn(start: string): Promise<{ file: string; qubits: number }[]> {
  const found = [];
  for (const size of ['small', 'medium']) {
    for (const name of await readdir(path.join(start, size), { recursive: true })) {
      if (!name.endsWith('.qasm')) continue;
      const file = path.join(start, size, name);
      const qubits = declaredQubits(await readFile(file, 'utf8'));
      if (qubits > 0 && qubits <= mostQubits) found.push({ file, qubits });
    }
  }
  return found.toSorted((a, b) => a.qubits - b.qubits || a.file.localeCompare(b.file));
}

function declaredQubits(text: string): number {
  const code = text.replaceAll(/\/\/.*/g, '');
  return [...code.matchAll(/qreg\s+\w+\s*\[\s*(\d+)\s*\]|qubit\s*\[\s*(\d+)\s*\]/g)].reduce(
    (sum, match) => sum + Number(match[1] ?? match[2]),
    0,
  );
}

/** Aer's answers, as they come, or as an earlier run kept them. */
async function* references(paths: readonly string[]): AsyncGenerator<Reference> {
  const kept = process.argv.find((argument) => argument.startsWith('--references='))?.split('=')[1];
  if (kept !== undefined) {
    for await (const text of createInterface({ input: createReadStream(kept) }))
      yield JSON.parse(text) as Reference;
    return;
  }
  const aer = spawn(python, [path.join(import.meta.dirname, 'aer.py'), ...paths], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const text of createInterface({ input: aer.stdout })) yield JSON.parse(text) as Reference;
}

interface Outcome {
  readonly status: string;
  readonly diagnostics: readonly { readonly code: string; readonly message: string }[];
  readonly timing: { readonly total: number };
  readonly results: Readonly<
    Record<string, { counts?: Record<string, number>; probabilities: Record<string, number> }>
  >;
}

function run(file: string, count: number): Outcome {
  const args = ['dist/cli.js', 'run', file, '--json', '--seed', '7', '--shots', String(count)];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (stdout === '') throw new Error(`${file}: ${stderr}`);
  return JSON.parse(stdout) as Outcome;
}

function compare(reference: Reference, qubits: number): Row {
  const file = path.relative(folder, reference.file);
  const exact = run(reference.file, 0);
  const outcome = exact.status === 'completed' ? exact : run(reference.file, shots);
  const [result] = Object.values(outcome.results);
  const milliseconds = outcome.timing.total;
  if (result === undefined) {
    const [first] = outcome.diagnostics;
    const detail = `${first?.code ?? ''} ${first?.message ?? ''}${'error' in reference ? ` (Qiskit: ${reference.error})` : ''}`;
    return { file, qubits, verdict: 'refused', detail, milliseconds: undefined };
  }
  if ('error' in reference)
    return { file, qubits, verdict: 'no reference', detail: reference.error, milliseconds };
  return { file, qubits, milliseconds, ...judge(reference, result) };
}

function judge(
  reference: Extract<Reference, { readonly exact: boolean }>,
  result: { counts?: Record<string, number>; probabilities: Record<string, number> },
): Pick<Row, 'verdict' | 'detail'> {
  if (reference.exact && result.counts === undefined) {
    const difference = largestDifference(reference.table, result.probabilities);
    return {
      verdict: difference < tolerance ? 'same' : 'different',
      detail: `exact, Δp ≤ ${difference.toExponential(1)}`,
    };
  }
  const referenceShots = reference.shots ?? shots;
  const sampled = Object.fromEntries(
    Object.entries(reference.table).map(([key, share]) => [key, Math.round(share * referenceShots)]),
  );
  const p =
    result.counts === undefined
      ? goodnessOfFit(sampled, result.probabilities, referenceShots)
      : reference.exact
        ? goodnessOfFit(result.counts, reference.table, shots)
        : homogeneity(result.counts, sampled, shots, referenceShots);
  const distance = totalVariation(reference.table, result.probabilities);
  return {
    verdict: p > significance ? 'same' : 'different',
    detail: `sampled (reference ${reference.exact ? 'exact' : `${referenceShots} shots`}), p = ${p.toPrecision(2)}, distance ${distance.toFixed(4)}`,
  };
}

function line({ file, qubits, verdict, detail, milliseconds }: Row): string {
  const time = milliseconds === undefined ? '' : `${milliseconds.toFixed(0)} ms`;
  return `${file.padEnd(60)} ${String(qubits).padStart(3)} ${verdict.padEnd(12)} ${detail} ${time}`;
}

function summary(all: readonly Row[]): string {
  const count = (verdict: Row['verdict']) => all.filter((row) => row.verdict === verdict).length;
  return `${all.length} circuits: ${count('same')} the same, ${count('different')} different, ${count('refused')} refused, ${count('no reference')} without a reference`;
}

function report(all: readonly Row[]): string {
  const head = ['| circuit | qubits | verdict | how compared |', '| --- | ---: | --- | --- |'];
  const body = all.map(
    ({ file, qubits, verdict, detail }) =>
      `| ${file} | ${qubits} | ${verdict} | ${detail.replaceAll('|', '\\|')} |`,
  );
  return [summary(all), '', ...head, ...body].join('\n');
}

async function writeTable(text: string): Promise<void> {
  const page = path.join(root, 'docs/validation.md');
  const [before, , after] = (await readFile(page, 'utf8')).split(
    /<!-- qasmbench -->|<!-- end of qasmbench -->/,
  );
  await writeFile(page, `${before}<!-- qasmbench -->\n${text}\n<!-- end of qasmbench -->${after}`);
}
