import type { Operation } from '../program/operation.ts';
import { qubitsIn } from '../program/relabelling.ts';

/**
 * A density matrix of n qubits lies in a state of 2n: the element in row r and column c has at bit 2q of its index bit q
 * of r, and at bit 2q + 1 bit q of c. So a channel on one qubit acts on neighbouring bits.
 */
export const bitOf = {
  row: (qubit: number) => 2 * qubit,
  column: (qubit: number) => 2 * qubit + 1,
} as const;

/** The bits of a row's index where they lie in an element's; one place higher they are those of a column. */
export function spread(index: number): number {
  return qubitsIn(index).reduce((bits, qubit) => bits | (1 << bitOf.row(qubit)), 0);
}

/** ρ → UρU† as an operation U on the bits of rows and its conjugate on those of columns. */
export function onBothSides(operation: Operation): readonly Operation[] {
  return [moved(operation, bitOf.row), conjugated(moved(operation, bitOf.column))];
}

type Of<K extends Operation['kind']> = Extract<Operation, { kind: K }>;
type Gate = Exclude<Operation, Of<'channel1' | 'pauliChannel2'>>;

function moved(operation: Operation, bit: (qubit: number) => number): Gate {
  const bits = (mask: number) => qubitsIn(mask).reduce((all, qubit) => all | (1 << bit(qubit)), 0);
  const condition = { mask: bits(operation.mask), values: bits(operation.values) };
  switch (operation.kind) {
    case 'one':
    case 'flip':
      return { ...operation, ...condition, target: bit(operation.target) };
    case 'swap':
    case 'diagonal2':
      return { ...operation, ...condition, p: bit(operation.p), q: bit(operation.q) };
    case 'many':
      return { ...operation, ...condition, qubits: operation.qubits.map(bit) };
    case 'phase':
      return { ...operation, ...condition };
    default:
      throw new Error('a circuit has no operations on density matrices');
  }
}

function conjugated(operation: Gate): Gate {
  switch (operation.kind) {
    case 'one':
    case 'many':
      return { ...operation, matrix: conjugates(operation.matrix) };
    case 'diagonal2':
      return { ...operation, entries: conjugates(operation.entries) };
    case 'phase':
      return { ...operation, im: -operation.im };
    default:
      return operation;
  }
}

function conjugates(entries: Float64Array): Float64Array {
  return entries.map((entry, at) => (at % 2 === 0 ? entry : -entry));
}
