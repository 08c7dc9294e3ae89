import { type Complex, type Matrix, cx, eigenvectors, matrices, orthogonalSign } from '../../base/index.ts';
import {
  type LocalPair,
  after,
  both,
  factors,
  gateMatrix,
  inverse,
  nothing,
  pairMatrix,
} from './local-gates.ts';

/**
 * The canonical form of a two-qubit unitary: e^{i·phase}·(left)·exp(i(x·XX + y·YY + z·ZZ))·(right) with
 * π/4 ≥ x ≥ y ≥ |z|, and z ≥ 0 where x = π/4. Khaneja, Brockett and Glaser, Phys. Rev. A 63, 032308 (2001); Zhang, Vala,
 * Sastry and Whaley, Phys. Rev. A 67, 042313 (2003).
 */
export interface WeylForm {
  readonly phase: number;
  readonly left: LocalPair;
  readonly right: LocalPair;
  readonly coordinates: Coordinates;
}

/** x, y and z of exp(i(x·XX + y·YY + z·ZZ)), in radians. */
export type Coordinates = readonly [number, number, number];

const half = Math.SQRT1_2;
const i: Complex = { re: 0, im: 1 };
const scaled = (value: Complex) => cx.scale(value, half);
/** The magic basis: local gates are real here, and XX, YY and ZZ diagonal. Makhlin, arXiv:quant-ph/0002045. */
const magic: Matrix = [
  [scaled(cx.one), cx.zero, cx.zero, scaled(i)],
  [cx.zero, scaled(i), scaled(cx.one), cx.zero],
  [cx.zero, scaled(i), cx.scale(cx.one, -half), cx.zero],
  [scaled(cx.one), cx.zero, cx.zero, cx.scale(i, -half)],
];
const magicAdjoint = matrices.adjoint(magic);
/** Mixtures of the real and imaginary part that are tried; one of them separates all common eigenvectors. */
const mixtures = [0.6, 1.3, 0.2, 1.0, 2.4, 2.0, 2.9, 0.05];

/** exp(i(x·XX + y·YY + z·ZZ)). */
export function canonicalMatrix([x, y, z]: Coordinates): Matrix {
  const phases = [x - y + z, x + y - z, -x - y - z, -x + y + z].map(cx.expi);
  return matrices.product(matrices.product(magic, matrices.diagonal(phases)), magicAdjoint);
}

/** The canonical form of a 4 × 4 unitary. */
export function weylForm(matrix: Matrix): WeylForm {
  const { angle, special } = determinantOne(matrix);
  const inMagic = matrices.product(matrices.product(magicAdjoint, special), magic);
  const vectors = commonEigenvectors(matrices.product(transpose(inMagic), inMagic));
  const phases = halfPhases(inMagic, vectors);
  const rightMatrix = conjugated(transposed(vectors));
  const leftMatrix = matrices.product(
    matrices.product(
      matrices.product(matrix, matrices.adjoint(rightMatrix)),
      matrices.adjoint(canonicalMatrix(coordinatesOf(phases))),
    ),
    matrices.diagonal(Array.from({ length: 4 }, () => cx.expi(-angle))),
  );
  const left = factors(leftMatrix);
  const right = factors(rightMatrix);
  return inChamber({
    phase: angle + left.phase + right.phase,
    left: left.pair,
    right: right.pair,
    coordinates: coordinatesOf(phases),
  });
}

function determinantOne(matrix: Matrix): { readonly angle: number; readonly special: Matrix } {
  const angle = cx.phase(determinant(matrix)) / 4;
  return { angle, special: matrices.scaled(matrix, cx.expi(-angle)) };
}

function determinant(matrix: Matrix): Complex {
  const size = matrix.length;
  if (size === 1) return matrices.element(matrix, 0, 0);
  let sum = cx.zero;
  for (let column = 0; column < size; column++) {
    const minor = matrix.slice(1).map((row) => row.filter((_, place) => place !== column));
    const term = cx.multiply(matrices.element(matrix, 0, column), determinant(minor));
    sum = column % 2 === 0 ? cx.add(sum, term) : cx.subtract(sum, term);
  }
  return sum;
}

function transpose(matrix: Matrix): Matrix {
  return matrices.generate(matrix.length, (row, column) => matrices.element(matrix, column, row));
}

function transposed(matrix: readonly (readonly number[])[]): number[][] {
  return matrix.map((_, row) => matrix.map((__, column) => matrix[column]?.[row] ?? 0));
}

/** A real matrix of the magic basis in the computational one. */
function conjugated(real: readonly (readonly number[])[]): Matrix {
  const matrix = real.map((row) => row.map((entry) => cx.complex(entry)));
  return matrices.product(matrices.product(magic, matrix), magicAdjoint);
}

/** Real orthonormal eigenvectors, with determinant 1, of a symmetric unitary: its two parts commute. */
function commonEigenvectors(unitary: Matrix): number[][] {
  let best: { readonly vectors: number[][]; readonly error: number } | undefined;
  for (const mixture of mixtures) {
    const [cosine, sine] = [Math.cos(mixture), Math.sin(mixture)];
    const vectors = eigenvectors(unitary.map((row) => row.map(({ re, im }) => cosine * re + sine * im)));
    const error = offDiagonal(unitary, vectors);
    if (best === undefined || error < best.error) best = { vectors, error };
    if (error < 1e-13) break;
  }
  const vectors = best?.vectors ?? [];
  return orthogonalSign(vectors) === 1 ? vectors : vectors.map(([first = 0, ...rest]) => [-first, ...rest]);
}

/** How far the vectors are from diagonalising a matrix. */
function offDiagonal(matrix: Matrix, vectors: readonly (readonly number[])[]): number {
  const basis = vectors.map((row) => row.map((entry) => cx.complex(entry)));
  const turned = matrices.product(matrices.product(transpose(basis), matrix), basis);
  return turned.reduce(
    (most, row, place) =>
      row.reduce(
        (inner, entry, column) => (column === place ? inner : Math.max(inner, cx.magnitude(entry))),
        most,
      ),
    0,
  );
}

/** Half the phases of the eigenvalues, chosen so that the factor on the left is real with determinant 1. */
function halfPhases(inMagic: Matrix, vectors: readonly (readonly number[])[]): number[] {
  const basis = vectors.map((row) => row.map((entry) => cx.complex(entry)));
  const square = matrices.product(transpose(inMagic), inMagic);
  const turned = matrices.product(matrices.product(transpose(basis), square), basis);
  const phases = turned.map((row, place) => cx.phase(row[place] ?? cx.one) / 2);
  const undo = matrices.diagonal(phases.map((angle) => cx.expi(-angle)));
  const left = matrices.product(matrices.product(inMagic, basis), undo);
  const isReflection = orthogonalSign(left.map((row) => row.map(({ re }) => re))) === -1;
  return phases.map((angle, place) => (isReflection && place === 0 ? angle + Math.PI : angle));
}

/** The coordinates whose exponentials have these phases on the magic basis, up to whole turns. */
function coordinatesOf(phases: readonly number[]): Coordinates {
  const [a = 0, b = 0, c = 0, d = 0] = phases;
  const first = a - (a + b + c + d);
  return [(first + b) / 2, (b + d) / 2, (first + d) / 2];
}

// ------------------------------------------------------------------------------------------------- the Weyl chamber

const pauli = { x: gateMatrix('x'), y: gateMatrix('y'), z: gateMatrix('z') };
const identity = matrices.identity(2);
/** On both qubits, these exchange two of XX, YY and ZZ. */
const exchange: Readonly<Record<string, LocalPair>> = {
  '0,1': both(gateMatrix('s')),
  '1,2': both(gateMatrix('sx')),
  '0,2': both(gateMatrix('h')),
};
const axes = [pauli.x, pauli.y, pauli.z] as const;
const tolerance = 1e-9;

class Chamber {
  phase: number;
  left: LocalPair;
  right: LocalPair;
  readonly coordinates: number[];

  constructor({ phase, left, right, coordinates }: WeylForm) {
    this.phase = phase;
    this.left = left;
    this.right = right;
    this.coordinates = [...coordinates];
  }

  at(axis: number): number {
    return this.coordinates[axis] ?? 0;
  }

  /** Takes π/2 from a coordinate `times` times: exp(iπ/2·PP) = i·PP. */
  shift(axis: number, times: number): void {
    const gate = axes[axis] ?? identity;
    for (let step = 0; step < Math.abs(times) % 4; step++) this.left = after(this.left, both(gate));
    // (PP)² = 1, so that the inverse of i·PP is −i·PP: only the phase knows the sign.
    this.phase += (times * Math.PI) / 2;
    this.coordinates[axis] = this.at(axis) - (times * Math.PI) / 2;
  }

  exchange(first: number, second: number): void {
    const gate = exchange[`${first},${second}`] ?? nothing;
    this.left = after(this.left, gate);
    this.right = after(inverse(gate), this.right);
    [this.coordinates[first], this.coordinates[second]] = [this.at(second), this.at(first)];
  }

  /** Changes the signs of the two coordinates beside `axis`. */
  negateBeside(axis: number): void {
    const gate: LocalPair = { low: axes[axis] ?? identity, high: identity };
    this.left = after(this.left, gate);
    this.right = after(gate, this.right);
    for (const other of [0, 1, 2]) if (other !== axis) this.coordinates[other] = -this.at(other);
  }
}

function inChamber(form: WeylForm): WeylForm {
  const chamber = new Chamber(form);
  for (const axis of [0, 1, 2]) chamber.shift(axis, Math.round(chamber.at(axis) / (Math.PI / 2)));
  for (const [first, second] of [
    [0, 1],
    [1, 2],
    [0, 1],
  ] as const)
    if (Math.abs(chamber.at(first)) < Math.abs(chamber.at(second)) - 1e-15) chamber.exchange(first, second);
  if (chamber.at(0) < 0) chamber.negateBeside(1);
  if (chamber.at(1) < 0) chamber.negateBeside(0);
  if (chamber.at(2) < 0 && chamber.at(0) > Math.PI / 4 - tolerance) {
    chamber.shift(0, 1);
    chamber.negateBeside(1);
  }
  const [x = 0, y = 0, z = 0] = chamber.coordinates;
  return { phase: chamber.phase, left: chamber.left, right: chamber.right, coordinates: [x, y, z] };
}

/** The matrix that a canonical form stands for. */
export function weylMatrix({ phase, left, right, coordinates }: WeylForm): Matrix {
  const inner = matrices.product(canonicalMatrix(coordinates), pairMatrix(right));
  return matrices.scaled(matrices.product(pairMatrix(left), inner), cx.expi(phase));
}
