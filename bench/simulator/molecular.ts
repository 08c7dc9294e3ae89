import { Random } from '../../server/base/index.ts';
import type { Observable, PauliTerm } from '../../server/circuit/index.ts';

/**
 * Observables with the words of a molecule: a Hamiltonian of electrons in orbitals with random real integrals, taken to
 * qubits by Jordan and Wigner. Integrals that the orbitals' symmetries forbid are zero, so that the number of words is
 * the one of a real molecule in that basis.
 */

/** Symmetries of the orbitals as bits: a product of orbitals is allowed where their bits cancel. */
export const symmetries = {
  /** Lithium hydride, minimal basis in C2v: 12 qubits, 631 words. */
  lithiumHydride: [0, 0, 0, 0, 1, 2],
  /** Ammonia, minimal basis in Cs: 16 qubits. */
  ammonia: [0, 0, 0, 0, 0, 0, 1, 1],
} as const;

/** A product of bit flips and then phases, X^x·Z^z, with its real coefficient. */
interface Word {
  readonly x: number;
  readonly z: number;
  readonly coefficient: number;
}

/** Two qubits an orbital, the two spins side by side. */
export function molecularObservable(orbitals: readonly number[], seed: number): Observable {
  const random = new Random(seed);
  const sums = new Map<string, Word>();
  const size = orbitals.length;
  for (let p = 0; p < size; p++)
    for (let q = 0; q < size; q++) {
      if (orbitals[p] === orbitals[q] && p >= q) addOneBody(sums, p, q, random.next() - 0.5);
      for (let r = 0; r <= p; r++)
        for (let s = 0; s <= (r === p ? q : r); s++) {
          if (q > p) continue;
          const product = [p, q, r, s].reduce((bits, place) => bits ^ (orbitals[place] ?? 0), 0);
          if (product === 0) addTwoBody(sums, [p, q, r, s], 0.2 * (random.next() - 0.5));
        }
    }
  const terms = [...sums.values()].filter(({ coefficient }) => Math.abs(coefficient) > 1e-12).map(pauliTerm);
  return { name: `molecule of ${size} orbitals`, terms, span: { start: 0, end: 0 } };
}

type Sums = Map<string, Word>;

/** h·(a†p aq + a†q ap) for both spins. */
function addOneBody(sums: Sums, p: number, q: number, h: number): void {
  for (const spin of [0, 1])
    for (const [to, from] of p === q
      ? [[p, p]]
      : [
          [p, q],
          [q, p],
        ])
      add(sums, h, [raised(2 * (to ?? 0) + spin), lowered(2 * (from ?? 0) + spin)]);
}

/** ½·(pq|rs)·a†p a†r as aq over both spins and all eight orders in which a real integral is the same. */
function addTwoBody(sums: Sums, [p, q, r, s]: readonly [number, number, number, number], g: number): void {
  const orders = new Set(
    [
      [p, q, r, s],
      [q, p, r, s],
      [p, q, s, r],
      [q, p, s, r],
      [r, s, p, q],
      [s, r, p, q],
      [r, s, q, p],
      [s, r, q, p],
    ].map((order) => order.join(' ')),
  );
  for (const order of orders) {
    const [a = 0, b = 0, c = 0, d = 0] = order.split(' ').map(Number);
    for (const left of [0, 1])
      for (const right of [0, 1])
        add(sums, g / 2, [
          raised(2 * a + left),
          raised(2 * c + right),
          lowered(2 * d + right),
          lowered(2 * b + left),
        ]);
  }
}

/** a† = ½·X·(1 + Z) behind the Zs of all qubits below. */
function raised(qubit: number): readonly Word[] {
  return ladder(qubit, 0.5);
}

/** a = ½·X·(1 − Z) behind the Zs of all qubits below. */
function lowered(qubit: number): readonly Word[] {
  return ladder(qubit, -0.5);
}

function ladder(qubit: number, weight: number): readonly Word[] {
  const [bit, below] = [1 << qubit, (1 << qubit) - 1];
  return [
    { x: bit, z: below, coefficient: 0.5 },
    { x: bit, z: below | bit, coefficient: weight },
  ];
}

function add(sums: Sums, factor: number, operators: readonly (readonly Word[])[]): void {
  const products = operators.reduce<readonly Word[]>(
    (words, operator) => words.flatMap((word) => operator.map((other) => product(word, other))),
    [{ x: 0, z: 0, coefficient: factor }],
  );
  for (const { x, z, coefficient } of products) {
    const key = `${x} ${z}`;
    sums.set(key, { x, z, coefficient: coefficient + (sums.get(key)?.coefficient ?? 0) });
  }
}

function product(a: Word, b: Word): Word {
  const sign = bits(a.z & b.x).length % 2 === 0 ? 1 : -1;
  return { x: a.x ^ b.x, z: a.z ^ b.z, coefficient: sign * a.coefficient * b.coefficient };
}

/** X·Z = −i·Y; the words of a real Hamiltonian have an even number of Ys. */
function pauliTerm({ x, z, coefficient }: Word): PauliTerm {
  const ys = bits(x & z).length;
  const factors = bits(x | z).map((qubit) => {
    const [flips, signs] = [(x >> qubit) & 1, (z >> qubit) & 1];
    return { qubit, pauli: flips === 0 ? 'Z' : signs === 0 ? 'X' : 'Y' } as const;
  });
  return { coefficient: ys % 4 === 0 ? coefficient : -coefficient, factors };
}

function bits(mask: number): readonly number[] {
  return Array.from({ length: 32 - Math.clz32(mask) }, (_, bit) => bit).filter((bit) => (mask >> bit) & 1);
}
