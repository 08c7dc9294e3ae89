import type { PauliTerm } from '../../circuit/index.ts';

/** An edge of a graph, between two vertices from 0. */
export interface Edge {
  readonly from: number;
  readonly to: number;
  readonly weight: number;
}

/** The size of the cut between vertices at 0 and vertices at 1, Σ w (1 − ZZ) / 2. */
export function maxCut(edges: readonly Edge[]): readonly PauliTerm[] {
  const sum = new DiagonalSum();
  for (const { from, to, weight } of edges) {
    sum.add([], weight / 2);
    sum.add([from, to], -weight / 2);
  }
  return sum.terms();
}

/** The quadratic form Σ Qᵢⱼ xᵢ xⱼ + constant of bits x = (1 − Z) / 2. */
export function quadraticBinary(matrix: readonly (readonly number[])[], constant = 0): readonly PauliTerm[] {
  const sum = new DiagonalSum();
  sum.add([], constant);
  for (const [i, row] of matrix.entries()) {
    for (const [j, weight] of row.entries()) {
      const [size, linear] = i === j ? [weight / 2, []] : [weight / 4, [[j], [i, j]]];
      sum.add([], size);
      sum.add([i], -size);
      for (const qubits of linear) sum.add(qubits, qubits.length === 1 ? -size : size);
    }
  }
  return sum.terms();
}

/** A sum of products of Z, equal ones merged. */
class DiagonalSum {
  private readonly found = new Map<string, { readonly qubits: readonly number[]; coefficient: number }>();

  add(qubits: readonly number[], coefficient: number): void {
    const ordered = qubits.toSorted((a, b) => a - b);
    const entry = this.found.get(ordered.join(' ')) ?? { qubits: ordered, coefficient: 0 };
    entry.coefficient += coefficient;
    this.found.set(ordered.join(' '), entry);
  }

  terms(): readonly PauliTerm[] {
    return [...this.found.values()]
      .filter(({ coefficient }) => coefficient !== 0)
      .map(({ qubits, coefficient }) => ({
        coefficient,
        factors: qubits.map((qubit) => ({ qubit, pauli: 'Z' as const })),
      }));
  }
}
