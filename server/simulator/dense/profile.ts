import type { Prospect } from '../method.ts';
import { noiseObstacle } from '../noise-obstacle.ts';
import { gateCount } from '../structure/gate-count.ts';
import { sizeObstacle, stateBytes } from '../state/memory.ts';

/** Roughly the time that a gate takes for each amplitude. */
const secondsPerAmplitude = 0.5e-9;

/** The state vector: any circuit without noise, as long as its 2^n amplitudes fit. */
export const dense = {
  name: 'statevector',
  title: 'dense state',
  isApproximate: false,
  obstacle: ({ circuit, options }: Prospect) =>
    noiseObstacle('statevector', options) ?? sizeObstacle(circuit.qubitCount, options),
  memory: ({ circuit, options }: Prospect) => stateBytes(circuit.qubitCount, options.precision),
  seconds: ({ circuit }: Prospect) => gateCount(circuit) * 2 ** circuit.qubitCount * secondsPerAmplitude,
} as const;
