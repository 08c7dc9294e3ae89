import type { Obstacle, Prospect } from '../method.ts';
import { hasNoise } from '../noise-obstacle.ts';
import { gateCount } from '../structure/gate-count.ts';
import { obstacleIn } from './clifford-program.ts';
import { pauliNoiseObstacle } from './noise-obstacle.ts';
import { tableauBytes } from './tableau-bytes.ts';

/** Roughly the time of a run that does nothing, what a gate takes at least, and for each qubit. */
const [secondsAtLeast, secondsPerGate, secondsPerQubit] = [0.002, 4e-6, 1e-9];

/** The stabilizer tableau: circuits of Clifford gates. */
export const stabilizer = {
  name: 'stabilizer',
  title: 'stabilizer tableau',
  isApproximate: false,
  obstacle: (prospect: Prospect) =>
    stateObstacle(prospect) ?? gateObstacle(prospect) ?? noiseObstacle(prospect),
  memory: ({ circuit }: Prospect) => tableauBytes(circuit.qubitCount),
  seconds: ({ circuit }: Prospect) =>
    secondsAtLeast + gateCount(circuit) * (secondsPerGate + circuit.qubitCount * secondsPerQubit),
} as const;

function stateObstacle({ wanted }: Prospect): Obstacle | undefined {
  if (wanted.kind !== 'state') return undefined;
  return {
    clause: 'the stabilizer method has no state vector to show',
    help: 'Use sample or estimate, or the statevector method.',
  };
}

function gateObstacle({ circuit, bindings }: Prospect): Obstacle | undefined {
  const found = obstacleIn(circuit, bindings);
  if (found === undefined) return undefined;
  return {
    clause: `the stabilizer method is not possible because of \`${found.gate}\``,
    help: 'It takes Clifford gates only: turns by multiples of π/2, controlled Pauli gates and swaps. Choose another method.',
    span: found.span,
  };
}

function noiseObstacle(prospect: Prospect): Obstacle | undefined {
  const found = pauliNoiseObstacle('stabilizer', prospect);
  const { options, wanted } = prospect;
  const canTell = !hasNoise(options) || options.shots !== undefined || wanted.kind === 'estimate';
  if (found !== undefined || canTell) return found;
  return {
    clause:
      'the stabilizer method draws the outcomes of noisy circuits at random and needs a number of shots',
    help: 'Ask for a number of shots, or use simulator(method: "density").',
  };
}
