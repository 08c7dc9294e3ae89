import { type ClassicalType, type TypedValue, type Value } from '../base/index.ts';
import type { Call, CallParameter, CallType } from './calls.ts';
import { ClassicalError } from './conversions.ts';
import { applyBinary } from './operators.ts';
import { binaryType } from './operator-types.ts';

/** What a function of workflows takes and gives: numbers, and lists of them. */
export type ListableType = ClassicalType | { readonly kind: 'list'; readonly element: ListableType };

/** A value of a listable type; a list is an array of the values of its elements. */
export interface ListableValue {
  readonly type: ListableType;
  readonly value: Value;
}

/** A function on lists, for the expressions of workflows and tests. */
export interface ListFunction extends Call {
  /** Set where only the number of elements counts, so that they may be anything. */
  readonly countsOnly?: true;
  /** The result type for arguments of these types, or nothing where it does not take them. */
  typeFor(types: readonly ListableType[]): ListableType | undefined;
  /** Computes the result of arguments that `typeFor` takes. @throws {ClassicalError} where they have none. */
  apply(values: readonly ListableValue[]): Value;
}

const int: ClassicalType = { kind: 'int' };
const float: ClassicalType = { kind: 'float' };
const bool: ClassicalType = { kind: 'bool' };
const realKinds: ReadonlySet<string> = new Set(['int', 'uint', 'float']);

function isReal(type: ListableType | undefined): type is ClassicalType {
  return type !== undefined && realKinds.has(type.kind);
}

/** The type of the elements of a list or of an array with one dimension. */
function elementOf(type: ListableType | undefined): ListableType | undefined {
  if (type?.kind === 'list') return type.element;
  return type?.kind === 'array' && type.shape.length === 1 ? type.element : undefined;
}

function realElement(types: readonly ListableType[]): ClassicalType | undefined {
  const element = types.length === 1 ? elementOf(types[0]) : undefined;
  return isReal(element) ? element : undefined;
}

function parameter(name: string, type: CallType, description: string, required = true): CallParameter {
  return { name, type, required, positional: true, description };
}

const values = parameter('values', 'list', 'A list of numbers.');

function elements(list: ListableValue | undefined): readonly Value[] {
  return Array.isArray(list?.value) ? (list.value as readonly Value[]) : [];
}

function numbers(list: ListableValue | undefined, name: string): readonly number[] {
  const found = elements(list).map(Number);
  if (found.length === 0) throw new ClassicalError('outside-domain', `${name} of an empty list has no value`);
  return found;
}

/** A function of a list of numbers that gives a real one. */
function statistic(
  name: string,
  description: string,
  compute: (list: readonly number[]) => number,
): ListFunction {
  return {
    name,
    group: 'list',
    parameters: [values],
    result: 'float',
    description,
    example: `${name}([1.0, 2.0, 4.0])`,
    typeFor: (types) => realElement(types) && float,
    apply: ([list]) => compute(numbers(list, name)),
  };
}

function meanOf(list: readonly number[]): number {
  return list.reduce((total, value) => total + value, 0) / list.length;
}

/** The square root of the unbiased variance, with n − 1 in the denominator. */
function deviationOf(list: readonly number[]): number {
  if (list.length < 2) throw new ClassicalError('outside-domain', 'std needs at least two numbers');
  const mean = meanOf(list);
  return Math.sqrt(list.reduce((total, value) => total + (value - mean) ** 2, 0) / (list.length - 1));
}

function medianOf(list: readonly number[]): number {
  const sorted = list.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/** The common type of numbers, as their sum would have it. */
function promoted(types: readonly ListableType[]): ClassicalType | undefined {
  const [first, ...others] = types;
  if (!isReal(first)) return undefined;
  return others.reduce<ClassicalType | undefined>(
    (common, type) => (common === undefined || !isReal(type) ? undefined : binaryType('+', common, type)),
    first,
  );
}

/** `min` and `max`: of a list, or of several numbers. */
function extreme(
  name: 'min' | 'max',
  word: string,
  isBetter: (a: number, b: number) => boolean,
): ListFunction {
  return {
    name,
    group: 'list',
    parameters: [values, parameter('more', 'list', 'More numbers, where the first is one too.', false)],
    result: 'float',
    description: `The ${word} of a list of numbers, or of several numbers.`,
    example: `${name}([3, 1, 2])`,
    typeFor: (types) => (types.length === 1 ? realElement(types) : promoted(types)),
    apply: (given) => {
      const list = given.length === 1 ? elements(given[0]) : given.map(({ value }) => value);
      return best(list, name, isBetter).value;
    },
  };
}

function best(list: readonly Value[], name: string, isBetter: (a: number, b: number) => boolean) {
  let [index, value] = [0, list[0]];
  if (value === undefined)
    throw new ClassicalError('outside-domain', `${name} of an empty list has no value`);
  for (const [place, candidate] of list.entries())
    if (isBetter(Number(candidate), Number(value))) [index, value] = [place, candidate];
  return { index, value };
}

/** `argmin` and `argmax`: the first index of the extreme element. */
function extremeIndex(
  name: 'argmin' | 'argmax',
  word: string,
  isBetter: (a: number, b: number) => boolean,
): ListFunction {
  return {
    name,
    group: 'list',
    parameters: [values],
    result: 'int',
    description: `The index of the ${word} number of a list, counted from 0; the first of several.`,
    example: `${name}([3, 1, 2])`,
    typeFor: (types) => realElement(types) && int,
    apply: ([list]) => BigInt(best(elements(list), name, isBetter).index),
  };
}

const total: ListFunction = {
  name: 'sum',
  group: 'list',
  parameters: [values],
  result: 'float',
  description: 'The sum of a list of numbers; whole for whole numbers.',
  example: 'sum([1, 2, 3])',
  typeFor: realElement,
  apply: ([list]) => {
    const type = elementOf(list?.type) as ClassicalType;
    const zero: TypedValue = { type, value: type.kind === 'float' ? 0 : 0n };
    return elements(list).reduce<TypedValue>((sum, value) => applyBinary('+', sum, { type, value }), zero)
      .value;
  },
};

const length: ListFunction = {
  name: 'len',
  countsOnly: true,
  group: 'list',
  parameters: [parameter('values', 'list', 'A list.')],
  result: 'int',
  description: 'The number of elements of a list.',
  example: 'len([1, 2, 3])',
  typeFor: (types) => (types.length === 1 && elementOf(types[0]) !== undefined ? int : undefined),
  apply: ([list]) => BigInt(elements(list).length),
};

/** The most points of a `linspace`: more than any loop may run over. */
const maximumPoints = 1_000_000;

const linspace: ListFunction = {
  name: 'linspace',
  group: 'list',
  parameters: [
    parameter('start', 'float', 'The first number.'),
    parameter('stop', 'float', 'The last number, which belongs to the list.'),
    parameter('count', 'int', 'How many numbers.'),
  ],
  result: 'list',
  description: 'Numbers at equal distances, both ends included.',
  example: 'linspace(0, 1, 11)',
  typeFor: ([start, stop, count, ...rest]) => {
    const isWhole = count?.kind === 'int' || count?.kind === 'uint';
    return isReal(start) && isReal(stop) && isWhole && rest.length === 0
      ? { kind: 'list', element: float }
      : undefined;
  },
  apply: ([start, stop, count]) =>
    pointsBetween(Number(start?.value), Number(stop?.value), Number(count?.value)),
};

function pointsBetween(start: number, stop: number, count: number): number[] {
  if (count < 1 || count > maximumPoints)
    throw new ClassicalError('outside-domain', `linspace gives 1 to ${maximumPoints} numbers, not ${count}`);
  const step = count === 1 ? 0 : (stop - start) / (count - 1);
  return Array.from({ length: count }, (_, place) =>
    place > 0 && place === count - 1 ? stop : start + place * step,
  );
}

/** `all` and `any` of a list of conditions. */
function quantifier(name: 'all' | 'any', word: string): ListFunction {
  return {
    name,
    group: 'list',
    parameters: [parameter('conditions', 'list', 'A list of conditions.')],
    result: 'bool',
    description: `Whether ${word} of a list holds.`,
    example: `${name}([true, false])`,
    typeFor: (types) => (types.length === 1 && elementOf(types[0])?.kind === 'bool' ? bool : undefined),
    apply: ([list]) => (name === 'all' ? elements(list).every(Boolean) : elements(list).some(Boolean)),
  };
}

/** How far `close` lets two numbers differ where nobody says. */
const defaultTolerance = 1e-9;

const close: ListFunction = {
  name: 'close',
  group: 'list',
  parameters: [
    parameter('actual', 'float', 'A number or a list of numbers.'),
    parameter('expected', 'float', 'What it should be, of the same shape.'),
    parameter(
      'tolerance',
      'float',
      `The largest difference that is allowed; ${defaultTolerance} when left out.`,
      false,
    ),
  ],
  result: 'bool',
  description: 'Whether two numbers, or two lists element by element, differ by no more than a tolerance.',
  example: 'close(0.1 + 0.2, 0.3)',
  typeFor: ([actual, expected, tolerance, ...rest]) => {
    const isTolerance = tolerance === undefined || isReal(tolerance);
    return rest.length === 0 && isTolerance && hasSameShape(actual, expected) ? bool : undefined;
  },
  apply: ([actual, expected, tolerance]) =>
    isClose(
      actual?.value,
      expected?.value,
      tolerance === undefined ? defaultTolerance : Number(tolerance.value),
    ),
};

function hasSameShape(one: ListableType | undefined, other: ListableType | undefined): boolean {
  if (isReal(one) && isReal(other)) return true;
  const [left, right] = [elementOf(one), elementOf(other)];
  return left !== undefined && right !== undefined && hasSameShape(left, right);
}

function isClose(one: Value | undefined, other: Value | undefined, tolerance: number): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return Math.abs(Number(one) - Number(other)) <= tolerance;
  return one.length === other.length && one.every((value, place) => isClose(value, other[place], tolerance));
}

const quantile: ListFunction = {
  name: 'quantile',
  group: 'list',
  parameters: [values, parameter('share', 'float', 'The share of the numbers that lies below it, 0 to 1.')],
  result: 'float',
  description:
    'The number of a list below which a share of them lies, between neighbours on a straight line.',
  example: 'quantile([1.0, 2.0, 4.0], 0.25)',
  reference: 'Hyndman and Fan, The American Statistician 50, 361 (1996), definition 7',
  typeFor: ([list, share, ...rest]) =>
    list !== undefined && realElement([list]) !== undefined && isReal(share) && rest.length === 0
      ? float
      : undefined,
  apply: ([list, share]) => quantileOf(numbers(list, 'quantile'), Number(share?.value)),
};

function quantileOf(list: readonly number[], share: number): number {
  if (!(share >= 0 && share <= 1))
    throw new ClassicalError('outside-domain', `quantile takes a share from 0 to 1, not ${share}`);
  const sorted = list.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const [below = 0, above = below] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below + (place - Math.floor(place)) * (above - below);
}

const normalize: ListFunction = {
  name: 'normalize',
  group: 'list',
  parameters: [values],
  result: 'list',
  description:
    'The numbers of a list moved and scaled to 0 for the smallest and 1 for the largest; all 0 where they are the same.',
  example: 'normalize([1.0, 2.0, 5.0])',
  typeFor: (types) => realElement(types) && { kind: 'list', element: float },
  apply: ([list]) => {
    const all = elements(list).map(Number);
    const [least, most] = all.reduce(
      ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
      [Infinity, -Infinity],
    );
    return all.map((value) => (most > least ? (value - least) / (most - least) : 0));
  },
};

/** The functions on lists that workflows and tests have beside those of OpenQASM. */
export const listFunctions: readonly ListFunction[] = [
  statistic('mean', 'The mean of a list of numbers.', meanOf),
  statistic('std', 'The sample standard deviation of a list of numbers.', deviationOf),
  statistic('median', 'The middle of a list of numbers in order.', medianOf),
  quantile,
  normalize,
  extreme('min', 'smallest', (a, b) => a < b),
  extreme('max', 'largest', (a, b) => a > b),
  extremeIndex('argmin', 'smallest', (a, b) => a < b),
  extremeIndex('argmax', 'largest', (a, b) => a > b),
  total,
  length,
  linspace,
  quantifier('all', 'every condition'),
  quantifier('any', 'a condition'),
  close,
];

const byName: ReadonlyMap<string, ListFunction> = new Map(
  listFunctions.map((listFunction) => [listFunction.name, listFunction]),
);

export function findListFunction(name: string): ListFunction | undefined {
  return byName.get(name);
}
