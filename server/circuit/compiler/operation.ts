import { type Matrix, type Span, cx, matrices } from '../../base/index.ts';
import { primitiveGate } from '../../library/index.ts';
import type { Angle, Instruction } from '../circuit.ts';

/** An axis of the Bloch sphere, or the Pauli operator of that name. */
export type Axis = 'x' | 'y' | 'z';

/** A one-qubit unitary with known entries. */
export interface Turn {
  readonly kind: 'turn';
  readonly qubits: readonly [number];
  readonly matrix: Matrix;
  readonly span: Span;
}

/** exp(−i·angle·P/2) for the Pauli word P with `axes[i]` on `qubits[i]`; an angle known late has axis z everywhere. */
export interface Rotation {
  readonly kind: 'rotation';
  readonly qubits: readonly number[];
  readonly axes: readonly Axis[];
  readonly angle: Angle;
  readonly span: Span;
}

/** The exchange of two qubits. */
export interface Exchange {
  readonly kind: 'swap';
  readonly qubits: readonly [number, number];
  readonly span: Span;
}

/** What no gate may be carried past on its qubits: measurements, resets, barriers, classical statements. */
export interface Fence {
  readonly kind: 'fence';
  readonly qubits: readonly number[];
  readonly instruction: Instruction;
  readonly span: Span;
}

/** A branch, loop or block, which nothing is carried into, out of or past. */
export interface Flow {
  readonly kind: 'flow';
  readonly instruction: Extract<Instruction, { kind: 'if' | 'while' | 'block' }>;
  /** The blocks in the order of `blocksIn`. */
  readonly blocks: readonly Program[];
  readonly qubits: readonly number[];
  readonly span: Span;
}

export type Operation = Turn | Rotation | Exchange | Fence | Flow;

/** Operations in the order of time; their product times e^{i·phase} is what the program does. */
export interface Program {
  readonly phase: number;
  readonly operations: readonly Operation[];
}

/** Below this size in radians an angle is nothing: an error of its square in fidelity. */
export const negligible = 1e-10;

const pauli: Readonly<Record<Axis, Matrix>> = {
  x: primitiveGate('x').matrix([]),
  y: primitiveGate('y').matrix([]),
  z: primitiveGate('z').matrix([]),
};

export function pauliMatrix(axis: Axis): Matrix {
  return pauli[axis];
}

/** The matrix of a rotation by a known angle; its first qubit is the least significant index bit. */
export function rotationMatrix(axes: readonly Axis[], angle: number): Matrix {
  const word = axes.reduce<Matrix>((total, axis) => matrices.kronecker(pauli[axis], total), [[cx.one]]);
  const [cosine, sine] = [Math.cos(angle / 2), Math.sin(angle / 2)];
  return matrices.generate(word.length, (row, column) => {
    const { re, im } = matrices.element(word, row, column);
    return { re: (row === column ? cosine : 0) + sine * im, im: -sine * re };
  });
}

/** The program with each inner one replaced. */
export function mapFlows(program: Program, change: (inner: Program) => Program): Program {
  const operations = program.operations.map((operation) =>
    operation.kind === 'flow' ? { ...operation, blocks: operation.blocks.map(change) } : operation,
  );
  return { ...program, operations };
}

/** Whether nothing can be known of the qubits while this operation runs. */
export function touchesAll(operation: Operation): boolean {
  if (operation.kind === 'flow') return true;
  const kind = operation.kind === 'fence' ? operation.instruction.kind : undefined;
  return kind === 'exit' || kind === 'end';
}

/** The qubits that an operation of a circuit on `count` qubits holds together. */
export function heldBy(operation: Operation, count: number): readonly number[] {
  return touchesAll(operation) ? Array.from({ length: count }, (_, qubit) => qubit) : operation.qubits;
}
