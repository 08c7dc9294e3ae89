import type { ClassicalType, Value } from '../base/index.ts';
import { ClassicalError, functionDerivatives, powerDerivatives } from '../library/index.ts';
import { type Environment, evaluate } from './evaluate.ts';
import type { Expression } from './expression.ts';
import { elementPlace } from './values.ts';

/** Partial derivatives by the number of what is differentiated by; those that are left out are 0. */
export type Slopes = ReadonlyMap<number, number>;

/** How a value changes: not at all, by the slopes of a real number, or element by element. */
export type Tangent = Slopes | readonly Tangent[] | undefined;

/** Where a derivative finds what an expression reads, and how that changes. */
export interface TangentEnvironment extends Environment {
  parameterTangent(parameter: number): Tangent;
  /** @throws {ClassicalError} where that is not known. */
  variableTangent(variable: number): Tangent;
}

/**
 * The derivative of an expression where the environment stands, by the chain rule. Whole numbers, bits and truth values
 * change in jumps only and so count as constant.
 *
 * @throws {ClassicalError} where the expression has no value, or no derivative that can be told.
 */
export function tangentOf(expression: Expression, environment: TangentEnvironment): Tangent {
  if (!isSmoothType(expression.type)) return undefined;
  const tangent = smoothTangent(expression, environment);
  if (tangent !== undefined && expression.type.kind === 'complex')
    throw new ClassicalError('no-operation', 'an angle is not differentiated through complex numbers');
  return tangent;
}

function smoothTangent(expression: Expression, environment: TangentEnvironment): Tangent {
  switch (expression.kind) {
    case 'parameter':
      return environment.parameterTangent(expression.parameter);
    case 'variable':
      return environment.variableTangent(expression.variable);
    case 'element':
      return elementTangent(expression, environment);
    case 'list':
      return listed(expression.elements.map((element) => tangentOf(element, environment)));
    case 'cast':
      return tangentOf(expression.operand, environment);
    case 'unary':
      return combined([-1], [tangentOf(expression.operand, environment)]);
    case 'binary':
      return operandTangent([expression.left, expression.right], environment, (left, right) =>
        binaryDerivatives(expression.operator, left, right),
      );
    case 'call':
      return operandTangent(expression.arguments, environment, (...values) =>
        functionDerivatives(expression.name, values),
      );
    default:
      return undefined;
  }
}

/** Whether values of the type are real numbers, or lists of them: what can be differentiated by. */
export function isRealType(type: ClassicalType): boolean {
  return type.kind === 'array' ? isRealType(type.element) : type.kind === 'float' || type.kind === 'angle';
}

/** Whether values of the type can change other than in jumps. */
export function isSmoothType(type: ClassicalType): boolean {
  return type.kind === 'array' ? isSmoothType(type.element) : type.kind === 'complex' || isRealType(type);
}

type Element = Extract<Expression, { kind: 'element' }>;

function elementTangent({ of, index }: Element, environment: TangentEnvironment): Tangent {
  const tangent = tangentOf(of, environment);
  return Array.isArray(tangent)
    ? (tangent as readonly Tangent[])[elementPlace(of.type, evaluate(index, environment))]
    : undefined;
}

function listed(elements: readonly Tangent[]): Tangent {
  return elements.every((element) => element === undefined) ? undefined : elements;
}

/** The chain rule; what does not change is not asked for its value's derivatives. */
function operandTangent(
  operands: readonly Expression[],
  environment: TangentEnvironment,
  derivatives: (...values: number[]) => readonly number[],
): Tangent {
  const tangents = operands.map((operand) => tangentOf(operand, environment));
  if (tangents.every((tangent) => tangent === undefined)) return undefined;
  const values = operands.map((operand) => real(evaluate(operand, environment)));
  return combined(derivatives(...values), tangents);
}

function real(value: Value): number {
  return typeof value === 'object' ? Number.NaN : Number(value);
}

function binaryDerivatives(operator: string, left: number, right: number): readonly number[] {
  switch (operator) {
    case '+':
      return [1, 1];
    case '-':
      return [1, -1];
    case '*':
      return [right, left];
    case '/':
      return [1 / right, -left / right ** 2];
    case '%':
      return functionDerivatives('mod', [left, right]);
    case '**':
      return powerDerivatives(left, right);
    default:
      return [];
  }
}

/** Σ factors[i]·tangents[i]. */
function combined(factors: readonly number[], tangents: readonly Tangent[]): Tangent {
  const sum = new Map<number, number>();
  for (const [place, tangent] of tangents.entries()) {
    if (!(tangent instanceof Map)) continue;
    for (const [slot, slope] of tangent as Slopes)
      sum.set(slot, finite((sum.get(slot) ?? 0) + (factors[place] ?? 0) * slope));
  }
  return sum.size === 0 ? undefined : sum;
}

function finite(slope: number): number {
  if (Number.isFinite(slope)) return slope;
  throw new ClassicalError('outside-domain', 'an angle has no finite derivative here');
}
