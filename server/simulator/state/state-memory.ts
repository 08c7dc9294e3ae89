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
import { type Scratch, type Share, unitsInPart } from '../threads/share.ts';
import type { Team, Workplace } from '../threads/team.ts';
import { stateBytes } from './memory.ts';

/** Bytes ahead of the state for the arguments of kernels that take matrices of two qubits. */
const argumentBytes = 1024;

const noScratch: Scratch = { start: 0, bytes: 0 };

/** Who works on a state. */
export interface Crew {
  readonly team: Team;
  /** Threads, the calling one among them; more than one need kernels with a shared memory. */
  readonly threads: number;
}

/**
 * The memory of a WebAssembly instance with the amplitudes of a state, and room behind them for what kernels read and
 * write beside them. Addresses are bytes.
 */
export class StateMemory {
  readonly crew: Crew;
  readonly instance: KernelInstance;
  /** Where the arguments of kernels for one or two qubits go. */
  readonly arguments: number;
  /** Where the amplitudes start. */
  readonly start: number;
  /** The number of qubits that are acted on; there may be room for more. */
  qubits: number;
  readonly #end: number;
  #workplace: Workplace;

  /** The state |0…0⟩. @throws {RangeError} when its memory cannot be had. */
  constructor(compiled: CompiledKernels, qubits: number, crew: Crew) {
    this.crew = crew;
    this.qubits = qubits;
    const size = stateBytes(qubits, compiled.precision);
    const stacks = (crew.threads - 1) * stackBytes;
    this.instance = instantiate(compiled, size + stacks + pageBytes);
    const { heapBase } = this.instance;
    this.#workplace = { instance: this.instance, stacks: heapBase, threads: crew.threads, stages: [] };
    this.arguments = heapBase + stacks;
    this.start = this.arguments + argumentBytes;
    this.#end = this.start + size;
    // A new memory is all zeros.
    this.amplitudes()[0] = 1;
  }

  get precision(): Precision {
    return this.instance.compiled.precision;
  }

  /** The number of amplitudes. */
  get size(): number {
    return 2 ** this.qubits;
  }

  bytesOf(qubits: number): number {
    return stateBytes(qubits, this.precision);
  }

  /** Lets all threads call so many functions for stages; see state/stage-library.ts. */
  install(modules: readonly WebAssembly.Module[]): void {
    if (modules.length <= this.#workplace.stages.length) return;
    this.#workplace = { ...this.#workplace, stages: modules.slice() };
    installStages(this.instance, modules);
  }

  /** Calls a kernel for all units, in parts of at least `least`, and returns what it returned for each. */
  share(
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

  amplitudes(): Float64Array | Float32Array {
    const parts = 2 * this.size;
    if (this.precision === 'double') return this.doubles(this.start, parts);
    return new Float32Array(this.instance.memory.buffer, this.start, parts);
  }

  /** Room behind the state for the next call. Views of the memory made earlier are void when it has to grow. */
  reserve(bytes: number): number {
    const { memory } = this.instance;
    const missing = this.#end + bytes - memory.buffer.byteLength;
    if (missing > 0) growBy(this.instance, Math.ceil(missing / pageBytes));
    return this.#end;
  }

  doubles(at: number, length: number): Float64Array {
    return new Float64Array(this.instance.memory.buffer, at, length);
  }

  bytes(at: number, length: number): Uint8Array {
    return new Uint8Array(this.instance.memory.buffer, at, length);
  }

  words(at: number, length: number): Uint32Array {
    return new Uint32Array(this.instance.memory.buffer, at, length);
  }
}
