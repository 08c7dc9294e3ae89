/** Numbers as people read them. */

import { t } from './words.ts';

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

export function formatCount(count: number): string {
  return grouped.format(count);
}

export function formatShots(shots: number): string {
  if (shots === 0) return t('exact');
  return shots === 1 ? t('1 shot') : t('{0} shots', formatCount(shots));
}

/** A probability as a percentage with three significant digits: `50.1 %`, `0.0244 %`. */
export function formatPercent(probability: number): string {
  const percent = probability * 100;
  if (percent === 0 || percent === 100) return `${percent} %`;
  if (percent < 0.001) return `${percent.toExponential(1)} %`;
  return `${Number(percent.toPrecision(3))} %`;
}

/** Milliseconds as a duration: `3.2 ms`, `1.25 s`, `2 min 5 s`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1) return '< 1 ms';
  if (milliseconds < 1000) return `${Number(milliseconds.toPrecision(3))} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${Number(seconds.toPrecision(3))} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** A value rounded to two significant digits of its standard error: `-1.1370 ± 0.0021`; exact values in full. */
export function formatEstimate(value: number, stderr: number): string {
  if (stderr <= 0 || !Number.isFinite(stderr)) return String(Number(value.toPrecision(12)));
  const digits = Math.min(12, Math.max(0, 1 - Math.floor(Math.log10(stderr))));
  return `${value.toFixed(digits)} ± ${stderr.toFixed(digits)}`;
}

/** A phase in radians as a multiple of π: `0.25 π`. */
export function formatPhase(radians: number): string {
  const multiple = Number((radians / Math.PI).toFixed(4));
  return multiple === 0 ? '0' : `${multiple} π`;
}

/** The beginning of a long line with an ellipsis behind it. */
export function clip(text: string, characters: number): string {
  return text.length <= characters ? text : `${text.slice(0, characters - 1).trimEnd()}…`;
}

/** Both ends of a long name with an ellipsis between them. */
export function shorten(text: string, characters: number): string {
  if (text.length <= characters) return text;
  const kept = Math.max(2, characters - 1);
  const head = Math.ceil(kept / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (kept - head))}`;
}
