import { gateOn } from '../../circuit/index.ts';
import { circuitOf, element, neighbourNots, nowhere, turnsAboutY, zOfEach } from './layer-circuit.ts';
import type { MeasuredCircuit } from './network.ts';

/**
 * The circuit of a gate of a quantum long short-term memory, measured by Z of each qubit: h and a turn about y by an input
 * on each qubit, then layers of controlled nots of neighbours and turns about y by weights. After Chen, Yoo and Fang,
 * arXiv:2009.01783, in the form of its later published program.
 */
export function recurrentCircuit(qubits: number, layers: number): MeasuredCircuit {
  const all = Array.from({ length: qubits }, (_, qubit) => qubit);
  const layer = (place: number) => [
    ...neighbourNots(qubits),
    ...turnsAboutY(qubits, (qubit) => element(1, layers * qubits, place * qubits + qubit)),
  ];
  const body = [
    ...all.map((qubit) => gateOn('h', [], [qubit], nowhere)),
    ...turnsAboutY(qubits, (qubit) => element(0, qubits, qubit)),
    ...Array.from({ length: layers }, (_, place) => layer(place)).flat(),
  ];
  return {
    circuit: circuitOf('gate', qubits, { angles: qubits, weights: layers * qubits }, body),
    observables: zOfEach(qubits),
  };
}
