/** Where every logical qubit is. Physical qubits without one hold spare tokens, numbered after the logical qubits. */
export class Placement {
  /** Physical qubit of each token. */
  readonly physical: Int32Array;
  /** Token on each physical qubit. */
  readonly token: Int32Array;

  constructor(tokens: number) {
    this.physical = new Int32Array(tokens);
    this.token = new Int32Array(tokens);
  }

  set(layout: Int32Array): void {
    this.physical.set(layout);
    for (let token = 0; token < layout.length; token++) this.token[layout[token]!] = token;
  }

  swap(a: number, b: number): void {
    const onA = this.token[a]!;
    const onB = this.token[b]!;
    this.token[a] = onB;
    this.token[b] = onA;
    this.physical[onA] = b;
    this.physical[onB] = a;
  }
}

/** A layout of some logical qubits with the spare tokens on the physical qubits that are left. */
export function completed(layout: readonly number[], size: number): Int32Array {
  const taken = new Set(layout);
  const free = Array.from({ length: size }, (_, qubit) => qubit).filter((qubit) => !taken.has(qubit));
  return Int32Array.from([...layout, ...free]);
}
