import type { Fix, Span, TextEdit } from '../../../base/index.ts';
import { type Model, type Node, nodeAt, type tree } from '../../index.ts';

/** Removes a parameter that nothing reads, and its value from each call in the file. */
export function removeParameter(model: Model, { start, end }: Span): readonly Fix[] {
  const owner = nodeAt(model.program, start).findLast(
    (node) => node.kind === 'gate' || node.kind === 'function' || node.kind === 'circuit',
  );
  const list = owner && listOf(owner, start);
  const symbol = owner && model.symbolOf(owner.name);
  if (owner === undefined || list === undefined || symbol === undefined) return [];
  const place = list.findIndex(({ span }) => span.start <= start && start < span.end);
  const isGate = owner.kind === 'gate';
  if (isGate && list === owner.qubits && list.length === 1) return [];
  const isAngle = isGate && list === owner.parameters;
  const name = model.text.slice(start, end);
  const edits = [without(model.text, list, place)];
  for (const use of model.occurrences(symbol)) {
    if (use.start === owner.name.span.start) continue;
    const edit = withoutValue(model, use, { place, name, isAngle });
    if (edit === undefined) return [];
    edits.push(edit);
  }
  return [{ title: `Remove ${name}`, edits }];
}

type Owner = tree.GateDeclaration | tree.FunctionDeclaration | tree.CircuitDeclaration;
type Listed = { readonly span: Span };

function listOf(owner: Owner, offset: number): readonly Listed[] | undefined {
  const lists: (readonly Listed[])[] = [owner.parameters];
  if (owner.kind === 'gate') lists.push(owner.qubits);
  return lists.find((list) => list.some(({ span }) => span.start <= offset && offset < span.end));
}

interface Removed {
  readonly place: number;
  readonly name: string;
  readonly isAngle: boolean;
}

/** The edit at one use of the name; nothing where it is no call that can be read. */
function withoutValue(model: Model, use: Span, removed: Removed): TextEdit | undefined {
  const call = nodeAt(model.program, use.start).findLast(
    (node): node is tree.GateCall | tree.CallExpression => node.kind === 'gate-call' || node.kind === 'call',
  );
  if (call === undefined || calleeOf(call).start !== use.start) return undefined;
  const values = valuesOf(call, removed);
  const named = values.findIndex((one) => one.kind === 'argument' && one.name?.text === removed.name);
  const place = named < 0 ? removed.place : named;
  return place < values.length ? without(model.text, values, place) : undefined;
}

function calleeOf(call: tree.GateCall | tree.CallExpression): Span {
  return call.kind === 'call' ? call.callee.span : call.name.span;
}

function valuesOf(call: tree.GateCall | tree.CallExpression, { isAngle }: Removed): readonly Node[] {
  if (call.kind === 'call') return call.arguments;
  const isPlain = call.modifiers.every(({ kind }) => kind === 'inv' || kind === 'pow');
  if (isAngle) return call.angles;
  return isPlain ? call.operands : [];
}

/** Takes one element with its comma out of a list; of a list of one, also the parentheses of a gate's angles. */
function without(text: string, list: readonly Listed[], place: number): TextEdit {
  const [before, own, behind] = [list[place - 1], list[place], list[place + 1]];
  const { start, end } = own?.span ?? { start: 0, end: 0 };
  if (behind !== undefined) return { span: { start, end: behind.span.start }, text: '' };
  if (before !== undefined) return { span: { start: before.span.end, end }, text: '' };
  const isEnclosed =
    /\([ \t]*$/.test(text.slice(0, start)) && /^[ \t]*\)[ \t]+[\p{L}_$]/u.test(text.slice(end));
  if (!isEnclosed) return { span: { start, end }, text: '' };
  return { span: { start: text.lastIndexOf('(', start), end: text.indexOf(')', end) + 1 }, text: '' };
}
