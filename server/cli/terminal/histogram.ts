import {
  type EstimateResult,
  type GradientResult,
  type MinimumResult,
  type Result,
  type SamplesResult,
  type SectorResult,
  type StateResult,
  plainText,
} from '../../protocol/index.ts';
import { stopReasons } from './stop-reasons.ts';
import { drawTable } from './table.ts';
import { type Terminal, paint } from './terminal.ts';

/** The most outcomes that are drawn; the rest is summed up in one line. */
const mostBars = 32;

/** The most parameters that are listed; the record has all. */
const mostParameters = 200;

const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** The lines that show one result: bars for outcomes, a number for an estimate. */
export function drawResult(result: Result, terminal: Terminal): string[] {
  switch (result.kind) {
    case 'samples':
      return drawSamples(result, terminal);
    case 'estimate':
      return drawEstimate(result);
    case 'gradient':
      return drawGradient(result);
    case 'minimum':
      return drawMinimum(result);
    case 'state':
      return drawState(result, terminal);
    case 'value':
      return [
        plainText(result.value),
        ...(result.table === undefined ? [] : drawTable(result.table, terminal)),
      ];
    case 'table':
      return drawTable(result, terminal);
  }
}

function drawEstimate({ value, stderr, variance }: EstimateResult): string[] {
  if (stderr !== 0) return [withError(value, stderr)];
  return [
    variance === undefined
      ? `${format(value)} (exact)`
      : `${format(value)} (exact, variance ${format(variance)})`,
  ];
}

/** The value, then one line for each derivative. */
function drawGradient({ value, stderr, rule, derivatives }: GradientResult): string[] {
  const width = Math.max(0, ...derivatives.map(({ name }) => name.length));
  return [
    `${withError(value, stderr)} (${rule.replace('_', ' ')})`,
    ...derivatives.map((one) => `d/d${one.name.padEnd(width)} ${withError(one.value, one.stderr)}`),
  ];
}

/** The value, how it was found, then one line for each parameter, as far as they are few. */
function drawMinimum(result: MinimumResult): string[] {
  const { value, stderr, optimizer, iterations, evaluations, stopped, names, parameters, sector } = result;
  const listed = names.slice(0, mostParameters);
  const width = Math.max(0, ...listed.map((name) => name.length));
  const rest = names.length - listed.length;
  const count = `${iterations.toLocaleString('en')} iterations, ${evaluations.toLocaleString('en')} evaluations`;
  return [
    `${stderr === 0 ? String(Number(value.toPrecision(12))) : withError(value, stderr)} (${optimizer}, ${count}: ${stopReasons[stopped]})`,
    ...sectorLine(sector),
    ...listed.map((name, place) => `${name.padEnd(width)} ${format(parameters[place] ?? NaN)}`),
    ...(rest > 0 ? [`and ${rest.toLocaleString('en')} more parameters`] : []),
  ];
}

function sectorLine(sector: SectorResult | undefined): readonly string[] {
  if (sector === undefined) return [];
  // Values that are zero but for rounding stay out of sight.
  const [particles, spin] = [sector.particles, sector.spinSquared].map((value) => format(rounded(value)));
  return [`⟨N⟩ ${particles}, ⟨S²⟩ ${spin}`];
}

function rounded(value: number): number {
  return Math.abs(value) < 1e-10 ? 0 : value;
}

function withError(value: number, stderr: number): string {
  return stderr === 0 ? format(value) : `${format(value)} ± ${format(stderr)}`;
}

function drawSamples(result: SamplesResult, terminal: Terminal): string[] {
  const { counts, probabilities } = result;
  const rows = Object.entries(probabilities)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, share]) => ({
      key,
      share,
      note: counts === undefined ? '' : (counts[key] ?? 0).toLocaleString('en'),
    }));
  return drawBars(rows, result.omitted?.outcomes ?? 0, terminal);
}

function drawState(result: StateResult, terminal: Terminal): string[] {
  const listed = result.amplitudes?.map(([re, im], index) => ({
    key: `|${index.toString(2).padStart(result.qubits, '0')}⟩`,
    share: re * re + im * im,
    note: `${format(re)} ${im < 0 ? '−' : '+'} ${format(Math.abs(im))}i`,
  }));
  const summed = result.summary?.largest.map(({ index, probability }) => ({
    key: `|${index}⟩`,
    share: probability,
    note: '',
  }));
  const rows = (listed ?? summed ?? []).filter(({ share }) => share > 1e-15);
  const unlisted = result.summary === undefined ? 0 : result.summary.amplitudes - rows.length;
  return drawBars(rows, unlisted, terminal);
}

interface Bar {
  readonly key: string;
  readonly share: number;
  readonly note: string;
}

function drawBars(rows: readonly Bar[], omitted: number, terminal: Terminal): string[] {
  const shown = rows.length <= mostBars ? rows : likeliest(rows);
  const keyWidth = Math.max(0, ...shown.map(({ key }) => key.length));
  const noteWidth = Math.max(0, ...shown.map(({ note }) => note.length));
  const room = Math.max(8, Math.min(50, terminal.width - keyWidth - noteWidth - 14));
  const largest = Math.max(Number.MIN_VALUE, ...shown.map(({ share }) => share));
  const lines = shown.map(({ key, share, note }) => {
    const bar = drawBar((share / largest) * room).padEnd(room);
    const percent = (share * 100).toFixed(1).padStart(5);
    return `${key.padStart(keyWidth)} ${paint(terminal, 'cyan', bar)} ${percent} % ${note.padStart(noteWidth)}`.trimEnd();
  });
  const rest = rows.length - shown.length + omitted;
  return rest > 0
    ? [...lines, paint(terminal, 'dim', `and ${rest.toLocaleString('en')} more outcomes`)]
    : lines;
}

function likeliest(rows: readonly Bar[]): Bar[] {
  return rows.toSorted((a, b) => b.share - a.share).slice(0, mostBars);
}

function drawBar(length: number): string {
  const whole = Math.floor(length);
  return '█'.repeat(whole) + (eighths[Math.floor((length - whole) * 8)] ?? '');
}

function format(value: number): string {
  return Number(value.toPrecision(6)).toString();
}
