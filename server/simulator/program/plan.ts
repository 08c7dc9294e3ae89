import { type Complex, cx } from '../../base/index.ts';
import type { Precision } from '../../library/index.ts';
import { BlockQubits } from './block-qubits.ts';
import { type EncodedStage, encodeOperations } from './encoding.ts';
import { type FusedOperation, fused } from './fusion.ts';
import { withIndexMaps } from './index-map.ts';
import type { Operation } from './operation.ts';
import { type BlockShape, type Pass, bitCount, passes, shapeFor } from './passes.ts';
import { type StagedOperation, staged } from './staging.ts';

/** A pass over the state as its kernel reads it. */
export interface EncodedPass {
  /** Bits of the qubits in which the amplitudes of a block differ. */
  readonly inside: number;
  /** The lowest qubits, as many as are in every block. */
  readonly low: number;
  /** What all amplitudes are multiplied with. */
  readonly scale: Complex;
  /** Records among the bytes. */
  readonly count: number;
  readonly stages: readonly EncodedStage[];
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
  const all = staged(withIndexMaps(operations.filter(isPlaced), block), block);
  const stages = all.filter((operation) => operation.kind === 'stage');
  const factors = [...operations, ...stages].map(factorOf);
  return {
    ...{ inside, low },
    scale: factors.reduce((product, factor) => cx.multiply(product, factor), cx.one),
    workBytes: Math.max(0, ...all.map((operation) => workBytes(operation, block))),
    ...encodeOperations(all, block, precision),
  };
}

/** Whether an operation is more than a factor of all amplitudes. */
function isPlaced(operation: FusedOperation): boolean {
  return operation.kind !== 'phase' || operation.mask !== 0;
}

/** What all amplitudes are multiplied with beside what the operation itself does. */
function factorOf(operation: StagedOperation): Complex {
  if (operation.kind === 'pair') return cx.complex(operation.scale);
  if (operation.kind === 'stage') return operation.phase;
  return operation.kind === 'phase' && operation.mask === 0 ? operation : cx.one;
}

/** Qubits of the blocks of a pass. */
export function blockQubits({ inside }: EncodedPass): number {
  return bitCount(inside);
}

/** A matrix needs a vector of amplitudes with their places, an index map a copy of the block. */
function workBytes(operation: StagedOperation, { count }: BlockQubits): number {
  if (operation.kind === 'index-map') return 16 * 2 ** count;
  return operation.kind === 'many' ? 16 * Math.ceil((20 * 2 ** operation.qubits.length) / 16) : 0;
}
