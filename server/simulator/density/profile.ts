import type { Obstacle, Prospect } from '../method.ts';
import { stateObstacle } from '../noise-obstacle.ts';
import { addressableQubits, stateBytes } from '../state/memory.ts';
import { gateCount } from '../structure/gate-count.ts';

/** Roughly the time that a gate and its noise take for each element. */
const secondsPerElement = 2e-9;

/** The most qubits whose density matrix this host can hold, whatever the memory. */
export const densityQubits = Math.floor(addressableQubits / 2);

/** Bytes of a density matrix: 16 for each of 4^qubits elements. */
export function densityBytes(qubits: number): number {
  return stateBytes(2 * qubits);
}

/** The density matrix: any circuit of few qubits, with noise and without, exactly. */
export const density = {
  name: 'density',
  title: 'density matrix',
  isApproximate: false,
  isForNoise: true,
  obstacle: (prospect: Prospect) => stateObstacle('density', prospect) ?? sizeObstacle(prospect),
  memory: ({ circuit }: Prospect) => densityBytes(circuit.qubitCount),
  seconds: ({ circuit }: Prospect) => gateCount(circuit) * 4 ** circuit.qubitCount * secondsPerElement,
} as const;

function sizeObstacle({ circuit }: Prospect): Obstacle | undefined {
  if (circuit.qubitCount <= densityQubits) return undefined;
  return {
    clause: `the density method takes at most ${densityQubits} qubits`,
    help: 'Use simulator(method: "trajectories") with a number of shots, or fewer qubits.',
  };
}
