import { type Complex, cx } from '../../base/index.ts';
import type { Precision } from '../../library/index.ts';
import { BlockQubits } from './block-qubits.ts';
import { type EncodedOperations, type StagedPass, encodeOperations, jointsOf } from './encoding.ts';
import { type FusedOperation, fused } from './fusion.ts';
import { withIndexMaps } from './index-map.ts';
import type { Operation } from './operation.ts';
import { type BlockShape, type Pass, bitCount, passes, shapeFor } from './passes.ts';
import { type StageShape, shapeKey, shapeOf } from './stage-shape.ts';
import { type StagedOperation, staged } from './staging.ts';

/** A stage of a pass, for which code may be emitted. */
export interface PlannedStage {
  readonly shape: StageShape;
  readonly key: string;
}

/** A pass over the state. */
export interface PlannedPass {
  /** Bits of the qubits in which the amplitudes of a block differ. */
  readonly inside: number;
  /** The lowest qubits, as many as are in every block. */
  readonly low: number;
  /** Whether each block lies in one piece, where it can stay. */
  readonly isWhole: boolean;
  /** What all amplitudes are multiplied with. */
  readonly scale: Complex;
  readonly stages: readonly PlannedStage[];
  /** Scratch memory that an operation of it needs, beside the block. */
  readonly workBytes: number;
  /** What its kernel reads. @param slots the number of the function for each stage, 0 where there is none. */
  readonly encoded: (slots: readonly number[]) => EncodedOperations;
}

/** All that is to be done to a state, in order. */
export type Plan = readonly PlannedPass[];

/** Operations in as few passes over a state of so many qubits as can be found. */
export function planOf(
  operations: readonly Operation[],
  qubits: number,
  precision: Precision = 'double',
  shape: BlockShape = shapeFor(qubits, precision),
): Plan {
  const low = Math.min(shape.low, qubits);
  return passes(fused(operations), qubits, shape).map((pass) => plannedPass(pass, low, precision));
}

function plannedPass({ inside, operations }: Pass, low: number, precision: Precision): PlannedPass {
  const block = new BlockQubits(inside);
  const all = staged(withIndexMaps(operations.filter(isPlaced), block), block);
  const stages = all.filter((operation) => operation.kind === 'stage');
  const factors = [...operations, ...stages].map(factorOf);
  const scale = factors.reduce((product, factor) => cx.multiply(product, factor), cx.one);
  const pass = { operations: all, block, precision, scale };
  return {
    ...{ inside, low, scale, isWhole: block.isWhole },
    workBytes: Math.max(0, ...all.map((operation) => workBytes(operation, block))),
    stages: plannedStages(pass),
    encoded: latest((slots) => encodeOperations(pass, slots)),
  };
}

function plannedStages(pass: StagedPass): readonly PlannedStage[] {
  return pass.operations.flatMap((operation, place) => {
    if (operation.kind !== 'stage') return [];
    const shape = shapeOf(operation, pass.block, pass.precision, jointsOf(pass, place).scale);
    return [{ shape, key: shapeKey(shape) }];
  });
}

/** The same function, which answers with its last answer where it is asked the same again, as a plan that is reused is. */
function latest<T>(answer: (numbers: readonly number[]) => T): (numbers: readonly number[]) => T {
  let last: { readonly numbers: readonly number[]; readonly value: T } | undefined;
  return (numbers) => {
    const isSame =
      last?.numbers.length === numbers.length && last.numbers.every((each, at) => each === numbers[at]);
    if (last === undefined || !isSame) last = { numbers, value: answer(numbers) };
    return last.value;
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
export function blockQubits({ inside }: PlannedPass): number {
  return bitCount(inside);
}

/** A matrix needs a vector of amplitudes with their places, an index map a copy of the block. */
function workBytes(operation: StagedOperation, { count }: BlockQubits): number {
  if (operation.kind === 'index-map') return 16 * 2 ** count;
  return operation.kind === 'many' ? 16 * Math.ceil((20 * 2 ** operation.qubits.length) / 16) : 0;
}
