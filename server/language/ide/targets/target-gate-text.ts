import type { GateInstruction, UnitaryInstruction } from '../../../circuit/index.ts';
import { decomposition, decompositionCost, decompositionText, isNative } from '../../../hardware/index.ts';
import { type Gate, gateMatrix } from '../../../library/index.ts';
import type { NamedTarget } from './target-choice.ts';

/** What a gate with known angles becomes on each target, where it is not one of its own. */
export function targetGateText(
  gate: Gate,
  angles: readonly number[] | undefined,
  targets: readonly NamedTarget[],
): readonly string[] {
  const known = gate.parameters.length === 0 ? [] : angles;
  const step = known?.length === gate.parameters.length ? stepOf(gate, known) : undefined;
  if (step === undefined) return [];
  const lines = targets.flatMap(({ device }) => {
    if (device === undefined) return [];
    if (isNative(step, device)) return [`- \`${device.name}\`: a gate of its own`];
    const native = decomposition(step, device);
    return [
      `- \`${device.name}\`: ${decompositionCost(native)}: \`${decompositionText(native, gate.operands)}\``,
    ];
  });
  return lines.length === 0 ? [] : [`On the targets:\n${lines.join('\n')}`];
}

function stepOf(gate: Gate, angles: readonly number[]): GateInstruction | UnitaryInstruction | undefined {
  const span = { start: 0, end: 0 };
  const qubits = gate.operands.map((_, place) => place);
  switch (gate.kind) {
    case 'primitive':
      return { kind: 'gate', gate: gate.name, angles, qubits, controls: [], span };
    case 'controlled': {
      const controls = qubits.slice(0, gate.count).map((qubit) => ({ qubit, state: 1 as const }));
      return { kind: 'gate', gate: gate.gate, angles, qubits: qubits.slice(gate.count), controls, span };
    }
    case 'composed':
      if (qubits.length > 2) return undefined;
      return {
        kind: 'unitary',
        label: gate.name,
        matrix: gateMatrix(gate, angles),
        qubits,
        controls: [],
        span,
      };
  }
}
