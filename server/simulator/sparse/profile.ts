import type { Obstacle, Prospect } from '../method.ts';
import { trajectoriesOf, trajectoryObstacle } from '../noise-obstacle.ts';
import { listingSeconds } from '../sampling/listing-seconds.ts';
import { sizeObstacle } from '../state/memory.ts';
import { gateCount } from '../structure/gate-count.ts';
import { Entries } from './entries.ts';
import { doublings } from './growth.ts';
import { copiesAtWork } from './sparse-state.ts';

/** Under so many qubits a dense state is small, and the method is taken only where it is asked for. */
const leastQubits = 16;

/** Roughly the time of a run that does nothing, and what a gate takes for each amplitude. */
const [secondsAtLeast, secondsPerAmplitude] = [0.002, 5e-8];

/** The amplitudes that are not zero: permutations and phases on any number of qubits, and few gates that branch. */
export const sparse = {
  name: 'sparse',
  title: 'sparse state',
  isApproximate: false,
  obstacle: (prospect: Prospect) =>
    trajectoryObstacle('sparse', prospect.options, prospect.wanted) ??
    stateObstacle(prospect) ??
    needlessness(prospect),
  memory: (prospect: Prospect) => {
    const { circuit, options } = prospect;
    const entry = copiesAtWork * Entries.bytes(Math.ceil(circuit.qubitCount / 32));
    // How much cancels is not known before: who asks for the method gets what the limit allows.
    const most = options.method === 'sparse' ? options.memoryLimit : Infinity;
    return Math.min(most, entry * 2 ** growthOf(prospect));
  },
  seconds: (prospect: Prospect) =>
    secondsAtLeast +
    listingSeconds(prospect) +
    trajectoriesOf(prospect) * gateCount(prospect.circuit) * 2 ** growthOf(prospect) * secondsPerAmplitude,
} as const;

interface Remembered extends Pick<Prospect, 'circuit' | 'bindings'> {
  readonly growth: number;
}

let last: Remembered | undefined;

/** Memory and time ask for the same number. */
function growthOf({ circuit, bindings }: Prospect): number {
  if (last?.circuit === circuit && last.bindings === bindings) return last.growth;
  const growth = doublings(circuit, bindings);
  last = { circuit, bindings, growth };
  return growth;
}

function stateObstacle({ circuit, options, wanted }: Prospect): Obstacle | undefined {
  return wanted.kind === 'state' ? sizeObstacle(circuit.qubitCount, options) : undefined;
}

function needlessness({ circuit, options }: Prospect): Obstacle | undefined {
  if (options.method === 'sparse' || circuit.qubitCount >= leastQubits) return undefined;
  return {
    clause: `the sparse method is not chosen under ${leastQubits} qubits`,
    help: 'Ask for it with simulator(method: "sparse").',
  };
}
