import type { BlockQubits } from './block-qubits.ts';
import type { FusedOperation } from './fusion.ts';
import type { Operation } from './operation.ts';

/** From so many flips on it is cheaper to move every amplitude of a block once. */
const leastFlips = 5;

/**
 * Flips under at most one control each, all at once: the amplitude of index y becomes the one that was at
 * offset ⊕ images[b] over the set bits b of y.
 */
export interface IndexMap {
  readonly kind: 'index-map';
  /** An image for each qubit of the block. */
  readonly images: readonly number[];
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
    if (operation.kind === 'flip' && isLinear(operation, block)) run.push(operation);
    else {
      finish();
      merged.push(operation);
    }
  finish();
  return merged;
}

/** Whether a flip turns the bits of an index within the block into sums of bits. */
function isLinear({ mask }: Flip, { inside }: BlockQubits): boolean {
  return (mask & (mask - 1)) === 0 && (mask & ~inside) === 0;
}

/** Each flip is its own inverse, so that the last one is undone first. */
function indexMap(flips: readonly Flip[], block: BlockQubits): IndexMap {
  const back = flips.toReversed().map(({ target, mask, values }) => ({
    target: block.bits(1 << target),
    control: block.bits(mask),
    values: block.bits(values),
  }));
  const source = (index: number) =>
    back.reduce((at, { target, control, values }) => ((at & control) === values ? at ^ target : at), index);
  const offset = source(0);
  return {
    kind: 'index-map',
    images: Array.from({ length: block.count }, (_, place) => source(1 << place) ^ offset),
    offset,
  };
}
