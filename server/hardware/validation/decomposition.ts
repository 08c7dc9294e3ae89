import type { Circuit, GateInstruction, UnitaryInstruction } from '../../circuit/index.ts';
import { angleText, qubitsIn } from '../../circuit/index.ts';
import type { Device } from '../device.ts';
import type { NativeStep } from '../native/native-step.ts';
import { nativeProgram } from '../native/native-program.ts';

type Step = GateInstruction | UnitaryInstruction;
type GateStep = Extract<NativeStep, { kind: 'one-qubit' | 'two-qubit' }>;

/** A gate in a device's own ones, on operands numbered from 0 in the gate's order, as if all of them were neighbours. */
export function decomposition(step: Step, device: Device): readonly GateStep[] {
  const operands = qubitsIn(step);
  const renumber = new Map(operands.map((qubit, place) => [qubit, place]));
  const own: Step = {
    ...step,
    qubits: step.qubits.map((qubit) => renumber.get(qubit) ?? 0),
    controls: step.controls.map(({ qubit, state }) => ({ qubit: renumber.get(qubit) ?? 0, state })),
  };
  const alone: Circuit = {
    name: 'gate',
    registers: [],
    qubitCount: operands.length,
    variables: [],
    parameters: [],
    body: [own],
  };
  const anywhere: Device = { ...device, qubits: operands.length, coupling: { kind: 'all' } };
  // Level 2 would make an exchange of qubits other names for what follows.
  const { steps } = nativeProgram(alone, anywhere, { level: 1 });
  return steps.filter((found) => found.kind === 'one-qubit' || found.kind === 'two-qubit');
}

/** What gates a decomposition has, such as `1 cz, 2 sx and 3 rz`; the two-qubit gates first. */
export function decompositionCost(steps: readonly GateStep[]): string {
  const counts = new Map<string, number>();
  for (const kind of ['two-qubit', 'one-qubit'] as const)
    for (const step of steps) if (step.kind === kind) counts.set(step.gate, (counts.get(step.gate) ?? 0) + 1);
  const parts = [...counts].map(([gate, count]) => `${count} ${gate}`);
  if (parts.length === 0) return 'no gate at all';
  return parts.length === 1 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** A decomposition as statements of the language, its operands named. */
export function decompositionText(steps: readonly GateStep[], operands: readonly string[]): string {
  return steps
    .map((step) => {
      const angles = step.kind === 'one-qubit' ? step.angles : step.angle === undefined ? [] : [step.angle];
      const written = angles.length === 0 ? '' : `(${angles.map(writtenAngle).join(', ')})`;
      return `${step.gate}${written} ${step.qubits.map((qubit) => operands[qubit]).join(', ')};`;
    })
    .join(' ');
}

/** A multiple of π as such where it is one, else all digits. */
function writtenAngle(angle: number): string {
  const text = angleText(angle);
  return text.includes('π') ? text.replace(/(\d)π/, '$1*pi').replace('π', 'pi') : String(angle);
}
