import type { Precision } from '../../library/index.ts';
import type { FusedOperation } from './fusion.ts';
import { bitsFor, mixedQubits, usedQubits } from './operation.ts';

/** How the state is cut into blocks. */
export interface BlockShape {
  /** Qubits of a block. */
  readonly size: number;
  /** The lowest qubits, which are in every block, so that whole cache lines move. */
  readonly low: number;
  /** The most operations of a pass: their factors are multiplied at its end and must not leave the range of numbers. */
  readonly longest?: number;
}

/** States of up to so many qubits, 1 MiB, stay in the cache as a whole; beyond, so many make a block of 256 KiB. */
const fitting = {
  double: { cached: 16, block: 14, longest: 1000 },
  single: { cached: 17, block: 15, longest: 100 },
} as const;

/** The shape that runs fastest: blocks that a second-level cache holds beside other things. */
export function shapeFor(qubits: number, precision: Precision = 'double'): BlockShape {
  const { cached, block, longest } = fitting[precision];
  return { size: qubits <= cached ? qubits : block, low: 5, longest };
}

/** Operations that one pass over the state applies, block by block. */
export interface Pass {
  /** Bits of the qubits in which the amplitudes of a block differ. */
  readonly inside: number;
  readonly operations: readonly FusedOperation[];
}

export interface Item {
  readonly operation: FusedOperation;
  /** Bits of the qubits on which it does more than multiply amplitudes; these must lie in the block. */
  readonly mixed: number;
  readonly used: number;
  readonly weight: number;
}

interface Choice {
  readonly inside: number;
  readonly taken: readonly Item[];
  readonly left: readonly Item[];
  readonly weight: number;
}

/** Sorts operations into passes, each as heavy as can be found, in an order that commutes with the given one. */
export function passes(
  operations: readonly FusedOperation[],
  qubits: number,
  shape: BlockShape,
): readonly Pass[] {
  const found: Pass[] = [];
  let rest: readonly Item[] = operations.map(itemOf);
  if (rest.some(({ used }) => used >>> qubits !== 0)) throw new RangeError('an operation is out of bounds');
  while (rest.length > 0) {
    const { inside, taken, left } = heaviest(rest, qubits, shape);
    found.push({ inside, operations: taken.map(({ operation }) => operation) });
    rest = left;
  }
  return found;
}

function heaviest(items: readonly Item[], qubits: number, shape: BlockShape): Choice {
  const all = 2 ** qubits - 1;
  const low = all & (2 ** shape.low - 1);
  const size = Math.min(qubits, shape.size);
  const start = low | (items[0]?.mixed ?? 0);
  // An operation on more qubits than a block has gets a larger one to itself.
  if (bitCount(start) > size)
    return { inside: start, taken: items.slice(0, 1), left: items.slice(1), weight: 1 };
  let best = growing(items, start, size, all, shape.longest);
  if (size === qubits) return best;
  const window = 2 ** (size - shape.low) - 1;
  for (let at = shape.low; at <= qubits - (size - shape.low); at++) {
    const choice = growing(items, low | (window << at), size, all, shape.longest);
    if (choice.weight > best.weight) best = choice;
  }
  return best;
}

/** Takes what it can in order; the block takes up further qubits while it has room. */
function growing(
  items: readonly Item[],
  start: number,
  size: number,
  all: number,
  longest = fitting.double.longest as number,
): Choice {
  const taken: Item[] = [];
  const left: Item[] = [];
  let inside = start;
  let blockedMixed = 0;
  let blockedUsed = 0;
  let controls = 0;
  let weight = 0;
  for (const [index, item] of items.entries()) {
    if (blockedMixed === all || taken.length === longest) {
      left.push(...items.slice(index));
      break;
    }
    const isFree = (item.mixed & blockedUsed) === 0 && (item.used & blockedMixed) === 0;
    const grown = inside | item.mixed;
    if (isFree && (grown === inside || bitCount(grown) <= size)) {
      inside = grown;
      taken.push(item);
      if (item.operation.kind === 'flip') controls |= item.operation.mask;
      weight += item.weight;
    } else {
      left.push(item);
      blockedMixed |= item.mixed;
      blockedUsed |= item.used;
    }
  }
  return { inside: filled(filled(inside, size, controls), size, all), taken, left, weight };
}

/** The block's qubits, with the lowest of some others as long as it has not its size. */
function filled(inside: number, size: number, others: number): number {
  let full = inside;
  let rest = others & ~inside;
  for (let missing = size - bitCount(inside); missing > 0 && rest !== 0; missing--) {
    full |= rest & -rest;
    rest &= rest - 1;
  }
  return full;
}

/** The operation with the qubits that others have to commute on. */
export function itemOf(operation: FusedOperation): Item {
  switch (operation.kind) {
    case 'pair':
      return {
        operation,
        mixed: operation.qubits,
        used: operation.qubits,
        weight: operation.matrix === undefined ? 4 : 8,
      };
    case 'phases':
      return { operation, mixed: 0, used: operation.qubits, weight: 8 };
    case 'many':
      return item(operation, bitsFor(operation.qubits), 2 ** operation.qubits.length);
    case 'pauliChannel2':
      return item(operation, bitsFor(operation.qubits), 8);
    case 'channel1':
      return item(operation, mixedQubits(operation), 4);
    default:
      return item(operation, mixedQubits(operation), 1);
  }
}

function item(
  operation: Exclude<FusedOperation, { kind: 'pair' | 'phases' }>,
  mixed: number,
  weight: number,
) {
  return { operation, mixed, used: usedQubits(operation), weight };
}

export function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}
