import type { Obstacle, Prospect } from '../method.ts';
import { trajectoriesOf, trajectoryObstacle } from '../noise-obstacle.ts';
import { listingSeconds } from '../sampling/listing-seconds.ts';
import { sizeObstacle } from '../state/memory.ts';
import { gateCount } from '../structure/gate-count.ts';
import { entangling } from './entangling-width.ts';
import { limitsOf } from './limits.ts';

/**
 * Roughly the time that a gate takes at least, and by the number of entries of its two sites to the power 3/2; and what an
 * entry of a site takes where a shot is drawn.
 */
const [secondsPerGate, secondsPerEntry, secondsPerDrawnEntry] = [5e-6, 5e-9, 1e-8];

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
    circuit.qubitCount <= denseQubits || 2 ** entangling(circuit).width > limitsOf(options).bond,
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
    trajectoriesOf(prospect) * evolutionSeconds(prospect) +
    drawingSeconds(prospect) +
    listingSeconds(prospect),
} as const;

function evolutionSeconds({ circuit, options }: Prospect): number {
  const { bond } = limitsOf(options);
  const work = entangling(circuit).crossings.reduce(
    (sum, count, place) => sum + count * (2 * Math.min(bond, 2 ** place)) ** 3,
    0,
  );
  return gateCount(circuit) * secondsPerGate + work * secondsPerEntry;
}

/** Each shot meets each site, unless shots that begin alike do so together. */
function drawingSeconds(prospect: Prospect): number {
  const { circuit, options, wanted } = prospect;
  if (wanted.kind !== 'sample') return 0;
  const outcomes = Math.min(options.shots ?? 0, 2 ** circuit.qubitCount);
  return outcomes * circuit.qubitCount * largestBond(prospect) ** 2 * secondsPerDrawnEntry;
}

/** Where more may be left out than can be answered for, the method is for those who ask for it, or where all else fails. */
function widthObstacle({ circuit, options, isTentative }: Prospect): Obstacle | undefined {
  if (isTentative === true) return undefined;
  const { bond } = limitsOf(options);
  const needed = Math.ceil(2 ** entangling(circuit).width);
  if (options.method === 'mps' || needed <= bond) return undefined;
  return {
    clause: `a matrix product state may need bonds of ${needed.toLocaleString('en')} terms, and keeps ${bond.toLocaleString('en')}`,
    help: 'Take one all the same with simulator(method: "mps", bond: …); its result says how much it left out.',
  };
}

function largestBond({ circuit, options }: Prospect): number {
  return Math.min(limitsOf(options).bond, Math.ceil(2 ** entangling(circuit).width));
}
