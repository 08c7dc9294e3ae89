/** Where everything of a histogram stands, in pixels; the view only draws it. */
import { scaleLinear } from 'd3-scale';
import { shorten } from '../ui/format.ts';
import type { Outcome } from './distribution.ts';

export interface Bar {
  readonly outcome: Outcome;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The ends of the error bar along the value axis. */
  readonly whisker?: { readonly from: number; readonly to: number };
  /** Its name under or beside it, shortened to what fits; some are left out where bars are narrow. */
  readonly label?: string;
}

export interface BarLayout {
  /** Columns stand side by side; rows, for long keys, lie one below the other. */
  readonly orientation: 'columns' | 'rows';
  readonly width: number;
  readonly height: number;
  readonly plot: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** Space from one bar to the next. */
  readonly step: number;
  readonly turnedLabels: boolean;
  readonly bars: readonly Bar[];
  readonly ticks: readonly { readonly position: number; readonly text: string }[];
}

export interface Space {
  readonly width: number;
  readonly height: number;
  /** How many times wider than the space a chart of columns is. */
  readonly zoom: number;
}

/** The width of a character of a label, for a monospaced font of 12 pixels. */
const character = 7.25;
const lineHeight = 16;
const rowHeight = 22;
const axisWidth = 52;
const valueWidth = 96;
const margin = 12;
/** Keys longer than this many characters lie in rows. */
const longestColumnKey = 12;
const widestStep = 110;
const narrowestStep = 2;

export function layoutBars(outcomes: readonly Outcome[], space: Space): BarLayout {
  const longest = outcomes.reduce((length, { key }) => Math.max(length, key.length), 0);
  const top = outcomes.reduce((most, each) => Math.max(most, each.interval?.high ?? each.probability), 0);
  const scale = scaleLinear()
    .domain([0, top === 0 ? 1 : top])
    .nice(5);
  return longest > longestColumnKey
    ? layoutRows(outcomes, space, scale, longest)
    : layoutColumns(outcomes, space, scale, longest);
}

type Scale = ReturnType<typeof scaleLinear<number, number>>;

function layoutColumns(
  outcomes: readonly Outcome[],
  { width, height, zoom }: Space,
  scale: Scale,
  longest: number,
): BarLayout {
  const room = Math.max(1, width - axisWidth - margin);
  const fitting = Math.min(widestStep, room / Math.max(1, outcomes.length));
  const step = Math.max(narrowestStep, fitting) * zoom;
  const turnedLabels = step < longest * character + 8;
  const labelHeight = turnedLabels ? longest * character + 10 : lineHeight + 6;
  const plot = {
    x: axisWidth,
    y: lineHeight + 8,
    width: Math.max(step * outcomes.length, room),
    height: Math.max(40, height - labelHeight - lineHeight - 8),
  };
  const value = scale.range([plot.y + plot.height, plot.y]);
  const every = turnedLabels ? Math.ceil(lineHeight / step) : 1;
  const gap = step > 8 ? step * 0.2 : step > 4 ? 1 : 0;
  return {
    orientation: 'columns',
    width: plot.x + plot.width + margin,
    height: plot.y + plot.height + labelHeight,
    plot,
    step,
    turnedLabels,
    ticks: ticksOf(value),
    bars: outcomes.map((outcome, index) => ({
      outcome,
      x: plot.x + index * step + gap / 2,
      y: value(outcome.probability),
      width: step - gap,
      height: value(0) - value(outcome.probability),
      ...whiskerOf(outcome, value),
      ...(index % every === 0 ? { label: outcome.key } : {}),
    })),
  };
}

function layoutRows(
  outcomes: readonly Outcome[],
  { width }: Space,
  scale: Scale,
  longest: number,
): BarLayout {
  const labelWidth = Math.min(longest * character, Math.max(120, width * 0.5)) + margin;
  const plot = {
    x: labelWidth,
    y: lineHeight + 8,
    width: Math.max(60, width - labelWidth - valueWidth),
    height: outcomes.length * rowHeight,
  };
  const value = scale.range([plot.x, plot.x + plot.width]);
  const characters = Math.floor((labelWidth - margin) / character);
  return {
    orientation: 'rows',
    width: plot.x + plot.width + valueWidth,
    height: plot.y + plot.height + margin,
    plot,
    step: rowHeight,
    turnedLabels: false,
    ticks: ticksOf(value),
    bars: outcomes.map((outcome, index) => ({
      outcome,
      x: plot.x,
      y: plot.y + index * rowHeight + 3,
      width: value(outcome.probability) - value(0),
      height: rowHeight - 6,
      ...whiskerOf(outcome, value),
      label: shorten(outcome.key, characters),
    })),
  };
}

function ticksOf(value: Scale): BarLayout['ticks'] {
  return value
    .ticks(5)
    .map((tick) => ({ position: value(tick), text: `${Number((tick * 100).toPrecision(6))} %` }));
}

function whiskerOf({ interval }: Outcome, value: Scale): { readonly whisker?: Bar['whisker'] & object } {
  return interval === undefined ? {} : { whisker: { from: value(interval.low), to: value(interval.high) } };
}
