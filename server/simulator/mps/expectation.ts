import type { Pauli, PauliTerm } from '../../circuit/index.ts';
import type { Chain } from './chain.ts';

/** A term by sites in ascending order. */
interface SiteTerm {
  readonly coefficient: number;
  readonly letters: ReadonlyMap<number, Pauli>;
  readonly last: number;
}

const matrices: Readonly<Record<Pauli, Float64Array>> = {
  X: Float64Array.of(0, 0, 1, 0, 1, 0, 0, 0),
  Y: Float64Array.of(0, 0, 0, -1, 0, 1, 0, 0),
  Z: Float64Array.of(1, 0, 0, 0, 0, 0, -1, 0),
};

/**
 * The expectation value of a sum of Pauli words. Words that begin alike share the contraction of the sites where they
 * do; before the first letter of all and behind a word's last one the canonical form leaves nothing to contract.
 */
export function expectationOf(
  chain: Chain,
  terms: readonly PauliTerm[],
  siteOf: (qubit: number) => number,
): number {
  let constant = 0;
  const placed = terms.flatMap(({ coefficient, factors }): readonly SiteTerm[] => {
    if (factors.length === 0) constant += coefficient;
    const letters = new Map(factors.map(({ qubit, pauli }) => [siteOf(qubit), pauli]));
    return factors.length === 0 ? [] : [{ coefficient, letters, last: Math.max(...letters.keys()) }];
  });
  if (placed.length === 0) return constant;
  const first = placed.reduce((least, { letters }) => Math.min(least, ...letters.keys()), Infinity);
  chain.moveCentre(first);
  return constant + new Contraction(chain).sum(first, identity(chain.site(first).left), placed);
}

class Contraction {
  readonly #chain: Chain;

  constructor(chain: Chain) {
    this.#chain = chain;
  }

  /** The sum over terms that agree before `place`; `environment` is what the sites before it leave, as bra×ket. */
  sum(place: number, environment: Float64Array, terms: readonly SiteTerm[]): number {
    const isDone = Map.groupBy(terms, ({ last }) => last < place);
    const done = (isDone.get(true) ?? []).reduce((total, { coefficient }) => total + coefficient, 0);
    let result = done === 0 ? 0 : done * trace(environment, this.#dimension(place));
    for (const [letter, group] of Map.groupBy(isDone.get(false) ?? [], ({ letters }) => letters.get(place)))
      result += this.sum(place + 1, this.#through(place, environment, letter), group);
    return result;
  }

  #dimension(place: number): number {
    return this.#chain.sites[place]?.left ?? 1;
  }

  /** The environment behind a site. */
  #through(place: number, environment: Float64Array, letter: Pauli | undefined): Float64Array {
    const { workspace } = this.#chain;
    const { left, right, data } = this.#chain.site(place);
    workspace.clear();
    const tensor = workspace.load(data, left, 2 * right);
    const ket = workspace.multiply(workspace.load(environment, left, left), tensor);
    if (letter !== undefined) workspace.applyInside(ket, left, 2, right, matrices[letter]);
    const bra = workspace.transpose({ ...tensor, rows: 2 * left, columns: right }, true);
    return workspace.read(workspace.multiply(bra, { ...ket, rows: 2 * left, columns: right }));
  }
}

function identity(size: number): Float64Array {
  const matrix = new Float64Array(2 * size * size);
  for (let i = 0; i < size; i++) matrix[2 * (i * size + i)] = 1;
  return matrix;
}

/** The real part of the trace; that of an observable has no other. */
function trace(matrix: Float64Array, size: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += matrix[2 * (i * size + i)]!;
  return sum;
}
