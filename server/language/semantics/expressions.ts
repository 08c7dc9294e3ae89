import { type ClassicalType, type TypedValue, type Value, widthOf } from '../../base/index.ts';
import {
  applyBinary,
  applyUnary,
  binaryType,
  isConvertible,
  isWholeQuotient,
  resultFields,
  unaryType,
} from '../../library/index.ts';
import { spineOf } from '../syntax/spine.ts';
import type {
  BinaryExpression,
  CastExpression,
  Expression,
  Identifier,
  ListExpression,
  MemberExpression,
  SetExpression,
  UnaryExpression,
} from '../syntax/tree.ts';
import { type Analysis, didYouMean } from './analysis.ts';
import { checkCall } from './calls.ts';
import { computed, constantOf, converted, expectType, record } from './expect.ts';
import { checkIndex, checkRange } from './indexing.ts';
import { isStorable, literalType } from './literals.ts';
import type { Symbol, Type } from './model.ts';
import { bitsOf, checkQubits } from './qubits.ts';
import { closest } from './spelling.ts';
import { remarkOverflow } from './overflow.ts';
import { columnList } from './tables.ts';
import { checkDeclaredBefore, taskTypeHere } from './tasks.ts';
import { resolveType } from './type-nodes.ts';
import {
  bool,
  duration,
  float,
  int,
  isClassical,
  isReal,
  text,
  typeOfCall,
  typeText,
  unknown,
} from './types.ts';

/** The type of an expression, noted together with its value where that is known. */
export function checkExpression(a: Analysis, expression: Expression, expected: Type | undefined): Type {
  switch (expression.kind) {
    case 'integer':
      // In the angles of OpenQASM 2 it is a real number, noted already.
      return (
        a.types.get(expression) ??
        (isStorable(expression) ? literalType(expression) : tooLarge(a, expression))
      );
    case 'bit-string':
      return expected?.kind === 'string' ? record(a, expression, text) : literalType(expression);
    case 'identifier':
      return record(a, expression, checkName(a, expression, expected));
    case 'unary':
      return checkUnary(a, expression);
    case 'binary':
      return checkBinary(a, expression);
    case 'parenthesized': {
      const type = a.check(expression.inner, expected);
      return record(a, expression, type, constantOf(a, expression.inner));
    }
    case 'call':
      return record(a, expression, checkCall(a, expression));
    case 'cast':
      return checkCast(a, expression);
    case 'index':
      return record(a, expression, checkIndex(a, expression));
    case 'member':
      return record(a, expression, checkMember(a, expression));
    case 'set':
    case 'list':
      return checkElements(a, expression, expected);
    case 'range':
      checkRange(a, expression, undefined);
      return record(a, expression, unknown);
    case 'measure-expression': {
      const source = checkQubits(a, expression.source);
      return record(a, expression, bitsOf(source));
    }
    case 'durationof': {
      const { depth } = a.surroundings;
      a.within(expression.span, 'block', () =>
        a.surrounded({ depth: depth + 1 }, () => a.checkBlock(expression.body)),
      );
      return record(a, expression, duration);
    }
    case 'sum':
      a.report('QF2011', expression.span, ['sum', 'numbers outside an observable']);
      return record(a, expression, unknown);
    default:
      return literalType(expression);
  }
}

function tooLarge(a: Analysis, expression: Extract<Expression, { kind: 'integer' }>): Type {
  a.report('QF2014', expression.span, [a.textOf(expression.span), 'uint[64]', `0 to ${2n ** 64n - 1n}`]);
  return unknown;
}

const valueless: ReadonlySet<Symbol['kind']> = new Set<Symbol['kind']>([
  'gate',
  'function',
  'standard-gate',
  'standard-call',
  'workflow',
]);

function checkName(a: Analysis, node: Identifier, expected: Type | undefined): Type {
  const symbol = a.resolve(node, (candidate) => !valueless.has(candidate.kind));
  if (symbol === undefined) return unknown;
  if (expected?.kind === 'callable' && symbol.kind === 'function') return symbol.type;
  if (valueless.has(symbol.kind)) {
    a.reportKind(node, symbol, 'a value');
    return unknown;
  }
  const value = symbol.kind === 'standard-constant' ? symbol.value : a.values.get(symbol);
  if (value !== undefined) a.constants.set(node, value);
  if (symbol.kind === 'task') {
    checkDeclaredBefore(a, node.span, symbol);
    return taskTypeHere(a, symbol);
  }
  // What is wrong with a constant without a value was said where it is declared.
  const isFaulty = symbol.kind === 'constant' && value === undefined && isClassical(symbol.type);
  return isFaulty ? unknown : symbol.type;
}

// -------------------------------------------------------------------------------------------------------- operators

function checkUnary(a: Analysis, node: UnaryExpression): Type {
  const type = a.check(node.operand);
  if (type.kind === 'unknown') return record(a, node, unknown);
  const { operand } = node;
  if (node.operator === '-' && operand.kind === 'integer' && type.kind !== 'float')
    return record(a, node, int, -operand.value);
  const result = isClassical(type) ? unaryType(node.operator, type) : undefined;
  if (result === undefined) {
    a.report('QF2011', node.span, [node.operator, typeText(type)]);
    return record(a, node, unknown);
  }
  const value = constantOf(a, operand);
  record(a, node, result);
  if (value !== undefined && isClassical(type)) {
    a.constants.set(node, applyUnary(node.operator, { type, value }).value);
  }
  return result;
}

function checkBinary(a: Analysis, expression: BinaryExpression): Type {
  const { leftmost, operators } = spineOf(expression);
  let type = a.check(leftmost);
  for (const node of operators) {
    const right = a.check(node.right);
    type = record(a, node, combine(a, node, type, right));
  }
  return type;
}

const truthOperators: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '==', '!=', '&&', '||']);

function combine(a: Analysis, node: BinaryExpression, left: Type, right: Type): Type {
  const { operator } = node;
  if (a.realQuotients.has(node) && isWholeDivision(node, left, right)) return combineReally(a, node, right);
  if (left.kind === 'unknown' || right.kind === 'unknown')
    return truthOperators.has(operator) ? bool : unknown;
  const result = operator === '++' ? concatenated(left, right) : classicalResult(operator, left, right);
  if (result === undefined) {
    a.report('QF2011', node.span, [operator, `${typeText(left)} and ${typeText(right)}`]);
    return unknown;
  }
  if (!isClassical(left) || !isClassical(right)) return result;
  return computeBinary(a, node, left, right) ? result : unknown;
}

function isWholeDivision({ operator }: BinaryExpression, left: Type, right: Type): right is ClassicalType {
  return isClassical(left) && isClassical(right) && isWholeQuotient(operator, left, right);
}

/** The quotient of two whole numbers as a real one. */
function combineReally(a: Analysis, node: BinaryExpression, right: ClassicalType): Type {
  return computeBinary(a, node, float, right) ? float : unknown;
}

function classicalResult(operator: string, left: Type, right: Type): Type | undefined {
  return isClassical(left) && isClassical(right) ? binaryType(operator, left, right) : undefined;
}

function joinedQubits(left: number | 'any' = 1, right: number | 'any' = 1): Type {
  return { kind: 'qubit', size: left === 'any' || right === 'any' ? 'any' : left + right };
}

function concatenated(left: Type, right: Type): Type | undefined {
  if (left.kind === 'qubit' && right.kind === 'qubit') return joinedQubits(left.size, right.size);
  if (left.kind === 'bit' && right.kind === 'bit')
    return { kind: 'bit', width: widthOf(left) + widthOf(right) };
  if (left.kind !== 'array' || right.kind !== 'array') return undefined;
  const [first = 0, ...inner] = left.shape;
  const [second = 0, ...others] = right.shape;
  const isAlike = left.element.kind === right.element.kind && inner.join() === others.join();
  return isAlike ? { ...left, shape: [first + second, ...inner] } : undefined;
}

/** Notes the value of a constant operation. Returns whether it has one, as far as is known. */
function computeBinary(
  a: Analysis,
  node: BinaryExpression,
  left: ClassicalType,
  right: ClassicalType,
): boolean {
  const dividend = constantOf(a, node.left);
  const divisor = constantOf(a, node.right);
  const isZeroDivisor = (node.operator === '/' || node.operator === '%') && (divisor === 0n || divisor === 0);
  if (isZeroDivisor) {
    a.report('QF2016', node.right.span, ['a division by zero has no result']);
    return false;
  }
  if (dividend === undefined || divisor === undefined) return true;
  if (isWholeDivision(node, left, right)) remarkRemainder(a, node, dividend, divisor);
  const operands = [
    { type: left, value: left.kind === 'float' ? Number(dividend) : dividend },
    { type: right, value: divisor },
  ] as const;
  return computed(a, node, () => (node.operator === '++' ? joined(...operands) : applied(a, node, operands)));
}

function applied(a: Analysis, node: BinaryExpression, operands: readonly [TypedValue, TypedValue]): Value {
  const result = applyBinary(node.operator, ...operands);
  remarkOverflow(
    a,
    node,
    result,
    operands.map(({ value }) => value),
  );
  return result.value;
}

/** `7 / 2` of whole numbers is 3, which surprises those who come from other languages. */
function remarkRemainder(a: Analysis, node: BinaryExpression, dividend: Value, divisor: Value): void {
  if (typeof dividend !== 'bigint' || typeof divisor !== 'bigint' || dividend % divisor === 0n) return;
  const { left } = node;
  const text = a.textOf(left.span);
  const real = left.kind === 'integer' && /^[\d_]+$/.test(text) ? `${text}.0` : `float(${text})`;
  const fix = { title: `Write ${real}`, edits: [{ span: left.span, text: real }] };
  a.report('QF2023', node.span, [a.textOf(node.span), String(dividend / divisor)], { fixes: [fix] });
}

/** The elements of the first operand come first: of a register they are the less significant bits. */
function joined(left: TypedValue, right: TypedValue): Value {
  if (typeof left.value !== 'bigint' || typeof right.value !== 'bigint')
    return [left.value, right.value].flat();
  return left.value | (right.value << BigInt(widthOf(left.type)));
}

function checkCast(a: Analysis, node: CastExpression): Type {
  const to = resolveType(a, node.type);
  const from = a.check(node.operand);
  if (to.kind === 'unknown' || from.kind === 'unknown') return record(a, node, to);
  if (!isClassical(from) || !isClassical(to) || !isConvertible(from, to)) {
    a.report('QF2010', node.operand.span, [typeText(from), `a value that can become ${typeText(to)}`]);
    return record(a, node, to);
  }
  return record(a, node, to, converted(constantOf(a, node.operand), from, to));
}

// ------------------------------------------------------------------------------------------------- lists and records

function checkElements(a: Analysis, node: ListExpression | SetExpression, expected: Type | undefined): Type {
  if (expected?.kind === 'array') return checkArray(a, node, expected);
  const wanted = expected?.kind === 'list' ? expected.element : undefined;
  const types = node.elements.map((element) => a.check(element, wanted));
  const element = types.reduce<Type>(commonType, unknown);
  const known = node.elements.map((part, place) =>
    converted(constantOf(a, part), types[place] ?? unknown, element),
  );
  const values = known.filter((value) => value !== undefined);
  return record(a, node, { kind: 'list', element }, values.length === known.length ? values : undefined);
}

function commonType(first: Type, second: Type): Type {
  if (first.kind === 'unknown') return second;
  return isReal(first) && second.kind === 'float' ? float : first;
}

function checkArray(
  a: Analysis,
  node: ListExpression | SetExpression,
  array: Extract<ClassicalType, { kind: 'array' }>,
): Type {
  const [size = 0, ...inner] = array.shape;
  const element: ClassicalType = inner.length === 0 ? array.element : { ...array, shape: inner };
  const values = node.elements.map((part) => {
    const type = a.check(part, element);
    if (type.kind !== 'unknown') expectType(a, part, type, element);
    return converted(constantOf(a, part), type, element);
  });
  if (values.length !== size) {
    const found: ClassicalType = { ...array, shape: [values.length, ...inner] };
    a.report('QF2010', node.span, [typeText(found), typeText(array)]);
    return record(a, node, unknown);
  }
  const known = values.filter((value) => value !== undefined);
  return record(a, node, array, known.length === size ? known : undefined);
}

function checkMember(a: Analysis, node: MemberExpression): Type {
  return fieldType(a, node, a.check(node.object));
}

/** The field of a list is the list of the field of its elements. */
function fieldType(a: Analysis, node: MemberExpression, owner: Type): Type {
  if (owner.kind === 'list') {
    const element = fieldType(a, node, owner.element);
    return element.kind === 'unknown' ? unknown : { kind: 'list', element };
  }
  const { text: name, span } = node.member;
  if (owner.kind === 'unknown' || name === '') return unknown;
  if (owner.kind === 'frame') return columnList(a, owner, node.member);
  const fields = owner.kind === 'record' ? resultFields[owner.name] : [];
  const field = fields.find((candidate) => candidate.name === name);
  if (field === undefined) {
    const known = fields.map((candidate) => candidate.name);
    const suggestion = closest(name, known);
    const parameters = [name, typeText(owner), known.length === 0 ? 'none' : known.join(', ')] as const;
    a.report('QF5008', span, parameters, suggestion === undefined ? {} : didYouMean(suggestion, span));
    return unknown;
  }
  if (field.type === 'typed table') {
    const columns = owner.kind === 'record' ? owner.columns : undefined;
    return columns === undefined ? { kind: 'frame' } : { kind: 'frame', columns };
  }
  if (field.type === 'table') return { kind: 'table', value: name === 'counts' ? int : float };
  if (field.type === 'matrix') return typeOfCall('matrix');
  return field.type === 'list' ? { kind: 'list', element: float } : { kind: field.type };
}
