import type { ClassicalType } from '../../base/index.ts';
import { spineOf, type tree } from '../../language/index.ts';
import { elementType, isConvertible, isWholeQuotient } from '../../library/index.ts';
import type { BinaryOperator } from '../expression.ts';
import { elementAt } from './elements.ts';
import {
  type Evaluated,
  applyNamed,
  binary,
  bool,
  convertTo,
  float,
  int,
  isKnown,
  unary,
} from './evaluated.ts';
import { calledFunction } from './called-function.ts';
import { computed, fail } from './failure.ts';
import { joined, listOf, listTypeOf } from './lists.ts';
import type { Cell, Frame, Qubits } from './frame.ts';
import type { Lowering } from './lowering.ts';
import { type InitialValues, bindingOf } from './names.ts';
import { read } from './storage.ts';

/** Seconds in each unit of time. A `dt` is one cycle of a backend; circuits count it as 1 ns until one is chosen. */
const unitSeconds: Readonly<Record<tree.DurationLiteral['unit'], number>> = {
  dt: 1e-9,
  ns: 1e-9,
  us: 1e-6,
  ms: 1e-3,
  s: 1,
  min: 60,
  h: 3600,
};

/** The value of a classical expression, or the expression that the run evaluates. */
export function evaluate(lowering: Lowering, frame: Frame, node: tree.Expression): Evaluated {
  switch (node.kind) {
    case 'integer':
      return integerLiteral(frame, node);
    case 'float':
      return { type: float, value: node.value };
    case 'imaginary':
      return { type: { kind: 'complex' }, value: { re: 0, im: node.value } };
    case 'boolean':
      return { type: bool, value: node.value };
    case 'bit-string':
      return { type: { kind: 'bit', width: node.digits.length }, value: BigInt(`0b${node.digits || '0'}`) };
    case 'duration':
      return { type: { kind: 'duration' }, value: node.value * unitSeconds[node.unit] };
    case 'identifier':
      return readName(lowering, frame, node);
    case 'parenthesized':
      return evaluate(lowering, frame, node.inner);
    case 'unary': {
      const operand = evaluate(lowering, frame, node.operand);
      return computed(frame, node.span, () => unary(node.operator, operand));
    }
    case 'binary':
      return evaluateBinary(lowering, frame, node);
    case 'call':
      return evaluateCall(lowering, frame, node);
    case 'cast':
      return evaluateCast(lowering, frame, node);
    case 'index':
      return elementAt(lowering, frame, node, evaluate(lowering, frame, node.object), evaluate);
    case 'measure-expression':
      return lowering.actions.measure(lowering, frame, node);
    case 'set':
    case 'list':
      return evaluateElements(lowering, frame, node);
    case 'durationof':
      return fail(frame, 'QF3100', node.span, [
        'how long gates take is known only for a device; write the duration, such as 300ns',
      ]);
    default:
      return fail(frame, 'QF3100', node.span, [`a ${node.kind.replaceAll('-', ' ')} has no classical value`]);
  }
}

/** In OpenQASM 2 the numbers of an angle are real even where they are written without a point. */
function integerLiteral(frame: Frame, node: tree.IntegerLiteral): Evaluated {
  if (frame.model.program.dialect === 'openqasm2' && frame.model.typeOf(node).kind === 'float')
    return { type: float, value: Number(node.value) };
  return { type: node.value < 2n ** 63n ? int : { kind: 'uint' }, value: node.value };
}

function readName(lowering: Lowering, frame: Frame, node: tree.Identifier): Evaluated {
  return read(cellOf(lowering, frame, node));
}

/** The cell behind a name. @throws {LoweringFailure} where the name stands for qubits. */
export function cellOf(lowering: Lowering, frame: Frame, node: tree.Identifier | tree.Name): Cell {
  const binding = bindingOf(lowering, frame, node, initialValues);
  if (binding.kind === 'cell') return binding;
  return fail(frame, 'QF3100', node.span, ['qubits have no classical value before they are measured']);
}

export function qubitsNamed(
  lowering: Lowering,
  frame: Frame,
  node: tree.Identifier | tree.Name,
): Qubits | undefined {
  const binding = bindingOf(lowering, frame, node, initialValues);
  return binding.kind === 'qubits' ? binding : undefined;
}

/** How many operators may stand in one expression that only the run knows; its readers recurse over it. */
const longestLateChain = 1500;

function evaluateBinary(lowering: Lowering, frame: Frame, node: tree.BinaryExpression): Evaluated {
  const { leftmost, operators } = spineOf(node);
  let value = evaluate(lowering, frame, leftmost);
  let lateOperators = 0;
  for (const operator of operators) {
    value = combine(lowering, frame, operator, value);
    if (!isKnown(value) && ++lateOperators > longestLateChain)
      fail(frame, 'QF1009', node.span, [`${longestLateChain}`]);
  }
  return value;
}

function combine(lowering: Lowering, frame: Frame, node: tree.BinaryExpression, left: Evaluated): Evaluated {
  const { operator } = node;
  if (isKnown(left) && (operator === '&&' || operator === '||') && isDecided(left, operator))
    return { type: bool, value: operator === '||' };
  const right = evaluate(lowering, frame, node.right);
  if (operator === '++') return computed(frame, node.span, () => joined(left, right));
  return operation(frame, node, left, right);
}

/** An operation on two values; where the checker found that only a real quotient makes sense, it is one. */
export function operation(
  frame: Frame,
  node: tree.BinaryExpression,
  left: Evaluated,
  right: Evaluated,
): Evaluated {
  const isReal = frame.model.typeOf(node).kind === 'float';
  const isMadeReal = isReal && isWholeQuotient(node.operator, left.type, right.type);
  return computed(frame, node.span, () =>
    binary(node.operator as BinaryOperator, isMadeReal ? convertTo(left, float) : left, right),
  );
}

function isDecided(left: Evaluated, operator: '&&' | '||'): boolean {
  const value = isConvertible(left.type, bool) ? convertTo(left, bool) : left;
  return isKnown(value) && value.value === (operator === '||');
}

function evaluateElements(
  lowering: Lowering,
  frame: Frame,
  node: tree.SetExpression | tree.ListExpression,
): Evaluated {
  const elements = node.elements.map((element) => evaluate(lowering, frame, element));
  const [first] = elements;
  if (first === undefined) return fail(frame, 'QF3100', node.span, ['an empty list has no type']);
  const isReal = elements.some(({ type }) => type.kind === 'float');
  const element = isReal && isConvertible(first.type, float) ? float : first.type;
  return evaluateAs(lowering, frame, node, listTypeOf(element, elements.length));
}

/** The value of an expression in the type that its place needs, which gives lists their meaning. */
export function evaluateAs(
  lowering: Lowering,
  frame: Frame,
  node: tree.Expression,
  type: ClassicalType,
): Evaluated {
  if (node.kind === 'parenthesized') return evaluateAs(lowering, frame, node.inner, type);
  if ((node.kind === 'set' || node.kind === 'list') && type.kind === 'array') {
    const inner = elementType(type);
    if (node.elements.length !== type.shape[0])
      fail(frame, 'QF3100', node.span, [`${node.elements.length} elements were given, not ${type.shape[0]}`]);
    return listOf(
      type,
      node.elements.map((element) => evaluateAs(lowering, frame, element, inner)),
    );
  }
  const value = evaluate(lowering, frame, node);
  return computed(frame, node.span, () => convertTo(value, type));
}

function evaluateCast(lowering: Lowering, frame: Frame, node: tree.CastExpression): Evaluated {
  return evaluateAs(lowering, frame, node.operand, resolveType(lowering, frame, node.type));
}

function evaluateCall(lowering: Lowering, frame: Frame, node: tree.CallExpression): Evaluated {
  if (calledFunction(frame, node) !== undefined) {
    const result = lowering.actions.callFunction(lowering, frame, node);
    return result ?? fail(frame, 'QF3100', node.span, [`${node.callee.name} returns no value`]);
  }
  if (node.callee.name === 'sizeof') return sizeOf(lowering, frame, node);
  const values = node.arguments.map(({ value }) => evaluate(lowering, frame, value));
  return computed(frame, node.span, () => applyNamed(node.callee.name, values));
}

function sizeOf(lowering: Lowering, frame: Frame, node: tree.CallExpression): Evaluated {
  const [array] = node.arguments;
  const named = array?.value.kind === 'identifier' ? qubitsNamed(lowering, frame, array.value) : undefined;
  if (named !== undefined) return { type: { kind: 'uint' }, value: BigInt(named.qubits.length) };
  const values = node.arguments.map(({ value }) => evaluate(lowering, frame, value));
  return computed(frame, node.span, () => applyNamed('sizeof', values));
}

/** A condition, as a `bool`. */
export function evaluateCondition(lowering: Lowering, frame: Frame, node: tree.Expression): Evaluated {
  return evaluateAs(lowering, frame, node, bool);
}

/** A whole number that must be known now. `what` names it in the diagnostic. */
export function knownInteger(lowering: Lowering, frame: Frame, node: tree.Expression, what: string): number {
  const value = evaluateAs(lowering, frame, node, int);
  return isKnown(value) ? Number(value.value) : fail(frame, 'QF3104', node.span, [what]);
}

/** The type that a text writes. */
export function resolveType(lowering: Lowering, frame: Frame, node: tree.TypeNode): ClassicalType {
  const width =
    node.width === undefined ? undefined : knownInteger(lowering, frame, node.width, 'The width of a type');
  const { text } = node.name;
  switch (text) {
    case 'bool':
    case 'duration':
    case 'stretch':
      return { kind: text };
    case 'bit':
    case 'int':
    case 'uint':
    case 'float':
    case 'angle':
      return width === undefined ? { kind: text } : { kind: text, width };
    case 'complex':
      return width === undefined ? { kind: 'complex' } : { kind: 'complex', width: 2 * width };
    case 'array':
      return arrayType(lowering, frame, node);
    default:
      return fail(frame, 'QF3100', node.span, [`${text || 'this'} is not a type of values in a circuit`]);
  }
}

function arrayType(lowering: Lowering, frame: Frame, node: tree.TypeNode): ClassicalType {
  if (node.element === undefined) return fail(frame, 'QF3100', node.span, ['the array has no element type']);
  const element = resolveType(lowering, frame, node.element);
  const shape = (node.dimensions ?? []).map((size) =>
    knownInteger(lowering, frame, size, 'The size of an array'),
  );
  return { kind: 'array', element, shape };
}

/** How the initial values of constants and inputs are computed. */
export const initialValues: InitialValues = { typeOf: resolveType, valueOf: evaluateAs };
