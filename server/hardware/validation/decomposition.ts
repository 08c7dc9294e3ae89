import type { Circuit, GateInstruction, UnitaryInstruction } from '../../circuit/index.ts';
import { angleText, qubitsIn } from '../../circuit/index.ts';
import type { Device } from '../device.ts';
import type { NativeStep } from '../native/native-step.ts';
import { nativeProgram } from '../native/native-program.ts';

type Step = GateInstruction | UnitaryInstruction;
type GateStep = Extract<NativeStep, { kind: 'one-qubit' | 'two-qubit' }>;

/** A gate in a device's own ones, on operands numbered from 0 in the gate's order, as if all of them were neighbours. */
export function decomposition(step: Step, device: Device): readonly GateStep[] {
  const own = onOwnOperands(step);
  const key = JSON.stringify(own);
  const known = knownSteps.get(device) ?? new Map<string, readonly GateStep[]>();
  knownSteps.set(device, known);
  const found = known.get(key) ?? compiledAlone(own, device);
  known.set(key, found);
  return found;
}

/** By device and gate: circuits have the same few gates over and over. */
const knownSteps = new WeakMap<Device, Map<string, readonly GateStep[]>>();
const nowhere = { start: 0, end: 0 };

function onOwnOperands(step: Step): Step {
  const renumber = new Map(qubitsIn(step).map((qubit, place) => [qubit, place]));
  return {
    ...step,
    qubits: step.qubits.map((qubit) => renumber.get(qubit) ?? 0),
    controls: step.controls.map(({ qubit, state }) => ({ qubit: renumber.get(qubit) ?? 0, state })),
    span: nowhere,
  };
}

function compiledAlone(own: Step, device: Device): readonly GateStep[] {
  const qubitCount = qubitsIn(own).length;
  const alone: Circuit = {
    name: 'gate',
    registers: [],
    qubitCount,
    variables: [],
    parameters: [],
    body: [own],
  };
  const anywhere: Device = { ...device, qubits: qubitCount, coupling: { kind: 'all' } };
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
