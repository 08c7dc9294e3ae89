import type { Value } from '../base/index.ts';
import type { RunValue } from './run-value.ts';

/** How many elements of a list a message shows. */
const shownElements = 8;

/** A value in the words of a message: numbers with at most ten digits, long lists cut short. */
export function valueText(value: RunValue): string {
  switch (value.kind) {
    case 'classical':
      return numberText(value.value.value);
    case 'text':
      return `"${value.text}"`;
    case 'list':
      return listText(value.values.map(valueText));
    case 'table':
      return listText(Object.entries(value.entries).map(([key, entry]) => `${key}: ${numberText(entry)}`));
    case 'result':
      return value.result.kind === 'table'
        ? `a table of ${value.result.rows} rows`
        : `a ${value.result.kind}`;
    case 'backend':
    case 'noise':
      return value.symbol.name;
    case 'molecule':
      return 'a molecule';
    case 'secret':
      return 'a secret';
    default:
      return value.name;
  }
}

function listText(texts: readonly string[]): string {
  const shown = texts.slice(0, shownElements);
  const more = texts.length > shown.length ? [`… ${texts.length} in all`] : [];
  return `[${[...shown, ...more].join(', ')}]`;
}

export function numberText(value: Value): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(10)));
  if (typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  if ('re' in value) return `${numberText(value.re)} + ${numberText(value.im)}im`;
  return listText(value.map(numberText));
}
