import { type ClassicalType, type Span, widthOf } from '../../base/index.ts';
import type { Circuit } from '../circuit.ts';
import type { Expression } from '../expression.ts';
import type { Names } from './names.ts';
import { refuse } from './refusal.ts';

/** Where an expression of the run stands, for its names and for what it says when Qiskit has no form for it. */
export interface QiskitContext {
  readonly circuit: Circuit;
  readonly names: Names;
  readonly span: Span;
}

const comparisons: Readonly<Record<string, string>> = {
  '==': 'equal',
  '!=': 'not_equal',
  '<': 'less',
  '<=': 'less_equal',
  '>': 'greater',
  '>=': 'greater_equal',
};

/** Operations whose lower bits depend on the lower bits of their operands only, so that they may be cut first. */
const modular: Readonly<Record<string, string>> = {
  '&': 'bit_and',
  '|': 'bit_or',
  '^': 'bit_xor',
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
};

/** An expression of type bool, or an unsigned one of `width` bits, as Qiskit's `expr` module writes it. */
export function boolText(expression: Expression, context: QiskitContext): string {
  switch (expression.kind) {
    case 'literal':
      return expression.value === true || expression.value === 1n ? 'expr.lift(True)' : 'expr.lift(False)';
    case 'variable':
    case 'element':
      return bitOrBool(expression, context);
    case 'cast':
      return asBool(expression.operand, context);
    case 'unary':
      return `expr.logic_not(${asBool(expression.operand, context)})`;
    case 'binary':
      return binaryBool(expression, context);
    default:
      return refuse('Qiskit', 'this condition', context.span);
  }
}

function asBool(expression: Expression, context: QiskitContext): string {
  const { type } = expression;
  if (type.kind === 'bool' || isSingleBit(type)) return boolText(expression, context);
  const width = unsignedWidth(expression, context);
  return `expr.not_equal(${unsignedText(expression, width, context)}, ${lifted(0n, width)})`;
}

function isSingleBit(type: ClassicalType): boolean {
  return type.kind === 'bit' && type.width === undefined;
}

/** A variable that is one bit, or one bit of a register. */
function bitOrBool(
  expression: Extract<Expression, { kind: 'variable' | 'element' }>,
  context: QiskitContext,
): string {
  if (expression.kind === 'variable') {
    const name = context.names.variables[expression.variable] ?? '';
    if (expression.type.kind === 'bool') return name;
    return isSingleBit(expression.type)
      ? `expr.lift(${name}[0])`
      : refuse('Qiskit', 'this condition', context.span);
  }
  const { of, index } = expression;
  if (
    of.kind !== 'variable' ||
    of.type.kind !== 'bit' ||
    index.kind !== 'literal' ||
    typeof index.value !== 'bigint'
  )
    return refuse('Qiskit', 'a bit that only the run chooses', context.span);
  return `expr.lift(${context.names.variables[of.variable] ?? ''}[${index.value}])`;
}

function binaryBool(expression: Extract<Expression, { kind: 'binary' }>, context: QiskitContext): string {
  const { operator, left, right } = expression;
  if (operator === '&&' || operator === '||') {
    const name = operator === '&&' ? 'logic_and' : 'logic_or';
    return `expr.${name}(${asBool(left, context)}, ${asBool(right, context)})`;
  }
  const comparison = comparisons[operator];
  if (comparison === undefined) return refuse('Qiskit', `the operator ${operator} here`, context.span);
  if (isOneBit(left) && isOneBit(right) && (operator === '==' || operator === '!='))
    return `expr.${comparison}(${asBool(left, context)}, ${asBool(right, context)})`;
  const width = Math.max(unsignedWidth(left, context), unsignedWidth(right, context));
  return `expr.${comparison}(${unsignedText(left, width, context)}, ${unsignedText(right, width, context)})`;
}

function isOneBit(expression: Expression): boolean {
  if (expression.type.kind === 'bool' || isSingleBit(expression.type)) return true;
  return expression.kind === 'literal' && (expression.value === 0n || expression.value === 1n);
}

/** The bits that an unsigned expression needs. */
function unsignedWidth(expression: Expression, context: QiskitContext): number {
  const { type } = expression;
  if (expression.kind === 'literal' && typeof expression.value === 'bigint' && expression.value >= 0n)
    return expression.value.toString(2).length;
  if ((type.kind === 'bit' || type.kind === 'uint') && type.width !== undefined) return type.width;
  if (expression.kind === 'cast' && type.kind !== 'float') return unsignedWidth(expression.operand, context);
  if (isSingleBit(type) || type.kind === 'bool') return 1;
  return refuse('Qiskit', 'a computation with signed numbers', context.span);
}

/** An unsigned expression modulo 2^width. */
export function unsignedText(expression: Expression, width: number, context: QiskitContext): string {
  switch (expression.kind) {
    case 'literal':
      return typeof expression.value === 'bigint'
        ? lifted(BigInt.asUintN(width, expression.value), width)
        : refuse('Qiskit', 'this value', context.span);
    case 'variable': {
      const { type } = expression;
      if (isSingleBit(type) || type.kind === 'bool')
        return `expr.cast(${bitOrBool(expression, context)}, types.Uint(${width}))`;
      if (type.kind !== 'bit' && type.kind !== 'uint')
        return refuse('Qiskit', 'a variable of this type', context.span);
      const name = context.names.variables[expression.variable] ?? '';
      return widthOf(type) === width ? `expr.lift(${name})` : `expr.cast(${name}, types.Uint(${width}))`;
    }
    case 'element':
      return `expr.cast(${bitOrBool(expression, context)}, types.Uint(${width}))`;
    case 'cast':
      return castText(expression, width, context);
    case 'binary': {
      const name = modular[expression.operator];
      if (name === undefined)
        return refuse('Qiskit', `the operator ${expression.operator} here`, context.span);
      return `expr.${name}(${unsignedText(expression.left, width, context)}, ${unsignedText(expression.right, width, context)})`;
    }
    default:
      return refuse('Qiskit', 'this computation', context.span);
  }
}

/** A cast that keeps the bits, or cuts them first where it is to fewer than are asked for. */
function castText(
  { type, operand }: Extract<Expression, { kind: 'cast' }>,
  width: number,
  context: QiskitContext,
): string {
  const bits = ['bit', 'uint', 'int'].includes(type.kind);
  if (!bits || !['bit', 'uint', 'int', 'bool'].includes(operand.type.kind))
    return refuse('Qiskit', 'this conversion', context.span);
  const own = widthOf(type);
  if (own >= width) return unsignedText(operand, width, context);
  return `expr.cast(${unsignedText(operand, own, context)}, types.Uint(${width}))`;
}

function lifted(value: bigint, width: number): string {
  return `expr.lift(${value}, types.Uint(${width}))`;
}
