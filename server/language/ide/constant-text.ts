import type { Value } from '../../base/index.ts';
import type { Model, tree } from '../index.ts';
import { modelOf } from './imported-models.ts';

/** The value of a constant as text, where it is known. */
export function constantText(
  { uri, node }: { readonly uri: string; readonly node: tree.ClassicalDeclaration },
  model: Model,
): string | undefined {
  const { initializer } = node;
  const value = initializer === undefined ? undefined : modelOf(model, uri)?.constantOf(initializer);
  return value === undefined ? undefined : valueText(value);
}

function valueText(value: Value): string {
  if (typeof value !== 'object') return String(value);
  if (isList(value)) return `{${value.map(valueText).join(', ')}}`;
  return `${value.re} ${value.im < 0 ? '-' : '+'} ${Math.abs(value.im)}im`;
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}
