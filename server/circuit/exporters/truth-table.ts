import { type ClassicalType, type Value, widthOf } from '../../base/index.ts';
import { ClassicalError } from '../../library/index.ts';
import type { Circuit } from '../circuit.ts';
import { evaluate } from '../evaluate.ts';
import type { Expression } from '../expression.ts';
import { expressionParameters, expressionVariables } from '../variables-read.ts';

/** A bit of a classical variable. */
export interface BitPlace {
  readonly variable: number;
  readonly index: number;
}

/** What a condition says about each combination of the bits that it depends on. */
export interface TruthTable {
  readonly bits: readonly BitPlace[];
  /** Whether it holds when bit i of the place's number is the value of `bits[i]`. */
  readonly holds: readonly boolean[];
}

/** More bits than this make tables longer than anyone wants to read in an exported program. */
const mostBits = 8;

/** The table of a condition on measured bits, or nothing where it reads anything else or too many of them. */
export function truthTable(circuit: Circuit, condition: Expression): TruthTable | undefined {
  if (expressionParameters(condition).length > 0) return undefined;
  const variables = [...new Set(expressionVariables(condition))];
  const types = variables.map((variable) => circuit.variables[variable]?.type ?? ({ kind: 'bit' } as const));
  const width = types.reduce((sum, type) => sum + widthOf(type), 0);
  if (types.some(({ kind }) => kind !== 'bit') || width > mostBits) return undefined;
  const bits = variables.flatMap((variable, place) =>
    Array.from({ length: widthOf(types[place] ?? { kind: 'bit' }) }, (_, index) => ({ variable, index })),
  );
  try {
    const holds = Array.from({ length: 2 ** width }, (_, row) => holdsIn(row, condition, variables, types));
    return { bits, holds };
  } catch (error) {
    // A condition that has no value for some bits, such as one that divides by zero, has no table.
    if (error instanceof ClassicalError) return undefined;
    throw error;
  }
}

function holdsIn(
  row: number,
  condition: Expression,
  variables: readonly number[],
  types: readonly ClassicalType[],
): boolean {
  let rest = BigInt(row);
  const values = new Map<number, Value>();
  for (const [place, variable] of variables.entries()) {
    const width = widthOf(types[place] ?? { kind: 'bit' });
    values.set(variable, BigInt.asUintN(width, rest));
    rest >>= BigInt(width);
  }
  return (
    evaluate(condition, { parameter: () => 0, variable: (variable) => values.get(variable) ?? 0n }) === true
  );
}

/** The combinations of bits for which a condition says `wanted`, as one value for each bit that matters. */
export function rowsWhere(table: TruthTable, wanted: boolean): readonly Guard[] {
  const { bits, holds } = table;
  const matters = bits.map((_, place) => holds.some((value, row) => value !== holds[row ^ (1 << place)]));
  return holds.flatMap((value, row): readonly Guard[] => {
    const isFirst = bits.every((_, place) => matters[place] === true || ((row >> place) & 1) === 0);
    if (value !== wanted || !isFirst) return [];
    return [
      bits.flatMap((bit, place) => (matters[place] === true ? [{ ...bit, value: (row >> place) & 1 }] : [])),
    ];
  });
}

/** Bits that must all have these values. */
export type Guard = readonly (BitPlace & { readonly value: number })[];

/** Each guard of the outer list together with each of the inner, where they do not contradict each other. */
export function bothGuards(outer: readonly Guard[], inner: readonly Guard[]): readonly Guard[] {
  return outer.flatMap((first) =>
    inner.flatMap((second) => {
      const known = (bit: BitPlace) =>
        first.find(({ variable, index }) => variable === bit.variable && index === bit.index);
      if (second.some((bit) => known(bit) !== undefined && known(bit)?.value !== bit.value)) return [];
      return [[...first, ...second.filter((bit) => known(bit) === undefined)]];
    }),
  );
}
