import type { Obstacle } from '../method.ts';
import { hasWideMemory } from '../native/host.ts';

/** A complex number of two 64-bit floats. */
export const amplitudeBytes = 16;

/** The most qubits whose state leaves room for anything else in the 4 GiB that a module with 32-bit addresses reaches. */
export const narrowQubits = 27;

/** The most qubits on this host: engines give a memory with 64-bit addresses up to 16 GiB. */
export const addressableQubits = hasWideMemory ? 29 : narrowQubits;

export function stateBytes(qubits: number): number {
  return amplitudeBytes * 2 ** qubits;
}

/** The most qubits whose state fits into `memoryLimit` bytes. */
export function largestQubitCount(memoryLimit: number): number {
  const fitting = Math.floor(Math.log2(memoryLimit / amplitudeBytes));
  return Math.max(0, Math.min(addressableQubits, fitting));
}

/** Why a state of so many qubits cannot be held, or nothing. */
export function sizeObstacle(qubits: number, memoryLimit: number): Obstacle | undefined {
  const largest = largestQubitCount(memoryLimit);
  if (qubits <= largest) return undefined;
  const isOurs = qubits > addressableQubits && largest === addressableQubits;
  const limit = isOurs
    ? `the simulator holds at most ${largest} qubits`
    : `the limit is ${formatBytes(memoryLimit)}`;
  const way = isOurs
    ? 'Use fewer qubits'
    : 'Raise the limit with simulator(memory: …), in GiB, or use fewer qubits';
  return {
    clause: `${qubits} qubits need ${formatBytes(stateBytes(qubits))} of memory; ${limit}`,
    help: `At most ${largest} qubits fit. ${way}.`,
  };
}

const units = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB', 'ZiB', 'YiB'];

/** A number of bytes for people, such as "64 MiB". */
export function formatBytes(bytes: number): string {
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log2(bytes) / 10)));
  const amount = bytes / 1024 ** power;
  const digits = amount >= 1e6 ? amount.toExponential(1) : String(Math.round(amount * 10) / 10);
  return `${digits} ${units[power] ?? ''}`;
}
