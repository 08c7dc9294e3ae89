import { type Complex, cx } from '../../base/index.ts';

type Pauli = 'X' | 'Y' | 'Z';

/** A product of Pauli operators on distinct qubits. */
type PauliWord = ReadonlyMap<number, Pauli>;

/** A sum of Pauli words with complex coefficients; words are keyed by their text. */
export type PauliSum = ReadonlyMap<string, PauliTerm>;

export type MutableSum = Map<string, PauliTerm>;

interface PauliTerm {
  readonly word: PauliWord;
  readonly coefficient: Complex;
}

/** Whether a name is a Pauli operator inside an observable. */
export function isPauliName(name: string): boolean {
  return name === 'X' || name === 'Y' || name === 'Z' || name === 'I';
}

const empty: PauliWord = new Map();

export function scalarSum(coefficient: Complex): PauliSum {
  return new Map([['', { word: empty, coefficient }]]);
}

export function singlePauli(letter: string, qubit: number): PauliSum {
  if (letter === 'I') return scalarSum(cx.one);
  const word: PauliWord = new Map([[qubit, letter as Pauli]]);
  return new Map([[keyOf(word), { word, coefficient: cx.one }]]);
}

/** The word of `pauli("XXYZ")`: the letter at the right belongs to qubit 0. */
export function writtenPauli(letters: string): PauliSum {
  const word = new Map<number, Pauli>();
  for (const [place, letter] of [...letters].toReversed().entries()) {
    if (letter !== 'I') word.set(place, letter as Pauli);
  }
  return new Map([[keyOf(word), { word, coefficient: cx.one }]]);
}

/** The word as the language writes it: `X[0] * Z[3]`, or `1` for the identity. */
export function wordText(word: PauliWord): string {
  return word.size === 0
    ? '1'
    : sorted(word)
        .map(([qubit, letter]) => `${letter}[${qubit}]`)
        .join(' * ');
}

function keyOf(word: PauliWord): string {
  return sorted(word)
    .map(([qubit, letter]) => `${letter}${qubit}`)
    .join(' ');
}

function sorted(word: PauliWord): [number, Pauli][] {
  return [...word].toSorted(([a], [b]) => a - b);
}

/** Adds `factor` times `right` to `total`. */
export function addInto(total: MutableSum, right: PauliSum, factor = 1): void {
  for (const [key, { word, coefficient }] of right) {
    const before = total.get(key)?.coefficient ?? cx.zero;
    total.set(key, { word, coefficient: cx.add(before, cx.scale(coefficient, factor)) });
  }
}

export function multiplySums(left: PauliSum, right: PauliSum): MutableSum {
  const total: MutableSum = new Map();
  for (const a of left.values()) {
    for (const b of right.values()) {
      const { word, phase } = multiplyWords(a.word, b.word);
      const key = keyOf(word);
      const coefficient = cx.multiply(phase, cx.multiply(a.coefficient, b.coefficient));
      total.set(key, { word, coefficient: cx.add(total.get(key)?.coefficient ?? cx.zero, coefficient) });
    }
  }
  return total;
}

const order = ['X', 'Y', 'Z'] as const;

/** X·Y = iZ and its cyclic exchanges; the other way round the sign changes. */
function multiplyWords(left: PauliWord, right: PauliWord): { word: PauliWord; phase: Complex } {
  const word = new Map(left);
  let phase = cx.one;
  for (const [qubit, second] of right) {
    const first = word.get(qubit);
    if (first === undefined) word.set(qubit, second);
    else if (first === second) word.delete(qubit);
    else {
      const isCyclic = (order.indexOf(first) + 1) % 3 === order.indexOf(second);
      phase = cx.multiply(phase, cx.complex(0, isCyclic ? 1 : -1));
      word.set(qubit, order.find((letter) => letter !== first && letter !== second) ?? 'X');
    }
  }
  return { word, phase };
}

/** A term whose coefficient is not real, beyond rounding. */
export function imaginaryTerm(sum: PauliSum): PauliWord | undefined {
  for (const { word, coefficient } of sum.values()) {
    if (Math.abs(coefficient.im) > 1e-12 * Math.max(1, Math.abs(coefficient.re))) return word;
  }
  return undefined;
}

/** The number of qubits that the terms reach to. */
export function sumWidth(sum: PauliSum): number {
  let width = 0;
  for (const { word, coefficient } of sum.values()) {
    if (coefficient.re === 0 && coefficient.im === 0) continue;
    for (const qubit of word.keys()) width = Math.max(width, qubit + 1);
  }
  return width;
}
