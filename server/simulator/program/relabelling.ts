import { type Operation, bitsFor } from './operation.ts';

/** Where each qubit of a circuit lies in the state, so that an exchange of two costs nothing. */
export class Relabelling {
  /** The place of each qubit that is not at its own. */
  readonly #places = new Map<number, number>();

  exchange(p: number, q: number): void {
    const [placeOfP, placeOfQ] = [this.#place(p), this.#place(q)];
    this.#places.set(p, placeOfQ).set(q, placeOfP);
  }

  /** The operation on the places of its qubits. */
  apply(operation: Operation): Operation {
    if (this.#places.size === 0) return operation;
    const condition = { mask: this.#bits(operation.mask), values: this.#bits(operation.values) };
    switch (operation.kind) {
      case 'one':
      case 'flip':
        return { ...operation, ...condition, target: this.#place(operation.target) };
      case 'swap':
      case 'diagonal2':
      case 'channel1':
        return { ...operation, ...condition, p: this.#place(operation.p), q: this.#place(operation.q) };
      case 'many':
      case 'pauliChannel2':
        return { ...operation, ...condition, qubits: operation.qubits.map((qubit) => this.#place(qubit)) };
      case 'phase':
        return { ...operation, ...condition };
    }
  }

  /** Exchanges of places, one after the other, that bring every qubit to its own. */
  exchangesBack(): readonly (readonly [number, number])[] {
    const exchanges: [number, number][] = [];
    for (const qubit of this.#places.keys()) {
      const place = this.#place(qubit);
      if (place === qubit) continue;
      exchanges.push([Math.min(qubit, place), Math.max(qubit, place)]);
      const there = [...this.#places].find(([, at]) => at === qubit);
      if (there !== undefined) this.#places.set(there[0], place);
      this.#places.set(qubit, qubit);
    }
    return exchanges;
  }

  #place(qubit: number): number {
    return this.#places.get(qubit) ?? qubit;
  }

  #bits(mask: number): number {
    return bitsFor(qubitsIn(mask).map((qubit) => this.#place(qubit)));
  }
}

/** The qubits whose bits are set, in ascending order. */
export function qubitsIn(bits: number): readonly number[] {
  const qubits: number[] = [];
  for (let rest = bits; rest !== 0; rest &= rest - 1) qubits.push(31 - Math.clz32(rest & -rest));
  return qubits;
}
