import type { ClassicalType, Span } from '../../base/index.ts';
import {
  type Angle,
  type Circuit,
  type GateInstruction,
  type PauliTerm,
  gateOn,
  pauliRotation,
  scaledElement,
} from '../../circuit/index.ts';

/** A circuit that prepares a basis state and then turns by generators −i Σ cP, each by its own parameter. */
export interface AnsatzParts {
  readonly name: string;
  readonly qubits: number;
  /** The basis state it begins with, as a mask. */
  readonly reference: number;
  /** The words of each generator. */
  readonly generators: readonly (readonly PauliTerm[])[];
  /** How often all generators come one after the other, each time with parameters of their own. */
  readonly repetitions: number;
  /** The place in the program that asks for it. */
  readonly span: Span;
}

/** The one parameter of such a circuit, an array with an angle for each generator and repetition. */
const theta = 0;

/**
 * The circuit of an ansatz: the exponentials of its generators in their order, each as a product of Pauli rotations.
 *
 * @param values an angle for each generator and repetition; zeros leave the reference as it is
 * @param isOpen whether the angles stay a parameter `theta`, with these values beside it
 */
export function ansatzCircuit(parts: AnsatzParts, values: readonly number[], isOpen: boolean): Circuit {
  const { name, qubits, span } = parts;
  const type: ClassicalType = { kind: 'array', element: { kind: 'float' }, shape: [values.length] };
  const angle = (place: number, factor: number): Angle =>
    isOpen ? scaledElement(theta, type, place, factor) : factor * (values[place] ?? 0);
  return {
    name,
    registers: [{ name: 'q', offset: 0, size: qubits, span }],
    qubitCount: qubits,
    variables: [],
    parameters: isOpen && values.length > 0 ? [{ name: 'theta', type, given: values, span }] : [],
    body: [...referenceState(parts), ...exponentials(parts, angle)],
  };
}

function referenceState({ qubits, reference, span }: AnsatzParts): readonly GateInstruction[] {
  const occupied = Array.from({ length: qubits }, (_, qubit) => qubit).filter(
    (qubit) => ((reference >>> qubit) & 1) === 1,
  );
  return occupied.map((qubit) => gateOn('x', [], [qubit], span));
}

function exponentials(
  { generators, repetitions, span }: AnsatzParts,
  angle: (place: number, factor: number) => Angle,
): readonly GateInstruction[] {
  return Array.from({ length: repetitions }, (_, repetition) =>
    generators.flatMap((terms, place) =>
      terms.flatMap(({ factors, coefficient }) =>
        pauliRotation(factors, angle(repetition * generators.length + place, 2 * coefficient), span),
      ),
    ),
  ).flat();
}
