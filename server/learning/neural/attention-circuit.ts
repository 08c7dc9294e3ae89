import type { GateInstruction } from '../../circuit/index.ts';
import { allZero, circuitOf, element, neighbourNots, turnsAboutY } from './layer-circuit.ts';
import type { MeasuredCircuit } from './network.ts';

/**
 * The circuit that compares a key with a query: it prepares the state of the key and undoes that of the query, so that all
 * qubits are found in |0⟩ with the probability |⟨φ(query)|φ(key)⟩|². A state comes of layers of turns about y by weights,
 * controlled nots of neighbours, and turns about y by the encoded numbers.
 */
export function attentionCircuit(qubits: number, layers: number): MeasuredCircuit {
  const weights = layers * qubits;
  const prepared = preparation(0, 1);
  const undone = preparation(1, -1).toReversed();
  const lists = { key: qubits, query: qubits, weights };
  return {
    circuit: circuitOf('likeness', qubits, lists, [...prepared, ...undone]),
    observables: [allZero(qubits)],
  };

  function preparation(list: number, direction: 1 | -1): readonly GateInstruction[] {
    return Array.from({ length: layers }, (_, layer) => [
      ...turnsAboutY(qubits, (qubit) => element(2, weights, layer * qubits + qubit, direction)),
      ...neighbourNots(qubits),
      ...turnsAboutY(qubits, (qubit) => element(list, qubits, qubit, direction)),
    ]).flat();
  }
}
