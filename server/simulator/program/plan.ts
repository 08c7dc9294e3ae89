import type { Precision } from '../../library/index.ts';
import { BlockQubits } from './block-qubits.ts';
import { encodeOperations } from './encoding.ts';
import { type FusedOperation, fused } from './fusion.ts';
import { type IndexMap, withIndexMaps } from './index-map.ts';
import type { Operation } from './operation.ts';
import { type BlockShape, type Pass, bitCount, passes, shapeFor } from './passes.ts';

/** A pass over the state as its kernel reads it. */
export interface EncodedPass {
  /** Bits of the qubits in which the amplitudes of a block differ. */
  readonly inside: number;
  /** The lowest qubits, as many as are in every block. */
  readonly low: number;
  /** What all amplitudes are multiplied with. */
  readonly scale: number;
  readonly count: number;
  /** Scratch memory that an operation of it needs, beside the block. */
  readonly workBytes: number;
  readonly bytes: Uint8Array;
}

/** All that is to be done to a state, in order. */
export type Plan = readonly EncodedPass[];

/** Operations in as few passes over a state of so many qubits as can be found. */
export function planOf(
  operations: readonly Operation[],
  qubits: number,
  precision: Precision = 'double',
  shape: BlockShape = shapeFor(qubits, precision),
): Plan {
  const low = Math.min(shape.low, qubits);
  return passes(fused(operations), qubits, shape).map((pass) => encodePass(pass, low, precision));
}

export function encodePass({ inside, operations }: Pass, low: number, precision: Precision): EncodedPass {
  const block = new BlockQubits(inside);
  const merged = withIndexMaps(operations, block);
  return {
    ...{ inside, low, count: merged.length },
    scale: operations.reduce((all, one) => (one.kind === 'pair' ? all * one.scale : all), 1),
    workBytes: Math.max(0, ...merged.map((operation) => workBytes(operation, block))),
    bytes: encodeOperations(merged, block, precision),
  };
}

/** Qubits of the blocks of a pass. */
export function blockQubits({ inside }: EncodedPass): number {
  return bitCount(inside);
}

/** A matrix needs a vector of amplitudes with their places, an index map a copy of the block. */
function workBytes(operation: FusedOperation | IndexMap, { count }: BlockQubits): number {
  if (operation.kind === 'index-map') return 16 * 2 ** count;
  return operation.kind === 'many' ? 16 * Math.ceil((20 * 2 ** operation.qubits.length) / 16) : 0;
}
