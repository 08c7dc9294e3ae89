import type { PauliFactor } from '../../circuit/index.ts';
import type { Code } from '../stabilizer/gate-code.ts';
import { opcode } from '../stabilizer/synthesis.ts';
import {
  type Word,
  anticommute,
  hasBit,
  identityWord,
  multiplyLeft,
  multiplyRight,
  toggleBit,
} from './word.ts';

/**
 * A Clifford operator C between the circuit's qubits and as many inner ones, signs included: what C†·P·C is on the inner
 * qubits for each X and Z of the circuit's. Gates of the circuit multiply C from the left, and only combine the words
 * of their operands; a change of the inner basis multiplies it from the right, and touches all words.
 */
export class CliffordFrame {
  readonly qubits: number;
  /** The words of X₀, Z₀, X₁, Z₁, … */
  readonly #words: Word[];

  /** The identity. */
  constructor(qubits: number, words = identityWords(qubits)) {
    this.qubits = qubits;
    this.#words = words;
  }

  copy(): CliffordFrame {
    const words = this.#words.map(({ x, z, phase }) => ({ x: x.slice(), z: z.slice(), phase }));
    return new CliffordFrame(this.qubits, words);
  }

  /** What C†·P·C is for a Pauli word P of the circuit's qubits, in a copy. */
  wordOf(factors: readonly PauliFactor[]): Word {
    const word = identityWord(Math.ceil(this.qubits / 32));
    for (const { qubit, pauli } of factors) {
      if (pauli !== 'Z') multiplyRight(word, this.#x(qubit));
      if (pauli !== 'X') multiplyRight(word, this.#z(qubit));
      // Y = i·X·Z.
      if (pauli === 'Y') word.phase = (word.phase + 1) & 3;
    }
    return word;
  }

  /** Runs triples gate, first qubit, second qubit. */
  run(code: Code): void {
    for (let at = 0; at < code.length; at += 3) this.gate(code[at]!, code[at + 1]!, code[at + 2]!);
  }

  /** An elementary gate of the circuit, see `stabilizer/synthesis.ts`: words become those of G†·P·G. */
  gate(gate: number, a: number, b: number): void {
    switch (gate) {
      case opcode.h:
        return this.#exchange(2 * a, 2 * a + 1);
      case opcode.s:
        return this.#turn(a, 3);
      case opcode.sdg:
        return this.#turn(a, 1);
      case opcode.x:
        return this.flip(a);
      case opcode.y:
        this.flip(a);
        return negate(this.#x(a));
      case opcode.z:
        return negate(this.#x(a));
      case opcode.cx:
        multiplyRight(this.#x(a), this.#x(b));
        return multiplyRight(this.#z(b), this.#z(a));
      case opcode.cz:
        multiplyRight(this.#x(a), this.#z(b));
        return multiplyRight(this.#x(b), this.#z(a));
      case opcode.swap:
        this.#exchange(2 * a, 2 * b);
        return this.#exchange(2 * a + 1, 2 * b + 1);
      default:
        throw new Error(`no gate ${gate}`);
    }
  }

  /** X on a qubit of the circuit. */
  flip(qubit: number): void {
    negate(this.#z(qubit));
  }

  /** Inner basis change by "`word` where qubit `control` is 1"; the word is Hermitian and leaves that qubit alone. */
  innerControlled(control: number, word: Word): void {
    for (const own of this.#words) {
      const isOdd = anticommute(own, word);
      if (hasBit(own.x, control)) multiplyLeft(own, word);
      if (isOdd) toggleBit(own.z, control);
    }
  }

  /** Inner basis change by a Hadamard gate. */
  innerHadamard(qubit: number): void {
    for (const own of this.#words) {
      const [hasX, hasZ] = [hasBit(own.x, qubit), hasBit(own.z, qubit)];
      if (hasX && hasZ) negate(own);
      if (hasX === hasZ) continue;
      toggleBit(own.x, qubit);
      toggleBit(own.z, qubit);
    }
  }

  /** Inner basis change by S, which takes Y to X. */
  innerPhase(qubit: number): void {
    for (const own of this.#words) {
      if (!hasBit(own.x, qubit)) continue;
      toggleBit(own.z, qubit);
      own.phase = (own.phase + 3) & 3;
    }
  }

  /** Inner basis change by X. */
  innerFlip(qubit: number): void {
    for (const own of this.#words) if (hasBit(own.z, qubit)) negate(own);
  }

  /** Inner basis change by (Z + W)/√2, which exchanges Z on `qubit` with the word W that anticommutes with it. */
  innerExchange(qubit: number, word: Word): void {
    for (const own of this.#words) {
      const turnsZ = hasBit(own.x, qubit);
      const turnsWord = anticommute(own, word);
      if (turnsZ && turnsWord) negate(own);
      else if (turnsZ) {
        multiplyRight(own, word);
        toggleBit(own.z, qubit);
      } else if (turnsWord) {
        toggleBit(own.z, qubit);
        multiplyRight(own, word);
      }
    }
  }

  #x(qubit: number): Word {
    return this.#words[2 * qubit]!;
  }

  #z(qubit: number): Word {
    return this.#words[2 * qubit + 1]!;
  }

  #exchange(a: number, b: number): void {
    const words = this.#words;
    [words[a], words[b]] = [words[b]!, words[a]!];
  }

  /** X becomes i^turns·X·Z. */
  #turn(qubit: number, turns: number): void {
    const word = this.#x(qubit);
    multiplyRight(word, this.#z(qubit));
    word.phase = (word.phase + turns) & 3;
  }
}

function identityWords(qubits: number): Word[] {
  return Array.from({ length: 2 * qubits }, (_, place) => {
    const word = identityWord(Math.ceil(qubits / 32));
    toggleBit(place % 2 === 0 ? word.x : word.z, place >> 1);
    return word;
  });
}

function negate(word: Word): void {
  word.phase = (word.phase + 2) & 3;
}
