import { type Matrix, cx, matrices } from '../../base/index.ts';

/** A Pauli operator ±i^(Y count)·X^x·Z^z on at most 31 qubits, one bit a qubit: the sign is that of the Hermitian word. */
export interface PauliImage {
  x: number;
  z: number;
  isNegative: boolean;
}

/** What a Clifford gate makes of X₀, Z₀, X₁, Z₁, … under conjugation; it says everything but the global phase. */
export type PauliImages = readonly PauliImage[];

/** Angles are told apart from multiples of π/2 down to this. */
const tolerance = 1e-12;

/** The images of the Pauli operators under U·P·U†, or nothing where `unitary` is not a Clifford gate. */
export function imagesOf(unitary: Matrix): PauliImages | undefined {
  const qubits = Math.log2(unitary.length);
  const back = matrices.adjoint(unitary);
  const images: PauliImage[] = [];
  for (let qubit = 0; qubit < qubits; qubit++) {
    for (const generator of [
      { x: 1 << qubit, z: 0, isNegative: false },
      { x: 0, z: 1 << qubit, isNegative: false },
    ]) {
      const acted = matrices.product(matrices.product(unitary, pauliMatrix(generator, unitary.length)), back);
      const image = readPauli(acted);
      if (image === undefined) return undefined;
      images.push(image);
    }
  }
  return images;
}

/** The images under the identity. */
export function identityImages(qubits: number): readonly PauliImage[] {
  return Array.from({ length: 2 * qubits }, (_, row) => ({
    x: row % 2 === 0 ? 1 << (row >> 1) : 0,
    z: row % 2 === 1 ? 1 << (row >> 1) : 0,
    isNegative: false,
  }));
}

export function isSameImages(a: PauliImages, b: PauliImages): boolean {
  return a.every((image, row) => {
    const other = b[row];
    return image.x === other?.x && image.z === other.z && image.isNegative === other.isNegative;
  });
}

export function pauliMatrix({ x, z, isNegative }: PauliImage, size: number): Matrix {
  const phase = cx.expi((Math.PI / 2) * (bitCount(x & z) + (isNegative ? 2 : 0)));
  return matrices.generate(size, (row, column) => {
    if ((row ^ column) !== x) return cx.zero;
    return bitCount(column & z) % 2 === 0 ? phase : cx.scale(phase, -1);
  });
}

/** The signed Pauli operator that a matrix is, up to rounding. */
function readPauli(matrix: Matrix): PauliImage | undefined {
  const x = matrix.findIndex((row) => cx.magnitude(row[0] ?? cx.zero) > 0.5);
  if (x < 0) return undefined;
  const first = matrices.element(matrix, x, 0);
  let z = 0;
  for (let bit = 1; bit < matrix.length; bit <<= 1) {
    const entry = matrices.element(matrix, x ^ bit, bit);
    if (cx.magnitude(cx.add(entry, first)) < 0.5) z |= bit;
  }
  for (const isNegative of [false, true]) {
    const image = { x, z, isNegative };
    if (matrices.distance(matrix, pauliMatrix(image, matrix.length)) < tolerance) return image;
  }
  return undefined;
}

/** The number of bits that are set. */
export function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}
