import { type ClassicalType, once } from '../base/index.ts';
import type { Expression } from './expression.ts';

/** A number times a parameter, or times one element of a parameter that is an array of one dimension. */
export interface LinearAngle {
  readonly factor: number;
  readonly parameter: number;
  readonly place?: number;
}

/** The form of most angles of ansätze, which is found once and then takes two steps to evaluate; nothing for other forms. */
export const linearAngle: (angle: Expression) => LinearAngle | undefined = once(found);

function found(angle: Expression): LinearAngle | undefined {
  if (!isFloat(angle.type)) return undefined;
  switch (angle.kind) {
    case 'parameter':
      return { factor: 1, parameter: angle.parameter };
    case 'element':
      return ofElement(angle);
    case 'unary':
      return angle.operator === '-' ? scaled(-1, angle.operand) : undefined;
    case 'binary':
      return ofProduct(angle);
    default:
      return undefined;
  }
}

function ofElement({ of, index }: Extract<Expression, { kind: 'element' }>): LinearAngle | undefined {
  if (of.kind !== 'parameter' || of.type.kind !== 'array' || of.type.shape.length !== 1) return undefined;
  const place = index.kind === 'literal' ? Number(index.value) : -1;
  const isInside = place >= 0 && place < (of.type.shape[0] ?? 0);
  return isInside ? { factor: 1, parameter: of.parameter, place } : undefined;
}

function ofProduct({ operator, left, right }: Extract<Expression, { kind: 'binary' }>) {
  if (operator !== '*') return undefined;
  if (isNumber(left)) return scaled(Number(left.value), right);
  return isNumber(right) ? scaled(Number(right.value), left) : undefined;
}

function scaled(factor: number, angle: Expression): LinearAngle | undefined {
  const inner = linearAngle(angle);
  return inner && { ...inner, factor: factor * inner.factor };
}

function isNumber(expression: Expression): expression is Extract<Expression, { kind: 'literal' }> {
  return (
    expression.kind === 'literal' && (expression.type.kind === 'float' || expression.type.kind === 'int')
  );
}

/** Floats of other widths are rounded on the way. */
function isFloat(type: ClassicalType): boolean {
  return type.kind === 'float' && (type.width ?? 64) === 64;
}
