import type { Refusal, SimulationOptions } from './simulator.ts';

/** A run that asks for noise never goes on without it. */
export function noiseRefusal({ noise }: SimulationOptions): Refusal | undefined {
  if (noise === undefined || (noise.rules.length === 0 && noise.readout.length === 0)) return undefined;
  return {
    kind: 'fault',
    message: `This version of the simulator cannot run the noise ${noise.name}.`,
    help: 'Use a simulator without noise; the noise stays checked.',
  };
}
