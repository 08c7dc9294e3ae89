import { type Span, cover } from '../../base/index.ts';
import { operandsOfSpine } from '../syntax/spine.ts';
import type { Expression, GateCall, GateModifier, IntegerLiteral } from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import { reportCliffordAngle } from './clifford-angles.ts';
import { constantOf } from './expect.ts';
import type { Symbol, Type } from './model.ts';
import { type Element, checkQubits, segmentsOf, sharedQubit } from './qubits.ts';
import { divideReally } from './real-division.ts';
import { checkSize } from './type-nodes.ts';
import { counted, float, givenCount, isInteger, isReal, typeText } from './types.ts';

export function checkGateCall(a: Analysis, node: GateCall): void {
  const symbol = resolveGate(a, node);
  const controls = checkModifiers(a, node.modifiers);
  for (const angle of node.angles) checkAngle(a, angle);
  reportCliffordAngle(a, node);
  if (node.duration !== undefined) checkDuration(a, node.duration);
  const operands = node.operands.map((operand) => checkQubits(a, operand));
  if (symbol?.type.kind === 'gate') {
    checkAngleCount(a, node, symbol.type.angles);
    if (controls !== undefined) {
      const wanted = symbol.type.qubits + controls;
      if (controls > 0 && isSpread(operands, wanted)) return;
      checkOperandCount(a, node, wanted);
    }
  }
  const applications = checkBroadcast(a, node, operands);
  if (applications !== undefined && node.operands.length > 1) checkDistinct(a, node, operands, applications);
}

function resolveGate(a: Analysis, node: GateCall): Symbol | undefined {
  const symbol = a.resolveForgotten(node.name) ?? a.resolve(node.name, isGate);
  if (symbol === undefined) return undefined;
  if (!isGate(symbol)) {
    a.reportKind(node.name, symbol, 'a gate');
    return undefined;
  }
  if (a.surroundings.owner === symbol) a.report('QF3007', node.name.span, [symbol.name]);
  return symbol;
}

function isGate(symbol: Symbol): boolean {
  return symbol.kind === 'gate' || symbol.kind === 'standard-gate';
}

/** The number of controls that the modifiers add, or nothing where it is not known. */
function checkModifiers(a: Analysis, modifiers: readonly GateModifier[]): number | undefined {
  let controls: number | undefined = 0;
  for (const modifier of modifiers) {
    if (modifier.kind === 'pow') checkAngle(a, modifier.exponent);
    if (modifier.kind !== 'ctrl' && modifier.kind !== 'negctrl') continue;
    const count = modifier.count === undefined ? 1 : checkControlCount(a, modifier.count);
    controls = controls === undefined || count === undefined ? undefined : controls + count;
  }
  return controls;
}

/** A positive whole number; one that hangs on a loop or a register's size is settled when the circuit is built. */
function checkControlCount(a: Analysis, count: Expression): number | undefined {
  const type = a.check(count);
  return isInteger(type) && constantOf(a, count) === undefined ? undefined : checkSize(a, count);
}

/** An angle in radians, or another real number that a gate takes. */
export function checkAngle(a: Analysis, expression: Expression): void {
  if (a.isOpenQasm2) makeReal(a, expression);
  else divideReally(a, expression);
  const type = a.check(expression);
  if (type.kind === 'unknown' || isReal(type) || type.kind === 'angle' || type.kind === 'bit') return;
  a.report('QF2010', expression.span, [typeText(type), 'an angle in radians']);
}

/** The angles of OpenQASM 2 are real expressions: there 1/2 is a half, not the whole number 0. */
function makeReal(a: Analysis, expression: Expression): void {
  switch (expression.kind) {
    case 'integer':
      return noteReal(a, expression);
    case 'parenthesized':
      return makeReal(a, expression.inner);
    case 'unary':
      return makeReal(a, expression.operand);
    case 'call':
      return expression.arguments.forEach(({ value }) => makeReal(a, value));
    case 'binary':
      return operandsOfSpine(expression).forEach((operand) => makeReal(a, operand));
    default:
  }
}

function noteReal(a: Analysis, literal: IntegerLiteral): void {
  a.types.set(literal, float);
  a.constants.set(literal, Number(literal.value));
}

export function checkDuration(a: Analysis, expression: Expression): void {
  const type = a.check(expression);
  const isDuration = type.kind === 'duration' || type.kind === 'stretch' || type.kind === 'unknown';
  if (!isDuration) a.report('QF2010', expression.span, [typeText(type), 'a duration, such as 100ns']);
  const seconds = type.kind === 'duration' ? constantOf(a, expression) : undefined;
  if (typeof seconds === 'number' && seconds < 0)
    a.report('QF5006', expression.span, ['This time', a.textOf(expression.span), 'at least 0']);
}

function checkAngleCount(a: Analysis, node: GateCall, wanted: number): void {
  const count = node.angles.length;
  if (count === wanted) return;
  const span = surplusSpan(node.angles, wanted) ?? node.name.span;
  a.report('QF3002', span, [node.name.text, counted(wanted, 'angle'), givenCount(count)]);
}

function checkOperandCount(a: Analysis, node: GateCall, wanted: number): void {
  const count = node.operands.length;
  if (count === wanted || node.operands.some(({ kind }) => kind === 'missing')) return;
  const span = surplusSpan(node.operands, wanted) ?? node.name.span;
  a.report('QF3003', span, [node.name.text, counted(wanted, 'qubit'), givenCount(count)]);
}

function surplusSpan(given: readonly Expression[], wanted: number): Span | undefined {
  const [first] = given.slice(wanted);
  const last = given.at(-1);
  return first && last && cover(first.span, last.span);
}

/**
 * Whether the registers of a controlled gate stand for their qubits one by one, as in `ctrl(3) @ x q[0:2], target`:
 * there are fewer operands than qubits wanted, and together they have just as many, as far as is known.
 */
function isSpread(operands: readonly Type[], wanted: number): boolean {
  const sizes = operands.map((operand) => (operand.kind === 'qubit' ? (operand.size ?? 1) : 'any'));
  if (operands.length === 0 || operands.length >= wanted) return false;
  if (sizes.includes('any')) return true;
  return sizes.reduce<number>((sum, size) => sum + Number(size), 0) === wanted;
}

/** How often the gate is applied, or nothing where that is not known or the registers do not match. */
function checkBroadcast(a: Analysis, node: GateCall, operands: readonly Type[]): number | undefined {
  let size: number | undefined;
  for (const [place, operand] of operands.entries()) {
    if (operand.kind !== 'qubit') return undefined;
    if (operand.size === undefined) continue;
    if (operand.size === 'any') return undefined;
    if (size !== undefined && operand.size !== size) {
      const span = node.operands[place]?.span ?? node.span;
      a.report('QF3004', span, [String(size), String(operand.size)]);
      return undefined;
    }
    size = operand.size;
  }
  return size ?? 1;
}

function checkDistinct(a: Analysis, node: GateCall, types: readonly Type[], applications: number): void {
  const segments = node.operands.map((operand) => segmentsOf(a, operand));
  for (const [later, second] of segments.entries()) {
    for (const [earlier, first] of segments.slice(0, later).entries()) {
      const [left, right] = [node.operands[earlier], node.operands[later]];
      if (left === undefined || right === undefined) continue;
      const shared = first && second && sharedQubit(first, second, applications);
      const isSame = shared !== undefined || isSameText(a, left, right, types[later]);
      if (isSame) return reportShared(a, node, left, right, shared);
    }
  }
}

/** `q[i]` written twice is one qubit whatever `i` is, unless it is the result of a call. */
function isSameText(a: Analysis, left: Expression, right: Expression, type: Type | undefined): boolean {
  if (left.kind !== 'index' || type?.kind !== 'qubit' || constantOf(a, left) !== undefined) return false;
  const text = a.textOf(left.span);
  return text !== '' && text === a.textOf(right.span) && !text.includes('(');
}

function reportShared(
  a: Analysis,
  node: GateCall,
  left: Expression,
  right: Expression,
  shared: Element | undefined,
): void {
  const name = shared === undefined ? a.textOf(right.span) : elementName(shared);
  const related = [{ span: left.span, message: `${name} is here already.` }];
  a.report('QF3001', right.span, [node.name.text, name], { related });
}

/** The qubit as it may be written. */
export function elementName({ root, index }: Element): string {
  if (root === 'hardware') return `$${index}`;
  const isSingle = root.type.kind === 'qubit' && root.type.size === undefined;
  return isSingle ? root.name : `${root.name}[${index}]`;
}
