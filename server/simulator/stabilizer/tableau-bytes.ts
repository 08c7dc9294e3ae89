/** Bytes of a tableau: two bits for each of 2n operators on n qubits. */
export function tableauBytes(qubits: number): number {
  return 4 * qubits * 2 * Math.ceil(qubits / 32) * 2;
}
