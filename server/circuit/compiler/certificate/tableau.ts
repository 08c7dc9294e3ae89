import { type Matrix, cx, matrices } from '../../../base/index.ts';
import { primitiveGate } from '../../../library/index.ts';
import { type KnownGate, knownMatrix } from './columns.ts';

/**
 * What a Clifford circuit makes of each Pauli operator X and Z of its qubits: their images fix it up to a global phase.
 * Aaronson and Gottesman, Phys. Rev. A 70, 052328 (2004).
 */
export class CliffordMap {
  /** Per qubit and per input operator: bit 0 for X, bit 1 for Z on that qubit. */
  readonly words: readonly Uint8Array[];
  /** Per input operator: 1 for a minus in front of its word. */
  readonly signs: Uint8Array;

  constructor(qubits: number) {
    this.words = Array.from({ length: qubits }, (_, qubit) => {
      const column = new Uint8Array(2 * qubits);
      column[2 * qubit] = 1;
      column[2 * qubit + 1] = 2;
      return column;
    });
    this.signs = new Uint8Array(2 * qubits);
  }

  /** Continues with a gate on one or two qubits; false where it is no Clifford gate. */
  apply(gate: KnownGate): boolean {
    const qubits = [...gate.controls.map(({ qubit }) => qubit), ...gate.qubits];
    if (qubits.length === 0) return true;
    if (qubits.length > 2) return false;
    const images = imagesOf(gate);
    if (images === undefined) return false;
    const [low, high] = [this.words[qubits[0] ?? 0], this.words[qubits[1] ?? -1]];
    for (let row = 0; row < this.signs.length; row++) {
      const image = images[(low?.[row] ?? 0) | ((high?.[row] ?? 0) << 2)] ?? 0;
      if (low !== undefined) low[row] = image & 3;
      if (high !== undefined) high[row] = (image >> 2) & 3;
      this.signs[row] = (this.signs[row] ?? 0) ^ (image >> 4);
    }
    return true;
  }

  /** Whether both maps do the same to the inputs `starts`, where qubit w of the other one is qubit `places[w]` here. */
  agrees(other: CliffordMap, places: readonly number[], starts: readonly number[]): boolean {
    const inputs = starts.flatMap((start) => [2 * start, 2 * start + 1]);
    return inputs.every(
      (input) =>
        this.signs[input] === other.signs[input] &&
        places.every((place, qubit) => this.words[place]?.[input] === other.words[qubit]?.[input]),
    );
  }
}

const cache = new Map<string, Uint8Array | undefined>();

/** The images of all Pauli words of a gate, with bit 4 for a minus; nothing for a gate that is no Clifford gate. */
function imagesOf(gate: KnownGate): Uint8Array | undefined {
  if (gate.kind === 'unitary') return computed(withControls(gate));
  const key = [gate.gate, ...gate.angles, ...gate.controls.map(({ state }) => `c${state}`)].join();
  if (!cache.has(key)) cache.set(key, computed(withControls(gate)));
  if (cache.size > 10_000) cache.clear();
  return cache.has(key) ? cache.get(key) : computed(withControls(gate));
}

/** The matrix with at most one control as the less significant bit. */
function withControls(gate: KnownGate): Matrix {
  const inner = knownMatrix(gate);
  const [control] = gate.controls;
  if (control === undefined) return inner;
  return matrices.generate(2 * inner.length, (row, column) => {
    if (row % 2 !== column % 2) return cx.zero;
    if (row % 2 === control.state) return matrices.element(inner, row >> 1, column >> 1);
    return row === column ? cx.one : cx.zero;
  });
}

const identity = matrices.identity(2);
const letters: readonly Matrix[] = [
  identity,
  primitiveGate('x').matrix([]),
  primitiveGate('z').matrix([]),
  primitiveGate('y').matrix([]),
];

function computed(matrix: Matrix): Uint8Array | undefined {
  const words =
    matrix.length === 2
      ? letters
      : letters.flatMap((high) => letters.map((low) => matrices.kronecker(high, low)));
  const images = new Uint8Array(16);
  for (const [index, word] of words.entries()) {
    const turned = matrices.product(matrices.product(matrix, word), matrices.adjoint(matrix));
    const image = signedWord(turned, words);
    if (image === undefined) return undefined;
    images[index] = image;
  }
  return images;
}

function signedWord(turned: Matrix, words: readonly Matrix[]): number | undefined {
  for (const [index, word] of words.entries()) {
    const trace = matrices.product(word, turned).reduce((sum, row, place) => sum + (row[place]?.re ?? 0), 0);
    const overlap = trace / turned.length;
    if (Math.abs(Math.abs(overlap) - 1) < 1e-8) return index | (overlap < 0 ? 16 : 0);
  }
  return undefined;
}
