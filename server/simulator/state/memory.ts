import type { Precision } from '../../library/index.ts';
import type { Obstacle } from '../method.ts';
import { hasWideMemory } from '../native/host.ts';

/** A complex number of two floats. */
const amplitudeBytes: Readonly<Record<Precision, number>> = { double: 16, single: 8 };

/** The largest state that leaves room for anything else in the 4 GiB that a module with 32-bit addresses reaches. */
const narrowBytes = 2 ** 31;

/** The largest state on this host: engines give a memory with 64-bit addresses up to 16 GiB. */
const addressableBytes = hasWideMemory ? 2 ** 33 : narrowBytes;

export function stateBytes(qubits: number, precision: Precision = 'double'): number {
  return amplitudeBytes[precision] * 2 ** qubits;
}

/** Whether a state needs 64-bit addresses. */
export function isWide(qubits: number, precision: Precision): boolean {
  return stateBytes(qubits, precision) > narrowBytes;
}

/** The most qubits whose state fits into so many bytes. */
function largestQubitCount(bytes: number, precision: Precision): number {
  return Math.max(0, Math.floor(Math.log2(bytes / amplitudeBytes[precision])));
}

/** The most qubits of a state in double precision on this host, whatever the memory. */
export const addressableQubits = largestQubitCount(addressableBytes, 'double');

/** Why a state of so many qubits cannot be held, or nothing. */
export function sizeObstacle(
  qubits: number,
  { memoryLimit, precision = 'double' }: { readonly memoryLimit: number; readonly precision?: Precision },
): Obstacle | undefined {
  const largest = largestQubitCount(Math.min(memoryLimit, addressableBytes), precision);
  if (qubits <= largest) return undefined;
  const isOurs = memoryLimit >= stateBytes(largest + 1, precision);
  const limit = isOurs
    ? `the simulator holds at most ${largest} qubits`
    : `the limit is ${formatBytes(memoryLimit)}`;
  const way = isOurs
    ? 'Use fewer qubits'
    : 'Raise the limit with simulator(memory: …), in GiB, or use fewer qubits';
  return {
    clause: `${qubits} qubits need ${formatBytes(stateBytes(qubits, precision))} of memory; ${limit}`,
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
