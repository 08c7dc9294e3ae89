import type { Obstacle, Prospect } from '../method.ts';
import { stateObstacle, trajectoriesOf } from '../noise-obstacle.ts';
import { listingSeconds } from '../sampling/listing-seconds.ts';
import { sizeObstacle, stateBytes } from '../state/memory.ts';
import { gateCount } from '../structure/gate-count.ts';

/** Roughly the time that a gate takes for each amplitude, and what a trajectory costs however small its state. */
const [secondsPerAmplitude, secondsPerTrajectory] = [0.5e-9, 2e-4];

/** Quantum trajectories: any circuit whose state vector fits, with noise, by a number of shots. */
export const trajectories = {
  name: 'trajectories',
  title: 'state vector, quantum trajectories',
  isApproximate: false,
  isForNoise: true,
  obstacle: (prospect: Prospect) =>
    stateObstacle('trajectories', prospect) ??
    shotsObstacle(prospect) ??
    sizeObstacle(prospect.circuit.qubitCount, prospect.options),
  memory: ({ circuit, options }: Prospect) => stateBytes(circuit.qubitCount, options.precision),
  seconds: (prospect: Prospect) => {
    const { circuit } = prospect;
    const each = gateCount(circuit) * 2 ** circuit.qubitCount * secondsPerAmplitude + secondsPerTrajectory;
    return trajectoriesOf(prospect) * each + listingSeconds(prospect);
  },
} as const;

function shotsObstacle({ options }: Prospect): Obstacle | undefined {
  if (options.shots !== undefined) return undefined;
  return {
    clause: 'the trajectories method draws at random and needs a number of shots',
    help: 'Ask for a number of shots, or use simulator(method: "density").',
  };
}
