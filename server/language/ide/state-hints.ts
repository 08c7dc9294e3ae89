import type { Span } from '../../base/index.ts';
import type { Model } from '../index.ts';
import { outcomesText } from './hover-state.ts';
import type { InlayHint } from './inlay-hints.ts';
import { statesIn } from './inline-state.ts';

/** Outcomes at the end of one line. */
const shownOutcomes = 4;

/** The likeliest outcomes at the ends of lines that change qubits. */
export function stateHints(model: Model, range: Span): readonly InlayHint[] {
  const byLine = new Map<number, InlayHint & { readonly end: number }>();
  for (const { states, after } of statesIn(model, range)) {
    const { end } = after.site.span;
    const offset = lineEnd(model.text, end);
    if ((byLine.get(offset)?.end ?? -1) > end) continue;
    const text = outcomesText(states.traced.circuit, states.timeline.at(after.step), shownOutcomes);
    byLine.set(offset, { kind: 'state', offset, text, end });
  }
  return [...byLine.values()].map(({ kind, offset, text }) => ({ kind, offset, text }));
}

function lineEnd(text: string, offset: number): number {
  const rest = /[\r\n]/.exec(text.slice(offset));
  return rest === null ? text.length : offset + rest.index;
}
