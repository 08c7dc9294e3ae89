import type { Bindings, Circuit } from '../../circuit/index.ts';
import type { Obstacle, Prospect } from '../method.ts';
import { trajectoriesOf, trajectoryObstacle } from '../noise-obstacle.ts';
import { listingSeconds } from '../sampling/listing-seconds.ts';
import { pauliNoiseObstacle } from '../stabilizer/noise-obstacle.ts';
import { formatBytes } from '../state/memory.ts';
import { gateCount } from '../structure/gate-count.ts';
import { CoreForecast } from './core-forecast.ts';
import { coreBytes, frameBytes, largestCore } from './memory.ts';

/** Under so many qubits a dense state is small, and the method is taken only where it is asked for. */
const leastQubits = 16;

/** Roughly the time of a run that does nothing, what a gate takes for each qubit, and each amplitude that it reads. */
const [secondsAtLeast, secondsPerQubit, secondsPerRead] = [0.002, 2e-8, 4e-9];

/** Clifford gates on a dense core that other gates make grow. */
export const extendedStabilizer = {
  name: 'extended_stabilizer',
  title: 'Clifford and few other gates',
  isApproximate: false,
  obstacle: (prospect: Prospect) =>
    stateObstacle(prospect) ??
    trajectoryObstacle('extended_stabilizer', prospect.options, prospect.wanted) ??
    pauliNoiseObstacle('extended_stabilizer', prospect) ??
    sizeObstacle(prospect) ??
    frameObstacle(prospect) ??
    gateObstacle(prospect) ??
    needlessness(prospect),
  memory: (prospect: Prospect) =>
    frameBytes(prospect.circuit.qubitCount) + coreBytes(forecastOf(prospect).coreQubits),
  seconds: (prospect: Prospect) => {
    const { coreQubits, reads } = forecastOf(prospect);
    const readOff = coreQubits * 2 ** coreQubits;
    const gates = gateCount(prospect.circuit) * prospect.circuit.qubitCount;
    const each = gates * secondsPerQubit + (reads + readOff) * secondsPerRead;
    return secondsAtLeast + trajectoriesOf(prospect) * each + listingSeconds(prospect);
  },
} as const;

interface Remembered {
  readonly circuit: Circuit;
  readonly bindings: Bindings | undefined;
  readonly memoryLimit: number;
  readonly forecast: CoreForecast;
}

let last: Remembered | undefined;

/** The forecast for a prospect; obstacles, memory and time ask for the same one. */
function forecastOf({ circuit, bindings, options: { memoryLimit } }: Prospect): CoreForecast {
  const isLast = last?.circuit === circuit && last.bindings === bindings && last.memoryLimit === memoryLimit;
  if (last !== undefined && isLast) return last.forecast;
  const forecast = new CoreForecast(circuit, bindings, largestCore(memoryLimit));
  last = { circuit, bindings, memoryLimit, forecast };
  return forecast;
}

function stateObstacle({ wanted }: Prospect): Obstacle | undefined {
  if (wanted.kind !== 'state') return undefined;
  return {
    clause: 'the extended_stabilizer method has no state vector to show',
    help: 'Use sample or estimate, or the statevector method.',
  };
}

function sizeObstacle({ circuit, options }: Prospect): Obstacle | undefined {
  if (options.method === 'extended_stabilizer' || circuit.qubitCount >= leastQubits) return undefined;
  return {
    clause: `the extended_stabilizer method is not chosen under ${leastQubits} qubits`,
    help: 'Ask for it with simulator(method: "extended_stabilizer").',
  };
}

/** Told without the frame that would be too large. */
function frameObstacle({ circuit, options }: Prospect): Obstacle | undefined {
  const bytes = frameBytes(circuit.qubitCount);
  if (bytes <= options.memoryLimit) return undefined;
  return {
    clause: `the extended_stabilizer method needs ${formatBytes(bytes)} of memory for ${circuit.qubitCount.toLocaleString('en')} qubits`,
    help: 'Raise the limit with simulator(memory: …), in GiB, or use fewer qubits.',
  };
}

/** The stabilizer method does the same faster. */
function needlessness(prospect: Prospect): Obstacle | undefined {
  const isAsked = prospect.options.method === 'extended_stabilizer';
  if (isAsked || forecastOf(prospect).coreQubits > 0) return undefined;
  return {
    clause: 'the extended_stabilizer method is not chosen for Clifford gates alone',
    help: 'Ask for it with simulator(method: "extended_stabilizer").',
  };
}

function gateObstacle(prospect: Prospect): Obstacle | undefined {
  const { obstacle } = forecastOf(prospect);
  if (obstacle === undefined) return undefined;
  return {
    clause: `the extended_stabilizer method is not possible because of \`${obstacle.gate}\``,
    help: `It takes gates on at most five qubits, and so many that are no Clifford gates that 2^${largestCore(prospect.options.memoryLimit)} amplitudes hold what they do. Choose another method.`,
    span: obstacle.span,
  };
}
