import { type Matrix, matrices } from '../../base/index.ts';
import {
  type Entangler,
  type GateInstruction,
  type SynthesisStep,
  type UnitaryInstruction,
  entanglerMatrix,
  gateMatrix,
  synthesize,
} from '../../circuit/index.ts';
import type { Device, TwoQubitGate } from '../device.ts';
import { type Entangling, direct, fewestErrors, withinRange } from './entangling.ts';

/** exp(−i·angle/2·ZZ) between gates on one qubit each, up to a phase. */
interface RotationForm {
  readonly angle: number;
  readonly before: readonly [low: Matrix, high: Matrix];
  readonly after: readonly [low: Matrix, high: Matrix];
}

const identity = matrices.identity(2);
const h = gateMatrix('h');
/** Turns about x that carry Z to Y, and back. */
const [toY, fromY] = [gateMatrix('rx', -Math.PI / 2), gateMatrix('rx', Math.PI / 2)];

/** Two-qubit gates of one angle, whose form is known without a canonical decomposition; nothing for all others. */
function rotationForm(step: GateInstruction | UnitaryInstruction): RotationForm | undefined {
  if (step.kind === 'unitary' || step.angles.length !== 1) return undefined;
  const angle = typeof step.angles[0] === 'number' ? step.angles[0] : 1;
  const [control] = step.controls;
  if (control === undefined) return plainForm(step.gate, angle);
  if (step.controls.length > 1 || control.state === 0) return undefined;
  const turn = gateMatrix('rz', angle / 2);
  switch (step.gate) {
    case 'p':
      return { angle: -angle / 2, before: [identity, identity], after: [turn, turn] };
    case 'rz':
      return { angle: -angle / 2, before: [identity, identity], after: [identity, turn] };
    case 'rx':
      return { angle: -angle / 2, before: [identity, h], after: [identity, matrices.product(h, turn)] };
    case 'ry':
      return { angle: -angle / 2, before: [identity, fromY], after: [identity, matrices.product(toY, turn)] };
    default:
      return undefined;
  }
}

function plainForm(gate: string, angle: number): RotationForm | undefined {
  const sides: Readonly<Record<string, readonly [Matrix, Matrix]>> = {
    rzz: [identity, identity],
    rxx: [h, h],
    ryy: [fromY, toY],
  };
  const found = sides[gate];
  if (found === undefined) return undefined;
  const [before, after] = found;
  return { angle, before: [before, before], after: [after, after] };
}

/** A gate of one angle in a device's gates: its own rotation, or one turn between two flips. */
export function rotationSteps(
  step: GateInstruction | UnitaryInstruction,
  gates: Device['twoQubit'],
): Entangling | undefined {
  const form = rotationForm(step);
  if (form === undefined || isWhole(form.angle)) return undefined;
  const candidates = gates.map((gate) => ({ gate, steps: dressed(form, zzSteps(form.angle, gate)) }));
  return fewestErrors(candidates);
}

/** Multiples of a quarter turn take fewer gates than others, or none. */
function isWhole(angle: number): boolean {
  const quarters = angle / (Math.PI / 2);
  return Math.abs(quarters - Math.round(quarters)) < 1e-9;
}

function dressed({ before, after }: RotationForm, steps: readonly SynthesisStep[]): readonly SynthesisStep[] {
  return [
    { kind: 'local', pair: { low: before[0], high: before[1] } },
    ...steps,
    { kind: 'local', pair: { low: after[0], high: after[1] } },
  ];
}

function zzSteps(angle: number, gate: TwoQubitGate): readonly SynthesisStep[] {
  if (gate.gate === 'rzz' || gate.gate === 'rxx') {
    const side: SynthesisStep = { kind: 'local', pair: { low: h, high: h } };
    const [least, flip] = nearest(angle);
    const turned = withinRange([{ kind: 'entangler', angle: least }], gate);
    const own = gate.gate === 'rzz' ? turned : [side, ...turned, side];
    const z = gateMatrix('z');
    return flip ? [...own, { kind: 'local', pair: { low: z, high: z } }] : own;
  }
  const flip = flipSteps(gate.gate);
  return [...flip, { kind: 'local', pair: { low: identity, high: gateMatrix('rz', angle) } }, ...flip];
}

/** The angle within a quarter turn of 0, and whether Z ⊗ Z makes up for the half turns that were left out. */
function nearest(angle: number): readonly [number, boolean] {
  const halves = Math.round(angle / Math.PI);
  return [angle - halves * Math.PI, halves % 2 !== 0];
}

const flips = new Map<Entangler, readonly SynthesisStep[]>();

function flipSteps(gate: Entangler): readonly SynthesisStep[] {
  const known = flips.get(gate);
  if (known !== undefined) return known;
  const flip = entanglerMatrix('cx');
  const found = direct(flip, gate) ?? synthesize(flip, gate).steps;
  flips.set(gate, found);
  return found;
}
