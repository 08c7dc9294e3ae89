import { type Matrix, type Span, cx, matrices } from '../../base/index.ts';
import { primitiveGate } from '../../library/index.ts';
import type { Angle, Block, GateInstruction, Instruction, UnitaryInstruction } from '../circuit.ts';
import { expanded } from '../exporters/rewrites.ts';
import { addAngles, scaleAngle } from '../lowering/angle.ts';
import { blocksIn, qubitsIn } from '../statistics.ts';
import { eulerAngles, eulerSteps } from '../synthesis/euler.ts';
import type { LocalPair } from '../synthesis/local-gates.ts';
import { weylForm } from '../synthesis/weyl.ts';
import { ControlledGates } from './multi-controlled.ts';
import { type Axis, type Operation, type Program, negligible, pauliMatrix } from './operation.ts';
import { twoLevelSteps } from './two-level.ts';

/** A block of a circuit on `qubitCount` qubits as turns of one qubit and Pauli rotations of two. */
export function unrolled(block: Block, qubitCount: number): Program {
  const unroller = new Unroller(qubitCount);
  // Nothing runs behind a jump.
  const jump = block.findIndex(({ kind }) => kind === 'exit' || kind === 'end');
  for (const instruction of jump < 0 ? block : block.slice(0, jump + 1)) unroller.add(instruction);
  return { phase: unroller.phase, operations: unroller.operations };
}

/** What the operations of one instruction start with, so that level 0 can translate each instruction by itself. */
class Unroller {
  readonly operations: Operation[] = [];
  phase = 0;
  readonly #qubitCount: number;

  constructor(qubitCount: number) {
    this.#qubitCount = qubitCount;
  }

  add(instruction: Instruction): void {
    switch (instruction.kind) {
      case 'gate':
        return this.#gate(instruction);
      case 'unitary':
        return this.#unitary(instruction);
      case 'if':
      case 'while':
      case 'block': {
        const blocks = blocksIn(instruction).map((block) => unrolled(block, this.#qubitCount));
        this.operations.push({ kind: 'flow', instruction, blocks, qubits: [], span: instruction.span });
        return;
      }
      default:
        this.#fence(instruction);
    }
  }

  #fence(instruction: Instruction): void {
    this.operations.push({
      kind: 'fence',
      qubits: qubitsIn(instruction),
      instruction,
      span: instruction.span,
    });
  }

  #gate(instruction: GateInstruction): void {
    const steps = expanded(instruction, isPlain);
    if (steps === undefined) throw new Error(`gate ${instruction.gate} has no expansion`);
    for (const step of steps) this.#plain(step);
  }

  /** A gate that `isPlain` accepts. */
  #plain(instruction: GateInstruction): void {
    const { gate, angles, qubits, controls, span } = instruction;
    if (controls.length > 1 || (gate === 'u3' && controls.length > 0 && !isKnown(angles)))
      return this.#underControls(instruction);
    if (gate === 'gphase' && controls.length === 0) return this.#globalPhase(instruction);
    if (!isKnown(angles)) return this.#late(instruction);
    if (gate === 'gphase') return this.#turn(controls[0]?.qubit ?? 0, phaseGate(angles[0]), span);
    const matrix = primitiveGate(gate).matrix(angles);
    if (controls.length === 0 && qubits.length === 1) return this.#turn(qubits[0] ?? 0, matrix, span);
    if (controls.length === 1)
      return this.#controlledTurn(controls[0]?.qubit ?? 0, qubits[0] ?? 0, matrix, span);
    this.#pair(gate, angles, qubits, span);
  }

  #globalPhase(instruction: GateInstruction): void {
    const [angle = 0] = instruction.angles;
    if (typeof angle === 'number') this.phase += angle;
    else this.#fence(instruction);
  }

  /** Angles of the run: rotations about z and phases. */
  #late({ gate, angles, qubits, controls, span }: GateInstruction): void {
    const [angle = 0] = angles;
    const on = [...controls.map(({ qubit }) => qubit), ...qubits];
    const phase = (factor: number): GateInstruction => ({
      kind: 'gate',
      gate: 'gphase',
      angles: [scaleAngle(angle, factor)],
      qubits: [],
      controls: [],
      span,
    });
    const turn = (qubit: number | undefined, factor: number) =>
      this.#rotation([qubit ?? 0], ['z'], scaleAngle(angle, factor), span);
    switch (gate) {
      case 'rzz':
        return this.#rotation(on, ['z', 'z'], angle, span);
      case 'rz':
        if (controls.length === 0) return turn(on[0], 1);
        turn(qubits[0], 0.5);
        return this.#rotation(on, ['z', 'z'], scaleAngle(angle, -0.5), span);
      default: {
        if (on.length === 1) {
          this.#fence(phase(0.5));
          return turn(on[0], 1);
        }
        this.#fence(phase(0.25));
        for (const qubit of on) turn(qubit, 0.5);
        return this.#rotation(on, ['z', 'z'], scaleAngle(angle, -0.5), span);
      }
    }
  }

  #underControls({ gate, angles, qubits, controls, span }: GateInstruction): void {
    const gates = new ControlledGates(this.#qubitCount, span);
    const own = controls.map(({ qubit }) => qubit);
    const [target = 0] = qubits;
    const [theta = 0, phi = 0, lambda = 0] = angles;
    const steps = (): readonly GateInstruction[] => {
      switch (gate) {
        case 'x':
          return gates.flips(own, target);
        case 'p':
          return gates.phase([...own, target], theta);
        case 'rz':
        case 'ry':
          return gates.rotation(gate, theta, own, target);
        default:
          return conjugatedFlips(gates.flips(own, target), target, { theta, phi, lambda }, span);
      }
    };
    for (const step of steps()) this.#gate(step);
  }

  #unitary(instruction: UnitaryInstruction): void {
    const { matrix, qubits, controls, span } = instruction;
    if (qubits.length === 1 && controls.length === 0) return this.#turn(qubits[0] ?? 0, matrix, span);
    if (qubits.length === 1) for (const step of eulerSteps(instruction)) this.#gate(step);
    else if (qubits.length === 2 && controls.length === 0) this.#general(matrix, qubits, span);
    else for (const step of twoLevelSteps(instruction)) this.add(step);
  }

  /** Any unitary on two qubits: at most three rotations that commute, between turns. */
  #general(matrix: Matrix, qubits: readonly number[], span: Span): void {
    const { phase, left, right, coordinates } = weylForm(matrix);
    this.phase += phase;
    this.#local(right, qubits, span);
    for (const [place, axis] of (['x', 'y', 'z'] as const).entries()) {
      const angle = -2 * (coordinates[place] ?? 0);
      if (Math.abs(angle) > 1e-8) this.#rotation(qubits, [axis, axis], angle, span);
    }
    this.#local(left, qubits, span);
  }

  #local({ low, high }: LocalPair, [first = 0, second = 1]: readonly number[], span: Span): void {
    this.#turn(first, low, span);
    this.#turn(second, high, span);
  }

  /** Under one control a turn by θ about an axis is half of it, and a rotation about z ⊗ axis back. */
  #controlledTurn(control: number, target: number, matrix: Matrix, span: Span): void {
    const { phase, theta, axis, frame } = turnOf(matrix);
    this.#turn(control, phaseGate(phase), span);
    if (axis === undefined) this.#turn(target, matrices.adjoint(frame), span);
    this.#rotation([control, target], ['z', axis ?? 'z'], -theta / 2, span);
    this.#rotation([target], [axis ?? 'z'], theta / 2, span);
    if (axis === undefined) this.#turn(target, frame, span);
  }

  #pair(gate: string, angles: readonly number[], qubits: readonly number[], span: Span): void {
    const [angle = 0] = angles;
    const [first = 0, second = 1] = qubits;
    switch (gate) {
      case 'swap':
        this.operations.push({ kind: 'swap', qubits: [first, second], span });
        return;
      case 'xy':
        this.#rotation(qubits, ['x', 'x'], -angle / 2, span);
        return this.#rotation(qubits, ['y', 'y'], -angle / 2, span);
      case 'ecr':
        this.#rotation(qubits, ['z', 'x'], Math.PI / 2, span);
        return this.#turn(first, pauliMatrix('x'), span);
      default: {
        const axes = words.get(gate);
        if (axes === undefined) return this.#general(primitiveGate(gate).matrix(angles), qubits, span);
        this.#rotation(qubits, axes, angle, span);
      }
    }
  }

  #turn(qubit: number, matrix: Matrix, span: Span): void {
    this.operations.push({ kind: 'turn', qubits: [qubit], matrix, span });
  }

  #rotation(qubits: readonly number[], axes: readonly Axis[], angle: Angle, span: Span): void {
    const [qubit = 0] = qubits;
    if (qubits.length === 1 && typeof angle === 'number') {
      const gate = `r${axes[0] ?? 'z'}`;
      return this.#turn(qubit, primitiveGate(gate).matrix([angle]), span);
    }
    this.operations.push({ kind: 'rotation', qubits, axes, angle, span });
  }
}

const words: ReadonlyMap<string, readonly Axis[]> = new Map([
  ['rxx', ['x', 'x']],
  ['ryy', ['y', 'y']],
  ['rzz', ['z', 'z']],
  ['rzx', ['z', 'x']],
]);

function isKnown(angles: readonly Angle[]): angles is readonly number[] {
  return angles.every((angle) => typeof angle === 'number');
}

/** What the unroller takes as it is: controls on 1, and late angles only where formulas are known. */
function isPlain({ gate, angles, qubits, controls }: GateInstruction): boolean {
  if (controls.some(({ state }) => state === 0)) return false;
  if (gate === 'gphase') return controls.length === 0 || (controls.length === 1 && isKnown(angles));
  if (controls.length > 1) return ['x', 'p', 'rz', 'ry', 'u3'].includes(gate);
  if (isKnown(angles)) return controls.length + qubits.length <= 2;
  if (controls.length === 1) return ['p', 'rz', 'u3'].includes(gate);
  return ['p', 'rz', 'rzz'].includes(gate);
}

function phaseGate(angle = 0): Matrix {
  return primitiveGate('p').matrix([angle]);
}

interface TurnAxis {
  readonly phase: number;
  /** Radians. */
  readonly theta: number;
  /** The axis where it is one of the three. */
  readonly axis: Axis | undefined;
  /** Turns z into the axis. */
  readonly frame: Matrix;
}

/** A one-qubit unitary as e^{i·phase}·exp(−iθ n·σ/2). */
function turnOf(matrix: Matrix): TurnAxis {
  const at = (row: number, column: number) => matrices.element(matrix, row, column);
  const { phase } = eulerAngles(matrix);
  const trace = cx.multiply(cx.add(at(0, 0), at(1, 1)), cx.expi(-phase));
  const part = (axis: Axis) => -cx.multiply(traceWith(matrix, axis), cx.expi(-phase)).im / 2;
  const [x, y, z] = [part('x'), part('y'), part('z')];
  const size = Math.hypot(x, y, z);
  const theta = 2 * Math.atan2(size, trace.re / 2);
  const axes: readonly (readonly [Axis, number])[] = [
    ['x', x],
    ['y', y],
    ['z', z],
  ];
  const [axis, along] = axes.find(([, value]) => Math.abs(Math.abs(value) - size) < negligible) ?? [];
  const sign = (along ?? 1) < 0 ? -1 : 1;
  const [polar, azimuth] = [
    Math.acos(size === 0 ? 1 : Math.max(-1, Math.min(1, z / size))),
    Math.atan2(y, x),
  ];
  return { phase, theta: sign * theta, axis, frame: primitiveGate('u3').matrix([polar, azimuth, -azimuth]) };
}

function traceWith(matrix: Matrix, axis: Axis) {
  const product = matrices.product(pauliMatrix(axis), matrix);
  return cx.add(matrices.element(product, 0, 0), matrices.element(product, 1, 1));
}

/** Barenco et al., lemma 4.3: Rz(φ)·Ry(θ)·Rz(λ) under controls as turns that cancel where the flips stay away. */
function conjugatedFlips(
  flips: readonly GateInstruction[],
  target: number,
  { theta, phi, lambda }: { readonly theta: Angle; readonly phi: Angle; readonly lambda: Angle },
  span: Span,
): readonly GateInstruction[] {
  const turn = (gate: 'rz' | 'ry', angle: Angle): GateInstruction => ({
    kind: 'gate',
    gate,
    angles: [angle],
    qubits: [target],
    controls: [],
    span,
  });
  const half = (a: Angle, b: Angle, factor: number) => scaleAngle(addAngles(a, b), factor);
  return [
    turn('rz', half(lambda, scaleAngle(phi, -1), 0.5)),
    ...flips,
    turn('rz', half(phi, lambda, -0.5)),
    turn('ry', scaleAngle(theta, -0.5)),
    ...flips,
    turn('ry', scaleAngle(theta, 0.5)),
    turn('rz', phi),
  ];
}
