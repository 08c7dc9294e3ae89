import type { ClassicalType, Span } from '../../base/index.ts';
import type { Circuit, Expression, Instruction, Observable } from '../../circuit/index.ts';
import { observableWidth } from '../../circuit/index.ts';

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
  const start = qubits.map((qubit) => gate('h', [], [qubit], span));
  const body = Array.from({ length: layers }, (_, layer) => [
    ...cost.terms.flatMap((term) => phase(term, scaled(gamma, type, layer, 2 * term.coefficient), span)),
    ...qubits.map((qubit) => gate('rx', [scaled(beta, type, layer, 2)], [qubit], span)),
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

/** e^(−iφZ…Z/2): the parity of the qubits on the last of them, turned, and taken back. */
function phase({ factors }: Observable['terms'][number], angle: Expression, span: Span): Instruction[] {
  const qubits = factors.map(({ qubit }) => qubit);
  const last = qubits.at(-1);
  if (last === undefined) return [];
  const ladder = qubits.slice(0, -1).map((qubit): Instruction => controlledNot(qubit, last, span));
  return [...ladder, gate('rz', [angle], [last], span), ...ladder.toReversed()];
}

function controlledNot(control: number, target: number, span: Span): Instruction {
  return {
    kind: 'gate',
    gate: 'x',
    angles: [],
    qubits: [target],
    controls: [{ qubit: control, state: 1 }],
    span,
  };
}

function gate(
  name: string,
  angles: readonly Expression[],
  qubits: readonly number[],
  span: Span,
): Instruction {
  return { kind: 'gate', gate: name, angles, qubits, controls: [], span };
}

/** `factor` times an element of a parameter. */
function scaled(parameter: number, type: ClassicalType, place: number, factor: number): Expression {
  return {
    kind: 'binary',
    type: float,
    operator: '*',
    left: { kind: 'literal', type: float, value: factor },
    right: {
      kind: 'element',
      type: float,
      of: { kind: 'parameter', type, parameter },
      index: { kind: 'literal', type: { kind: 'int' }, value: BigInt(place) },
    },
  };
}
