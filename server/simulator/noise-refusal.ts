import type { Refusal, SimulationOptions } from './simulator.ts';

/** Whether anything can go wrong on the way. */
export function hasNoise({ noise }: SimulationOptions): boolean {
  return noise !== undefined && (noise.rules.length > 0 || noise.readout.length > 0);
}

/** A run that asks for noise never goes on without it. */
export function noiseRefusal(options: SimulationOptions): Refusal | undefined {
  const { noise } = options;
  if (noise === undefined || !hasNoise(options)) return undefined;
  return {
    kind: 'fault',
    message: `This version of the simulator cannot run the noise ${noise.name}.`,
    help: 'Use a simulator without noise; the noise stays checked.',
  };
}
