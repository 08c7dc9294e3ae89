import { type BoundGate, gateQubits } from '../pure/bound-gate.ts';
import { uncontrolled } from '../pure/uncontrolled.ts';
import { exchanged, identity2, kronecker, product } from './matrices.ts';

/** Gates in sequence on at most two qubits, the first the less significant, or a gate on more of them. */
export type Block =
  | { readonly kind: 'one'; readonly qubits: readonly [number]; matrix: Float64Array }
  | { readonly kind: 'pair'; readonly qubits: readonly [number, number]; matrix: Float64Array }
  | { readonly kind: 'wide'; readonly qubits: readonly number[]; readonly gate: BoundGate };

/** Merges gates into blocks on two qubits where nothing comes between them: a block costs the same as a gate. */
export function blocksOf(gates: readonly BoundGate[]): readonly Block[] {
  const collector = new Collector();
  for (const gate of gates) collector.add(gate);
  return collector.finish();
}

class Collector {
  readonly #blocks: Block[] = [];
  /** The last block of each qubit. */
  readonly #last = new Map<number, Block>();
  /** One-qubit gates that wait for a block. */
  readonly #waiting = new Map<number, Float64Array>();

  add(gate: BoundGate): void {
    const qubits = gateQubits(gate);
    if (qubits.length > 2) return this.#addWide(gate, qubits);
    const { matrix, qubits: order } = uncontrolled(gate);
    const [a, b] = order;
    if (a === undefined) this.#addOne(0, scalar(matrix));
    else if (b === undefined) this.#addOne(a, matrix);
    else this.#addPair(a, b, matrix);
  }

  finish(): readonly Block[] {
    for (const qubit of [...this.#waiting.keys()]) this.#flush(qubit);
    return this.#blocks;
  }

  #addOne(qubit: number, matrix: Float64Array): void {
    const block = this.#last.get(qubit);
    if (block?.kind === 'pair') {
      const isFirst = block.qubits[0] === qubit;
      const whole = isFirst ? kronecker(identity2, matrix) : kronecker(matrix, identity2);
      block.matrix = product(4, whole, block.matrix);
    } else this.#waiting.set(qubit, product(2, matrix, this.#waiting.get(qubit) ?? identity2));
  }

  #addPair(a: number, b: number, matrix: Float64Array): void {
    const block = this.#last.get(a);
    if (block?.kind === 'pair' && block === this.#last.get(b)) {
      const ordered = block.qubits[0] === a ? matrix : exchanged(matrix);
      block.matrix = product(4, ordered, block.matrix);
      return;
    }
    const before = kronecker(this.#taken(b), this.#taken(a));
    this.#push({ kind: 'pair', qubits: [a, b], matrix: product(4, matrix, before) });
  }

  #addWide(gate: BoundGate, qubits: readonly number[]): void {
    for (const qubit of qubits) this.#flush(qubit);
    this.#push({ kind: 'wide', qubits, gate });
  }

  #flush(qubit: number): void {
    if (this.#waiting.has(qubit)) this.#push({ kind: 'one', qubits: [qubit], matrix: this.#taken(qubit) });
  }

  #taken(qubit: number): Float64Array {
    const matrix = this.#waiting.get(qubit) ?? identity2;
    this.#waiting.delete(qubit);
    return matrix;
  }

  #push(block: Block): void {
    this.#blocks.push(block);
    for (const qubit of block.qubits) this.#last.set(qubit, block);
  }
}

/** A global phase as a gate on one qubit. */
function scalar([re = 1, im = 0]: Float64Array): Float64Array {
  return Float64Array.of(re, im, 0, 0, 0, 0, re, im);
}
