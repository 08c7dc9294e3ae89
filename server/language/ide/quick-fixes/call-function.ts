import type { Fix, Span } from '../../../base/index.ts';
import { type Model, nodeAt, type tree } from '../../index.ts';

/** Calls a function that is written like a gate, as programs of older drafts of OpenQASM 3 do: `f(a) q` is `f(a, q)`. */
export function callFunction(model: Model, { start }: Span): readonly Fix[] {
  const call = nodeAt(model.program, start).findLast(
    (node): node is tree.GateCall => node.kind === 'gate-call' && node.name.span.start === start,
  );
  const isFunction = call !== undefined && model.scope.symbols.get(call.name.text)?.kind === 'function';
  if (!isFunction || call.modifiers.length > 0) return [];
  const given = [...call.angles, ...call.operands].map(({ span }) => model.text.slice(span.start, span.end));
  const text = `${call.name.text}(${given.join(', ')});`;
  return [{ title: `Write ${text}`, edits: [{ span: call.span, text }] }];
}
