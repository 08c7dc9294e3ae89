import type { ClassicalType, Span } from '../../base/index.ts';
import {
  type Angle,
  type Circuit,
  type GateInstruction,
  type Observable,
  controlledNot,
  gateOn,
  scaledElement,
} from '../../circuit/index.ts';

/** Parts of the circuits that networks run. */

/** Gates that no program wrote stand nowhere. */
export const nowhere: Span = { start: 0, end: 0 };

export function listOf(size: number): ClassicalType {
  return { kind: 'array', element: { kind: 'float' }, shape: [size] };
}

/** A circuit whose parameters are lists of floats. */
export function circuitOf(
  name: string,
  qubits: number,
  parameters: Readonly<Record<string, number>>,
  body: readonly GateInstruction[],
): Circuit {
  return {
    name,
    registers: [{ name: 'q', offset: 0, size: qubits, span: nowhere }],
    qubitCount: qubits,
    variables: [],
    parameters: Object.entries(parameters).map(([parameter, size]) => ({
      name: parameter,
      type: listOf(size),
      span: nowhere,
    })),
    body,
  };
}

/** A turn of every qubit about y. */
export function turnsAboutY(qubits: number, angle: (qubit: number) => Angle): readonly GateInstruction[] {
  return Array.from({ length: qubits }, (_, qubit) => gateOn('ry', [angle(qubit)], [qubit], nowhere));
}

/** Controlled nots of neighbours: from the even qubits, then from the odd ones. */
export function neighbourNots(qubits: number): readonly GateInstruction[] {
  const from = (first: number) =>
    Array.from({ length: qubits }, (_, qubit) => qubit).filter(
      (qubit) => qubit % 2 === first && qubit + 1 < qubits,
    );
  return [...from(0), ...from(1)].map((qubit) => controlledNot(qubit, qubit + 1, nowhere));
}

/** A number of one of a circuit’s lists as an angle. */
export function element(parameter: number, size: number, place: number, factor = 1): Angle {
  return scaledElement(parameter, listOf(size), place, factor);
}

/** Z of each qubit. */
export function zOfEach(qubits: number): readonly Observable[] {
  return Array.from({ length: qubits }, (_, qubit) => ({
    name: `Z[${qubit}]`,
    terms: [{ coefficient: 1, factors: [{ qubit, pauli: 'Z' }] }],
    span: nowhere,
  }));
}

/** The probability that all qubits are in |0⟩: ∏ (1 + Z)/2, a sum of 2ⁿ words. */
export function allZero(qubits: number): Observable {
  const terms = Array.from({ length: 2 ** qubits }, (_, word) => ({
    coefficient: 2 ** -qubits,
    factors: Array.from({ length: qubits }, (__, qubit) => qubit)
      .filter((qubit) => ((word >> qubit) & 1) === 1)
      .map((qubit) => ({ qubit, pauli: 'Z' as const })),
  }));
  return { name: 'all_zero', terms, span: nowhere };
}
