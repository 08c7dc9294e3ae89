import type { ClassicalType } from '../../base/index.ts';
import {
  type Circuit,
  type Observable,
  gateOn,
  observableWidth,
  pauliRotation,
  scaledElement,
} from '../../circuit/index.ts';

const float: ClassicalType = { kind: 'float' };

/** The parameters of the circuit: its γ and its β, one of each a layer. */
const gamma = 0;
const beta = 1;

/**
 * The circuit of the quantum approximate optimization algorithm: from |+⟩ⁿ in each layer e^(−iγC), then e^(−iβΣX).
 * Farhi, Goldstone and Gutmann, arXiv:1411.4028. Undefined where the cost is no sum of products of Z.
 */
export function qaoaCircuit(cost: Observable, layers: number): Circuit | undefined {
  const { span } = cost;
  if (cost.terms.some(({ factors }) => factors.some(({ pauli }) => pauli !== 'Z'))) return undefined;
  const qubits = Array.from({ length: observableWidth(cost) }, (_, qubit) => qubit);
  const type: ClassicalType = { kind: 'array', element: float, shape: [layers] };
  const start = qubits.map((qubit) => gateOn('h', [], [qubit], span));
  const body = Array.from({ length: layers }, (_, layer) => [
    ...cost.terms.flatMap(({ factors, coefficient }) =>
      pauliRotation(factors, scaledElement(gamma, type, layer, 2 * coefficient), span),
    ),
    ...qubits.map((qubit) => gateOn('rx', [scaledElement(beta, type, layer, 2)], [qubit], span)),
  ]);
  return {
    name: `qaoa of ${cost.name}`,
    registers: [{ name: 'q', offset: 0, size: qubits.length, span }],
    qubitCount: qubits.length,
    variables: [],
    parameters: ['gamma', 'beta'].map((name) => ({ name, type, span })),
    body: [...start, ...body.flat()],
  };
}
