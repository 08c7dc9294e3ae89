import type { Dependencies } from './dependencies.ts';

/** The gates that wait for nothing but their qubits to meet. */
export class FrontLayer {
  readonly nodes: number[] = [];
  /** Node in the layer on each logical qubit, or −1. */
  readonly nodeOn: Int32Array;
  readonly #dependencies: Dependencies;

  constructor(dependencies: Dependencies, tokens: number) {
    this.#dependencies = dependencies;
    this.nodeOn = new Int32Array(tokens).fill(-1);
  }

  clear(): void {
    this.nodes.length = 0;
    this.nodeOn.fill(-1);
  }

  add(node: number): void {
    this.nodes.push(node);
    this.nodeOn[this.#dependencies.first[node]!] = node;
    this.nodeOn[this.#dependencies.second[node]!] = node;
  }

  remove(node: number): void {
    const place = this.nodes.indexOf(node);
    this.nodes[place] = this.nodes.at(-1)!;
    this.nodes.pop();
    this.nodeOn[this.#dependencies.first[node]!] = -1;
    this.nodeOn[this.#dependencies.second[node]!] = -1;
  }

  /** The other operand of the gate that a logical qubit waits for, or −1. */
  partnerOf(qubit: number): number {
    const node = this.nodeOn[qubit]!;
    if (node < 0) return -1;
    const first = this.#dependencies.first[node]!;
    return first === qubit ? this.#dependencies.second[node]! : first;
  }
}
