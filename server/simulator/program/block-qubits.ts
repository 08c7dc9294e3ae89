import { bitCount } from './passes.ts';
import { qubitsIn } from './relabelling.ts';

/** Where the state's qubits lie in a block. */
export class BlockQubits {
  readonly inside: number;
  readonly count: number;

  constructor(inside: number) {
    this.inside = inside;
    this.count = bitCount(inside);
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
