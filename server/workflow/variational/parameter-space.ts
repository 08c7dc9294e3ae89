import type { ClassicalType, Value } from '../../base/index.ts';
import { type Bindings, type Circuit, type Parameter, isRealType, zeroOf } from '../../circuit/index.ts';
import { elementType } from '../../library/index.ts';

/** The real parameters of a circuit as one row of numbers, and back. */
export interface ParameterSpace {
  /** `theta`, `theta[2]`: in the order of the parameters. */
  readonly names: readonly string[];
  /** The values that the program gives; undefined where it leaves one open. */
  readonly given: readonly number[] | undefined;
  readonly bind: (x: readonly number[]) => Bindings;
  /** A parameter that is no real number and has no value, if any: it cannot be varied. */
  readonly fixed: string | undefined;
}

export function parameterSpace({ parameters }: Pick<Circuit, 'parameters'>): ParameterSpace {
  const names = parameters.flatMap(({ name, type }) => (isVaried(type) ? namesOf(name, type) : []));
  const isGiven = parameters.every(({ given }) => given !== undefined);
  const given = parameters.flatMap(({ type, given: value }) =>
    value === undefined || !isVaried(type) ? [] : numbersIn(value),
  );
  return {
    names,
    given: isGiven ? given : undefined,
    bind: (x) => bind(parameters, x),
    fixed: parameters.find((one) => !isVaried(one.type) && one.given === undefined)?.name,
  };
}

function isVaried(type: ClassicalType): boolean {
  return type.kind === 'array' ? isVaried(elementType(type)) : isRealType(type);
}

function namesOf(name: string, type: ClassicalType, indices: readonly number[] = []): string[] {
  if (type.kind !== 'array') return [indices.length === 0 ? name : `${name}[${indices.join(', ')}]`];
  return Array.from({ length: type.shape[0] ?? 0 }, (_, index) =>
    namesOf(name, elementType(type), [...indices, index]),
  ).flat();
}

function numbersIn(value: Value): number[] {
  return Array.isArray(value) ? (value as readonly Value[]).flatMap(numbersIn) : [Number(value)];
}

function bind(parameters: readonly Parameter[], x: readonly number[]): Bindings {
  const rest = [...x];
  return parameters.map(({ type, given }) => (isVaried(type) ? filled(type, rest) : (given ?? zeroOf(type))));
}

/** A value of the type from the first of the numbers, which are used up. */
function filled(type: ClassicalType, rest: number[]): Value {
  if (type.kind !== 'array') return rest.shift() ?? 0;
  return Array.from({ length: type.shape[0] ?? 0 }, () => filled(elementType(type), rest));
}
