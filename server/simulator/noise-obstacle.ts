import type { Obstacle, Prospect } from './method.ts';
import type { Method, SimulationOptions } from './simulator.ts';

/** Whether anything can go wrong on the way. */
export function hasNoise({ noise }: SimulationOptions): boolean {
  return noise !== undefined && (noise.rules.length > 0 || noise.readout.length > 0);
}

/** The obstacle of a method of noisy circuits where a state vector is wanted. */
export function stateObstacle(method: Method, { wanted }: Prospect): Obstacle | undefined {
  if (wanted.kind !== 'state') return undefined;
  return {
    clause: `the ${method} method has no state vector to show`,
    help: 'Use sample or estimate.',
  };
}

/** The obstacle of a method that knows no noise: a run that asks for noise never goes on without it. */
export function noiseObstacle(method: Method, options: SimulationOptions): Obstacle | undefined {
  if (!hasNoise(options)) return undefined;
  return {
    clause: `the ${method} method does not run the noise ${options.noise?.name ?? ''}`,
    help: 'Choose another method, or a simulator without noise.',
  };
}
