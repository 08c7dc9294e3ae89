import { type Span, matrices } from '../../base/index.ts';
import { type ComposedGate, type Gate, findGate, primitiveGate } from '../../library/index.ts';
import type { Angle, Control, GateInstruction, UnitaryInstruction } from '../circuit.ts';
import { linearAngle, scaleAngle } from './angle.ts';

/** One unitary step of a circuit. */
export type UnitaryStep = GateInstruction | UnitaryInstruction;

/** Unitary steps in the order of time, on the operands of a gate: operand 0 is its first qubit, controls included. */
export type Sequence = readonly UnitaryStep[];

const none: readonly never[] = Object.freeze([]);

/** A gate of the table on `qubits`, as primitive gates under controls. */
export function tableSequence(
  gate: Gate,
  angles: readonly Angle[],
  qubits: readonly number[],
  span: Span,
): Sequence {
  switch (gate.kind) {
    case 'primitive':
      return [{ kind: 'gate', gate: gate.name, angles, qubits, controls: none, span }];
    case 'controlled':
      return [
        {
          kind: 'gate',
          gate: gate.gate,
          angles,
          qubits: qubits.slice(gate.count),
          controls: qubits.slice(0, gate.count).map((qubit): Control => ({ qubit, state: 1 })),
          span,
        },
      ];
    case 'composed':
      return composedSequence(gate, angles, qubits, span);
  }
}

function composedSequence(
  { steps }: ComposedGate,
  angles: readonly Angle[],
  qubits: readonly number[],
  span: Span,
): Sequence {
  return steps.flatMap((step) => {
    const gate = findGate(step.gate);
    if (gate === undefined) throw new Error(`no gate ${step.gate}`);
    return tableSequence(
      gate,
      step.angles.map((angle) => linearAngle(angle, angles)),
      step.operands.map((operand) => qubits[operand] ?? 0),
      span,
    );
  });
}

/** The step on other qubits: operand i becomes `qubits[i]`. */
export function relocate(step: UnitaryStep, qubits: readonly number[], span: Span): UnitaryStep {
  const controls =
    step.controls.length === 0
      ? step.controls
      : step.controls.map(({ qubit, state }) => ({ qubit: qubits[qubit] ?? 0, state }));
  return { ...step, qubits: step.qubits.map((qubit) => qubits[qubit] ?? 0), controls, span };
}

/** The steps that undo these. */
export function inverted(sequence: Sequence): Sequence {
  return sequence.map(invertedStep).toReversed();
}

function invertedStep(step: UnitaryStep): UnitaryStep {
  if (step.kind === 'unitary')
    return { ...step, label: `${step.label}†`, matrix: matrices.adjoint(step.matrix) };
  const { gate, angles } = primitiveGate(step.gate).inverse;
  return { ...step, gate, angles: angles.map((angle) => linearAngle(angle, step.angles)) };
}

/** The steps under more controls. A global phase becomes a phase of the control. */
export function controlled(sequence: Sequence, controls: readonly Control[]): Sequence {
  return sequence.flatMap((step) => {
    const all = [...controls, ...step.controls];
    return step.kind === 'gate' && step.gate === 'gphase'
      ? controlledPhase(step, all)
      : [{ ...step, controls: all }];
  });
}

function controlledPhase(step: GateInstruction, controls: readonly Control[]): Sequence {
  const carrier = controls.find(({ state }) => state === 1) ?? controls[0];
  if (carrier === undefined) return [step];
  const others = controls.filter(({ qubit }) => qubit !== carrier.qubit);
  const phase: GateInstruction = { ...step, gate: 'p', qubits: [carrier.qubit], controls: others };
  if (carrier.state === 1) return [phase];
  // A phase where the carrier is 0: everywhere that the other controls allow, and back where the carrier is 1.
  const everywhere = controlledPhase(step, others);
  return [...everywhere, { ...phase, angles: step.angles.map((angle) => scaleAngle(angle, -1)) }];
}
