/** Hosts that do not know a kind of memory refuse it, or take it for the kind they know. */
function canHaveMemory(descriptor: WebAssembly.MemoryDescriptor): boolean {
  try {
    const { buffer } = new WebAssembly.Memory(descriptor);
    return descriptor.shared !== true || !(buffer instanceof ArrayBuffer);
  } catch {
    return false;
  }
}

/** Whether this host has memories beyond 4 GiB. */
export const hasWideMemory = canHaveMemory({ initial: 0n, maximum: 1n, address: 'i64' });

/** Whether threads of this host can share a memory. */
export const hasSharedMemory = canHaveMemory({ initial: 0, maximum: 1, shared: true });

/** A vector of zeros: a constant, spread. */
const zeros = [0x41, 0, 0xfd, 0x0f];

/** A module of one function that multiplies vectors and adds, rounded once; written out, because each start asks. */
const fusedModule = Uint8Array.of(
  ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
  ...[1, 5, 1, 0x60, 0, 1, 0x7b],
  ...[3, 2, 1, 0],
  ...[10, 19, 1, 17, 0, ...zeros, ...zeros, ...zeros, 0xfd, 0x87, 2, 0x0b],
);

/** Whether a product and a sum can be rounded once, which not all engines know. */
export const hasRelaxedSimd = WebAssembly.validate(fusedModule);
