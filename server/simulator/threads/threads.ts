import { mostParts } from './control.ts';

/** From so many qubits on a second thread gains more than it costs to wake. */
const parallelQubits = 18;

/** Threads for a state of so many qubits: as many as are asked for, else as many as are of use. */
export function threadsFor(qubits: number, wanted: number | undefined, cores: number): number {
  return Math.min(mostParts, wanted ?? (qubits < parallelQubits ? 1 : cores));
}
