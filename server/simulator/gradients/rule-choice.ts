import { once } from '../../base/index.ts';
import { type Block, type Circuit, blocksIn, expressionParameters } from '../../circuit/index.ts';
import type { Chosen } from '../choice.ts';
import type { Prospect } from '../method.ts';

/** What an adjoint gradient takes, in dense runs. */
const adjointRuns = 4;

/** What parameter shifts take for each angle that depends on parameters, in runs. */
const shiftedRuns = 2;

/**
 * Whether a gradient is to be found on a dense state: where that is the method of the circuit, and where following
 * it forth and back takes less than running every shifted circuit by a method that is faster for one.
 */
export function isForDense({ best, others, seconds }: Chosen, prospect: Prospect): boolean {
  if (best.name === 'statevector') return true;
  const dense = others.find(({ name }) => name === 'statevector');
  if (dense === undefined) return false;
  return adjointRuns * dense.seconds(prospect) < shiftedRuns * openAngles(prospect.circuit) * seconds;
}

/** The angles that depend on parameters. */
const openAngles = once(({ body }: Circuit) => openAnglesIn(body));

function openAnglesIn(block: Block): number {
  let count = 0;
  for (const instruction of block) {
    if (instruction.kind === 'gate')
      for (const angle of instruction.angles)
        if (typeof angle !== 'number' && expressionParameters(angle).length > 0) count++;
    for (const inner of blocksIn(instruction)) count += openAnglesIn(inner);
  }
  return count;
}
