/**
 * Reads the programs of the OpenQASM repository: its examples, which run or are told why not, and the tests of its grammar,
 * whose references parse and whose invalid statements do not pass.
 *
 * Usage: node bench/compare/openqasm-examples.ts FOLDER
 *   FOLDER  a checkout of openqasm/openqasm
 */
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { CancellationSource, type Diagnostic } from '../../server/base/index.ts';
import { loadProject, parse } from '../../server/language/index.ts';
import { localSimulator } from '../../server/simulator/index.ts';
import { executeRun } from '../../server/workflow/index.ts';
import { printTable } from '../table.ts';

/**
 * What examples are told that do not run, and why: most were written for drafts of the language and do not follow its
 * specification.
 */
const explained: Readonly<Record<string, readonly [codes: string, reason: string]>> = {
  'arrays.qasm': ['QF2002', 'declares first_dimension twice'],
  'cphase.qasm': ['QF2001 QF2007', 'uses CX without its include, and q without a declaration'],
  'dd.qasm': ['QF2007 QF3002', 'uses u, which stdgates.inc does not have, without angles'],
  'defcal.qasm': ['QF1008', 'calibrations'],
  'gateteleport.qasm': ['QF3106', 'calls an extern'],
  'msd.qasm': [
    'QF2001 QF2004 QF2011 QF2018 QF3004',
    'takes ~ of a bool, a qubit out of range, calls functions like gates',
  ],
  'scqec.qasm': ['QF2004', 'calls functions like gates'],
  't1.qasm': ['QF1008', 'calibrations'],
  'varteleport.qasm': ['QF2004', 'calls functions like gates'],
  'vqe.qasm': ['QF2004 QF2019', 'indexes a qubit, calls functions like gates'],
};

const [folder = '.'] = process.argv.slice(2);
let isExpected = true;
await runExamples(path.join(folder, 'examples'));
await parseReferences(path.join(folder, 'source/grammar/tests/reference'));
await refuseInvalid(path.join(folder, 'source/grammar/tests/invalid/statements'));
process.exitCode = isExpected ? 0 : 1;

async function runExamples(examples: string): Promise<void> {
  const files = (await readdir(examples)).filter((name) => name.endsWith('.qasm')).toSorted();
  const rows: string[][] = [];
  for (const name of files) {
    const text = await readFile(path.join(examples, name), 'utf8');
    const { method, codes } = await outcomeOf(text);
    const [wanted = '', reason = ''] = explained[name] ?? [];
    const isFine = codes === wanted;
    const verdict = codes === '' ? `runs (${method})` : `told why not: ${codes}`;
    isExpected &&= isFine;
    rows.push([name, verdict, isFine ? reason : `not as expected: ${wanted}`]);
  }
  printTable(['example', 'verdict', 'because it'], rows);
}

async function errorsOf(text: string): Promise<readonly Diagnostic[]> {
  const uri = 'file:///example.qasm';
  const read = (wanted: string) => Promise.resolve(wanted === uri ? text : undefined);
  const { diagnostics } = await loadProject(uri, read, 'file:///std/');
  return diagnostics.filter(({ severity }) => severity === 'error');
}

interface Outcome {
  readonly method: string;
  /** Of all errors, from checking or else from running; empty where it runs. */
  readonly codes: string;
}

async function outcomeOf(text: string): Promise<Outcome> {
  const { method, diagnostics } = await executeRun(
    { runId: 'r', uri: 'file:///example.qasm', file: 'example.qasm', text, seed: 1, defaultShots: 20 },
    {
      simulator: localSimulator(),
      read: () => Promise.resolve(undefined),
      now: () => performance.now(),
      wait: () => Promise.resolve(),
      places: 1,
      date: () => new Date().toISOString(),
      library: 'file:///std/',
      freshSeed: () => 1,
      emit: () => undefined,
      cancellation: new CancellationSource().token,
    },
  );
  return { method, codes: [...new Set(diagnostics.map(({ code }) => code))].toSorted().join(' ') };
}

/** Sources of the grammar's reference trees; calibrations are read over. */
async function parseReferences(references: string): Promise<void> {
  const names = (await readdir(references, { recursive: true })).filter((name) => name.endsWith('.yaml'));
  const wrong: string[][] = [];
  for (const name of names.toSorted()) {
    const source = sourceIn(await readFile(path.join(references, name), 'utf8'));
    const faults = parse(source, { uri: 'file:///reference.qasm' }).diagnostics;
    const first = faults.find(({ code, severity }) => severity === 'error' && code !== 'QF1008');
    if (first !== undefined) wrong.push([name, first.code, first.message]);
  }
  console.log(`\n${names.length - wrong.length} of ${names.length} reference programs of the grammar parse.`);
  if (wrong.length > 0) printTable(['reference', 'code', 'message'], wrong);
  isExpected &&= wrong.length === 0;
}

/** The text behind `source: |`, or behind `source:` on one line. */
function sourceIn(yaml: string): string {
  const block = /^source: \|-?\n((?: {2}.*\n|\n)*)/m.exec(yaml)?.[1];
  if (block !== undefined) return block.replaceAll(/^ {2}/gm, '');
  const line = /^source: (.*)$/m.exec(yaml)?.[1] ?? '';
  return /^["']/.test(line) ? line.slice(1, -1) : line;
}

/** Each line of these files is one statement that is none. */
async function refuseInvalid(invalid: string): Promise<void> {
  const counts = { grammar: 0, checker: 0 };
  const passed: string[][] = [];
  for (const name of (await readdir(invalid)).toSorted())
    for (const line of (await readFile(path.join(invalid, name), 'utf8')).split('\n')) {
      if (line.trim() === '' || line.startsWith('//')) continue;
      const errors = await errorsOf(line);
      if (errors.length === 0) passed.push([name, line]);
      else counts[errors.some(({ code }) => code.startsWith('QF1')) ? 'grammar' : 'checker'] += 1;
    }
  const { grammar, checker } = counts;
  console.log(
    `\nOf ${grammar + checker + passed.length} invalid statements the grammar refuses ${grammar}, the checker ${checker}.`,
  );
  if (passed.length > 0) printTable(['file', 'statement that passes'], passed);
}
