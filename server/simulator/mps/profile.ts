import type { Obstacle, Prospect } from '../method.ts';
import { trajectoriesOf, trajectoryObstacle } from '../noise-obstacle.ts';
import { sizeObstacle } from '../state/memory.ts';
import { gateCount } from '../structure/gate-count.ts';
import { entanglingWidth } from './entangling-width.ts';
import { limitsOf } from './limits.ts';

/** Roughly the time that a gate takes at least, and by the number of entries of its two sites to the power 3/2. */
const [secondsPerGate, secondsPerEntry] = [5e-6, 5e-9];

/** Bytes of a complex number. */
const entryBytes = 16;

/** Matrices as large as the two sites of a gate that a step needs at once. */
const matricesAtWork = 10;

/** Up to so many qubits a dense state takes little, and is exact to the last digit. */
const denseQubits = 24;

/** Matrix product states: any circuit, as well as its entanglement along the chain of qubits allows. */
export const mps = {
  name: 'mps',
  title: 'matrix product state',
  isApproximate: ({ circuit, options }: Prospect) =>
    circuit.qubitCount <= denseQubits || 2 ** entanglingWidth(circuit) > limitsOf(options).bond,
  obstacle: (prospect: Prospect) => {
    const { circuit, options, wanted } = prospect;
    return (
      trajectoryObstacle('mps', options, wanted) ??
      (wanted.kind === 'state' ? sizeObstacle(circuit.qubitCount, options) : undefined) ??
      widthObstacle(prospect)
    );
  },
  memory: (prospect: Prospect) => {
    const bond = largestBond(prospect);
    return entryBytes * bond ** 2 * (2 * prospect.circuit.qubitCount + 4 * matricesAtWork);
  },
  seconds: (prospect: Prospect) =>
    trajectoriesOf(prospect.options) *
    gateCount(prospect.circuit) *
    (secondsPerGate + (2 * largestBond(prospect)) ** 3 * secondsPerEntry),
} as const;

/** Where more may be left out than can be answered for, only who asks for the method gets it. */
function widthObstacle({ circuit, options }: Prospect): Obstacle | undefined {
  const { bond } = limitsOf(options);
  const needed = Math.ceil(2 ** entanglingWidth(circuit));
  if (options.method === 'mps' || needed <= bond) return undefined;
  return {
    clause: `a matrix product state may need bonds of ${needed.toLocaleString('en')} terms, and keeps ${bond.toLocaleString('en')}`,
    help: 'Take one all the same with simulator(method: "mps", bond: …); its result says how much it left out.',
  };
}

function largestBond({ circuit, options }: Prospect): number {
  return Math.min(limitsOf(options).bond, Math.ceil(2 ** entanglingWidth(circuit)));
}
