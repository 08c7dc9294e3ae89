import type { Simulator } from '../../simulator/index.ts';
import { placeDiagnostics } from '../../workflow/index.ts';
import { parseArguments, wholeNumber } from '../arguments.ts';
import { exitStatus } from '../exit-status.ts';
import { type TestCase, junitReport } from '../junit.ts';
import { programsBelow } from '../programs-below.ts';
import { FileTrouble, type SourceFile, loadSource, readSource, writeSource } from '../source-file.ts';
import { drawDiagnostic } from '../terminal/diagnostics.ts';
import { type Terminal, paint } from '../terminal/terminal.ts';
import { requestOf, runOn, withSimulator } from './run.ts';

/** What the tests of this command share. */
interface Session {
  readonly terminal: Terminal;
  readonly simulator: Simulator;
  readonly filter: string;
  readonly seed: number;
}

/** `qflow test [FILE...] [--filter TEXT] [--seed N] [--junit FILE]` */
export async function test(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArguments(args, {
    filter: { type: 'string', default: '' },
    seed: { type: 'string', default: '0' },
    junit: { type: 'string' },
  });
  const { filter } = values;
  const seed = wholeNumber('seed', values.seed) ?? 0;
  const files = positionals.length > 0 ? positionals : await programsBelow(['.qflow']);
  const cases = await withSimulator((simulator) => testFiles(files, { terminal, simulator, filter, seed }));
  if (values.junit !== undefined) await writeSource(values.junit, junitReport(cases));
  return summarise(cases, filter, terminal);
}

/** The cases of all files, up to one that was cancelled. */
async function testFiles(files: readonly string[], session: Session): Promise<readonly TestCase[]> {
  const cases: TestCase[] = [];
  for (const file of files) {
    cases.push(...(await testFile(file, session)));
    if (cases.at(-1)?.isCancelled === true) break;
  }
  return cases;
}

/** Runs the tests of one file whose titles contain the filter; a file that cannot be tested is one failed case. */
async function testFile(file: string, session: Session): Promise<readonly TestCase[]> {
  const { terminal, filter } = session;
  try {
    const source = await readSource(file);
    const { diagnostics, tests } = await loadSource(source);
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    const faults = placeDiagnostics(errors, source.path, source.text);
    if (faults.length > 0) return [report({ ...untested(file), faults }, terminal)];
    const titles = tests.map(({ title }) => title.value).filter((title) => title.includes(filter));
    return await runTests(source, titles, session);
  } catch (error) {
    if (!(error instanceof FileTrouble)) throw error;
    return [report({ ...untested(file), faults: [error.diagnostic] }, terminal)];
  }
}

function untested(file: string) {
  return { file, title: 'the file has no errors', milliseconds: 0 };
}

async function runTests(
  source: SourceFile,
  titles: readonly string[],
  { simulator, seed, terminal }: Session,
): Promise<readonly TestCase[]> {
  const cases: TestCase[] = [];
  for (const title of titles) {
    const request = { ...requestOf(source), seed, target: { kind: 'test', name: title } as const };
    const { diagnostics, status, timing } = await runOn(simulator, request, () => undefined);
    const isCancelled = status === 'cancelled';
    const found = { file: source.path, title, milliseconds: timing.total, faults: diagnostics, isCancelled };
    cases.push(report(found, terminal));
    if (isCancelled) break;
  }
  return cases;
}

/** Prints a case as soon as it is known. */
function report(found: TestCase, terminal: Terminal): TestCase {
  const { file, title, milliseconds, faults } = found;
  const mark = hasPassed(found) ? paint(terminal, 'green', '✔') : paint(terminal, 'red', '✘');
  const time = paint(terminal, 'dim', `${milliseconds.toFixed(0)} ms`);
  terminal.out(`${mark} ${file} › ${title}  ${time}\n`);
  for (const fault of faults) terminal.out(`${drawDiagnostic(fault, terminal).replaceAll(/^/gm, '    ')}\n`);
  return found;
}

function hasPassed({ faults, isCancelled }: TestCase): boolean {
  return faults.length === 0 && isCancelled !== true;
}

function summarise(cases: readonly TestCase[], filter: string, terminal: Terminal): number {
  const failed = cases.filter((one) => !hasPassed(one)).length;
  if (cases.length === 0) {
    terminal.error(filter === '' ? 'There are no tests.\n' : `No test has \`${filter}\` in its title.\n`);
    return exitStatus.failed;
  }
  terminal.out(`${cases.length - failed} passed, ${failed} failed\n`);
  if (cases.some(({ isCancelled }) => isCancelled === true)) return exitStatus.cancelled;
  return failed === 0 ? exitStatus.done : exitStatus.failed;
}
