import type { CompiledKernels } from './library.ts';

/** The kernels as TypeScript sees them; what each does is told in kernels.c. Pointers are byte offsets in the memory. */
export interface Kernels {
  matrix1(
    state: number,
    qubits: number,
    target: number,
    mask: number,
    values: number,
    ...rows: readonly number[]
  ): void;
  real1(
    state: number,
    qubits: number,
    target: number,
    mask: number,
    values: number,
    m00: number,
    m01: number,
    m10: number,
    m11: number,
  ): void;
  diagonal1(
    state: number,
    qubits: number,
    target: number,
    mask: number,
    values: number,
    d0re: number,
    d0im: number,
    d1re: number,
    d1im: number,
  ): void;
  phase(state: number, qubits: number, mask: number, values: number, re: number, im: number): void;
  flip(state: number, qubits: number, target: number, mask: number, values: number): void;
  swap(state: number, qubits: number, p: number, q: number, mask: number, values: number): void;
  diagonal2(
    state: number,
    qubits: number,
    p: number,
    q: number,
    mask: number,
    values: number,
    entries: number,
  ): void;
  matrix2(
    state: number,
    qubits: number,
    p: number,
    q: number,
    mask: number,
    values: number,
    rows: number,
  ): void;
  matrix(
    state: number,
    qubits: number,
    count: number,
    operands: number,
    mask: number,
    values: number,
    rows: number,
    work: number,
  ): void;
}

/**
 * Kernels whose work threads share. Each call takes a part of it, from unit `first` to before unit `end`, with memory
 * that only this thread uses; then come arguments that are the same for all parts. A number that one returns is the
 * part's share of a sum.
 */
export interface SharedKernels {
  /** state, qubits, inside, low, real and imaginary part of the scale, operations, count */
  run_blocks: SharedKernel;
  /** state, mask, values */
  probability: SharedKernel;
  /** state, bit, kept, scale */
  collapse: SharedKernel;
  /** state */
  clear: SharedKernel;
  /** state, uniforms, sums, bounds, out */
  sample: SharedKernel;
  /** state, qubits, flips, words, count */
  expectation: SharedKernel;
  /** state, qubits, groups, count, words, out */
  moments: SharedKernel;
  /** from, to, qubits, flips, words, count */
  observe: SharedKernel;
  /** state, group */
  rotate: SharedKernel;
  /** v, u, group, out */
  rotate_back: SharedKernel;
  /** state, qubits, measured, fixed, tables, lost */
  marginal: SharedKernel;
  /** state, least, capacity, stride, indices, probabilities */
  likely: SharedKernel;
  /** u, v, qubits, fixed, mask, values, out */
  overlap0: SharedKernel;
  /** the same, p */
  overlap1: SharedKernel;
  /** the same, p, q */
  overlap2: SharedKernel;
}

export type SharedKernel = (
  first: number,
  end: number,
  scratch: number,
  ...rest: readonly number[]
) => number | undefined;

/** The places of the parameters that are addresses; only these have 64 bits in a wide memory. */
const addresses: Readonly<Record<keyof Kernels | keyof SharedKernels, readonly number[]>> = {
  ...{ matrix1: [0], real1: [0], diagonal1: [0], phase: [0], flip: [0], swap: [0] },
  ...{ diagonal2: [0, 6], matrix2: [0, 6], matrix: [0, 3, 6, 7] },
  ...{ run_blocks: [2, 3, 9], probability: [2, 3], collapse: [2, 3], clear: [2, 3] },
  ...{ sample: [2, 3, 4, 5, 6, 7], expectation: [2, 3, 6], moments: [2, 3, 5, 7, 8], observe: [2, 3, 4, 7] },
  ...{ rotate: [2, 3, 4], rotate_back: [2, 3, 4, 5, 6] },
  ...{ marginal: [2, 3, 7, 8], likely: [2, 3, 7, 8] },
  ...{ overlap0: [2, 3, 4, 9], overlap1: [2, 3, 4, 9], overlap2: [2, 3, 4, 9] },
};

/** A WebAssembly.Table of functions. */
export interface FunctionTable {
  readonly length: number;
  /** Adds places and returns the number of the first one. */
  grow(count: number): number;
  set(place: number, value: unknown): void;
}

/** One instance of the kernels over a memory. */
export interface KernelInstance {
  readonly compiled: CompiledKernels;
  readonly kernels: Kernels & SharedKernels;
  readonly memory: WebAssembly.Memory;
  /** The first byte that the kernels' own stack leaves free. */
  readonly heapBase: number;
  /** Functions that `run_blocks` calls by their numbers; see {@link installStages}. */
  readonly table: FunctionTable;
}

export const pageBytes = 65_536;

/** Bytes of the stack of one thread. */
export const stackBytes = 32_768;

/** Pages that a module may address: 4 GiB, or 16 GiB in a wide memory, the most that engines allow. */
const maximumPages = { narrow: 65_536, wide: 262_144 };

/** An instance over a new memory of zeros. @throws {RangeError} when the memory cannot be had. */
export function instantiate(compiled: CompiledKernels, bytes: number): KernelInstance {
  const pages = Math.ceil(bytes / pageBytes);
  const { isWide, isShared: shared } = compiled;
  const memory = new WebAssembly.Memory(
    isWide
      ? { initial: BigInt(pages), maximum: BigInt(maximumPages.wide), shared, address: 'i64' }
      : { initial: pages, maximum: maximumPages.narrow, shared },
  );
  return instantiateOver(compiled, memory);
}

/**
 * An instance over a memory that there is.
 *
 * @param stackTop where its stack ends, for an instance beside the first one.
 */
export function instantiateOver(
  compiled: CompiledKernels,
  memory: WebAssembly.Memory,
  stackTop?: number,
): KernelInstance {
  const { exports } = new WebAssembly.Instance(compiled.module, { env: { memory } });
  const heapBase = Number((exports['__heap_base'] as WebAssembly.Global).value);
  const stack = exports['__stack_pointer'] as WebAssembly.Global;
  if (stackTop !== undefined) stack.value = compiled.isWide ? BigInt(stackTop) : stackTop;
  const kernels = compiled.isWide ? widened(exports) : exports;
  const table = exports['__indirect_function_table'] as FunctionTable;
  return { compiled, kernels: kernels as unknown as Kernels & SharedKernels, memory, heapBase, table };
}

/** Makes the functions of modules callable by their places from 1 on, as far as they are not yet. */
export function installStages(
  { memory, table }: KernelInstance,
  modules: readonly WebAssembly.Module[],
): void {
  const missing = modules.slice(table.length - 1);
  for (const module of missing) {
    const { exports } = new WebAssembly.Instance(module, { env: { memory } });
    table.set(table.grow(1), exports['run']);
  }
}

/** Makes a memory larger by so many pages. @throws {RangeError} when they cannot be had. */
export function growBy({ memory, compiled }: KernelInstance, pages: number): void {
  memory.grow(compiled.isWide ? BigInt(pages) : pages);
}

/** Kernels that take addresses as numbers, which hold them exactly. */
function widened(exports: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(addresses).map(([name, places]) => {
      const kernel = exports[name] as (...values: readonly (number | bigint)[]) => unknown;
      const call = (...values: readonly number[]) =>
        kernel(...values.map((value, place) => (places.includes(place) ? BigInt(value) : value)));
      return [name, call];
    }),
  );
}
