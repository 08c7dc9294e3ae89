import type { ClassicalType, Value } from '../base/index.ts';
import type { tree } from '../language/index.ts';
import { number } from './classically.ts';
import type { Evaluate, EvaluationContext } from './evaluation-context.ts';
import { refuseValue } from './refuse-value.ts';
import { type RunValue, plainValue, runValue } from './run-value.ts';
import { columnValues } from './tables/column-values.ts';
import { tableIn } from './tables/table-in.ts';

/** `counts["11"]`, `list[2]`, `grid[1, 0]`, and slices. @throws {TaskFailure} where there is no such element */
export function elementOf(
  evaluate: Evaluate,
  node: tree.IndexExpression,
  context: EvaluationContext,
): RunValue {
  return node.indices.reduce<RunValue>(
    (object, index) => oneElement(evaluate, object, index, context),
    evaluate(node.object, context),
  );
}

/** What one index picks of a value. @throws {TaskFailure} where there is no such element */
export function oneElement(
  evaluate: Evaluate,
  object: RunValue,
  index: tree.Expression,
  context: EvaluationContext,
): RunValue {
  if (index.kind === 'range' || index.kind === 'set') return someElements(evaluate, object, index, context);
  const key = evaluate(index, context);
  if (object.kind === 'table' && key.kind === 'text') {
    return { kind: 'classical', value: { type: { kind: 'float' }, value: object.entries[key.text] ?? 0 } };
  }
  const table = tableIn(object);
  if (table !== undefined && key.kind === 'text') {
    const wanted = { kind: 'unknown' } as const;
    return columnValues(table, key.text, wanted, { model: context.model, span: index.span }, context.tables);
  }
  const place = Number(plainValue(key));
  const found = listed(object)?.at(place);
  return found ?? refuseValue(context.model, index.span, 'there is no element at this index');
}

/** The elements of a slice or an index set, in its order. */
function someElements(
  evaluate: Evaluate,
  object: RunValue,
  index: tree.RangeExpression | tree.SetExpression,
  context: EvaluationContext,
): RunValue {
  const list = listed(object) ?? refuseValue(context.model, index.span, 'this value has no elements');
  const places =
    index.kind === 'set'
      ? index.elements.map((element) => Number(number(evaluate(element, context), element, context).value))
      : placesOf(evaluate, index, list.length, context);
  const values = places.map(
    (place) => list.at(place) ?? refuseValue(context.model, index.span, 'there is no element at this index'),
  );
  return { kind: 'list', values };
}

/** The places of a slice of so many elements; negative ends count from behind, as in OpenQASM 3. */
function placesOf(
  evaluate: Evaluate,
  range: tree.RangeExpression,
  length: number,
  context: EvaluationContext,
): readonly number[] {
  const valueOf = (part: tree.Expression | undefined) =>
    part && Number(number(evaluate(part, context), part, context).value);
  const fromFront = (end: number) => (end < 0 ? end + length : end);
  const step = valueOf(range.step) ?? 1;
  const start = fromFront(valueOf(range.start) ?? (step > 0 ? 0 : -1));
  const stop = fromFront(valueOf(range.stop) ?? (step > 0 ? -1 : 0));
  const count = Math.max(0, Math.floor((stop - start) / step) + 1);
  if (step === 0 || start < 0 || stop < 0 || stop >= length || count === 0)
    return refuseValue(
      context.model,
      range.span,
      `there are ${length} elements, and this is no part of them`,
    );
  return Array.from({ length: count }, (_, place) => start + place * step);
}

/** The elements of a list, or of an array along its first dimension. */
function listed(value: RunValue): readonly RunValue[] | undefined {
  if (value.kind === 'list') return value.values;
  if (value.kind !== 'classical' || value.value.type.kind !== 'array') return undefined;
  const { type, value: elements } = value.value;
  const [, ...inner] = type.shape;
  const element: ClassicalType = inner.length === 0 ? type.element : { ...type, shape: inner };
  return (elements as readonly Value[]).map((entry) => runValue(element, entry));
}
