import type { Precision } from '../../library/index.ts';
import type { CompiledKernels } from '../native/library.ts';
import { type Condition, type Operation, usedQubits } from '../program/operation.ts';
import type { BlockShape } from '../program/passes.ts';
import { type Plan, planOf } from '../program/plan.ts';
import type { Rotations } from '../program/step.ts';
import type { StateAngle } from '../rotations/rotation-angles.ts';
import type { RotationGroup } from '../rotations/rotation-group.ts';
import { sectionsOf } from '../rotations/sections.ts';
import { Team } from '../threads/team.ts';
import { execute } from './execution.ts';
import { type Likely, likelyStates } from './likely.ts';
import { leastAmplitudes } from './parts.ts';
import { marginal, probability, sample } from './readings.ts';
import { applyOperation } from './single-operation.ts';
import { type Crew, StateMemory } from './state-memory.ts';
import { rotate, rotateBack } from './state-rotations.ts';
import { type WordGroup, expectation, moments, observe, overlaps } from './word-groups.ts';

/** Up to so many qubits planning passes takes longer than they save, and operations are applied one by one. */
const unplannedQubits = 12;

/** After so many of them progress is told. */
const toldEach = 1000;

/** Blocks in single precision have at least so many qubits. */
const leastSingleQubits = 4;

/**
 * 2^n complex amplitudes in the memory of a WebAssembly instance that lives as long as this object.
 * Every computation on them happens in the kernels; results are copies.
 *
 * A state may {@link focus} on its lower half: two states that one gate can act on at once.
 */
export class DenseState {
  /** The number of qubits that there is room for. */
  readonly capacity: number;
  readonly #memory: StateMemory;

  /** The state |0…0⟩. @throws {RangeError} when its memory cannot be had. */
  constructor(compiled: CompiledKernels, qubits: number, crew: Crew = { team: new Team(), threads: 1 }) {
    this.capacity = qubits;
    this.#memory = new StateMemory(compiled, qubits, crew);
  }

  get crew(): Crew {
    return this.#memory.crew;
  }

  /** The kernels that work on this state. */
  get compiled(): CompiledKernels {
    return this.#memory.instance.compiled;
  }

  get precision(): Precision {
    return this.#memory.precision;
  }

  /** What is less likely is rounding: an outcome that cannot occur. */
  get leastProbability(): number {
    return this.precision === 'double' ? 1e-15 : 1e-12;
  }

  /** Bytes that this state holds, with room for results. */
  get memoryBytes(): number {
    return this.#memory.instance.memory.buffer.byteLength;
  }

  get qubits(): number {
    return this.#memory.qubits;
  }

  /** Acts from now on on the first 2^qubits amplitudes alone. */
  focus(qubits: number): void {
    this.#memory.qubits = qubits;
  }

  /** Returns to |0…0⟩. */
  prepare(): void {
    this.#memory.share('clear', this.#memory.size, leastAmplitudes, [this.#memory.start]);
    this.#memory.amplitudes()[0] = 1;
  }

  /** Applies operations in as few passes over the state as can be found, or one by one where that is faster. */
  run(
    operations: readonly (Operation | Rotations)[],
    onProgress?: (fraction: number) => void,
    shape?: BlockShape,
  ): void {
    const sections = sectionsOf(operations);
    for (const [place, section] of sections.entries()) {
      const told = (fraction: number) => onProgress?.((place + fraction) / sections.length);
      if ('angles' in section) this.rotate(section);
      else this.#runOperations(section, told, shape);
      told(1);
    }
  }

  #runOperations(
    operations: readonly Operation[],
    onProgress: (fraction: number) => void,
    shape: BlockShape | undefined,
  ): void {
    const isSmall = shape === undefined && this.qubits <= unplannedQubits && !operations.some(isChannel);
    if (!isSmall && (this.precision === 'double' || this.qubits >= leastSingleQubits))
      return this.execute(planOf(operations, this.qubits, this.precision, shape), onProgress);
    if (operations.some((operation) => usedQubits(operation) >>> this.qubits !== 0))
      throw new RangeError('an operation is out of bounds');
    for (const [place, operation] of operations.entries()) {
      this.apply(operation);
      if (place % toldEach === toldEach - 1) onProgress((place + 1) / operations.length);
    }
  }

  /** Turns by commuting rotations about Pauli words. */
  rotate(rotations: Rotations): void {
    rotate(this.#memory, rotations);
  }

  /** Turns both halves back, and returns what state/state-rotations.ts says. */
  rotateBack(group: RotationGroup, angles: readonly StateAngle[]): Float64Array {
    return rotateBack(this.#memory, group, angles);
  }

  /** Carries a plan for as many qubits and this precision out. */
  execute(plan: Plan, onProgress?: (fraction: number) => void): void {
    execute(this.#memory, plan, onProgress);
  }

  /** Applies one operation by itself. */
  apply(operation: Operation): void {
    applyOperation(this.#memory, operation);
  }

  flip(qubit: number): void {
    this.apply({ kind: 'flip', target: qubit, mask: 0, values: 0 });
  }

  /** The probability that measuring `qubit` gives `value`. */
  probabilityOf(qubit: number, value: 0 | 1): number {
    const found = probability(this.#memory, 1 << qubit, value << qubit);
    if (this.precision === 'double') return found;
    // In single precision the norm is not close enough to 1.
    return found / (found + probability(this.#memory, 1 << qubit, (1 - value) << qubit));
  }

  /** Projects onto `qubit` being `value`, an outcome of the given probability, and normalises. */
  collapse(qubit: number, value: 0 | 1, chance: number): void {
    const kept = [1 << qubit, value << qubit, 1 / Math.sqrt(chance)];
    this.#memory.share('collapse', this.#memory.size, leastAmplitudes, [this.#memory.start, ...kept]);
  }

  /** The sum of all probabilities: 1 unless an operation was not unitary. */
  total(): number {
    return probability(this.#memory, 0, 0);
  }

  /** A copy of the amplitudes, interleaved real and imaginary parts; in an array of that length where one is given. */
  copy(into?: Float64Array): Float64Array {
    if (into === undefined) return new Float64Array(this.#memory.amplitudes());
    into.set(this.#memory.amplitudes());
    return into;
  }

  /** The amplitudes of some basis states, interleaved real and imaginary parts. */
  amplitudesAt(indices: Uint32Array): Float64Array {
    const all = this.#memory.amplitudes();
    const found = new Float64Array(2 * indices.length);
    for (const [place, index] of indices.entries()) {
      found[2 * place] = all[2 * index] ?? 0;
      found[2 * place + 1] = all[2 * index + 1] ?? 0;
    }
    return found;
  }

  restore(amplitudes: Float64Array): void {
    this.#memory.amplitudes().set(amplitudes);
  }

  /** For each of the ascending numbers below 1 the basis state in whose share of the probability it falls. */
  sample(uniforms: Float64Array): Uint32Array {
    return sample(this.#memory, uniforms);
  }

  /** The probability of each value of the given qubits, the first the least significant bit. */
  marginal(qubits: readonly number[]): Float64Array {
    return marginal(this.#memory, qubits);
  }

  /** The basis states whose probability exceeds `least`, in ascending order, in lists of about `capacity` in all. */
  likely(least: number, capacity: number): Generator<Likely> {
    return likelyStates(this.#memory, least, capacity);
  }

  /** The expectation value of a sum of Pauli words that share their flips. */
  expectation(group: WordGroup): number {
    return expectation(this.#memory, group);
  }

  /** ⟨ψ|H|ψ⟩ and ‖H|ψ⟩‖² for the sum H of all words, in one go over the state. */
  moments(groups: readonly WordGroup[]): { readonly mean: number; readonly square: number } {
    return moments(this.#memory, groups);
  }

  /** Writes the sum of all words, applied to this state, into the half above it. */
  observe(groups: readonly WordGroup[]): void {
    observe(this.#memory, groups);
  }

  /** Overlaps of the upper half with the lower half, as state/word-groups.ts says. */
  overlaps(targets: readonly number[], condition: Condition): Float64Array {
    return overlaps(this.#memory, targets, condition);
  }
}

/** Whether an operation has a kernel of blocks alone. */
function isChannel({ kind }: Operation): boolean {
  return kind === 'channel1' || kind === 'pauliChannel2';
}
