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
  run_blocks(
    state: number,
    qubits: number,
    inside: number,
    low: number,
    first: number,
    end: number,
    scale: number,
    operations: number,
    count: number,
    block: number,
    work: number,
  ): void;
  probability(state: number, qubits: number, mask: number, values: number): number;
  collapse(state: number, qubits: number, qubit: number, value: number, scale: number): void;
  sample(state: number, qubits: number, uniforms: number, count: number, out: number): void;
  marginal(state: number, qubits: number, low: number, high: number, table: number): void;
  likely(
    state: number,
    qubits: number,
    start: number,
    least: number,
    capacity: number,
    indices: number,
    probabilities: number,
  ): number;
  expectation(state: number, qubits: number, flips: number, words: number, count: number): number;
  observe(from: number, to: number, qubits: number, flips: number, words: number, count: number): void;
  moments(state: number, qubits: number, groups: number, count: number, words: number, out: number): void;
  overlap0(u: number, v: number, qubits: number, mask: number, values: number, out: number): void;
  overlap1(u: number, v: number, qubits: number, p: number, mask: number, values: number, out: number): void;
  overlap2(
    u: number,
    v: number,
    qubits: number,
    p: number,
    q: number,
    mask: number,
    values: number,
    out: number,
  ): void;
}

/** One instance of the kernels over a memory of its own. */
export interface KernelInstance {
  readonly kernels: Kernels;
  readonly memory: WebAssembly.Memory;
  /** The first byte that the kernels' own stack leaves free. */
  readonly heapBase: number;
}

export const pageBytes = 65_536;

/** A module addresses 4 GiB: 2^16 pages. */
const maximumPages = 65_536;

let compiled: Promise<WebAssembly.Module> | undefined;

/** The kernels for this host, compiled once in each thread. */
export function compiledKernels(): Promise<WebAssembly.Module> {
  compiled ??= import('./kernels.generated.ts').then(({ baseKernels, relaxedKernels }) => {
    const relaxed = bytesOf(relaxedKernels);
    return WebAssembly.compile(WebAssembly.validate(relaxed) ? relaxed : bytesOf(baseKernels));
  });
  return compiled;
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** @throws {RangeError} when the memory cannot be had. */
export function instantiate(module: WebAssembly.Module, bytes: number): KernelInstance {
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / pageBytes), maximum: maximumPages });
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  const heapBase = (exports['__heap_base'] as WebAssembly.Global).value;
  return { kernels: exports as unknown as Kernels, memory, heapBase };
}
