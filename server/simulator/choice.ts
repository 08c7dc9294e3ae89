import type { Bindings, Circuit } from '../circuit/index.ts';
import { type Obstacle, obstacleIn, tableauBytes } from './stabilizer/index.ts';
import type { Refusal, SimulationOptions } from './simulator.ts';
import { formatBytes, sizeRefusal } from './state/memory.ts';

/** From so many qubits on a tableau is cheaper than a dense state, whatever the Clifford circuit. */
const tableauQubits = 20;

export type Choice =
  | { readonly ok: true; readonly engine: 'dense' | 'stabilizer'; readonly denseFits: boolean }
  | { readonly ok: false; readonly refusal: Refusal };

/**
 * The engine for a circuit without idle qubits: the dense state as long as it fits, the tableau for large circuits of
 * Clifford gates, or the one that the options ask for.
 *
 * @param bindings nothing where the parameters are not known yet.
 */
export function chooseMethod(
  circuit: Circuit,
  bindings: Bindings | undefined,
  { memoryLimit, method = 'auto' }: SimulationOptions,
): Choice {
  const tooLarge = sizeRefusal(circuit.qubitCount, memoryLimit);
  const denseFits = tooLarge === undefined;
  const isDense = denseFits && (method === 'statevector' || circuit.qubitCount < tableauQubits);
  if (isDense && method !== 'stabilizer') return { ok: true, engine: 'dense', denseFits };
  if (method === 'statevector' && tooLarge !== undefined) return { ok: false, refusal: tooLarge };
  const obstacle = obstacleIn(circuit, bindings);
  if (obstacle === undefined)
    return tableauChoice(circuit.qubitCount, memoryLimit, denseFits && method === 'auto');
  if (method === 'stabilizer') return { ok: false, refusal: notClifford(obstacle) };
  if (tooLarge === undefined) return { ok: true, engine: 'dense', denseFits };
  return { ok: false, refusal: neitherFits(tooLarge, obstacle) };
}

function tableauChoice(qubits: number, memoryLimit: number, denseFits: boolean): Choice {
  const bytes = tableauBytes(qubits);
  if (bytes <= memoryLimit) return { ok: true, engine: 'stabilizer', denseFits };
  return {
    ok: false,
    refusal: {
      kind: 'too-large',
      message: `A stabilizer tableau of ${qubits.toLocaleString('en')} qubits needs ${formatBytes(bytes)} of memory; the limit is ${formatBytes(memoryLimit)}.`,
      help: 'Raise the limit with simulator(memory: …), in GiB, or use fewer qubits.',
    },
  };
}

function notClifford({ gate, span }: Obstacle): Refusal {
  return {
    kind: 'too-large',
    message: `The stabilizer method is not possible because of \`${gate}\`.`,
    help: 'It takes Clifford gates only: turns by multiples of π/2, controlled Pauli gates and swaps. Choose another method.',
    span,
  };
}

function neitherFits({ message, help }: Refusal, { gate, span }: Obstacle): Refusal {
  return {
    kind: 'too-large',
    message: `${message.replace(/\.$/, '')}; the stabilizer method is not possible because of \`${gate}\`.`,
    help,
    span,
  };
}
