import { bitCount } from './passes.ts';
import { qubitsIn } from './relabelling.ts';

/** Where the state's qubits lie in a block. */
export class BlockQubits {
  readonly inside: number;
  readonly count: number;
  /** By their places. */
  readonly qubits: readonly number[];

  constructor(inside: number) {
    this.inside = inside;
    this.count = bitCount(inside);
    this.qubits = qubitsIn(inside);
  }

  /** Whether the amplitudes of a block lie in one piece, where they can stay. */
  get isWhole(): boolean {
    return (this.inside & (this.inside + 1)) === 0;
  }

  has(qubit: number): boolean {
    return ((this.inside >> qubit) & 1) === 1;
  }

  place(qubit: number): number {
    return bitCount(this.inside & ((1 << qubit) - 1));
  }

  bits(mask: number): number {
    if (mask === 0) return 0;
    return qubitsIn(mask & this.inside).reduce((bits, qubit) => bits | (1 << this.place(qubit)), 0);
  }
}
