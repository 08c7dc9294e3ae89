import type { Bindings, Circuit } from '../../circuit.ts';
import { unrolledGates } from '../unrolled-gates.ts';
import { type KnownGate } from './columns.ts';
import { fused } from './fused.ts';
import { mostImageQubits } from './gate-images.ts';
import { type Choice, type Run, type RunState, run } from './lockstep.ts';
import { qubitsIn } from '../../statistics.ts';

/** One step of a way through a circuit. */
export type PathStep =
  | { readonly kind: 'gate'; readonly gate: KnownGate }
  /** A measurement or reset that found this. */
  | { readonly kind: 'outcome'; readonly qubit: number; readonly value: 0 | 1 };

/** The way that a circuit takes with certain outcomes, whatever its state. */
export interface Path extends Pick<Run, 'outcomes' | 'variables' | 'isComplete' | 'hasStopped'> {
  readonly steps: readonly PathStep[];
}

export function pathThrough(
  circuit: Circuit,
  bindings: Bindings,
  qubits: number,
  choice: Choice,
  mostSteps?: number,
): Path {
  const recorder = new Recorder(qubits);
  const { outcomes, variables, isComplete, hasStopped } = run(circuit, bindings, recorder, choice, mostSteps);
  return { outcomes, variables, isComplete, hasStopped, steps: recorder.finished() };
}

/** Notes what would happen to a state. */
class Recorder implements RunState {
  readonly #steps: PathStep[] = [];
  readonly #qubits: number;
  #gates: KnownGate[] = [];

  constructor(qubits: number) {
    this.#qubits = qubits;
  }

  apply(gate: KnownGate): void {
    // Larger gates are taken apart as the compiler does it.
    if (qubitsIn(gate).length <= mostImageQubits) this.#gates.push(gate);
    else this.#gates.push(...unrolledGates(gate, this.#qubits));
  }

  /** Nobody knows; a coin is tossed. */
  probability(): number {
    return 0.5;
  }

  project(qubit: number, value: 0 | 1): void {
    this.#flush();
    this.#steps.push({ kind: 'outcome', qubit, value });
  }

  #flush(): void {
    for (const gate of fused(this.#gates)) this.#steps.push({ kind: 'gate', gate });
    this.#gates = [];
  }

  finished(): readonly PathStep[] {
    this.#flush();
    return this.#steps;
  }
}
