import { isAdjoint } from '../gradients/forecast.ts';
import type { Prospect } from '../method.ts';
import { noiseObstacle } from '../noise-obstacle.ts';
import { denseSeconds } from './cost.ts';
import { sizeObstacle, stateBytes } from '../state/memory.ts';

/** The state vector: any circuit without noise, as long as its 2^n amplitudes fit. */
export const dense = {
  name: 'statevector',
  title: 'dense state',
  isApproximate: false,
  obstacle: ({ circuit, options }: Prospect) =>
    noiseObstacle('statevector', options) ?? sizeObstacle(circuit.qubitCount, options),
  memory: (prospect: Prospect) => {
    const { circuit, options } = prospect;
    const states = isAdjoint('statevector', prospect) ? 1 : 0;
    return stateBytes(circuit.qubitCount + states, options.precision);
  },
  seconds: denseSeconds,
} as const;
