import type { Precision } from '../../library/index.ts';
import { encodeOperations } from './encoding.ts';
import { type FusedOperation, fused } from './fusion.ts';
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
  /** Operands of its widest matrix, which takes scratch memory. */
  readonly widest: number;
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
  return {
    ...{ inside, low, count: operations.length },
    scale: operations.reduce((all, one) => (one.kind === 'pair' ? all * one.scale : all), 1),
    widest: Math.max(0, ...operations.map(operandsOf)),
    bytes: encodeOperations(operations, inside, precision),
  };
}

/** Qubits of the blocks of a pass. */
export function blockQubits({ inside }: EncodedPass): number {
  return bitCount(inside);
}

function operandsOf(operation: FusedOperation): number {
  return operation.kind === 'many' ? operation.qubits.length : 0;
}
