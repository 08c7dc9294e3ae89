import { once } from '../../base/index.ts';
import { type Block, type Circuit, blocksIn } from '../../circuit/index.ts';

/** The gates of a circuit, measurements and resets among them; those in a loop are counted once. */
export const gateCount = once(({ body }: Circuit) => countIn(body));

function countIn(block: Block): number {
  let count = 0;
  for (const instruction of block) {
    const { kind } = instruction;
    if (kind === 'gate' || kind === 'unitary' || kind === 'measure' || kind === 'reset') count++;
    for (const inner of blocksIn(instruction)) count += countIn(inner);
  }
  return count;
}
