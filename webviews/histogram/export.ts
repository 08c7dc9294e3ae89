import {
  type EstimateResult,
  type IterationResult,
  type Result,
  type RunDocument,
  type RunView,
  type StateResult,
  cellText,
  plainRows,
  plainText,
} from '../../server/protocol/index.ts';
import { basisKey } from './distribution.ts';
import { type RecordColumns, recordColumns } from './record-columns.ts';
import { wilson } from './wilson.ts';

/** The result as a table with a header line, for spreadsheets and plotting programs. */
export function toCsv(result: Result): string {
  const rows = result.kind === 'samples' ? samplesRows(result) : otherRows(result);
  return rows.map((row) => `${row.map(quote).join(',')}\n`).join('');
}

type Row = readonly (string | number)[];

function samplesRows({ counts, probabilities, omitted }: Extract<Result, { kind: 'samples' }>): Row[] {
  const left = omitted === undefined ? [] : [omitted];
  const name = (outcomes: number) => `${outcomes} other outcomes`;
  if (counts === undefined)
    return [
      ['outcome', 'probability'],
      ...sorted(probabilities),
      ...left.map(({ outcomes, probability }): Row => [name(outcomes), probability]),
    ];
  const shots =
    Object.values(counts).reduce((sum, count) => sum + count, 0) / (1 - (omitted?.probability ?? 0));
  const rest = left.map(({ outcomes, probability }): readonly [string, number] => [
    name(outcomes),
    Math.round(probability * shots),
  ]);
  return [
    ['outcome', 'count', 'probability', 'low95', 'high95'],
    ...[...sorted(counts), ...rest].map(([outcome, count]): Row => {
      const { low, high } = wilson(count, Math.round(shots));
      return [outcome, count, count / Math.round(shots), low, high];
    }),
  ];
}

/** In the order of the outcomes: objects put keys that look like numbers first. */
function sorted(table: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(table).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function otherRows(result: Exclude<Result, { kind: 'samples' }>): Row[] {
  if (result.kind === 'estimate') return estimateRows(result);
  if (result.kind === 'gradient')
    return [
      ['parameter', 'derivative', 'stderr'],
      ...result.derivatives.map(({ name, value, stderr }): Row => [name, value, stderr]),
    ];
  if (result.kind === 'minimum') {
    const isMolecular = result.sector !== undefined;
    return [
      ['iteration', 'value', 'stderr', 'change', 'step', 'best', ...(isMolecular ? sectorColumns : [])],
      ...result.history.map((one): Row => [...iterationCells(one), ...(isMolecular ? sectorCells(one) : [])]),
    ];
  }
  if (result.kind === 'value') {
    const record = recordColumns(result.value);
    if (record !== undefined) return recordRows(record);
    return [['key', 'value'], ...plainRows(result.value).map(([key, entry]): Row => [key, plainText(entry)])];
  }
  if (result.kind === 'table')
    return [result.columns.map(({ name }) => name), ...result.head.map((row) => row.map(cellText))];
  return stateRows(result);
}

/** A row for each place of the lists, with what stands once in each. */
function recordRows({ facts, columns, rows }: RecordColumns): Row[] {
  return [
    ['index', ...[...facts, ...columns].map(([name]) => name)],
    ...Array.from({ length: rows }, (_, row): Row => {
      const values = [...facts.map(([, value]) => value), ...columns.map(([, list]) => list[row] ?? '')];
      return [row, ...values.map((value) => (typeof value === 'number' ? value : plainText(value)))];
    }),
  ];
}

function estimateRows({ value, stderr, variance }: EstimateResult): Row[] {
  return [
    ['value', 'stderr', ...(variance === undefined ? [] : ['variance'])],
    [value, stderr, ...(variance === undefined ? [] : [variance])],
  ];
}

function stateRows({ qubits, amplitudes, summary }: StateResult): Row[] {
  if (amplitudes === undefined)
    return [
      ['state', 'probability'],
      ...(summary?.largest ?? []).map(({ index, probability }): Row => [index, probability]),
    ];
  return [
    ['state', 're', 'im', 'probability'],
    ...amplitudes.map(([re, im], index): Row => [basisKey(index, qubits), re, im, re * re + im * im]),
  ];
}

/** Quoted where a comma, a quote or a line end demands it (RFC 4180). */
function quote(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The run as the command line prints it with `--json`. */
export function toJson(run: RunView): string {
  const tasks = Object.entries(run.tasks);
  const status = run.status === 'running' ? 'cancelled' : run.status;
  const document: RunDocument = {
    schema: 'qflow.run/1',
    file: run.file,
    name: run.target.name,
    backend: run.backend,
    method: run.method,
    ...(run.truncation !== undefined && { truncation: run.truncation }),
    seed: run.seed,
    shots: run.shots,
    status,
    results: Object.fromEntries(
      tasks.flatMap(([name, { result }]): [string, Result][] =>
        result === undefined ? [] : [[name, result]],
      ),
    ),
    timing: {
      started: run.started,
      total: run.total ?? 0,
      tasks: Object.fromEntries(
        tasks.flatMap(([name, { duration }]): [string, number][] =>
          duration === undefined ? [] : [[name, duration]],
        ),
      ),
    },
    diagnostics: run.diagnostics,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

const sectorColumns = ['particles', 'spin_squared'];

function iterationCells({ iteration, value, stderr, change, step, best }: IterationResult): Row {
  return [iteration, value, stderr ?? '', change ?? '', step, best];
}

function sectorCells({ sector }: IterationResult): Row {
  return [sector?.particles ?? '', sector?.spinSquared ?? ''];
}
