import type { Precision } from '../../library/index.ts';
import {
  type KernelInstance,
  growBy,
  installStages,
  instantiate,
  pageBytes,
  stackBytes,
} from '../native/kernels.ts';
import type { CompiledKernels } from '../native/library.ts';
import { type Condition, type Operation, bitsFor, formOf, usedQubits } from '../program/operation.ts';
import { type BlockShape, bitCount } from '../program/passes.ts';
import { type Plan, type PlannedPass, type PlannedStage, blockQubits, planOf } from '../program/plan.ts';
import type { Rotations } from '../program/step.ts';
import { mostParts } from '../threads/control.ts';
import { type StateAngle, stateAngles } from '../rotations/rotation-angles.ts';
import type { RotationGroup } from '../rotations/rotation-group.ts';
import { rotationRecord } from '../rotations/rotation-records.ts';
import { sectionsOf } from '../rotations/sections.ts';
import { type Scratch, type Share, unitsInPart } from '../threads/share.ts';
import { Team, type Workplace } from '../threads/team.ts';
import { chunkBytes, inOrder, marginalWork } from './marginal.ts';
import { stateBytes } from './memory.ts';
import { highestBits, leastAmplitudes, merged, partBits } from './parts.ts';
import { stageLibrary } from './stage-library.ts';

/** Bytes ahead of the state for the arguments of kernels that take matrices of two qubits. */
const argumentBytes = 1024;

/** The kernels of Pauli words read rows of so many amplitudes; threads share at least so many rows at a time. */
const rowAmplitudes = 2 ** 7;
const leastRows = leastAmplitudes / rowAmplitudes;

/** Up to so many qubits planning passes takes longer than they save, and operations are applied one by one. */
const unplannedQubits = 12;

/** After so many of them progress is told. */
const toldEach = 1000;

/** Blocks in single precision have at least so many qubits. */
const leastSingleQubits = 4;

const noScratch: Scratch = { start: 0, bytes: 0 };

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

/** Who works on a state. */
export interface Crew {
  readonly team: Team;
  /** Threads, the calling one among them; more than one need kernels with a shared memory. */
  readonly threads: number;
}

/**
 * 2^n complex amplitudes in the memory of a WebAssembly instance that lives as long as this object.
 * Every computation on them happens in the kernels; results are copies.
 *
 * A state may {@link focus} on its lower half: two states that one gate can act on at once.
 */
export class DenseState {
  /** The number of qubits that there is room for. */
  readonly capacity: number;
  readonly crew: Crew;
  #qubits: number;
  readonly #instance: KernelInstance;
  #workplace: Workplace;
  readonly #arguments: number;
  readonly #start: number;
  readonly #end: number;

  /** The state |0…0⟩. @throws {RangeError} when its memory cannot be had. */
  constructor(compiled: CompiledKernels, qubits: number, crew: Crew = { team: new Team(), threads: 1 }) {
    this.capacity = qubits;
    this.crew = crew;
    this.#qubits = qubits;
    const size = stateBytes(qubits, compiled.precision);
    const stacks = (crew.threads - 1) * stackBytes;
    this.#instance = instantiate(compiled, size + stacks + pageBytes);
    this.#workplace = {
      ...{ instance: this.#instance, stacks: this.#instance.heapBase, threads: crew.threads },
      stages: [],
    };
    this.#arguments = this.#instance.heapBase + stacks;
    this.#start = this.#arguments + argumentBytes;
    this.#end = this.#start + size;
    // A new memory is all zeros.
    this.#amplitudes()[0] = 1;
  }

  /** The kernels that work on this state. */
  get compiled(): CompiledKernels {
    return this.#instance.compiled;
  }

  get precision(): Precision {
    return this.compiled.precision;
  }

  /** What is less likely is rounding: an outcome that cannot occur. */
  get leastProbability(): number {
    return this.precision === 'double' ? 1e-15 : 1e-12;
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
    this.#share('clear', this.#size, leastAmplitudes, [this.#start]);
    this.#amplitudes()[0] = 1;
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
  rotate({ group, angles }: Rotations): void {
    const { bytes, units } = rotationRecord(group, stateAngles(group, angles), this.qubits);
    const at = this.#reserve(bytes.length);
    this.#bytes(at, bytes.length).set(bytes);
    this.#share('rotate', units, leastAmplitudes / 2, [this.#start, at]);
  }

  /**
   * Turns both halves back, and returns for each of the angles the imaginary part of ⟨λ|P|ψ⟩ on the states that turn by
   * it, for a word P with the signs of the group's first one; λ is the upper half.
   */
  rotateBack(group: RotationGroup, angles: readonly StateAngle[]): Float64Array {
    const half = this.qubits - 1;
    const { bytes, units, count } = rotationRecord(group, angles, half);
    const at = this.#reserve(bytes.length + 8 * count * mostParts);
    this.#bytes(at, bytes.length).set(bytes);
    const out = at + bytes.length;
    const values = [this.#start, this.#start + this.#bytesOf(half), at, out];
    const parts = this.#share('rotate_back', units, leastAmplitudes / 4, values).length;
    return merged(this.#doubles(out, parts * count), count);
  }

  /** Carries a plan for as many qubits and this precision out. */
  execute(plan: Plan, onProgress: (fraction: number) => void = () => undefined): void {
    for (const [index, pass] of plan.entries())
      this.#runPass(pass, (share) => onProgress((index + share) / plan.length));
  }

  #runPass(pass: PlannedPass, onProgress: (share: number) => void): void {
    const { inside, low, scale, workBytes, stages } = pass;
    const { count, bytes } = pass.encoded(this.#slots(stages));
    const size = blockQubits(pass);
    const blocks = 2 ** (this.qubits - size);
    const scratch = (pass.isWhole ? 0 : this.#bytesOf(size)) + workBytes;
    const program = this.#reserve(bytes.length + this.crew.threads * scratch);
    this.#bytes(program, bytes.length).set(bytes);
    const values = [this.#start, this.qubits, inside, low, scale.re, scale.im, program, count];
    const place = { start: program + bytes.length, bytes: scratch };
    this.#share('run_blocks', blocks, 1, values, place, onProgress);
  }

  /** The numbers of the functions that do these stages, 0 for none. */
  #slots(stages: readonly PlannedStage[]): readonly number[] {
    const library = stageLibrary(this.compiled);
    const slots = stages.map((stage) => library.slot(stage, this.#size));
    if (library.modules.length > this.#workplace.stages.length) {
      this.#workplace = { ...this.#workplace, stages: library.modules.slice() };
      installStages(this.#instance, library.modules);
    }
    return slots;
  }

  /** Applies one operation by itself. */
  apply(operation: Operation): void {
    const { mask, values } = operation;
    const [kernels, state, n] = [this.#instance.kernels, this.#start, this.qubits];
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
      case 'channel1':
      case 'pauliChannel2':
        return this.execute(planOf([operation], this.qubits, this.precision));
    }
  }

  flip(qubit: number): void {
    this.apply({ kind: 'flip', target: qubit, mask: 0, values: 0 });
  }

  /** The probability that measuring `qubit` gives `value`. */
  probabilityOf(qubit: number, value: 0 | 1): number {
    const found = this.#probability(qubit, value);
    // In single precision the norm is not close enough to 1.
    return this.precision === 'double'
      ? found
      : found / (found + this.#probability(qubit, value === 0 ? 1 : 0));
  }

  #probability(qubit: number, value: 0 | 1): number {
    const condition = [1 << qubit, value << qubit];
    return sum(this.#share('probability', this.#size, leastAmplitudes, [this.#start, ...condition]));
  }

  /** Projects onto `qubit` being `value`, an outcome of the given probability, and normalises. */
  collapse(qubit: number, value: 0 | 1, probability: number): void {
    const kept = [1 << qubit, value << qubit, 1 / Math.sqrt(probability)];
    this.#share('collapse', this.#size, leastAmplitudes, [this.#start, ...kept]);
  }

  /** The sum of all probabilities: 1 unless an operation was not unitary. */
  total(): number {
    return sum(this.#share('probability', this.#size, leastAmplitudes, [this.#start, 0, 0]));
  }

  /** A copy of the amplitudes, interleaved real and imaginary parts; in an array of that length where one is given. */
  copy(into?: Float64Array): Float64Array {
    if (into === undefined) return new Float64Array(this.#amplitudes());
    into.set(this.#amplitudes());
    return into;
  }

  /** The amplitudes of some basis states, interleaved real and imaginary parts. */
  amplitudesAt(indices: Uint32Array): Float64Array {
    const all = this.#amplitudes();
    const found = new Float64Array(2 * indices.length);
    for (const [place, index] of indices.entries()) {
      found[2 * place] = all[2 * index] ?? 0;
      found[2 * place + 1] = all[2 * index + 1] ?? 0;
    }
    return found;
  }

  restore(amplitudes: Float64Array): void {
    this.#amplitudes().set(amplitudes);
  }

  /** For each of the ascending numbers below 1 the basis state in whose share of the probability it falls. */
  sample(uniforms: Float64Array): Uint32Array {
    const shares = this.#share('probability', this.#size, leastAmplitudes, [this.#start, 0, 0]).slice();
    const { sums, bounds } = divided(uniforms, shares);
    const count = uniforms.length;
    const at = this.#reserve(8 * (count + sums.length) + 4 * (bounds.length + count));
    const sumsAt = at + 8 * count;
    const boundsAt = sumsAt + 8 * sums.length;
    const out = boundsAt + 4 * bounds.length;
    this.#doubles(at, count).set(uniforms);
    this.#doubles(sumsAt, sums.length).set(sums);
    this.#words(boundsAt, bounds.length).set(bounds);
    this.#share('sample', this.#size, leastAmplitudes, [this.#start, at, sumsAt, boundsAt, out]);
    return this.#words(out, count).slice();
  }

  /** The probability of each value of the given qubits, the first the least significant bit. */
  marginal(qubits: readonly number[]): Float64Array {
    const { measured, fixed, units, tables, isCompensated } = marginalWork(qubits, this.qubits);
    const size = 2 ** qubits.length;
    const numbers = tables * size * (isCompensated ? 2 : 1);
    const scratch = { start: this.#reserve(8 * numbers + this.crew.threads * chunkBytes), bytes: chunkBytes };
    const at = scratch.start + this.crew.threads * chunkBytes;
    this.#doubles(at, numbers).fill(0);
    const lost = isCompensated ? at + 8 * tables * size : 0;
    this.#share('marginal', units, 1, [this.#start, this.qubits, measured, fixed, at, lost], scratch);
    return inOrder(merged(this.#doubles(at, tables * size), size), qubits);
  }

  /** The basis states whose probability exceeds `least`, in ascending order, in lists of about `capacity` in all. */
  *likely(least: number, capacity: number): Generator<Likely> {
    const step = unitsInPart(this.#size, leastAmplitudes);
    const each = Math.ceil((step * capacity) / this.#size);
    for (const [part, found] of this.#likelyByPart(least, each, this.#size / step).entries()) {
      const end = (part + 1) * step;
      let list = found;
      yield list;
      for (let last = list.indices[each - 1]; last !== undefined; last = list.indices[each - 1]) {
        list = this.#likelyBetween(last + 1, end, least, each);
        yield list;
      }
    }
  }

  /** The first ones of each part, at most `each`. */
  #likelyByPart(least: number, each: number, parts: number): readonly Likely[] {
    const probabilities = this.#reserve(12 * each * parts);
    const indices = probabilities + 8 * each * parts;
    const values = [this.#start, least, each, each, indices, probabilities];
    const counts = this.#share('likely', this.#size, leastAmplitudes, values);
    return Array.from(counts, (count, part) =>
      this.#listed(indices + 4 * each * part, probabilities + 8 * each * part, count),
    );
  }

  #likelyBetween(first: number, end: number, least: number, capacity: number): Likely {
    if (first === end) return this.#listed(0, 0, 0);
    const probabilities = this.#reserve(12 * capacity);
    const indices = probabilities + 8 * capacity;
    const values = [this.#start, least, capacity, 0, indices, probabilities];
    const count = this.#instance.kernels.likely(first, end, 0, ...values) ?? 0;
    return this.#listed(indices, probabilities, count);
  }

  #listed(indices: number, probabilities: number, count: number): Likely {
    return {
      indices: this.#words(indices, count).slice(),
      probabilities: this.#doubles(probabilities, count).slice(),
    };
  }

  /** The expectation value of a sum of Pauli words that share their flips. */
  expectation({ flips, words }: WordGroup): number {
    const at = this.#reserve(words.length);
    this.#bytes(at, words.length).set(words);
    const values = [this.#start, this.qubits, flips, at, words.length / wordBytes];
    return sum(this.#share('expectation', this.#rows, leastRows, values));
  }

  /** ⟨ψ|H|ψ⟩ and ‖H|ψ⟩‖² for the sum H of all words, in one go over the state. */
  moments(groups: readonly WordGroup[]): { readonly mean: number; readonly square: number } {
    const wordsAt = this.#placeWords(groups, 16 * mostParts);
    const all = groups.reduce((sum, { words }) => sum + words.length, 0);
    const groupsAt = wordsAt + all;
    const table = this.#words(groupsAt, (groupBytes / 4) * groups.length);
    let first = 0;
    for (const [place, { flips, words }] of groups.entries()) {
      const count = words.length / wordBytes;
      table.set([flips, first, count], 3 * place);
      first += count;
    }
    const sums = 8 * Math.ceil((groupsAt + groupBytes * groups.length) / 8);
    const values = [this.#start, this.qubits, groupsAt, groups.length, wordsAt, sums];
    const parts = this.#share('moments', this.#rows, leastRows, values).length;
    const found = this.#doubles(sums, 2 * parts);
    return { mean: sum(everySecond(found, 0)), square: sum(everySecond(found, 1)) };
  }

  /** Writes the sum of all words, applied to this state, into the half above it. */
  observe(groups: readonly WordGroup[]): void {
    const above = this.#start + this.#bytesOf(this.qubits);
    let at = this.#placeWords(groups);
    this.#share('clear', this.#size, leastAmplitudes, [above]);
    for (const { flips, words } of groups) {
      const values = [this.#start, above, this.qubits, flips, at, words.length / wordBytes];
      this.#share('observe', this.#rows, leastRows, values);
      at += words.length;
    }
  }

  /**
   * Overlaps of the upper half λ with the lower half ψ, for no, one or two of the qubits below: by rows and columns,
   * the sum of conj(λ[index with the targets at row])·ψ[index with the targets at column], interleaved.
   */
  overlaps(targets: readonly number[], { mask, values }: Condition): Float64Array {
    const [half, v] = [this.qubits - 1, this.#start];
    const fixed = highestBits(half, partBits(half), mask | bitsFor(targets));
    const [units, numbers] = [2 ** bitCount(fixed), 2 * 4 ** targets.length];
    const out = this.#reserve(8 * units * numbers);
    const kernel = (['overlap0', 'overlap1', 'overlap2'] as const)[targets.length] ?? 'overlap2';
    const rest = [v + this.#bytesOf(half), v, half, fixed, mask, values, out, ...targets];
    this.#share(kernel, units, 1, rest);
    return merged(this.#doubles(out, units * numbers), numbers);
  }

  #applyOne({ target, matrix, mask, values }: Extract<Operation, { kind: 'one' }>): void {
    const [kernels, state, n] = [this.#instance.kernels, this.#start, this.qubits];
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
    const [kernels, state, n] = [this.#instance.kernels, this.#start, this.qubits];
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

  get #size(): number {
    return 2 ** this.qubits;
  }

  get #rows(): number {
    return Math.max(1, this.#size / rowAmplitudes);
  }

  #share(
    kernel: Share['kernel'],
    units: number,
    least: number,
    values: readonly number[],
    scratch: Scratch = noScratch,
    onPart?: (share: number) => void,
  ): Float64Array {
    const share = { kernel, units, unitsInPart: unitsInPart(units, least), arguments: values };
    return this.crew.team.share(this.#workplace, share, scratch, onPart);
  }

  #amplitudes(): Float64Array | Float32Array {
    const parts = 2 * this.#size;
    if (this.precision === 'double') return this.#doubles(this.#start, parts);
    return new Float32Array(this.#instance.memory.buffer, this.#start, parts);
  }

  #bytesOf(qubits: number): number {
    return stateBytes(qubits, this.precision);
  }

  /** Room behind the state for the next call. Views of the memory made earlier are void when it has to grow. */
  #reserve(bytes: number): number {
    const { memory } = this.#instance;
    const missing = this.#end + bytes - memory.buffer.byteLength;
    if (missing > 0) growBy(this.#instance, Math.ceil(missing / pageBytes));
    return this.#end;
  }

  /** The words of all groups one behind the other, behind the state, with room for their records and so many bytes more. */
  #placeWords(groups: readonly WordGroup[], more = 0): number {
    const size = groups.reduce((sum, { words }) => sum + words.length, 0);
    const start = this.#reserve(size + groupBytes * groups.length + 8 + more);
    let at = start;
    for (const { words } of groups) {
      this.#bytes(at, words.length).set(words);
      at += words.length;
    }
    return start;
  }

  #doubles(at: number, length: number): Float64Array {
    return new Float64Array(this.#instance.memory.buffer, at, length);
  }

  #bytes(at: number, length: number): Uint8Array {
    return new Uint8Array(this.#instance.memory.buffer, at, length);
  }

  #words(at: number, length: number): Uint32Array {
    return new Uint32Array(this.#instance.memory.buffer, at, length);
  }
}

/** Whether an operation has a kernel of blocks alone. */
function isChannel({ kind }: Operation): boolean {
  return kind === 'channel1' || kind === 'pauliChannel2';
}

/** Numbers added in their order. */
function sum(numbers: Float64Array): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/**
 * Where the parts of a state start in the running sum of probabilities, and the number of the first uniform in each; what
 * lies above the total goes to the last part that has any probability.
 */
function divided(
  uniforms: Float64Array,
  shares: Float64Array,
): { readonly sums: Float64Array; readonly bounds: Uint32Array } {
  const sums = new Float64Array(shares.length);
  const bounds = new Uint32Array(shares.length + 1).fill(uniforms.length);
  const last = shares.findLastIndex((share) => share > 0);
  let [total, done] = [0, 0];
  for (let part = 0; part <= last; part++) {
    [sums[part], bounds[part]] = [total, done];
    if (part === last) break;
    total += shares[part] ?? 0;
    while (done < uniforms.length && (uniforms[done] ?? 1) < total) done++;
  }
  return { sums, bounds };
}

/** Of pairs one after the other all first or all second numbers. */
function everySecond(numbers: Float64Array, first: 0 | 1): Float64Array {
  return numbers.filter((_, place) => place % 2 === first);
}
