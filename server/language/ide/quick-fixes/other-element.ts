import type { Fix, Span } from '../../../base/index.ts';
import { type Model, type Node, nodeAt, type tree } from '../../index.ts';

/** The last element in the place of one that is not there. */
export function lastElement(model: Model, span: Span): readonly Fix[] {
  const owner = nodeAt(model.program, span.start).findLast((node) => node.kind === 'index');
  const size = owner?.kind === 'index' ? sizeOf(model, owner.object) : undefined;
  if (owner?.kind !== 'index' || size === undefined || model.constantOf(indexAt(owner, span)) === undefined)
    return [];
  const object = model.text.slice(owner.object.span.start, owner.object.span.end);
  const place = String(size - 1);
  return [{ title: `Write ${object}[${place}]`, edits: [{ span, text: place }] }];
}

function indexAt(owner: tree.IndexExpression, { start }: Span): tree.Expression {
  return owner.indices.find((index) => index.span.start <= start && start < index.span.end) ?? owner;
}

function sizeOf(model: Model, object: tree.Expression): number | undefined {
  const type = model.typeOf(object);
  if (type.kind === 'qubit') return typeof type.size === 'number' ? type.size : undefined;
  if (type.kind === 'array') return type.shape[0];
  return type.kind === 'bit' ? type.width : undefined;
}

/** The first qubit of the register that the gate does not have yet, in the place of one that it has twice. */
export function otherQubit(model: Model, span: Span): readonly Fix[] {
  const path = nodeAt(model.program, span.start);
  const call = path.findLast((node): node is tree.GateCall => node.kind === 'gate-call');
  const operand = call?.operands.find((one) => one.span.start === span.start);
  if (call === undefined || operand?.kind !== 'index') return [];
  const size = sizeOf(model, operand.object) ?? 0;
  const name = model.text.slice(operand.object.span.start, operand.object.span.end);
  const taken = new Set(call.operands.map((one) => elementText(model, one)));
  const free = Array.from({ length: size }, (_, place) => `${name}[${place}]`).find((one) => !taken.has(one));
  return free === undefined ? [] : [{ title: `Write ${free}`, edits: [{ span: operand.span, text: free }] }];
}

/** `q[1]` with the value of its index. */
function elementText(model: Model, node: Node): string {
  if (node.kind !== 'index') return model.text.slice(node.span.start, node.span.end);
  const object = model.text.slice(node.object.span.start, node.object.span.end);
  const [index] = node.indices;
  const value = index && model.constantOf(index);
  return `${object}[${typeof value === 'bigint' ? String(value) : '?'}]`;
}
