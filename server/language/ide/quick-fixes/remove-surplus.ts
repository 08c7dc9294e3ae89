import type { Fix, Span } from '../../../base/index.ts';
import { type Model, nodeAt, type tree } from '../../index.ts';

/** Removes the angles, qubits or arguments from the first one on that is too many. */
export function removeSurplus(model: Model, { start }: Span): readonly Fix[] {
  const path = nodeAt(model.program, start);
  for (const node of path.toReversed()) {
    const lists = node.kind === 'gate-call' ? [node.angles, node.operands] : node.kind === 'call' ? [node.arguments] : []; // prettier-ignore
    for (const list of lists) {
      const place = list.findIndex(({ span }) => span.start === start);
      if (place >= 0) return removed(model, list, place);
    }
  }
  return [];
}

function removed(
  { text }: Model,
  list: readonly (tree.Expression | tree.Argument)[],
  place: number,
): readonly Fix[] {
  const [first, last] = [list[place], list.at(-1)];
  if (first === undefined || last === undefined) return [];
  const title = `Remove ${text.slice(first.span.start, last.span.end)}`;
  const before = list[place - 1];
  if (before !== undefined)
    return [{ title, edits: [{ span: { start: before.span.end, end: last.span.end }, text: '' }] }];
  const open = text.lastIndexOf('(', first.span.start);
  const close = text.indexOf(')', last.span.end);
  if (open < 0 || close < 0 || text.slice(open + 1, first.span.start).trim() !== '') return [];
  return [{ title, edits: [{ span: { start: open, end: close + 1 }, text: '' }] }];
}
