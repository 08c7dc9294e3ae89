import { plainText } from './plain-value.ts';
import type { PlacedDiagnostic, Result, RunStatus } from './result.ts';
import { tableText } from './table-text.ts';

/** What a run is told by: its record, or the view that an editor has of it. */
export interface ToldRun {
  readonly name: string;
  readonly status: RunStatus | 'running';
  readonly backend: string;
  readonly method: string;
  readonly shots: number;
  readonly seed: number;
  readonly results: Readonly<Record<string, Result>>;
  readonly diagnostics: readonly PlacedDiagnostic[];
}

/** Outcomes and parameters that are told of one result. */
const mostListed = 32;

/** A run as a text that people and language models read: what ran, what went wrong, and every result. */
export function runText({ results, diagnostics, ...run }: ToldRun): string {
  const times = run.shots === 0 ? 'exact' : `${run.shots} shots`;
  const method = run.method === '' ? run.backend : `${run.backend} (${run.method})`;
  return [
    `${run.name} ${run.status}: ${method}, ${times}, seed ${run.seed}`,
    ...diagnostics.map(diagnosticText),
    ...Object.entries(results).map(([task, result]) => `${task}: ${resultText(result)}`),
  ].join('\n');
}

/** `error QF2001 bell.qflow:3:5: message help` */
export function diagnosticText(diagnostic: PlacedDiagnostic): string {
  const { severity, code, file, line, column, message, help } = diagnostic;
  return `${severity} ${code} ${file}:${line}:${column}: ${message}${help === undefined ? '' : ` ${help}`}`;
}

function resultText(result: Result): string {
  switch (result.kind) {
    case 'samples':
      return listed(result.counts ?? result.probabilities);
    case 'estimate':
      return withError(result.value, result.stderr);
    case 'gradient':
      return `${withError(result.value, result.stderr)}; ${derivativesText(result.derivatives)}`;
    case 'minimum': {
      const { names, parameters, optimizer, stopped, evaluations } = result;
      const point = parameters
        .slice(0, mostListed)
        .map((value, place) => `${names[place] ?? place} = ${value}`);
      return `minimum ${withError(result.value, result.stderr)} at ${point.join(', ')} (${optimizer}, ${stopped}, ${evaluations} evaluations)`;
    }
    case 'state':
      return stateText(result);
    case 'value':
      return plainText(result.value);
    case 'table':
      return tableText(result);
  }
}

function listed(outcomes: Readonly<Record<string, number>>): string {
  const all = Object.entries(outcomes).toSorted(([, one], [, other]) => other - one);
  const texts = all.slice(0, mostListed).map(([outcome, number]) => `${outcome} ${number}`);
  const rest = all.length - texts.length;
  return [...texts, ...(rest > 0 ? [`and ${rest} others`] : [])].join(', ');
}

function withError(value: number, stderr: number): string {
  return stderr === 0 ? String(value) : `${value} ± ${stderr}`;
}

function derivativesText(derivatives: Extract<Result, { kind: 'gradient' }>['derivatives']): string {
  return derivatives
    .slice(0, mostListed)
    .map(({ name, value, stderr }) => `d/d${name} = ${withError(value, stderr)}`)
    .join(', ');
}

function stateText({ qubits, amplitudes, summary }: Extract<Result, { kind: 'state' }>): string {
  const probabilities = amplitudes?.map(
    ([re, im], index) => [index.toString(2).padStart(qubits, '0'), re * re + im * im] as const,
  );
  const largest = summary?.largest.map(({ index, probability }) => [index, probability] as const);
  const shown = (probabilities ?? largest ?? []).filter(([, probability]) => probability > 1e-12);
  return `${qubits} qubits, probabilities ${listed(Object.fromEntries(shown))}`;
}
