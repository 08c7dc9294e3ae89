import { type Matrix, cx, matrices } from '../../../base/index.ts';
import { primitiveGate } from '../../../library/index.ts';
import { type KnownGate, knownMatrix } from './columns.ts';

/**
 * What a gate G makes of each Pauli word P on its qubits, controls first: G†·P·G as a sum of words. A word has two bits for
 * each qubit, 1 for X, 2 for Z and 3 for Y, those of the first qubit lowest.
 */
export interface GateImages {
  readonly words: readonly Uint16Array[];
  readonly factors: readonly Float64Array[];
  /** Whether each word becomes one word: true of Clifford gates. */
  readonly isPermutation: boolean;
}

/** Images of words on more qubits take too much room. */
export const mostImageQubits = 3;

const nothing = 1e-13;

export class ImageCache {
  readonly #known = new Map<string, GateImages>();

  /** @param gate on at most `mostImageQubits` qubits */
  of(gate: KnownGate): GateImages {
    if (gate.kind === 'unitary') return imagesOf(fullMatrix(gate));
    const key = [gate.gate, ...gate.angles, ...gate.controls.map(({ state }) => `c${state}`)].join();
    const found = this.#known.get(key) ?? imagesOf(fullMatrix(gate));
    this.#known.set(key, found);
    return found;
  }
}

/** The matrix with the controls as the lowest bits. */
function fullMatrix(gate: KnownGate): Matrix {
  const inner = knownMatrix(gate);
  const { controls } = gate;
  const below = 2 ** controls.length;
  const wanted = controls.reduce((bits, { state }, place) => bits | (state << place), 0);
  return matrices.generate(below * inner.length, (row, column) => {
    if (row % below !== column % below) return cx.zero;
    if (row % below !== wanted) return row === column ? cx.one : cx.zero;
    return matrices.element(inner, Math.floor(row / below), Math.floor(column / below));
  });
}

const letters: readonly Matrix[] = ['id', 'x', 'z', 'y'].map((name) =>
  name === 'id' ? matrices.identity(2) : primitiveGate(name).matrix([]),
);

/** All Pauli words on so many qubits, by their bits. */
const wordsOn: readonly (readonly Matrix[])[] = Array.from({ length: mostImageQubits }).reduce<Matrix[][]>(
  (lists) => [
    ...lists,
    letters.flatMap((high) => (lists.at(-1) ?? []).map((low) => matrices.kronecker(high, low))),
  ],
  [[[[cx.one]]]],
);

function imagesOf(matrix: Matrix): GateImages {
  const all = wordsOn[Math.log2(matrix.length)] ?? [];
  const back = matrices.adjoint(matrix);
  const images = all.map((word) => partsOf(matrices.product(back, matrices.product(word, matrix)), all));
  return {
    words: images.map(({ words }) => Uint16Array.from(words)),
    factors: images.map(({ factors }) => Float64Array.from(factors)),
    isPermutation: images.every(({ words }) => words.length === 1),
  };
}

/** A Hermitian matrix as a sum of words: tr(W·M)/2ⁿ each. */
function partsOf(turned: Matrix, all: readonly Matrix[]) {
  const words: number[] = [];
  const factors: number[] = [];
  for (const [index, word] of all.entries()) {
    const factor = traceOf(word, turned) / turned.length;
    if (Math.abs(factor) < nothing) continue;
    words.push(index);
    factors.push(factor);
  }
  return { words, factors };
}

/** Each row of a Pauli word has one element. */
function traceOf(word: Matrix, other: Matrix): number {
  let sum = 0;
  for (const [row, entries] of word.entries()) {
    const column = entries.findIndex(({ re, im }) => re !== 0 || im !== 0);
    const [left, right] = [matrices.element(word, row, column), matrices.element(other, column, row)];
    sum += left.re * right.re - left.im * right.im;
  }
  return sum;
}
