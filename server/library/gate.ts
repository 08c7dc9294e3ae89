import { type Matrix, cx, matrices } from '../base/index.ts';

/**
 * An angle that depends linearly on a gate's own angles: `constant + Σ factors[i]·angles[i]`, in radians.
 * Linear, so that a decomposition can be written down before the angles are known.
 */
export interface LinearAngle {
  readonly constant: number;
  readonly factors: readonly number[];
}

/** A gate of the table with angles that follow from those of the gate that refers to it. */
export interface GateUse {
  readonly gate: string;
  readonly angles: readonly LinearAngle[];
}

/** A step of a composed gate: `operands` are numbers of the composed gate's operands, from 0. */
export interface GateStep extends GateUse {
  readonly operands: readonly number[];
}

/** Where a gate's name comes from; every one of them is in scope in a `.qflow` file. */
export type GateOrigin = 'language' | 'stdgates.inc' | 'qelib1.inc' | 'qflow';

interface GateHead {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly origin: GateOrigin;
  /** Names of the angles. */
  readonly parameters: readonly string[];
  /** Names of the qubits; operand 0 is the least significant bit of a matrix's row and column index. */
  readonly operands: readonly string[];
}

/** A gate that is defined by its unitary, of size 2^operands for angles in radians. */
export interface PrimitiveGate extends GateHead {
  readonly kind: 'primitive';
  matrix(angles: readonly number[]): Matrix;
  /** The gate that undoes this one. */
  readonly inverse: GateUse;
}

/** A gate whose first `count` operands control the primitive gate `gate` on the rest; the angles are that gate's. */
export interface ControlledGate extends GateHead {
  readonly kind: 'controlled';
  readonly count: number;
  readonly gate: string;
}

/** A gate that is by definition a sequence of others, first step first. */
export interface ComposedGate extends GateHead {
  readonly kind: 'composed';
  readonly steps: readonly GateStep[];
}

export type Gate = PrimitiveGate | ControlledGate | ComposedGate;

/** The value of a linear angle for given angles. */
export function evaluateAngle(angle: LinearAngle, angles: readonly number[]): number {
  return angle.factors.reduce((sum, factor, index) => sum + factor * (angles[index] ?? 0), angle.constant);
}

/** The matrix on `total` qubits that acts as `inner` on the given qubits (0 is the least significant). */
export function embed(inner: Matrix, qubits: readonly number[], total: number): Matrix {
  const mask = qubits.reduce((bits, qubit) => bits | (1 << qubit), 0);
  const gather = (index: number) =>
    qubits.reduce((bits, qubit, place) => bits | (((index >> qubit) & 1) << place), 0);
  return matrices.generate(2 ** total, (row, column) =>
    (row & ~mask) === (column & ~mask) ? matrices.element(inner, gather(row), gather(column)) : cx.zero,
  );
}

/** The matrix of `inner` under `count` controls; the controls are the less significant bits. */
export function controlledMatrix(inner: Matrix, count: number): Matrix {
  const controls = 2 ** count;
  const active = controls - 1;
  return matrices.generate(inner.length * controls, (row, column) => {
    const isActive = row % controls === active && column % controls === active;
    if (isActive) return matrices.element(inner, (row - active) / controls, (column - active) / controls);
    return row === column ? cx.one : cx.zero;
  });
}
