import type { Circuit, Expression, GateInstruction } from '../../server/circuit/index.ts';

const span = { start: 0, end: 0 };

/** A rotation by one late parameter, or a cx. */
export interface AnsatzGate {
  readonly gate: 'ry' | 'rz' | 'x';
  readonly qubit: number;
  readonly control?: number;
  /** Which parameter is the angle. */
  readonly parameter?: number;
}

/** Layers of ry and rz on every qubit and a ladder of cx, until all parameters are used. */
export function hardwareEfficient(qubits: number, parameters: number): readonly AnsatzGate[] {
  const gates: AnsatzGate[] = [];
  let next = 0;
  while (next < parameters) {
    for (const gate of ['ry', 'rz'] as const)
      for (let qubit = 0; qubit < qubits && next < parameters; qubit++)
        gates.push({ gate, qubit, parameter: next++ });
    for (let qubit = 0; qubit + 1 < qubits; qubit++)
      gates.push({ gate: 'x', qubit: qubit + 1, control: qubit });
  }
  return gates;
}

/** The gates as a circuit with one array of late parameters, `theta`. */
export function ansatzCircuit(qubits: number, parameters: number, gates: readonly AnsatzGate[]): Circuit {
  const type = { kind: 'array', element: { kind: 'float' }, shape: [parameters] } as const;
  const angle = (parameter: number): Expression => ({
    kind: 'element',
    type: type.element,
    of: { kind: 'parameter', type, parameter: 0 },
    index: { kind: 'literal', type: { kind: 'int' }, value: BigInt(parameter) },
  });
  return {
    name: 'ansatz',
    registers: [{ name: 'q', offset: 0, size: qubits, span }],
    qubitCount: qubits,
    variables: [],
    parameters: [{ name: 'theta', type, span }],
    body: gates.map(({ gate, qubit, control, parameter }): GateInstruction => ({
      kind: 'gate',
      gate,
      angles: parameter === undefined ? [] : [angle(parameter)],
      qubits: [qubit],
      controls: control === undefined ? [] : [{ qubit: control, state: 1 }],
      span,
    })),
  };
}
