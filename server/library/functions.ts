import { type ClassicalType, type TypedValue, type Value, cx, typeName, widthOf } from '../base/index.ts';
import type { Call, CallParameter } from './calls.ts';
import { ClassicalError, asComplex, asInteger, convert, isConvertible, roundFloat } from './conversions.ts';
import { complexPower, integerPower, realPower } from './operators.ts';

/** One way to call a function: the types that its arguments are converted to, and what it computes from them. */
interface Overload {
  readonly parameters: readonly ClassicalType[];
  readonly result: ClassicalType;
  apply(values: readonly Value[]): Value;
}

/** A classical function of OpenQASM 3, described as the other calls are. */
export interface ClassicalFunction extends Call {
  /** The result type for arguments of these types, or nothing where it does not take them. */
  typeFor(types: readonly ClassicalType[]): ClassicalType | undefined;
  /** @throws {ClassicalError} when it does not take these arguments or has no result for them. */
  apply(values: readonly TypedValue[]): TypedValue;
}

const int: ClassicalType = { kind: 'int' };
const uint: ClassicalType = { kind: 'uint' };
const float: ClassicalType = { kind: 'float' };
const complex: ClassicalType = { kind: 'complex' };

function argument(name: string, type: 'int' | 'float', description: string, required = true): CallParameter {
  return { name, type, required, positional: true, description };
}

type Text = Pick<Call, 'name' | 'parameters' | 'result' | 'description' | 'example'>;

/** A function with a fixed list of overloads; the first that takes the arguments is meant. */
function overloaded(text: Text, overloads: readonly Overload[]): ClassicalFunction {
  const find = (types: readonly ClassicalType[]) => overloads.find((overload) => takes(overload, types));
  return {
    ...text,
    group: 'function',
    typeFor: (types) => find(types)?.result,
    apply: (values) => {
      const overload = find(values.map(({ type }) => type));
      if (overload === undefined) throw wrongArguments(text.name, values);
      const converted = values.map((value, place) =>
        convert(value, overload.parameters[place] ?? value.type),
      );
      return { type: overload.result, value: overload.apply(converted) };
    },
  };
}

const ranks: readonly ClassicalType['kind'][] = ['bool', 'bit', 'uint', 'int', 'float', 'complex'];

/** Arguments may only grow: an `int` is taken where a `float` is wanted, never the other way round. */
function takes({ parameters }: Overload, types: readonly ClassicalType[]): boolean {
  if (parameters.length !== types.length) return false;
  return types.every((type, place) => {
    const wanted = parameters[place];
    if (wanted === undefined || !isConvertible(type, wanted)) return false;
    return type.kind === 'angle' || ranks.indexOf(type.kind) <= ranks.indexOf(wanted.kind);
  });
}

function wrongArguments(name: string, values: readonly TypedValue[]): ClassicalError {
  const types = values.map(({ type }) => typeName(type)).join(', ');
  return new ClassicalError('wrong-arguments', `${name} cannot take (${types})`);
}

function reals(operation: (...values: readonly number[]) => number, count = 1): Overload {
  return {
    parameters: Array<ClassicalType>(count).fill(float),
    result: float,
    apply: (values) => finite(operation(...values.map(Number))),
  };
}

function finite(value: number): number {
  if (Number.isNaN(value))
    throw new ClassicalError('outside-domain', 'the function has no real value for this argument');
  return value;
}

function complexes(operation: (...values: readonly cx.Complex[]) => cx.Complex, count = 1): Overload {
  return {
    parameters: Array<ClassicalType>(count).fill(complex),
    result: complex,
    apply: (values) => operation(...values.map((value) => asComplex({ type: complex, value }))),
  };
}

/** A function of one real number. */
function real(
  name: string,
  description: string,
  operation: (value: number) => number,
  ...more: readonly Overload[]
): ClassicalFunction {
  const parameters = [argument('x', 'float', 'The argument; radians where it is an angle.')];
  return overloaded({ name, parameters, result: 'float', description, example: `${name}(0.5)` }, [
    reals((value = 0) => operation(value)),
    ...more,
  ]);
}

function complexExponential(value: cx.Complex): cx.Complex {
  return cx.scale(cx.expi(value.im), Math.exp(value.re));
}

const modulo: ClassicalFunction = overloaded(
  {
    name: 'mod',
    parameters: [argument('a', 'float', 'The dividend.'), argument('b', 'float', 'The divisor.')],
    result: 'float',
    description: 'The remainder of a division, with the sign of the dividend; whole for whole numbers.',
    example: 'mod(7, 3)',
  },
  [
    {
      parameters: [int, int],
      result: int,
      apply: ([a = 0n, b = 0n]) => remainder(a as bigint, b as bigint),
    },
    reals((a = 0, b = 0) => remainder(a, b), 2),
  ],
);

function remainder(a: bigint, b: bigint): bigint;
function remainder(a: number, b: number): number;
function remainder(a: bigint | number, b: bigint | number): bigint | number {
  if (Number(b) === 0) throw new ClassicalError('division-by-zero', 'a division by zero has no result');
  return typeof a === 'bigint' && typeof b === 'bigint' ? a % b : Number(a) % Number(b);
}

const power: ClassicalFunction = overloaded(
  {
    name: 'pow',
    parameters: [argument('base', 'float', 'The base.'), argument('exponent', 'float', 'The exponent.')],
    result: 'float',
    description: 'The base to the power of the exponent; whole for whole numbers.',
    example: 'pow(2, 10)',
  },
  [
    {
      parameters: [int, int],
      result: int,
      apply: ([a = 0n, b = 0n]) => integerPower(int, a as bigint, b as bigint),
    },
    reals((a = 0, b = 0) => realPower(a, b), 2),
    complexes((a = cx.zero, b = cx.zero) => complexPower(a, b), 2),
  ],
);

const absolute: ClassicalFunction = overloaded(
  {
    name: 'abs',
    parameters: [argument('x', 'float', 'A number, complex ones included.')],
    result: 'float',
    description: 'The magnitude of a number; whole for whole numbers.',
    example: 'abs(-3)',
  },
  [
    { parameters: [int], result: int, apply: ([a = 0n]) => ((a as bigint) < 0n ? -(a as bigint) : a) },
    reals((a = 0) => Math.abs(a)),
    { parameters: [complex], result: float, apply: ([a = 0]) => cx.magnitude(a as cx.Complex) },
  ],
);

function part(name: 'real' | 'imag', field: 're' | 'im', description: string): ClassicalFunction {
  const parameters = [argument('z', 'float', 'A complex number.')];
  return overloaded({ name, parameters, result: 'float', description, example: `${name}(2.0 + 1.0im)` }, [
    { parameters: [complex], result: float, apply: ([z = cx.zero]) => (z as cx.Complex)[field] },
  ]);
}

function isRegister(type: ClassicalType | undefined): type is ClassicalType {
  return type?.kind === 'bit' || type?.kind === 'uint' || type?.kind === 'int';
}

const countOnes: ClassicalFunction = {
  name: 'popcount',
  group: 'function',
  parameters: [argument('x', 'int', 'A bit register or an integer.')],
  result: 'int',
  description: 'The number of bits that are 1.',
  example: 'popcount("1011")',
  typeFor: (types) => (types.length === 1 && isRegister(types[0]) ? uint : undefined),
  apply: ([x, ...rest]) => {
    if (x === undefined || rest.length > 0 || !isRegister(x.type))
      throw wrongArguments('popcount', x ? [x] : []);
    const bits = BigInt.asUintN(widthOf(x.type), asInteger(x));
    return { type: uint, value: BigInt(bits.toString(2).replaceAll('0', '').length) };
  },
};

/** Turns the bits of a register round; negative distances turn the other way. */
function rotation(name: 'rotl' | 'rotr', direction: 1 | -1, side: string): ClassicalFunction {
  return {
    name,
    group: 'function',
    parameters: [
      argument('x', 'int', 'A bit register or an unsigned integer.'),
      argument('distance', 'int', 'By how many places; negative distances turn the other way.'),
    ],
    result: 'int',
    description: `The bits of a register turned ${side}: those that leave at one end come back at the other.`,
    example: `${name}("1001", 1)`,
    typeFor: ([x, distance, ...rest]) =>
      isRegister(x) && isRegister(distance) && rest.length === 0 ? x : undefined,
    apply: (values) => {
      const [x, distance] = values;
      if (values.length !== 2 || !x || !distance || !isRegister(x.type) || !isRegister(distance.type))
        throw wrongArguments(name, values);
      return { type: x.type, value: rotated(x, asInteger(distance) * BigInt(direction)) };
    },
  };
}

function rotated({ type, value }: TypedValue, distance: bigint): bigint {
  const width = BigInt(widthOf(type));
  const places = ((distance % width) + width) % width;
  const bits = BigInt.asUintN(Number(width), asInteger({ type, value }));
  const turned = BigInt.asUintN(Number(width), (bits << places) | (bits >> (width - places)));
  return type.kind === 'int' ? BigInt.asIntN(Number(width), turned) : turned;
}

const sizeOf: ClassicalFunction = {
  name: 'sizeof',
  group: 'function',
  parameters: [
    argument('array', 'int', 'An array.'),
    argument('dimension', 'int', 'Which dimension, from 0; the first when left out.', false),
  ],
  result: 'int',
  description: 'The number of elements along one dimension of an array.',
  example: 'sizeof(theta)',
  typeFor: ([array, dimension, ...rest]) =>
    array?.kind === 'array' && (dimension === undefined || isRegister(dimension)) && rest.length === 0
      ? uint
      : undefined,
  apply: (values) => {
    const [array, dimension] = values;
    if (array?.type.kind !== 'array' || values.length > 2) throw wrongArguments('sizeof', values);
    const place = dimension === undefined ? 0 : Number(asInteger(dimension));
    const size = array.type.shape[place];
    if (size === undefined) throw new ClassicalError('outside-domain', `the array has no dimension ${place}`);
    return { type: uint, value: BigInt(size) };
  },
};

/** The classical functions of OpenQASM 3 (specification, "Built-in constant expression functions"), and `abs`. */
export const functions: readonly ClassicalFunction[] = [
  real('sin', 'The sine of an angle.', Math.sin),
  real('cos', 'The cosine of an angle.', Math.cos),
  real('tan', 'The tangent of an angle.', Math.tan),
  real('arcsin', 'The angle in [−π/2, π/2] whose sine this is.', Math.asin),
  real('arccos', 'The angle in [0, π] whose cosine this is.', Math.acos),
  real('arctan', 'The angle in (−π/2, π/2) whose tangent this is.', Math.atan),
  real(
    'exp',
    'Euler’s number to the power of the argument.',
    Math.exp,
    complexes((z = cx.zero) => complexExponential(z)),
  ),
  real('log', 'The natural logarithm.', logarithm),
  real('ln', 'The natural logarithm, as OpenQASM 2 calls it.', logarithm),
  real(
    'sqrt',
    'The square root.',
    Math.sqrt,
    complexes((z = cx.zero) => cx.power(z, 0.5)),
  ),
  real('ceiling', 'The smallest whole number that is not less.', Math.ceil),
  real('floor', 'The largest whole number that is not greater.', Math.floor),
  modulo,
  power,
  absolute,
  part('real', 're', 'The real part of a complex number.'),
  part('imag', 'im', 'The imaginary part of a complex number.'),
  countOnes,
  rotation('rotl', 1, 'to the left'),
  rotation('rotr', -1, 'to the right'),
  sizeOf,
];

function logarithm(value: number): number {
  if (value === 0) throw new ClassicalError('outside-domain', 'zero has no logarithm');
  return Math.log(value);
}

const byName: ReadonlyMap<string, ClassicalFunction> = new Map(
  functions.map((classical) => [classical.name, classical]),
);

export function findFunction(name: string): ClassicalFunction | undefined {
  return byName.get(name);
}

/** The type of a call of a classical function, or nothing where there is no such function or it does not take these. */
export function functionType(name: string, types: readonly ClassicalType[]): ClassicalType | undefined {
  return byName.get(name)?.typeFor(types);
}

/** @throws {ClassicalError} when there is no such function, it does not take these arguments, or has no result for them. */
export function applyFunction(name: string, values: readonly TypedValue[]): TypedValue {
  const classical = byName.get(name);
  if (classical === undefined) throw new ClassicalError('no-operation', `there is no function ${name}`);
  const { type, value } = classical.apply(values);
  return { type, value: typeof value === 'number' ? roundFloat(type, value) : value };
}
