import type { PauliFactor } from '../../circuit/index.ts';
import { opcode } from './synthesis.ts';

/**
 * Many Pauli operators side by side, one bit each: for every qubit a column of x bits and one of z bits, 32 operators a
 * word, and a column of signs. An operator with x and z on a qubit has Y there. A gate conjugates all of them at once.
 */
export class PauliColumns {
  readonly qubits: number;
  /** Words in a column. */
  readonly words: number;
  readonly bits: Int32Array;
  readonly signs: Int32Array;
  /** Where the columns of each qubit start in `bits`: exchanging columns exchanges only these. */
  readonly xAt: Int32Array;
  readonly zAt: Int32Array;

  constructor(qubits: number, words: number) {
    this.qubits = qubits;
    this.words = words;
    this.bits = new Int32Array(2 * qubits * words);
    this.signs = new Int32Array(words);
    this.xAt = Int32Array.from({ length: qubits }, (_, qubit) => 2 * qubit * words);
    this.zAt = Int32Array.from({ length: qubits }, (_, qubit) => (2 * qubit + 1) * words);
  }

  copyFrom(other: PauliColumns): void {
    this.bits.set(other.bits);
    this.signs.set(other.signs);
    this.xAt.set(other.xAt);
    this.zAt.set(other.zAt);
  }

  /** The operators that anticommute with a Pauli word. */
  anticommuting(factors: readonly PauliFactor[]): Int32Array {
    const { bits, words, xAt, zAt } = this;
    const found = new Int32Array(words);
    for (const { qubit, pauli } of factors) {
      const [x, z] = [xAt[qubit]!, zAt[qubit]!];
      for (let word = 0; word < words; word++) {
        if (pauli !== 'Z') found[word]! ^= bits[z + word]!;
        if (pauli !== 'X') found[word]! ^= bits[x + word]!;
      }
    }
    return found;
  }

  /** Runs the triples of a code between two places. */
  run(code: Int32Array, start: number, end: number): void {
    for (let at = start; at < end; at += 3) this.#apply(code[at]!, code[at + 1]!, code[at + 2]!);
  }

  #apply(gate: number, a: number, b: number): void {
    switch (gate) {
      case opcode.h:
        return this.#hadamard(a);
      case opcode.s:
        return this.#phase(a, 0);
      case opcode.sdg:
        return this.#phase(a, -1);
      case opcode.x:
        return this.#flipSigns(this.zAt[a]!);
      case opcode.y:
        this.#flipSigns(this.zAt[a]!);
        return this.#flipSigns(this.xAt[a]!);
      case opcode.z:
        return this.#flipSigns(this.xAt[a]!);
      case opcode.cx:
        return this.#controlledX(a, b);
      case opcode.cz:
        return this.#controlledZ(a, b);
      case opcode.swap:
        return this.#swap(a, b);
      default:
        throw new Error(`no gate ${gate}`);
    }
  }

  #hadamard(qubit: number): void {
    const { bits, signs, words, xAt, zAt } = this;
    const [x, z] = [xAt[qubit]!, zAt[qubit]!];
    for (let word = 0; word < words; word++) signs[word]! ^= bits[x + word]! & bits[z + word]!;
    xAt[qubit] = z;
    zAt[qubit] = x;
  }

  /** S where `inverted` is 0, its inverse where it is -1. */
  #phase(qubit: number, inverted: number): void {
    const { bits, signs, words } = this;
    const [x, z] = [this.xAt[qubit]!, this.zAt[qubit]!];
    for (let word = 0; word < words; word++) {
      const ones = bits[x + word]!;
      signs[word]! ^= ones & (bits[z + word]! ^ inverted);
      bits[z + word]! ^= ones;
    }
  }

  #flipSigns(column: number): void {
    const { bits, signs, words } = this;
    for (let word = 0; word < words; word++) signs[word]! ^= bits[column + word]!;
  }

  #controlledX(control: number, target: number): void {
    const { bits, signs, words, xAt, zAt } = this;
    const [xc, zc, xt, zt] = [xAt[control]!, zAt[control]!, xAt[target]!, zAt[target]!];
    for (let word = 0; word < words; word++) {
      const x = bits[xc + word]!;
      const z = bits[zt + word]!;
      signs[word]! ^= x & z & ~(bits[xt + word]! ^ bits[zc + word]!);
      bits[xt + word]! ^= x;
      bits[zc + word]! ^= z;
    }
  }

  #controlledZ(a: number, b: number): void {
    const { bits, signs, words, xAt, zAt } = this;
    const [xa, za, xb, zb] = [xAt[a]!, zAt[a]!, xAt[b]!, zAt[b]!];
    for (let word = 0; word < words; word++) {
      const first = bits[xa + word]!;
      const second = bits[xb + word]!;
      signs[word]! ^= first & second & (bits[za + word]! ^ bits[zb + word]!);
      bits[za + word]! ^= second;
      bits[zb + word]! ^= first;
    }
  }

  #swap(a: number, b: number): void {
    const { xAt, zAt } = this;
    [xAt[a], xAt[b]] = [xAt[b]!, xAt[a]!];
    [zAt[a], zAt[b]] = [zAt[b]!, zAt[a]!];
  }
}
