import type { Model, tree } from '../../index.ts';

/** One qubit as it is written: a register or a qubit, and which of it. */
interface Operand {
  readonly text: string;
  readonly base: tree.Expression;
  readonly index?: tree.Expression;
}

/**
 * Whether operands that are written differently are different qubits each time that the calls are made: a gate takes no
 * qubit twice. That holds for different registers, different constant indices, and for whatever one call takes together.
 */
export function areApart(calls: readonly tree.GateCall[], model: Model): boolean {
  const groups = calls.map(({ operands }) => operands.map((operand) => asOperand(operand, model)));
  const together = new Set(groups.flatMap((group) => pairs(group).map(([one, other]) => key(one, other))));
  return pairs(unique(groups.flat())).every(
    ([one, other]) => together.has(key(one, other)) || areDifferent(one, other, model),
  );
}

function asOperand(expression: tree.Expression, { text }: Model): Operand {
  const written = text.slice(expression.span.start, expression.span.end);
  if (expression.kind !== 'index' || expression.indices.length !== 1)
    return { text: written, base: expression };
  const [index] = expression.indices;
  return { text: written, base: expression.object, ...(index === undefined ? {} : { index }) };
}

function areDifferent(one: Operand, other: Operand, model: Model): boolean {
  const [first, second] = [one, other].map(({ base }) =>
    base.kind === 'identifier' ? model.symbolOf(base) : undefined,
  );
  const isOwn = (symbol: typeof first) => symbol?.kind === 'qubits' || symbol?.kind === 'qubit-parameter';
  if (!isOwn(first) || !isOwn(second)) return false;
  if (first !== second) return true;
  const [low, high] = [one, other].map(({ index }) => index && model.constantOf(index));
  return typeof low === 'bigint' && typeof high === 'bigint' && low !== high;
}

function unique(operands: readonly Operand[]): readonly Operand[] {
  return [...new Map(operands.map((operand) => [operand.text, operand])).values()];
}

function pairs<T>(list: readonly T[]): readonly (readonly [T, T])[] {
  return list.flatMap((one, place) => list.slice(place + 1).map((other) => [one, other] as const));
}

function key(...operands: readonly Operand[]): string {
  return operands
    .map(({ text }) => text)
    .toSorted()
    .join('\n');
}
