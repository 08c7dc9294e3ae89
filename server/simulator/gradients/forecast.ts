import { once } from '../../base/index.ts';
import {
  type Block,
  type Circuit,
  blocksIn,
  expressionParameters,
  isMeasurementTerminal,
} from '../../circuit/index.ts';
import type { Prospect } from '../method.ts';
import { hasNoise } from '../noise-obstacle.ts';
import type { Method } from '../simulator.ts';
import { sizeObstacle } from '../state/memory.ts';

/** What an adjoint gradient takes, in runs of the circuit. */
const adjointRuns = 4;

/** What parameter shifts take for each angle that depends on parameters, in runs. */
const shiftedRuns = 2;

const isTerminal = once(isMeasurementTerminal);

/** Whether a run is for a gradient that follows a dense state forth and back, so that there have to be two states. */
export function isAdjoint(method: Method, { circuit, options, wanted }: Prospect): boolean {
  if (method !== 'statevector' || wanted.kind !== 'estimate' || wanted.gradient === undefined) return false;
  const isExact = options.shots === undefined && !hasNoise(options);
  if (!isExact || wanted.gradient === 'parameter_shift' || !isTerminal(circuit)) return false;
  return sizeObstacle(circuit.qubitCount + 1, options) === undefined;
}

/** How many runs of the circuit a run comes to: more than one for a gradient. */
export function runsFor(method: Method, prospect: Prospect): number {
  const { wanted, circuit } = prospect;
  if (wanted.kind !== 'estimate' || wanted.gradient === undefined) return 1;
  return isAdjoint(method, prospect) ? adjointRuns : 1 + shiftedRuns * openAngles(circuit);
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
