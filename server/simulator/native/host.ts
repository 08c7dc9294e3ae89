import { stageModule } from './stage-code.ts';

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

/** Whether a product and a sum can be rounded once, which not all engines know. */
export const hasRelaxedSimd = WebAssembly.validate(
  stageModule(
    { width: 1, flipsLane: false, steps: [{ kind: 'real', p: 0 }] },
    { precision: 'double', isRelaxed: true, isShared: false },
  ),
);
