import type { Fix, Span } from '../../../base/index.ts';
import { findGate } from '../../../library/index.ts';
import { type Model, nodeAt, type tree } from '../../index.ts';

/** Applies a gate that is written like a function, as Qiskit does: `cx(q[0], q[1])` is `cx q[0], q[1]`. */
export function applyGate(model: Model, { start }: Span): readonly Fix[] {
  const statement = nodeAt(model.program, start).findLast((node) => node.kind === 'expression');
  const call = statement?.kind === 'expression' ? statement.expression : undefined;
  if (call?.kind !== 'call' || call.callee.span.start !== start) return [];
  const symbol = model.symbolOf(call.callee);
  const angles =
    symbol?.kind === 'gate' ? symbol.node.parameters.length : findGate(call.callee.name)?.parameters.length;
  if (angles === undefined || call.arguments.length <= angles) return [];
  const given = call.arguments.map(({ span }) => model.text.slice(span.start, span.end));
  const head = angles === 0 ? '' : `(${given.slice(0, angles).join(', ')})`;
  const text = `${call.callee.name}${head} ${given.slice(angles).join(', ')}`;
  return [{ title: `Write ${text};`, edits: [{ span: call.span, text }] }];
}

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
