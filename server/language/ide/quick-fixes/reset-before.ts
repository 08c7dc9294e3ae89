import type { Fix, Span } from '../../../base/index.ts';
import { type Model, nodeAt, type tree } from '../../index.ts';

/** Resets an operand of a gate in front of it, so that what it was measured as is gone. */
export function resetBefore(model: Model, { start }: Span): readonly Fix[] {
  const call = nodeAt(model.program, start).findLast(
    (node): node is tree.GateCall => node.kind === 'gate-call',
  );
  if (call === undefined) return [];
  const line = model.text.lastIndexOf('\n', start - 1) + 1;
  const indent = /^[ \t]*$/.test(model.text.slice(line, start)) ? `\n${model.text.slice(line, start)}` : ' ';
  return call.operands.map(({ span }) => {
    const text = `reset ${model.text.slice(span.start, span.end)};`;
    return { title: `Add ${text}`, edits: [{ span: { start, end: start }, text: `${text}${indent}` }] };
  });
}
