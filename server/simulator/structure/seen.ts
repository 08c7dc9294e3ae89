import type { Instruction } from '../../circuit/index.ts';
import { diagonalOperands } from './diagonal-operands.ts';
import { type Footprint, isControlFlow } from './footprint.ts';

/**
 * What of the state and the variables at a place of a circuit matters later: the support of the operator that the
 * observable, or the outcomes, become when the rest of the circuit is taken to them (the Heisenberg picture). On a qubit
 * seen only along Z the operator is diagonal.
 */
export class Seen {
  /** Qubits on which the operator acts. */
  readonly #qubits = new Set<number>();
  /** Those of them on which it may not be diagonal. */
  readonly #across = new Set<number>();
  readonly #variables: Set<number>;
  /** Qubits that an instruction acts on that was seen already. */
  readonly #used = new Set<number>();
  readonly #isStraight: boolean;
  readonly #hasNoise: boolean;

  constructor(variables: readonly number[], isStraight: boolean, hasNoise: boolean) {
    this.#variables = new Set(variables);
    this.#isStraight = isStraight;
    this.#hasNoise = hasNoise;
  }

  seeQubit(qubit: number, isDiagonal: boolean): void {
    this.#qubits.add(qubit);
    if (!isDiagonal) this.#across.add(qubit);
  }

  /** Whether a gate is needed and to pass it changes nothing, because all is seen of its qubits already. */
  absorbs({ kind }: Instruction, { qubits, reads }: Footprint): boolean {
    if ((kind !== 'gate' && kind !== 'unitary') || reads.length > 0 || qubits.length === 0) return false;
    return qubits.every((qubit) => this.#across.has(qubit) && this.#used.has(qubit));
  }

  /** Whether an instruction changes the operator or decides something; control flow and assignments always stay. */
  needs(instruction: Instruction, { qubits, reads, writes }: Footprint): boolean {
    switch (instruction.kind) {
      case 'gate':
      case 'unitary':
        return reads.length > 0 || this.#isTurnedBy(instruction, qubits);
      case 'measure':
        return (
          writes.some((variable) => this.#variables.has(variable)) || this.#isDephasedBy(instruction.qubit)
        );
      case 'reset':
      case 'barrier':
      case 'delay':
        return qubits.some((qubit) => this.#qubits.has(qubit));
      default:
        return true;
    }
  }

  /** Goes back over an instruction that is needed. */
  pass(instruction: Instruction, { qubits, reads, writes }: Footprint): void {
    if (instruction.kind === 'barrier') return;
    for (const qubit of qubits) this.#used.add(qubit);
    for (const variable of reads) this.#variables.add(variable);
    if (isControlFlow(instruction)) for (const variable of writes) this.#variables.add(variable);
    // Where the circuit may end early, a reset may not have happened.
    if (instruction.kind === 'reset' && this.#isStraight) return this.#forget(instruction.qubit);
    const along = this.#alongZ(instruction);
    for (let place = 0; place < qubits.length; place++)
      this.seeQubit(qubits[place]!, along?.[place] === true);
  }

  /** A gate that only chooses by some qubits' Z what it does to qubits that are not seen commutes with the operator. */
  #isTurnedBy(
    instruction: Extract<Instruction, { kind: 'gate' | 'unitary' }>,
    qubits: readonly number[],
  ): boolean {
    if (!qubits.some((qubit) => this.#qubits.has(qubit))) return false;
    if (qubits.some((qubit) => this.#across.has(qubit))) return true;
    const along = this.#alongZ(instruction);
    return qubits.some((qubit, place) => (along?.[place] === true ? this.#across : this.#qubits).has(qubit));
  }

  /** A measurement that nothing depends on is left out where nothing happens to its qubit later. */
  #isDephasedBy(qubit: number): boolean {
    if (this.#hasNoise) return this.#qubits.has(qubit);
    return this.#across.has(qubit) && this.#used.has(qubit);
  }

  /** For each qubit of the footprint whether the instruction leaves its Z alone; noise may not. */
  #alongZ(instruction: Instruction): readonly boolean[] | undefined {
    if (this.#hasNoise) return undefined;
    if (instruction.kind === 'measure') return [true];
    if (instruction.kind !== 'gate' && instruction.kind !== 'unitary') return undefined;
    const [operands, controls] = [instruction.qubits.length, instruction.controls.length];
    const diagonal = diagonalOperands(instruction);
    return [...diagonal.slice(operands, operands + controls), ...diagonal.slice(0, operands)];
  }

  #forget(qubit: number): void {
    this.#qubits.delete(qubit);
    this.#across.delete(qubit);
  }

  /** The qubits that matter before all that was passed, and those that it acts on. */
  get reach(): ReadonlySet<number> {
    return new Set([...this.#qubits, ...this.#used]);
  }
}
