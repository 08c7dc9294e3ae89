import type { ClassicalType, Value } from '../base/index.ts';
import type { tree } from '../language/index.ts';
import { convert, isConvertible } from '../library/index.ts';
import { evaluate } from './evaluate.ts';
import type { EvaluationContext } from './evaluation-context.ts';
import { refuseValue } from './refuse-value.ts';
import { type RunValue, classical, integer, plainValue } from './run-value.ts';

/** The values that the variable of a loop takes, in order. @throws {TaskFailure} where what it runs over has none. */
export function iterate(loop: tree.ForStatement, context: EvaluationContext): readonly RunValue[] {
  const { iterable } = loop;
  const values = iterable.kind === 'range' ? rangeValues(iterable, context) : elementsOf(iterable, context);
  const type = context.model.symbolOf(loop.variable)?.type;
  return values.map((value) => inType(value, type as ClassicalType | undefined));
}

function rangeValues(range: tree.RangeExpression, context: EvaluationContext): RunValue[] {
  const [start, step, stop] = [range.start, range.step, range.stop].map(
    (part) => part && Number(plainValue(evaluate(part, context))),
  );
  if (start === undefined || stop === undefined || step === 0)
    return refuseValue(
      context.model,
      range.span,
      'a loop needs a range with both ends and a step that leads there',
    );
  const count = Math.max(0, Math.floor((stop - start) / (step ?? 1)) + 1);
  return Array.from({ length: count }, (_, place) => integer(start + place * (step ?? 1)));
}

function elementsOf(iterable: tree.Expression, context: EvaluationContext): readonly RunValue[] {
  const value = evaluate(iterable, context);
  if (value.kind === 'list') return value.values;
  const type = context.model.typeOf(iterable);
  const plain = plainValue(value);
  if (type.kind === 'array' && Array.isArray(plain)) {
    const [, ...inner] = type.shape;
    const element: ClassicalType = inner.length === 0 ? type.element : { ...type, shape: inner };
    return (plain as readonly Value[]).map((entry) => classical(element, entry));
  }
  if (type.kind === 'bit' && typeof plain === 'bigint')
    return Array.from({ length: type.width ?? 1 }, (_, place) =>
      classical({ kind: 'bit' }, (plain >> BigInt(place)) & 1n),
    );
  return refuseValue(context.model, iterable.span, 'a loop runs over a range, a list or a register');
}

function inType(value: RunValue, type: ClassicalType | undefined): RunValue {
  if (value.kind !== 'classical' || type === undefined || !isConvertible(value.value.type, type))
    return value;
  return classical(type, convert(value.value, type));
}
