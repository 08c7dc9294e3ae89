import { type ClassicalType, widthOf } from '../../base/index.ts';
import type { Circuit } from '../../circuit/index.ts';
import { readoutOf } from '../sampling/readout.ts';
import type { Separation } from './parts.ts';

/** The part that decides each character of a circuit's keys; nothing for the spaces between registers. */
export function keyOwners(
  circuit: Circuit,
  { partOfQubit, partOfBit }: Separation,
): readonly (number | undefined)[] {
  const readout = readoutOf(circuit);
  const registers =
    readout.kind === 'qubits'
      ? readout.registers.map(({ offset, size }) => range(size).map((index) => partOfQubit(offset + index)))
      : readout.variables.map((variable) =>
          range(bitsIn(circuit.variables[variable]?.type)).map((bit) => partOfBit(variable, bit)),
        );
  return registers
    .toReversed()
    .flatMap((owners, place) => [...(place === 0 ? [] : [undefined]), ...owners.toReversed()]);
}

/** The length of a value's bit string. */
function bitsIn(type: ClassicalType | undefined): number {
  if (type === undefined) return 0;
  if (type.kind !== 'array') return widthOf(type);
  return type.shape.reduce((product, length) => product * length, widthOf(type.element));
}

function range(length: number): readonly number[] {
  return Array.from({ length }, (_, index) => index);
}
