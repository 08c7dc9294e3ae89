import type { Prospect } from '../method.ts';
import { trajectoriesOf, trajectoryObstacle } from '../noise-obstacle.ts';
import { sizeObstacle } from '../state/memory.ts';
import { gateCount } from '../structure/gate-count.ts';
import { limitsOf } from './limits.ts';

/** Roughly the time that a gate takes, by the number of entries of its two sites to the power 3/2. */
const secondsPerEntry = 5e-9;

/** Bytes of a complex number. */
const entryBytes = 16;

/** Matrices as large as the two sites of a gate that a step needs at once. */
const matricesAtWork = 10;

/** Matrix product states: any circuit, as well as its entanglement along the chain of qubits allows. */
export const mps = {
  name: 'mps',
  title: 'matrix product state',
  isApproximate: true,
  obstacle: ({ circuit, options, wanted }: Prospect) =>
    trajectoryObstacle('mps', options, wanted) ??
    (wanted.kind === 'state' ? sizeObstacle(circuit.qubitCount, options) : undefined),
  memory: (prospect: Prospect) => {
    const bond = largestBond(prospect);
    return entryBytes * bond ** 2 * (2 * prospect.circuit.qubitCount + 4 * matricesAtWork);
  },
  seconds: (prospect: Prospect) =>
    trajectoriesOf(prospect.options) *
    gateCount(prospect.circuit) *
    (2 * largestBond(prospect)) ** 3 *
    secondsPerEntry,
} as const;

/** A bond joins no more terms than the smaller side of the chain has states. */
function largestBond({ circuit, options }: Prospect): number {
  return Math.min(limitsOf(options).bond, 2 ** Math.floor(circuit.qubitCount / 2));
}
