import type { CompletionItem } from './item.ts';

/** So many proposals are sent whatever was typed: the editor chooses among them by itself. */
const fewEnough = 300;

/** Proposals for what was typed so far. */
export interface Narrowed {
  readonly items: readonly CompletionItem[];
  /** Whether there are more, which other letters would bring. */
  readonly isPart: boolean;
}

/** Of very many proposals those that have the letters before the cursor in their order, as editors look for them. */
export function narrowed(items: readonly CompletionItem[], text: string, offset: number): Narrowed {
  if (items.length <= fewEnough) return { items, isPart: false };
  const fitting = items.filter(({ label, span }) => holds(label, text.slice(span.start, offset)));
  return { items: fitting, isPart: fitting.length < items.length };
}

function holds(label: string, letters: string): boolean {
  let place = 0;
  const wanted = letters.toLowerCase();
  for (const letter of label.toLowerCase()) if (letter === wanted[place]) place++;
  return place === wanted.length;
}
