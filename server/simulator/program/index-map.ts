import type { BlockQubits } from './block-qubits.ts';
import type { FusedOperation } from './fusion.ts';
import type { Operation } from './operation.ts';
import { qubitsIn } from './relabelling.ts';

/** From so many flips on it is cheaper to move every amplitude of a block once. */
const leastFlips = 5;

/**
 * Flips under at most one control each, all at once: the amplitude of index y becomes the one that was at
 * offset ⊕ images[b] over the set bits b of y and ⊕ the images of the outer qubits that are 1.
 */
export interface IndexMap {
  readonly kind: 'index-map';
  /** An image for each qubit of the block. */
  readonly images: readonly number[];
  /** Controls that are not in the block. */
  readonly outer: readonly { readonly qubit: number; readonly image: number }[];
  readonly offset: number;
}

type Flip = Extract<Operation, { kind: 'flip' }>;

/** The operations of a pass with long runs of flips made one. */
export function withIndexMaps(
  operations: readonly FusedOperation[],
  block: BlockQubits,
): readonly (FusedOperation | IndexMap)[] {
  const merged: (FusedOperation | IndexMap)[] = [];
  let run: Flip[] = [];
  const finish = () => {
    if (run.length < leastFlips) merged.push(...run);
    else merged.push(indexMap(run, block));
    run = [];
  };
  for (const operation of operations)
    if (operation.kind === 'flip' && isLinear(operation)) run.push(operation);
    else {
      finish();
      merged.push(operation);
    }
  finish();
  return merged;
}

/** Whether a flip turns the bits of an index into sums of bits. */
function isLinear({ mask }: Flip): boolean {
  return (mask & (mask - 1)) === 0;
}

/** Each flip is its own inverse, so that the last one is undone first. */
function indexMap(flips: readonly Flip[], block: BlockQubits): IndexMap {
  const back = flips.toReversed();
  /** The state's index that an amplitude comes from. */
  const source = (index: number) =>
    back.reduce((at, { target, mask, values }) => ((at & mask) === values ? at ^ (1 << target) : at), index);
  const offset = source(0);
  const image = (qubit: number) => block.bits(source(1 << qubit) ^ offset);
  const controls = flips.reduce((bits, { mask }) => bits | mask, 0) & ~block.inside;
  return {
    kind: 'index-map',
    images: block.qubits.map(image),
    outer: qubitsIn(controls).map((qubit) => ({ qubit, image: image(qubit) })),
    offset: block.bits(offset),
  };
}
