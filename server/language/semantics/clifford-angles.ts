import { operandsOfSpine } from '../syntax/spine.ts';
import type { Expression, GateCall } from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import { constantOf } from './expect.ts';

/** The gates that turns by one, two and three quarters of π are, where there are any. */
const quarters: Readonly<Record<string, readonly (string | undefined)[]>> = {
  p: ['s', 'z', 'sdg'],
  u1: ['s', 'z', 'sdg'],
  rz: ['s', 'z', 'sdg'],
  rx: ['sx', 'x', 'sxdg'],
  ry: [undefined, 'y', undefined],
};

/** Says which gate a rotation is whose angle is written out as a multiple of a quarter turn. */
export function reportCliffordAngle(a: Analysis, node: GateCall): void {
  const [angle] = node.angles;
  const names = node.modifiers.length === 0 ? quarters[node.name.text] : undefined;
  const symbol = a.symbols.get(node.name);
  if (angle === undefined || names === undefined || symbol?.kind !== 'standard-gate') return;
  const value = isWrittenOut(angle) ? constantOf(a, angle) : undefined;
  const turns = Number(value) / (Math.PI / 2);
  if (typeof value !== 'number' || Math.abs(turns - Math.round(turns)) > 1e-12) return;
  const name = names[(((Math.round(turns) % 4) + 4) % 4) - 1];
  if (name !== undefined) report(a, node, angle, name);
}

function report(a: Analysis, node: GateCall, angle: Expression, name: string): void {
  const end = closedAt(a.file.text, angle.span.end);
  if (end === undefined) return;
  const span = { start: node.name.span.start, end };
  const isExact = node.name.text === 'p' || node.name.text === 'u1';
  a.report('QF3304', span, [a.textOf(span), name, isExact ? '' : ' up to a global phase'], {
    fixes: [{ title: `Write ${name}`, edits: [{ span, text: name }] }],
  });
}

/** Where the parenthesis ends that closes what stands before it; a broken line may lack it. */
function closedAt(text: string, offset: number): number | undefined {
  const close = offset + text.slice(offset).search(/\S|$/);
  return text[close] === ')' ? close + 1 : undefined;
}

/** Whether an angle is made of numbers and π alone; a name for it may be about to change. */
function isWrittenOut(node: Expression): boolean {
  switch (node.kind) {
    case 'float':
    case 'integer':
      return true;
    case 'identifier':
      return node.name === 'pi' || node.name === 'π' || node.name === 'tau' || node.name === 'τ';
    case 'parenthesized':
      return isWrittenOut(node.inner);
    case 'unary':
      return isWrittenOut(node.operand);
    case 'binary':
      return operandsOfSpine(node).every(isWrittenOut);
    default:
      return false;
  }
}
