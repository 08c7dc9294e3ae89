import type { CompileTarget } from './target.ts';

/** A device with one two-qubit gate, for tests. */
export function target(
  gate: CompileTarget['twoQubit'][number]['gate'],
  qubits: number,
  coupling: CompileTarget['coupling'] = 'all',
): CompileTarget {
  return {
    name: 'test',
    qubits,
    coupling,
    oneQubit: { family: 'any', seconds: 1, virtualZ: true },
    twoQubit: [{ gate, seconds: 10, error: 0 }],
    readoutSeconds: 100,
  };
}
