import { type Result, type SamplesResult, tableText } from '../protocol/index.ts';
import { chiSquareTail } from './chi-square.ts';
import type { StoredRunDetails } from './stored-run.ts';

/** One thing in which two runs differ. */
export interface Difference {
  /** `source`, `seed`, `input theta`, `task energy`, …. */
  readonly what: string;
  readonly first: string;
  readonly second: string;
  /** Of two samples: half the sum of the absolute differences of the probabilities. */
  readonly distance?: number;
  /** Of counts: the probability of a difference as large as this between two samples of the same circuit. */
  readonly probability?: number;
}

/** What distinguishes two runs: source, inputs, seeds, backends, and the results of their tasks. */
export function compareRuns(first: StoredRunDetails, second: StoredRunDetails): readonly Difference[] {
  return [...compareHeads(first, second), ...compareInputs(first, second), ...compareTasks(first, second)];
}

function compareHeads(first: StoredRunDetails, second: StoredRunDetails): readonly Difference[] {
  const heads = (run: StoredRunDetails): Readonly<Record<string, string>> => ({
    file: run.file,
    target: `${run.target.kind} ${run.target.name}`,
    source: run.sourceHash.slice(0, 12),
    version: run.version,
    backend: run.backend,
    method: run.method,
    seed: String(run.seed),
    shots: run.shots === 0 ? 'exact' : String(run.shots),
    status: run.status,
  });
  return differing(heads(first), heads(second), '');
}

function compareInputs(first: StoredRunDetails, second: StoredRunDetails): readonly Difference[] {
  return differing(first.inputs, second.inputs, 'input ');
}

function differing(
  first: Readonly<Record<string, string>>,
  second: Readonly<Record<string, string>>,
  prefix: string,
): readonly Difference[] {
  return [...new Set([...Object.keys(first), ...Object.keys(second)])].flatMap((name) => {
    const [one, other] = [first[name] ?? 'none', second[name] ?? 'none'];
    return one === other ? [] : [{ what: `${prefix}${name}`, first: one, second: other }];
  });
}

function compareTasks(first: StoredRunDetails, second: StoredRunDetails): readonly Difference[] {
  const names = new Set([...first.tasks, ...second.tasks].map(({ name }) => name));
  return [...names].flatMap((name) => {
    const [one, other] = [first, second].map(({ tasks }) => tasks.find((task) => task.name === name));
    const what = `task ${name}`;
    if (one?.result === undefined || other?.result === undefined) {
      const [left, right] = [one?.state ?? 'none', other?.state ?? 'none'];
      return left === right ? [] : [{ what, first: left, second: right }];
    }
    return compareResults(what, one.result, other.result);
  });
}

function compareResults(what: string, first: Result, second: Result): readonly Difference[] {
  if (JSON.stringify(first) === JSON.stringify(second)) return [];
  const texts = { what, first: brief(first), second: brief(second) };
  if (first.kind !== 'samples' || second.kind !== 'samples') return [texts];
  const probability = sameCircuit(first, second);
  const distance = totalVariation(first, second);
  return [{ ...texts, distance, ...(probability === undefined ? {} : { probability }) }];
}

function brief(result: Result): string {
  switch (result.kind) {
    case 'samples':
      return `${Object.keys(result.probabilities).length} outcomes`;
    case 'estimate':
    case 'gradient':
    case 'minimum':
      return result.stderr === 0 ? String(result.value) : `${result.value} ± ${result.stderr}`;
    case 'value':
      return JSON.stringify(result.value);
    case 'table':
      return `${tableText(result)} (${result.digest.slice(0, 8)})`;
    default:
      return `a ${result.kind}`;
  }
}

function totalVariation(first: SamplesResult, second: SamplesResult): number {
  const keys = new Set([...Object.keys(first.probabilities), ...Object.keys(second.probabilities)]);
  const difference = (key: string) =>
    Math.abs((first.probabilities[key] ?? 0) - (second.probabilities[key] ?? 0));
  return [...keys].reduce((sum, key) => sum + difference(key), 0) / 2;
}

/** The chi-square test of two samples for one distribution; nothing where one of them is exact. */
function sameCircuit(first: SamplesResult, second: SamplesResult): number | undefined {
  if (first.counts === undefined || second.counts === undefined) return undefined;
  const [counts, others] = [first.counts, second.counts];
  const total = (table: Readonly<Record<string, number>>) =>
    Object.values(table).reduce((sum, count) => sum + count, 0);
  const [n, m] = [total(counts), total(others)];
  const keys = [...new Set([...Object.keys(counts), ...Object.keys(others)])];
  const statistic = keys.reduce((sum, key) => {
    const [one, other] = [counts[key] ?? 0, others[key] ?? 0];
    return sum + (one * Math.sqrt(m / n) - other * Math.sqrt(n / m)) ** 2 / (one + other);
  }, 0);
  return chiSquareTail(statistic, keys.length - 1);
}
