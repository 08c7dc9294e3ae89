import type { ClassicalType, Span } from '../base/index.ts';
import { type Circuit, scaledElement } from '../circuit/index.ts';
import { amplitudeAngleCount, amplitudeGates } from './amplitude-encoding.ts';

/**
 * Prepares one vector and undoes another: all qubits are found in |0⟩ with the probability |⟨query|vector⟩|². Its
 * parameters are the angles of `vector` and of `query`.
 */
export function overlapCircuit(qubits: number, span: Span): Circuit {
  const type: ClassicalType = {
    kind: 'array',
    element: { kind: 'float' },
    shape: [amplitudeAngleCount(qubits)],
  };
  const prepared = amplitudeGates(qubits, (place) => scaledElement(0, type, place, 1), span);
  const undone = amplitudeGates(qubits, (place) => scaledElement(1, type, place, -1), span).toReversed();
  return {
    name: 'overlap',
    registers: [{ name: 'q', offset: 0, size: qubits, span }],
    qubitCount: qubits,
    variables: [],
    parameters: ['vector', 'query'].map((name) => ({ name, type, span })),
    body: [...prepared, ...undone],
  };
}
