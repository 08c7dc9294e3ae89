import { type ClassicalType, type Span, type Value, typeName } from '../../base/index.ts';
import { ClassicalError, type DiagnosticDetails, convert, isConvertible } from '../../library/index.ts';
import type { Expression } from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import { literalType, literalValue } from './literals.ts';
import type { Type } from './model.ts';
import { integerRange, isAssignable, isClassical, isInteger, typeText } from './types.ts';

/** The value of a checked expression, where it is known before a run. */
export function constantOf(a: Analysis, expression: Expression): Value | undefined {
  return a.constants.get(expression) ?? literalValue(expression);
}

/** The type of a checked expression. */
export function typeOf(a: Analysis, expression: Expression): Type {
  return a.types.get(expression) ?? literalType(expression);
}

/** Notes what was found out about an expression and passes its type on. */
export function record(a: Analysis, expression: Expression, type: Type, value?: Value): Type {
  a.types.set(expression, type);
  if (value !== undefined) a.constants.set(expression, value);
  return type;
}

/** Says where a value of type `found` cannot stand for one of type `wanted`. Returns whether it can. */
export function expectType(a: Analysis, expression: Expression, found: Type, wanted: Type): boolean {
  const constant = constantOf(a, expression);
  if (isClassical(wanted) && typeof constant === 'bigint' && isInteger(found)) {
    const range = integerRange(wanted);
    if (range !== undefined && !isBitPattern(expression))
      return expectRange(a, expression.span, constant, wanted, range);
  }
  const isBits = isInteger(found) && wanted.kind === 'bit' && constant !== undefined;
  if (isAssignable(found, wanted) || isBits) return true;
  a.report(
    'QF2010',
    expression.span,
    [typeText(found), typeText(wanted)],
    castFix(a, expression, found, wanted),
  );
  return false;
}

const bitOperators: ReadonlySet<string> = new Set(['<<', '>>', '&', '|', '^']);

/** `~0` and `1 << 8` mean bits, of which a register takes as many as it has. */
function isBitPattern(expression: Expression): boolean {
  if (expression.kind === 'parenthesized') return isBitPattern(expression.inner);
  if (expression.kind === 'unary') return expression.operator === '~';
  return expression.kind === 'binary' && bitOperators.has(expression.operator);
}

function expectRange(
  a: Analysis,
  span: Span,
  value: bigint,
  type: ClassicalType,
  [smallest, largest]: readonly [bigint, bigint],
): boolean {
  if (value >= smallest && value <= largest) return true;
  a.report('QF2014', span, [String(value), typeName(type), `${smallest} to ${largest}`]);
  return false;
}

function castFix(a: Analysis, expression: Expression, found: Type, wanted: Type): DiagnosticDetails {
  const isCastable = isClassical(found) && isClassical(wanted) && isConvertible(found, wanted);
  if (!isCastable || wanted.kind === 'array') return {};
  const cast = `${typeText(wanted)}(${a.textOf(expression.span)})`;
  return {
    help: `Write ${cast} when this loss is meant.`,
    fixes: [{ title: `Convert with ${typeText(wanted)}(…)`, edits: [{ span: expression.span, text: cast }] }],
  };
}

/** A constant in another type, or nothing where the conversion does not exist. */
export function converted(value: Value | undefined, from: Type, to: Type): Value | undefined {
  if (value === undefined || !isClassical(from) || !isClassical(to) || !isConvertible(from, to))
    return undefined;
  try {
    return convert({ type: from, value }, to);
  } catch (error) {
    if (error instanceof ClassicalError) return undefined;
    throw error;
  }
}

/** Notes the value that `compute` gives for an expression, or says why it has none. Returns whether it has one. */
export function computed(a: Analysis, expression: Expression, compute: () => Value): boolean {
  try {
    a.constants.set(expression, compute());
    return true;
  } catch (error) {
    if (!(error instanceof ClassicalError)) throw error;
    a.report('QF2016', expression.span, [error.message]);
    return false;
  }
}
