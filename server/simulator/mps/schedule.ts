import type { Block } from './blocks.ts';

/**
 * Runs blocks in an order that their qubits allow: of those that wait for nothing, always the cheapest.
 *
 * @param costOf what a block costs now.
 */
export function runScheduled(
  blocks: readonly Block[],
  costOf: (block: Block) => number,
  run: (block: Block) => void,
): void {
  const queues = new Map<number, Block[]>();
  for (const block of blocks.toReversed())
    for (const qubit of block.qubits) {
      const queue = queues.get(qubit);
      if (queue === undefined) queues.set(qubit, [block]);
      else queue.push(block);
    }
  const isReady = (block: Block) => block.qubits.every((qubit) => queues.get(qubit)?.at(-1) === block);
  const ready = new Set(blocks.filter(isReady));
  while (ready.size > 0) {
    const block = cheapest(ready, costOf);
    run(block);
    ready.delete(block);
    for (const qubit of block.qubits) queues.get(qubit)?.pop();
    for (const qubit of block.qubits) {
      const next = queues.get(qubit)?.at(-1);
      if (next !== undefined && isReady(next)) ready.add(next);
    }
  }
}

function cheapest(blocks: Iterable<Block>, costOf: (block: Block) => number): Block {
  let best: Block | undefined;
  let least = Infinity;
  for (const block of blocks) {
    const cost = costOf(block);
    if (cost >= least && best !== undefined) continue;
    [best, least] = [block, cost];
  }
  if (best === undefined) throw new Error('there is a block as long as any waits');
  return best;
}
