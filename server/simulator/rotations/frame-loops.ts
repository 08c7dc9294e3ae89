import { type Block, qubitsIn } from '../../circuit/index.ts';
import { CliffordFrame } from '../extended-stabilizer/clifford-frame.ts';
import type { Word } from '../extended-stabilizer/word.ts';
import type { Code } from '../stabilizer/gate-code.ts';
import type { Part } from './part-coder.ts';

/** Instructions from `start` to before `end` whose Clifford gates make the identity all together. */
export interface Loop {
  readonly start: number;
  readonly end: number;
  readonly rotations: number;
}

/**
 * Where a block is a product of rotations about Pauli words: its Clifford gates change a frame, its turns do not, and
 * between two visits to the same frame a turn about Z is one about what the frame makes of Z. Loops that replace more
 * gates than they cost are kept, the widest ones first.
 *
 * @param parts what each instruction is.
 * @param cost of a rotation, in gates.
 */
export function frameLoops(
  block: Block,
  parts: readonly Part[],
  qubits: number,
  cost: number,
): readonly Loop[] {
  const finder = new LoopFinder(qubits, cost);
  for (const [place, instruction] of block.entries()) {
    const part = parts[place] ?? 'other';
    if (part === 'turn') finder.turn();
    else if (part === 'other') finder.restart();
    else if (instruction.kind === 'gate' || instruction.kind === 'unitary')
      finder.clifford(qubitsIn(instruction), part);
    else finder.pass();
  }
  return finder.loops;
}

class LoopFinder {
  readonly loops: Loop[] = [];
  readonly #qubits: number;
  readonly #cost: number;
  #frame: CliffordFrame;
  #print = new Fingerprint();
  /** The last place at which each frame was. */
  readonly #places = new Map<number, number>();
  /** How many turns come before each place. */
  readonly #turns = [0];

  constructor(qubits: number, cost: number) {
    this.#qubits = qubits;
    this.#cost = cost;
    this.#frame = new CliffordFrame(qubits);
    this.#places.set(this.#print.key, 0);
  }

  pass(): void {
    this.#step(0);
  }

  turn(): void {
    this.#step(1);
    this.#visit();
  }

  clifford(operands: readonly number[], code: Code): void {
    for (const qubit of operands) this.#print.toggle(this.#frame, qubit);
    this.#frame.run(code);
    for (const qubit of operands) this.#print.toggle(this.#frame, qubit);
    this.#step(0);
    this.#visit();
  }

  /** Behind something that is no part of any loop. */
  restart(): void {
    this.#step(0);
    this.#frame = new CliffordFrame(this.#qubits);
    this.#print = new Fingerprint();
    this.#places.clear();
    this.#places.set(this.#print.key, this.#turns.length - 1);
  }

  #step(turns: 0 | 1): void {
    this.#turns.push((this.#turns.at(-1) ?? 0) + turns);
  }

  #visit(): void {
    const end = this.#turns.length - 1;
    const start = this.#places.get(this.#print.key);
    this.#places.set(this.#print.key, end);
    if (start === undefined) return;
    const rotations = (this.#turns[end] ?? 0) - (this.#turns[start] ?? 0);
    if (rotations > 0) this.#close({ start, end, rotations });
  }

  /** Takes the loop in place of those within it, where that is cheaper. */
  #close(loop: Loop): void {
    const first = this.loops.findLastIndex(({ start }) => start < loop.start) + 1;
    const before = this.loops[first - 1];
    if (before !== undefined && before.end > loop.start) return;
    let cost = loop.end - loop.start;
    for (let place = first; place < this.loops.length; place++) {
      const { start, end, rotations } = this.loops[place]!;
      cost += this.#cost * rotations - (end - start);
    }
    if (this.#cost * loop.rotations < cost) this.loops.splice(first, this.loops.length, loop);
  }
}

/** Tells frames apart by 53 bits; who follows a loop looks again whether it closes. */
class Fingerprint {
  #low = 0;
  #high = 0;

  get key(): number {
    return (this.#low >>> 0) * 2 ** 21 + (this.#high >>> 11);
  }

  /** Adds what the frame makes of X and Z on a qubit, or takes it out again. */
  toggle(frame: CliffordFrame, qubit: number): void {
    for (const pauli of ['X', 'Z'] as const) {
      const word = frame.wordOf([{ qubit, pauli }]);
      const slot = 2 * qubit + (pauli === 'X' ? 0 : 1);
      this.#low ^= scattered(word, slot, 0x9e3779b1);
      this.#high ^= scattered(word, slot, 0x85ebca77);
    }
  }
}

/** The finaliser of MurmurHash3 behind each part. */
function scattered({ x, z, phase }: Word, slot: number, seed: number): number {
  let hash = seed;
  for (const part of [slot, phase, x[0] ?? 0, z[0] ?? 0]) {
    hash = Math.imul(hash ^ part, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash;
}
