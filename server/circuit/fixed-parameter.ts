import type { Value } from '../base/index.ts';
import type { Circuit } from './circuit.ts';
import type { Expression } from './expression.ts';

/**
 * The circuit with a value in the place of one parameter, which it has no more; it is differentiated by the others alone.
 *
 * @param parameter its number
 */
export function withParameterFixed(circuit: Circuit, parameter: number, value: Value): Circuit {
  const type = circuit.parameters[parameter]?.type;
  if (type === undefined) return circuit;
  const replace = (expression: Expression): Expression => {
    if (expression.kind !== 'parameter' || expression.parameter < parameter) return expression;
    if (expression.parameter === parameter) return { kind: 'literal', type, value };
    return { ...expression, parameter: expression.parameter - 1 };
  };
  return {
    ...circuit,
    parameters: circuit.parameters.filter((_, place) => place !== parameter),
    body: replaced(circuit.body, replace),
  };
}

/** A copy of plain data in which expressions have been replaced; matrices stay the same objects. */
function replaced<Data>(data: Data, replace: (expression: Expression) => Expression): Data {
  if (Array.isArray(data)) return data.map((entry: unknown) => replaced(entry, replace)) as Data;
  if (typeof data !== 'object' || data === null || ArrayBuffer.isView(data)) return data;
  if ('kind' in data && data.kind === 'parameter') return replace(data as unknown as Expression) as Data;
  return Object.fromEntries(
    Object.entries(data).map(([name, entry]) => [name, name === 'type' ? entry : replaced(entry, replace)]),
  ) as Data;
}
