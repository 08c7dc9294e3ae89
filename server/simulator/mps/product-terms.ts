import type { BoundGate } from '../pure/bound-gate.ts';

/** A product of 2×2 matrices, by qubit; all other qubits keep their states. */
export type ProductTerm = ReadonlyMap<number, Float64Array>;

/**
 * The products whose sum is a gate less the identity. A gate on one operand is one of them, under any controls: a
 * projector on each control, and the gate less the identity on the operand.
 */
export function productTerms(gate: BoundGate): readonly ProductTerm[] {
  const { matrix, qubits, controls } = withOperand(gate);
  const [first = 0, ...others] = qubits;
  const projectors = controls.map(({ qubit, state }) => [qubit, unit(state, state)] as const);
  const blocks = 2 ** others.length;
  const terms: ProductTerm[] = [];
  for (let row = 0; row < blocks; row++)
    for (let column = 0; column < blocks; column++) {
      const block = blockLessIdentity(matrix, blocks, row, column);
      if (block.every((part) => part === 0)) continue;
      const units = others.map(
        (qubit, place) => [qubit, unit((row >> place) & 1, (column >> place) & 1)] as const,
      );
      terms.push(new Map([[first, block], ...units, ...projectors]));
    }
  return terms;
}

/** A controlled phase as a gate on the last control. */
function withOperand(gate: BoundGate): BoundGate {
  const last = gate.controls.at(-1);
  if (gate.qubits.length > 0 || last === undefined) return gate;
  const [re = 1, im = 0] = gate.matrix;
  const matrix = Float64Array.of(1, 0, 0, 0, 0, 0, 1, 0);
  matrix.set([re, im], last.state === 1 ? 6 : 0);
  return { matrix, qubits: [last.qubit], controls: gate.controls.slice(0, -1) };
}

/** |row⟩⟨column|. */
function unit(row: number, column: number): Float64Array {
  const matrix = new Float64Array(8);
  matrix[2 * (2 * row + column)] = 1;
  return matrix;
}

/** The 2×2 block of a gate less the identity between values of the operands behind the first. */
function blockLessIdentity(matrix: Float64Array, blocks: number, row: number, column: number): Float64Array {
  const block = new Float64Array(8);
  for (let entry = 0; entry < 4; entry++) {
    const [r, c] = [2 * row + (entry >> 1), 2 * column + (entry & 1)];
    const from = 2 * (r * 2 * blocks + c);
    block[2 * entry] = matrix[from]! - (r === c ? 1 : 0);
    block[2 * entry + 1] = matrix[from + 1]!;
  }
  return block;
}
