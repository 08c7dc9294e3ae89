import { type Complex, cx, matrices, once } from '../../base/index.ts';
import {
  type Block,
  type Circuit,
  type GateInstruction,
  type UnitaryInstruction,
  blocksIn,
  qubitsIn,
} from '../../circuit/index.ts';
import { primitiveGate } from '../../library/index.ts';

/** Angles at which a gate entangles as much as it ever does. */
const genericAngles = [0.7390851, 1.302964, 2.1178239, 0.4142135];

/** A singular value below this is rounding. */
const rounding = 1e-9;

/** What the structure of a circuit tells of its matrix product state. */
export interface Entangling {
  /** An upper bound on log₂ of the terms at the widest bond. */
  readonly width: number;
  /** How many times gates act across a cut with so many terms, by log₂ of these rounded up; the last place has all that are more. */
  readonly crossings: readonly number[];
}

/** Places of {@link Entangling.crossings}: bonds of more than 2¹⁵ terms fit no memory. */
const places = 16;

/**
 * How much a circuit entangles, from its structure alone: a gate across a cut multiplies the terms there by no more than
 * its operator's Schmidt rank, and a cut has no more than twice the terms of the next one. Qubits stand on the chain in
 * their order.
 */
export const entangling = once((circuit: Circuit): Entangling => {
  const cuts = new Cuts(circuit.qubitCount);
  cuts.block(circuit.body, false);
  return { width: cuts.widest, crossings: cuts.crossings };
});

/** log₂ of the terms at each cut; cut c lies between the qubits c and c + 1. */
class Cuts {
  readonly #bits: Float64Array;
  readonly crossings: number[] = Array.from({ length: places }, () => 0);

  constructor(qubits: number) {
    this.#bits = new Float64Array(Math.max(0, qubits - 1));
  }

  get widest(): number {
    return this.#bits.reduce((most, bits) => Math.max(most, bits), 0);
  }

  /** @param isRepeated whether it is not known how often the block is carried out. */
  block(block: Block, isRepeated: boolean): void {
    for (const instruction of block) {
      if (instruction.kind === 'gate' || instruction.kind === 'unitary') this.#gate(instruction, isRepeated);
      for (const inner of blocksIn(instruction))
        this.block(inner, isRepeated || instruction.kind === 'while');
    }
  }

  #gate(instruction: GateInstruction | UnitaryInstruction, isRepeated: boolean): void {
    const qubits = qubitsIn(instruction).toSorted((a, b) => a - b);
    const [first = 0, last = 0] = [qubits[0], qubits.at(-1)];
    if (first === last) return;
    const rank = isRepeated ? Infinity : rankOf(instruction);
    let left = 0;
    for (let cut = first; cut < last; cut++) {
      if (qubits[left] === cut) left++;
      // An operator between l and r operands has at most 4^min(l, r) terms.
      const most = 2 * Math.min(left, qubits.length - left);
      this.#bits[cut]! += isRepeated ? Infinity : Math.min(most, rank);
    }
    this.#level(first, last);
    for (let cut = first; cut < last; cut++)
      this.crossings[Math.min(places - 1, Math.ceil(this.#bits[cut]!))]! += 1;
  }

  /** A cut has no more than twice the terms of the cuts beside it. */
  #level(first: number, last: number): void {
    const bits = this.#bits;
    for (let cut = first; cut < last; cut++)
      bits[cut] = Math.min(bits[cut]!, (cut === 0 ? 0 : bits[cut - 1]!) + 1, bits.length - cut);
    for (let cut = last - 1; cut >= first; cut--)
      bits[cut] = Math.min(bits[cut]!, (cut === bits.length - 1 ? 0 : bits[cut + 1]!) + 1);
  }
}

const ranks = new Map<string, number>();

/** log₂ of the terms that a gate is a sum of, each a product of operators on single qubits. */
function rankOf(instruction: GateInstruction | UnitaryInstruction): number {
  const { controls, qubits } = instruction;
  // Under controls a gate on one qubit, or a phase, is the identity and one product more.
  if (controls.length > 0 && qubits.length <= 1) return 1;
  if (controls.length > 0 || qubits.length > 2) return Infinity;
  if (instruction.kind === 'unitary') return Math.log2(pairRank(instruction.matrix.flat()));
  const { gate } = instruction;
  const known = ranks.get(gate);
  if (known !== undefined) return known;
  const primitive = primitiveGate(gate);
  const angles = genericAngles.slice(0, primitive.parameters.length);
  const rank = Math.log2(pairRank(primitive.matrix(angles).flat()));
  ranks.set(gate, rank);
  return rank;
}

/** The Schmidt rank of an operator on two qubits, its 16 entries by rows: that of the entries by operand. */
function pairRank(entries: readonly Complex[]): number {
  const realigned = matrices.generate(4, (low, high) => {
    const row = 2 * (high >> 1) + (low >> 1);
    const column = 2 * (high & 1) + (low & 1);
    return entries[4 * row + column] ?? cx.zero;
  });
  return rankByElimination(realigned.map((row) => [...row]));
}

function rankByElimination(rows: Complex[][]): number {
  let rank = 0;
  for (let column = 0; column < 4; column++) {
    const pivot = rows.findIndex((row, at) => at >= rank && cx.magnitude(row[column]!) > rounding);
    if (pivot < 0) continue;
    [rows[rank], rows[pivot]] = [rows[pivot]!, rows[rank]!];
    const top = rows[rank]!;
    for (const row of rows.slice(rank + 1)) {
      const factor = cx.divide(row[column]!, top[column]!);
      for (let at = column; at < 4; at++) row[at] = cx.subtract(row[at]!, cx.multiply(factor, top[at]!));
    }
    rank++;
  }
  return Math.max(1, rank);
}
