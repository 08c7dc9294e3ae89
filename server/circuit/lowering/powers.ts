import { type Matrix, type Span, cx, matrices } from '../../base/index.ts';
import { controlledMatrix, embed, primitiveGate } from '../../library/index.ts';
import type { Angle, GateInstruction, UnitaryInstruction } from '../circuit.ts';
import { principalAngle, unitaryPower } from '../matrix-power.ts';
import { scaleAngle } from './angle.ts';
import { type Sequence, type UnitaryStep, controlled, inverted } from './sequence.ts';

/** The most qubits that a general power is computed on: a matrix of 64 rows. */
export const largestPower = 6;

/** Beyond this many repeated steps, a power is computed rather than repeated. */
const longestRepetition = 4096;

/** Why a power cannot be written down. */
export type PowerFault = 'too-many-qubits' | 'late-angle' | 'too-long';

/** A gate with a name, on `arity` operands. */
export interface Powered {
  readonly name: string;
  readonly sequence: Sequence;
  readonly arity: number;
  readonly span: Span;
}

/** The gate to a real power, on the principal branch where the exponent is no whole number, in at most `mostSteps` steps. */
export function powered(gate: Powered, exponent: number, mostSteps: number): Sequence | PowerFault {
  if (exponent === 0) return [];
  if (exponent === 1) return gate.sequence;
  if (exponent === -1) return inverted(gate.sequence);
  const [only] = gate.sequence;
  const isOne = gate.sequence.length === 1 && only?.kind === 'gate';
  const formula = isOne ? poweredGate(only, exponent) : undefined;
  if (formula !== undefined) return formula;
  if (!Number.isInteger(exponent)) return generalPower(gate, exponent);
  const steps = gate.sequence.length * Math.abs(exponent);
  const isComputable = gate.arity <= largestPower && isNumeric(gate.sequence);
  if (isComputable && steps > longestRepetition) return generalPower(gate, exponent);
  return steps > mostSteps ? 'too-long' : repeated(gate.sequence, exponent);
}

function repeated(sequence: Sequence, exponent: number): Sequence {
  const once = exponent < 0 ? inverted(sequence) : sequence;
  return Array.from({ length: Math.abs(exponent) }, () => once).flat();
}

/** What a gate's angle is for gates that are rotations about a fixed axis, and phases that go with it. */
interface Rotation {
  readonly gate: 'p' | 'rx' | 'ry';
  readonly angle: number;
  /** Global phase, in radians. */
  readonly phase: number;
}

const { PI } = Math;
const rotations: Readonly<Record<string, Rotation>> = {
  z: { gate: 'p', angle: PI, phase: 0 },
  s: { gate: 'p', angle: PI / 2, phase: 0 },
  sdg: { gate: 'p', angle: -PI / 2, phase: 0 },
  t: { gate: 'p', angle: PI / 4, phase: 0 },
  tdg: { gate: 'p', angle: -PI / 4, phase: 0 },
  x: { gate: 'rx', angle: PI, phase: PI / 2 },
  sx: { gate: 'rx', angle: PI / 2, phase: PI / 4 },
  sxdg: { gate: 'rx', angle: -PI / 2, phase: -PI / 4 },
  y: { gate: 'ry', angle: PI, phase: PI / 2 },
};

/** Gates whose angle is added up when they are repeated, and the largest angle whose eigenvalues are principal. */
const additive: ReadonlyMap<string, number> = new Map([
  ['p', PI],
  ['gphase', PI],
  ...['rx', 'ry', 'rz', 'rxx', 'ryy', 'rzz', 'rzx', 'xy'].map((name) => [name, 2 * PI] as const),
]);

const roots: ReadonlyMap<number, string> = new Map([
  [0.5, 'sx'],
  [-0.5, 'sxdg'],
]);

function poweredGate(step: GateInstruction, exponent: number): Sequence | undefined {
  if (step.gate === 'id') return [step];
  const bound = additive.get(step.gate);
  if (bound !== undefined) return poweredAngle(step, exponent, bound);
  const root = step.gate === 'x' ? roots.get(exponent) : undefined;
  if (root !== undefined) return [{ ...step, gate: root }];
  return Number.isInteger(exponent) ? repeatedConstant(step, exponent) : poweredRotation(step, exponent);
}

function poweredAngle(step: GateInstruction, exponent: number, bound: number): Sequence | undefined {
  const [angle = 0] = step.angles;
  if (Number.isInteger(exponent)) return [{ ...step, angles: [scaleAngle(angle, exponent)] }];
  if (typeof angle !== 'number') return undefined;
  const principal = step.gate === 'p' || step.gate === 'gphase' ? principalAngle(cx.expi(angle)) : angle;
  if (Math.abs(principal) > bound || (Math.abs(principal) === bound && bound > PI)) return undefined;
  return [{ ...step, angles: [principal * exponent] }];
}

const orders: Readonly<Record<string, number>> = {
  ...{ x: 2, y: 2, z: 2, h: 2, swap: 2, ecr: 2, s: 4, sdg: 4, sx: 4, sxdg: 4, t: 8, tdg: 8 },
};

function repeatedConstant(step: GateInstruction, exponent: number): Sequence | undefined {
  const order = orders[step.gate];
  if (order === undefined) return undefined;
  const count = ((exponent % order) + order) % order;
  return count > order / 2 ? repeated([step], count - order) : Array.from({ length: count }, () => step);
}

function poweredRotation(step: GateInstruction, exponent: number): Sequence | undefined {
  const rotation = rotations[step.gate];
  if (rotation === undefined) return undefined;
  const turn: UnitaryStep = { ...step, gate: rotation.gate, angles: [rotation.angle * exponent] };
  if (rotation.phase === 0) return [turn];
  const phase: GateInstruction = {
    ...step,
    gate: 'gphase',
    angles: [rotation.phase * exponent],
    qubits: [],
    controls: [],
  };
  return [...controlled([phase], step.controls), turn];
}

function isNumeric(sequence: Sequence): boolean {
  return sequence.every((step) => step.kind === 'unitary' || step.angles.every(isNumber));
}

function isNumber(angle: Angle): angle is number {
  return typeof angle === 'number';
}

function generalPower({ name, sequence, arity, span }: Powered, exponent: number): Sequence | PowerFault {
  if (!isNumeric(sequence)) return 'late-angle';
  if (arity > largestPower) return 'too-many-qubits';
  const unitary: UnitaryInstruction = {
    kind: 'unitary',
    label: `${name}^${Number(exponent.toPrecision(6))}`,
    matrix: unitaryPower(sequenceMatrix(sequence, arity), exponent),
    qubits: Array.from({ length: arity }, (_, operand) => operand),
    controls: [],
    span,
  };
  return [unitary];
}

/** The unitary of a sequence on `arity` operands, operand 0 the least significant. */
export function sequenceMatrix(sequence: Sequence, arity: number): Matrix {
  return sequence.reduce<Matrix>(
    (total, step) => {
      const inner =
        step.kind === 'unitary' ? step.matrix : primitiveGate(step.gate).matrix(step.angles.filter(isNumber));
      return matrices.product(stepMatrix(step, inner, arity), total);
    },
    matrices.identity(2 ** arity),
  );
}

function stepMatrix({ controls, qubits }: UnitaryStep, inner: Matrix, arity: number): Matrix {
  const places = [...controls.map(({ qubit }) => qubit), ...qubits];
  const full = embed(controlledMatrix(inner, controls.length), places, arity);
  const flips = controls.reduce((bits, { qubit, state }) => (state === 0 ? bits | (1 << qubit) : bits), 0);
  if (flips === 0) return full;
  return matrices.generate(full.length, (row, column) => matrices.element(full, row ^ flips, column ^ flips));
}
