import { type VectorMemory, emptyMemory } from '../../learning/index.ts';
import type { PlainValue } from '../../protocol/index.ts';
import type { RunValue } from '../run-value.ts';

/** The places and the qubits of a vector of a memory whose declaration leaves them out. */
const usualSize = 64;
const usualQubits = 6;

/** What a declared memory is before anything is stored in it. */
export function declaredMemory(given: Readonly<Record<string, number>>): RunValue {
  const { size = usualSize, qubits = usualQubits } = given;
  const memory = emptyMemory(size, qubits);
  return { kind: 'result', result: { kind: 'value', value: recordedMemory(memory) }, shots: 0 };
}

/** A memory as the record keeps it. */
export function recordedMemory({ size, qubits, addresses, vectors }: VectorMemory): PlainValue {
  return { size, qubits, used: vectors.length, addresses, vectors };
}

/** The memory behind a result; nothing where it is none. */
export function memoryIn(value: RunValue): VectorMemory | undefined {
  if (value.kind !== 'result' || value.result.kind !== 'value') return undefined;
  const { size, qubits, addresses, vectors } = Object(value.result.value) as Partial<VectorMemory>;
  if (size === undefined || qubits === undefined || addresses === undefined || vectors === undefined)
    return undefined;
  return { size, qubits, addresses, vectors };
}
