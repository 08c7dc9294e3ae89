import { type KernelInstance, type Kernels, instantiate, pageBytes } from '../native/kernels.ts';
import { encodePass } from '../program/encoding.ts';
import { fused } from '../program/fusion.ts';
import { type Condition, type Operation, formOf } from '../program/operation.ts';
import { type BlockShape, type Pass, bitCount, passes, shapeFor } from '../program/passes.ts';
import { amplitudeBytes, stateBytes } from './memory.ts';

/** Bytes ahead of the state for the arguments of kernels that take matrices of two qubits. */
const argumentBytes = 1024;

/** Bits of an index that each look-up table of the marginal kernel reads. */
const tableBits = 14;

/** A pass over the state reports its progress about so often. */
const slices = 64;

/** Basis states with their probabilities. */
export interface Likely {
  readonly indices: Uint32Array;
  readonly probabilities: Float64Array;
}

/** Pauli words that all flip the bits `flips`, as the kernels read them: `wordBytes` a word, see native/pauli.c. */
export interface WordGroup {
  readonly flips: number;
  readonly words: Uint8Array;
}

/** Bytes of a word: its coefficient times i^(number of Y), and the bits whose parity gives the sign. */
export const wordBytes = 24;

/** Bytes of a group's record. */
const groupBytes = 12;

/**
 * 2^n complex amplitudes in the memory of a WebAssembly instance that lives as long as this object.
 * Every computation on them happens in the kernels; results are copies.
 *
 * A state may {@link focus} on its lower half: two states that one gate can act on at once.
 */
export class DenseState {
  /** The number of qubits that there is room for. */
  readonly capacity: number;
  #qubits: number;
  readonly #instance: KernelInstance;
  readonly #kernels: Kernels;
  readonly #arguments: number;
  readonly #start: number;
  readonly #end: number;

  /** The state |0…0⟩. @throws {RangeError} when its memory cannot be had. */
  constructor(module: WebAssembly.Module, qubits: number) {
    this.capacity = qubits;
    this.#qubits = qubits;
    const size = 2 ** qubits * amplitudeBytes;
    this.#instance = instantiate(module, size + pageBytes);
    this.#kernels = this.#instance.kernels;
    this.#arguments = this.#instance.heapBase;
    this.#start = this.#arguments + argumentBytes;
    this.#end = this.#start + size;
    // A new memory is all zeros.
    this.#amplitudes()[0] = 1;
  }

  /** Bytes that this state holds, with room for results. */
  get memoryBytes(): number {
    return this.#instance.memory.buffer.byteLength;
  }

  get qubits(): number {
    return this.#qubits;
  }

  /** Acts from now on on the first 2^qubits amplitudes alone. */
  focus(qubits: number): void {
    this.#qubits = qubits;
  }

  /** Returns to |0…0⟩. */
  prepare(): void {
    this.#amplitudes().fill(0)[0] = 1;
  }

  /** Applies operations in as few passes over the state as can be found. */
  run(
    operations: readonly Operation[],
    onProgress: (fraction: number) => void = () => undefined,
    shape: BlockShape = shapeFor(this.qubits),
  ): void {
    const list = passes(fused(operations), this.qubits, shape);
    for (const [index, pass] of list.entries())
      this.#runPass(pass, Math.min(shape.low, this.qubits), (share) =>
        onProgress((index + share) / list.length),
      );
  }

  #runPass({ inside, operations }: Pass, low: number, onProgress: (share: number) => void): void {
    const block = this.#reserve(0);
    const blockQubits = bitCount(inside);
    const work = block + (blockQubits === this.qubits ? 0 : stateBytes(blockQubits));
    const widest = Math.max(0, ...operations.map((one) => (one.kind === 'many' ? one.qubits.length : 0)));
    const program = work + Math.ceil((2 ** widest * 20) / 16) * 16;
    const bytes = new Uint8Array(encodePass(operations, inside, program));
    this.#reserve(program + bytes.length - block);
    new Uint8Array(this.#instance.memory.buffer, program, bytes.length).set(bytes);
    const scale = operations.reduce((all, one) => (one.kind === 'pair' ? all * one.scale : all), 1);
    const blocks = 2 ** (this.qubits - blockQubits);
    const step = Math.ceil(blocks / slices);
    for (let first = 0; first < blocks; first += step) {
      const end = Math.min(blocks, first + step);
      const [size, count] = [this.qubits, operations.length];
      this.#kernels.run_blocks(
        ...([this.#start, size, inside, low, first, end, scale, program, count, block, work] as const),
      );
      onProgress(end / blocks);
    }
  }

  /** Applies one operation by itself. */
  apply(operation: Operation): void {
    const { mask, values } = operation;
    const [kernels, state, n] = [this.#kernels, this.#start, this.qubits];
    switch (operation.kind) {
      case 'one':
        return this.#applyOne(operation);
      case 'phase':
        return kernels.phase(state, n, mask, values, operation.re, operation.im);
      case 'flip':
        return kernels.flip(state, n, operation.target, mask, values);
      case 'swap':
        return kernels.swap(state, n, operation.p, operation.q, mask, values);
      case 'diagonal2': {
        this.#doubles(this.#arguments, 8).set(operation.entries);
        return kernels.diagonal2(state, n, operation.p, operation.q, mask, values, this.#arguments);
      }
      case 'many':
        return this.#applyMany(operation);
    }
  }

  /** The probability that measuring `qubit` gives `value`. */
  probabilityOf(qubit: number, value: 0 | 1): number {
    return this.#kernels.probability(this.#start, this.qubits, 1 << qubit, value << qubit);
  }

  /** Projects onto `qubit` being `value`, an outcome of the given probability, and normalises. */
  collapse(qubit: number, value: 0 | 1, probability: number): void {
    this.#kernels.collapse(this.#start, this.qubits, qubit, value, 1 / Math.sqrt(probability));
  }

  /** A copy of the amplitudes, interleaved real and imaginary parts. */
  copy(): Float64Array {
    return this.#amplitudes().slice();
  }

  restore(amplitudes: Float64Array): void {
    this.#amplitudes().set(amplitudes);
  }

  /** For each of the ascending numbers below 1 the basis state in whose share of the probability it falls. */
  sample(uniforms: Float64Array): Uint32Array {
    const out = this.#reserve(uniforms.length * 12) + uniforms.length * 8;
    this.#doubles(this.#end, uniforms.length).set(uniforms);
    this.#kernels.sample(this.#start, this.qubits, this.#end, uniforms.length, out);
    return this.#words(out, uniforms.length).slice();
  }

  /** The probability of each value of the given qubits, the first the least significant bit. */
  marginal(qubits: readonly number[]): Float64Array {
    const size = 2 ** qubits.length;
    const low = gatherTable(qubits, 0, Math.min(tableBits, this.qubits));
    const high = gatherTable(qubits, tableBits, Math.max(0, this.qubits - tableBits));
    const table = this.#reserve(8 * size + low.byteLength + high.byteLength);
    const [lowAt, highAt] = [table + 8 * size, table + 8 * size + low.byteLength];
    this.#doubles(table, size).fill(0);
    this.#words(lowAt, low.length).set(low);
    this.#words(highAt, high.length).set(high);
    this.#kernels.marginal(this.#start, this.qubits, lowAt, highAt, table);
    return this.#doubles(table, size).slice();
  }

  /** At most `capacity` basis states from `start` on whose probability exceeds `least`, in ascending order. */
  likely(start: number, least: number, capacity: number): Likely {
    const probabilities = this.#reserve(capacity * 12);
    const indices = probabilities + capacity * 8;
    const kernels = this.#kernels;
    const count = kernels.likely(
      ...([this.#start, this.qubits, start, least, capacity, indices, probabilities] as const),
    );
    return {
      indices: this.#words(indices, count).slice(),
      probabilities: this.#doubles(probabilities, count).slice(),
    };
  }

  /** The expectation value of a sum of Pauli words that share their flips. */
  expectation({ flips, words }: WordGroup): number {
    const at = this.#reserve(words.length);
    this.#bytes(at, words.length).set(words);
    return this.#kernels.expectation(this.#start, this.qubits, flips, at, words.length / wordBytes);
  }

  /** ⟨ψ|H|ψ⟩ and ‖H|ψ⟩‖² for the sum H of all words, in one go over the state. */
  moments(groups: readonly WordGroup[]): { readonly mean: number; readonly square: number } {
    const wordsAt = this.#placeWords(groups);
    const all = groups.reduce((sum, { words }) => sum + words.length, 0);
    const groupsAt = wordsAt + all;
    const table = this.#words(groupsAt, (groupBytes / 4) * groups.length);
    let first = 0;
    for (const [place, { flips, words }] of groups.entries()) {
      const count = words.length / wordBytes;
      table.set([flips, first, count], 3 * place);
      first += count;
    }
    const sums = this.#arguments;
    this.#kernels.moments(this.#start, this.qubits, groupsAt, groups.length, wordsAt, sums);
    const [mean = 0, square = 0] = this.#doubles(sums, 2);
    return { mean, square };
  }

  /** Writes the sum of all words, applied to this state, into the half above it. */
  observe(groups: readonly WordGroup[]): void {
    const above = this.#start + stateBytes(this.qubits);
    let at = this.#placeWords(groups);
    this.#doubles(above, 2 * 2 ** this.qubits).fill(0);
    for (const { flips, words } of groups) {
      this.#kernels.observe(this.#start, above, this.qubits, flips, at, words.length / wordBytes);
      at += words.length;
    }
  }

  /**
   * Overlaps of the upper half λ with the lower half ψ, for no, one or two of the qubits below: by rows and columns,
   * the sum of conj(λ[index with the targets at row])·ψ[index with the targets at column], interleaved.
   */
  overlaps(targets: readonly number[], { mask, values }: Condition): Float64Array {
    const [kernels, half, v, out] = [this.#kernels, this.qubits - 1, this.#start, this.#arguments];
    const u = v + stateBytes(half);
    const [p = 0, q = 0] = targets;
    const found = this.#doubles(out, 2 * 4 ** targets.length).fill(0);
    if (targets.length === 0) kernels.overlap0(u, v, half, mask, values, out);
    else if (targets.length === 1) kernels.overlap1(u, v, half, p, mask, values, out);
    else kernels.overlap2(u, v, half, p, q, mask, values, out);
    return found.slice();
  }

  #applyOne({ target, matrix, mask, values }: Extract<Operation, { kind: 'one' }>): void {
    const [kernels, state, n] = [this.#kernels, this.#start, this.qubits];
    const [m0 = 1, m1 = 0, m2 = 0, m3 = 0, m4 = 0, m5 = 0, m6 = 1, m7 = 0] = matrix;
    switch (formOf(matrix)) {
      case 'diagonal':
        return kernels.diagonal1(state, n, target, mask, values, m0, m1, m6, m7);
      case 'flip':
        return kernels.flip(state, n, target, mask, values);
      case 'real':
        return kernels.real1(state, n, target, mask, values, m0, m2, m4, m6);
      case 'general':
        return kernels.matrix1(state, n, target, mask, values, m0, m1, m2, m3, m4, m5, m6, m7);
    }
  }

  #applyMany({ qubits, matrix, mask, values }: Extract<Operation, { kind: 'many' }>): void {
    const [kernels, state, n] = [this.#kernels, this.#start, this.qubits];
    const [p = 0, q = 0] = qubits;
    if (qubits.length === 2) {
      this.#doubles(this.#arguments, 32).set(matrix);
      return kernels.matrix2(state, n, p, q, mask, values, this.#arguments);
    }
    const rows = this.#reserve(matrix.byteLength + 2 ** qubits.length * 20 + qubits.length * 4);
    const work = rows + matrix.byteLength;
    const operands = work + 2 ** qubits.length * 20;
    this.#doubles(rows, matrix.length).set(matrix);
    this.#words(operands, qubits.length).set(qubits);
    kernels.matrix(state, n, qubits.length, operands, mask, values, rows, work);
  }

  #amplitudes(): Float64Array {
    return this.#doubles(this.#start, 2 * 2 ** this.qubits);
  }

  /** Room behind the state for the next call. Views of the memory made earlier are void when it has to grow. */
  #reserve(bytes: number): number {
    const { memory } = this.#instance;
    const missing = this.#end + bytes - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
    return this.#end;
  }

  /** The words of all groups one behind the other, behind the state. */
  #placeWords(groups: readonly WordGroup[]): number {
    const size = groups.reduce((sum, { words }) => sum + words.length, 0);
    const start = this.#reserve(size + groupBytes * groups.length);
    let at = start;
    for (const { words } of groups) {
      this.#bytes(at, words.length).set(words);
      at += words.length;
    }
    return start;
  }

  #bytes(at: number, length: number): Uint8Array {
    return new Uint8Array(this.#instance.memory.buffer, at, length);
  }

  #doubles(at: number, length: number): Float64Array {
    return new Float64Array(this.#instance.memory.buffer, at, length);
  }

  #words(at: number, length: number): Uint32Array {
    return new Uint32Array(this.#instance.memory.buffer, at, length);
  }
}

/** For each value of the `count` index bits from `first` on, the bits of `qubits` among them, placed in their order. */
function gatherTable(qubits: readonly number[], first: number, count: number): Uint32Array {
  const table = new Uint32Array(2 ** count);
  for (const [place, qubit] of qubits.entries()) {
    const bit = qubit - first;
    if (bit < 0 || bit >= count) continue;
    for (let index = 0; index < table.length; index++)
      table[index] = (table[index] ?? 0) | (((index >> bit) & 1) << place);
  }
  return table;
}
