import type { Observable } from '../../circuit/index.ts';
import { layOut, layOutUpToPhase } from '../program/layout.ts';
import { wordGroups } from '../pauli/words.ts';
import { Refused } from '../run/refused.ts';
import type { GradientJob, Job, OnProgress } from '../run/run.ts';
import type { Estimate, Gradient, Method, Simulated } from '../simulator.ts';
import { hasNoise } from '../noise-obstacle.ts';
import { sizeObstacle } from '../state/memory.ts';
import type { StateShelf } from '../state/shelf.ts';
import { adjointGradient } from './adjoint.ts';
import { shiftableCircuit, shiftableTape } from './occurrences.ts';
import { realParameters } from './parameters.ts';
import { shiftGradient } from './shift.ts';
import { type TapeStep, tapeOf } from './tape.ts';

/** A dense state addresses its qubits by bits of one word; larger circuits are not followed gate by gate. */
const mostTapeQubits = 30;

/** What differentiation needs of the engine. */
export interface Means {
  readonly shelf: StateShelf;
  /** Whether a dense state is the method for the circuit. */
  readonly isDense: boolean;
  readonly estimate: (job: Job) => Simulated<Estimate>;
}

/**
 * The gradient of an expectation value by the rule that fits: adjoint for exact runs of dense states in which nothing
 * is measured on the way, parameter shifts for all else.
 *
 * @param observable on the qubits of the job's circuit.
 * @throws {Refused}
 */
export function differentiate(
  job: GradientJob,
  observable: Observable,
  means: Means,
  onProgress: OnProgress,
): { readonly method: Method; readonly value: Gradient } {
  const { circuit, bindings, options } = job;
  const parameters = realParameters(circuit.parameters);
  const canFollow = circuit.qubitCount <= mostTapeQubits && !hasNoise(options);
  const tape = canFollow ? tapeOf(circuit, layOutUpToPhase(circuit, bindings), parameters) : undefined;
  const obstacle = adjointObstacle(job, means, tape);
  if (tape !== undefined && obstacle === undefined && options.rule !== 'parameter_shift') {
    const state = means.shelf.take(circuit.qubitCount + 1, options);
    state.focus(circuit.qubitCount);
    const value = adjointGradient(state, tape, wordGroups(observable.terms), parameters, onProgress);
    means.shelf.give(state);
    return { method: 'statevector', value };
  }
  if (options.rule === 'adjoint') throw noAdjoint(obstacle ?? '');
  const shiftable =
    tape === undefined
      ? shiftableCircuit(circuit, bindings, parameters)
      : shiftableTape(circuit, tapeOf(circuit, layOut(circuit, bindings), parameters) ?? []);
  const estimate = (moved: Job) => granted(means.estimate(moved));
  return shiftGradient(
    shiftable,
    parameters,
    options,
    (moved, values, seed) => estimate({ circuit: moved, bindings: values, options: { ...options, seed } }),
    onProgress,
  );
}

/** Why the adjoint rule cannot be used, in words; nothing where it can. */
function adjointObstacle(
  { circuit, options }: GradientJob,
  { isDense }: Means,
  tape: readonly TapeStep[] | undefined,
): string | undefined {
  if (options.shots !== undefined) return 'it is exact, and shots were asked for';
  if (!isDense) return 'the circuit does not run on a dense state';
  if (hasNoise(options)) return 'noise makes the state no pure one';
  if (tape === undefined) return 'a measurement or reset on the way decides what happens next';
  const twoStates = sizeObstacle(circuit.qubitCount + 1, options);
  return twoStates && 'it needs two states, which do not fit the memory';
}

function noAdjoint(obstacle: string): Refused {
  return new Refused(
    'not-exact',
    `The adjoint method is not possible: ${obstacle}.`,
    'Leave `method` out, or take "parameter_shift".',
  );
}

function granted(answer: Simulated<Estimate>): { readonly method: Method; readonly value: Estimate } {
  if (answer.ok) return answer;
  throw new Refused(answer.refusal);
}
