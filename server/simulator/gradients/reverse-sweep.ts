import type { GateInstruction, Slopes } from '../../circuit/index.ts';
import { primitiveGate } from '../../library/index.ts';
import { conditionOf, flattened } from '../program/gate-operation.ts';
import { inverseOf } from '../program/inverse.ts';
import { type Matrix2x2, type Operation, bitsFor, product2x2, usedQubits } from '../program/operation.ts';
import type { DenseState } from '../state/dense-state.ts';
import { conjugated, contracted, generatorOf } from './generator.ts';
import { rotationSlopes } from './rotation-slopes.ts';
import type { TapeGate, TapeRotations, TapeStep } from './tape.ts';

/**
 * The way back of adjoint differentiation (Jones and Gacon, arXiv:2009.02823). The state's lower half is |ψ⟩ behind the
 * circuit, its upper half λ = H|ψ⟩. Each gate G(θ) contributes 2·Re⟨λ|(∂G/∂θ)G†|ψ⟩ with both states as they are behind
 * it; then it is undone on both at once.
 *
 * Gates are undone late, in as few passes as can be: a derivative is also read off states on which one-qubit gates
 * came later, by turning its generator instead; and gates on the same qubits share their overlaps.
 */
export class ReverseSweep {
  readonly derivatives: Float64Array;
  readonly #state: DenseState;
  #undoing: Operation[] = [];
  /** For each qubit the product of the later one-qubit gates that are not undone yet. */
  readonly #turns = new Map<number, Matrix2x2>();
  /** Bits of the qubits of other later gates that are not undone yet. */
  #blocked = 0;
  readonly #overlaps = new Map<string, Float64Array>();

  /** @param count the number of real parameters. */
  constructor(state: DenseState, count: number) {
    this.#state = state;
    this.derivatives = new Float64Array(count);
  }

  /** Takes the gates from the last to the first that depends on a parameter. */
  run(tape: readonly TapeStep[], onProgress: (fraction: number) => void): void {
    const first = tape.findIndex(({ slopes }) => slopes !== undefined);
    if (first < 0) return;
    for (let place = tape.length - 1; place >= first; place--) {
      const step = tape[place];
      if (step === undefined) continue;
      if ('instruction' in step) {
        this.#differentiate(step);
        if (place > first) this.#later(step);
      } else this.#turnBack(step);
      if (this.#undoing.length === 0) onProgress(1 - place / tape.length);
    }
  }

  #differentiate({ instruction, angles, slopes }: TapeGate): void {
    if (slopes === undefined || instruction.kind === 'unitary') return;
    this.#makeReadable(instruction);
    const overlaps = this.#overlapsOf(instruction);
    const turns = instruction.qubits.map((qubit) => this.#turns.get(qubit));
    for (const [place, slope] of slopes.entries()) {
      if (slope === undefined) continue;
      const generator = conjugated(generatorOf(instruction.gate, angles, place), turns);
      this.#add(slope, contracted(generator, overlaps));
    }
  }

  /** Derivatives by the angles of rotations are read off as they are undone. */
  #turnBack({ operation: { group, angles }, slopes = [] }: TapeRotations): void {
    this.#undo();
    this.#overlaps.clear();
    const { states, derivativesOf } = rotationSlopes(group, angles, slopes);
    for (const [parameter, derivative] of derivativesOf(this.#state.rotateBack(group, states)))
      this.#add(new Map([[parameter, 1]]), derivative);
  }

  #add(slopes: Slopes, derivative: number): void {
    for (const [parameter, slope] of slopes)
      this.derivatives[parameter] = (this.derivatives[parameter] ?? 0) + slope * derivative;
  }

  /** Undoes what lies behind a gate, unless it is only one-qubit gates on the gate's targets. */
  #makeReadable({ qubits, controls }: GateInstruction): void {
    const { mask } = conditionOf(controls);
    const isTurned = controls.some(({ qubit }) => this.#turns.has(qubit));
    if (isTurned || (this.#blocked & (mask | bitsFor(qubits))) !== 0) this.#undo();
  }

  #overlapsOf({ qubits, controls }: GateInstruction): Float64Array {
    const condition = conditionOf(controls);
    const key = [...qubits, '', condition.mask, condition.values].join(' ');
    const found = this.#overlaps.get(key) ?? this.#state.overlaps(qubits, condition);
    this.#overlaps.set(key, found);
    return found;
  }

  /** The gate is behind those that come now. */
  #later({ operation, instruction, angles }: TapeGate): void {
    this.#undoing.push(inverseOf(operation));
    const [target] = instruction.qubits;
    const isTurn = instruction.qubits.length === 1 && instruction.controls.length === 0;
    if (!isTurn || target === undefined || (this.#blocked & (1 << target)) !== 0) {
      this.#blocked |= usedQubits(operation);
      return;
    }
    const matrix = turnMatrix(instruction, angles);
    const behind = this.#turns.get(target);
    this.#turns.set(target, behind === undefined ? matrix : product2x2(behind, matrix));
  }

  #undo(): void {
    if (this.#undoing.length === 0) return;
    this.#state.run(this.#undoing);
    this.#undoing = [];
    this.#turns.clear();
    this.#blocked = 0;
    this.#overlaps.clear();
  }
}

/** The matrix of a one-qubit gate. */
function turnMatrix(instruction: TapeGate['instruction'], angles: readonly number[]): Matrix2x2 {
  if (instruction.kind === 'unitary') return flattened(instruction.matrix);
  return flattened(primitiveGate(instruction.gate).matrix(angles));
}
