import { type Random, type Value, widthOf } from '../../../base/index.ts';
import type { Bindings, Circuit } from '../../circuit.ts';

/** Whether two runs left the same in all variables. */
export function sameValues(a: readonly Value[], b: readonly Value[]): boolean {
  const text = (value: Value): string =>
    typeof value === 'object'
      ? JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? `${part}n` : part))
      : String(value);
  return a.every((value, place) => text(value) === text(b[place] ?? 0n));
}

/** Values for the parameters of a circuit. */
export function randomBindings({ parameters }: Circuit, random: Random): Bindings {
  return parameters.map(({ type }) => randomValue(type, random));
}

function randomValue(type: Circuit['parameters'][number]['type'], random: Random): Value {
  switch (type.kind) {
    case 'array':
      return Array.from({ length: type.shape[0] ?? 0 }, () =>
        randomValue(type.shape.length > 1 ? { ...type, shape: type.shape.slice(1) } : type.element, random),
      );
    case 'bool':
      return random.next() < 0.5;
    case 'int':
    case 'uint':
    case 'bit':
      return BigInt(Math.floor(random.next() * 2 ** Math.min(2, widthOf(type))));
    default:
      return 6 * random.next() - 3;
  }
}
