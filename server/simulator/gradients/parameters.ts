import { type ClassicalType, once } from '../../base/index.ts';
import {
  type Block,
  type Circuit,
  type Expression,
  type Parameter,
  type Tangent,
  blocksIn,
  expressionParameters,
  expressionVariables,
  isRealType,
  isSmoothType,
} from '../../circuit/index.ts';
import { elementType } from '../../library/index.ts';

/** The real parameters of a circuit: what it is differentiated by. */
export interface RealParameters {
  /** In the order of the parameters, elements of arrays as the language writes them: `theta[0]`. */
  readonly names: readonly string[];
  /** For each parameter of the circuit how it changes with them. */
  readonly tangents: readonly Tangent[];
}

/** Numbers the real parameters; whole numbers, bits and truth values are none. */
export function realParameters(parameters: readonly Parameter[]): RealParameters {
  const names: string[] = [];
  const tangents = parameters.map(({ name, type }) => numbered(type, name, [], names));
  return { names, tangents };
}

function numbered(type: ClassicalType, name: string, indices: readonly number[], names: string[]): Tangent {
  if (type.kind === 'array') {
    const elements = Array.from({ length: type.shape[0] ?? 0 }, (_, index) =>
      numbered(elementType(type), name, [...indices, index], names),
    );
    return elements.some((element) => element !== undefined) ? elements : undefined;
  }
  if (!isRealType(type)) return undefined;
  names.push(indices.length === 0 ? name : `${name}[${indices.join(', ')}]`);
  return new Map([[names.length - 1, 1]]);
}

/** The variables whose values may change smoothly with the parameters. */
export const smoothVariables = once(({ body }: Circuit): ReadonlySet<number> => {
  const assigned = assignments(body);
  const smooth = new Set<number>();
  const changes = (value: Expression) =>
    expressionParameters(value).length > 0 || expressionVariables(value).some((read) => smooth.has(read));
  for (let size = -1; size !== smooth.size;) {
    size = smooth.size;
    for (const { variable, value } of assigned) if (changes(value)) smooth.add(variable);
  }
  return smooth;
});

interface Assignment {
  readonly variable: number;
  readonly value: Expression;
}

/** The assignments of values that can change smoothly. */
function assignments(block: Block): readonly Assignment[] {
  return block.flatMap((instruction) => {
    if (instruction.kind !== 'assign') return blocksIn(instruction).flatMap(assignments);
    return isSmoothType(instruction.value.type) ? [instruction] : [];
  });
}
