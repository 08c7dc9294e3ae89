import type { Distribution, Outcome } from './distribution.ts';

export type Order = 'outcome' | 'frequency';

export interface Choice {
  readonly order: Order;
  /** The largest number of outcomes to show: the likeliest ones. */
  readonly most: number;
  /** Part of a key; or with `?` for any bit and `*` for any bits, the whole key. */
  readonly filter: string;
}

export interface Selection {
  readonly shown: readonly Outcome[];
  /** How many outcomes match the filter, shown or not. */
  readonly matching: number;
  /** What the filter lets through and `most` does not, and what never travelled here. */
  readonly hidden: { readonly outcomes: number; readonly probability: number };
}

/** The outcomes to show, in their order. */
export function select({ outcomes, omitted }: Distribution, { order, most, filter }: Choice): Selection {
  const matches = matcher(filter);
  const matching = outcomes.filter(({ key }) => matches(key));
  const likeliest = matching.toSorted(byFrequency);
  const shown = likeliest.slice(0, most);
  const beyond = likeliest.slice(most);
  const unknown = filter.trim() === '' ? omitted : { outcomes: 0, probability: 0 };
  return {
    shown: order === 'frequency' ? shown : shown.toSorted(byKey),
    matching: matching.length,
    hidden: {
      outcomes: beyond.length + unknown.outcomes,
      probability: beyond.reduce((sum, { probability }) => sum + probability, unknown.probability),
    },
  };
}

function byFrequency(a: Outcome, b: Outcome): number {
  return b.probability - a.probability || byKey(a, b);
}

function byKey(a: Outcome, b: Outcome): number {
  return a.key < b.key ? -1 : Number(a.key > b.key);
}

function matcher(filter: string): (key: string) => boolean {
  const pattern = filter.trim();
  if (!/[?*]/.test(pattern)) return (key) => key.includes(pattern);
  const escaped = pattern.replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`);
  const expression = new RegExp(`^${escaped.replaceAll('?', '.').replaceAll('*', '.*')}$`);
  return (key) => expression.test(key);
}

/** The first shown outcome whose key starts with what was typed. */
export function findByPrefix(shown: readonly Outcome[], typed: string): number {
  return shown.findIndex(({ key }) => key.startsWith(typed));
}
