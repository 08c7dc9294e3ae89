/** Two complex numbers of two 64-bit floats for each amplitude: a gate writes a new core. */
const bytesPerAmplitude = 32;

/** The most qubits that a core has, whatever the memory: its basis states are numbered in 32-bit integers. */
const mostQubits = 26;

/** Bytes of the core's amplitudes while a gate is applied. */
export function coreBytes(qubits: number): number {
  return bytesPerAmplitude * 2 ** qubits;
}

/** Bytes of the words of X and Z of each qubit. */
export function frameBytes(qubits: number): number {
  return 2 * qubits * 2 * 4 * Math.ceil(qubits / 32);
}

/** The most qubits that a core may have within `memoryLimit` bytes. */
export function largestCore(memoryLimit: number): number {
  return Math.max(0, Math.min(mostQubits, Math.floor(Math.log2(memoryLimit / bytesPerAmplitude))));
}
