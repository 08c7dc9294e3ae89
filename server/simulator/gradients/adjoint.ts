import type { Gradient } from '../simulator.ts';
import type { DenseState } from '../state/dense-state.ts';
import type { WordGroup } from '../state/word-groups.ts';
import type { RealParameters } from './parameters.ts';
import { ReverseSweep } from './reverse-sweep.ts';
import type { TapeStep } from './tape.ts';

/** The share of the work that the way forth is. */
const forth = 0.3;

/**
 * The expectation value of a sum of words and its derivatives by all real parameters: one run forth, one back.
 *
 * @param state at |0…0⟩, with room for one qubit more than the circuit has, focused on those of the circuit.
 */
export function adjointGradient(
  state: DenseState,
  tape: readonly TapeStep[],
  groups: readonly WordGroup[],
  { names }: RealParameters,
  onProgress: (fraction: number) => void,
): Gradient {
  state.run(
    tape.map(({ operation }) => operation),
    (fraction) => onProgress(forth * fraction),
  );
  state.observe(groups);
  state.focus(state.qubits + 1);
  const value = state.overlaps([], { mask: 0, values: 0 })[0] ?? 0;
  const sweep = new ReverseSweep(state, names.length);
  sweep.run(tape, (fraction) => onProgress(forth + (1 - forth) * fraction));
  const derivatives = names.map((name, place) => ({
    name,
    value: sweep.derivatives[place] ?? 0,
    stderr: 0,
  }));
  return { value, stderr: 0, derivatives, rule: 'adjoint' };
}
