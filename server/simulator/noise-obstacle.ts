import type { Obstacle, Prospect } from './method.ts';
import { undisturbedShare } from './noise/undisturbed.ts';
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

/** The obstacle of a method that follows pure states along random trajectories where there is noise. */
export function trajectoryObstacle(
  method: Method,
  options: SimulationOptions,
  wanted: Prospect['wanted'],
): Obstacle | undefined {
  if (!hasNoise(options)) return undefined;
  if (wanted.kind === 'state')
    return {
      clause: `the ${method} method has no state vector of a noisy circuit to show`,
      help: 'Use sample or estimate, or a simulator without noise.',
    };
  if (options.shots !== undefined) return undefined;
  return {
    clause: `the ${method} method draws what noise does at random and needs a number of shots`,
    help: 'Ask for a number of shots, or use simulator(method: "density").',
  };
}

/** A trajectory shares its evolution up to where it parts from the others: roughly what is left of the work. */
const unshared = 0.5;

/** So many runs without noise take about as long; trajectories without any error are one. */
export function trajectoriesOf({ circuit, options }: Pick<Prospect, 'circuit' | 'options'>): number {
  const { noise, shots = 1 } = options;
  if (noise === undefined || !hasNoise(options)) return 1;
  return 1 + unshared * shots * (1 - undisturbedShare(circuit, noise));
}
