import { type Block, type Circuit, blocksIn } from '../../circuit/index.ts';
import { GateCoder } from '../stabilizer/gate-code.ts';

/** The share of a circuit's gates that are Clifford gates for certain, between 0 and 1; 1 where it has no gates. */
export function cliffordShare({ body }: Circuit): number {
  const [clifford, all] = countIn(body, new GateCoder());
  return all === 0 ? 1 : clifford / all;
}

function countIn(block: Block, coder: GateCoder): readonly [clifford: number, all: number] {
  let [clifford, all] = [0, 0];
  for (const instruction of block) {
    if (instruction.kind === 'gate' || instruction.kind === 'unitary') {
      all++;
      const angles = instruction.kind === 'gate' ? instruction.angles : [];
      const known = angles.filter((angle) => typeof angle === 'number');
      if (known.length === angles.length && coder.shapeOf(instruction, known) !== undefined) clifford++;
    }
    for (const inner of blocksIn(instruction)) {
      const [innerClifford, innerAll] = countIn(inner, coder);
      clifford += innerClifford;
      all += innerAll;
    }
  }
  return [clifford, all];
}
