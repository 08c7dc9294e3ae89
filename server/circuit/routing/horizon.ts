import type { Dependencies } from './dependencies.ts';

/**
 * The gates that come soon after the front layer, the extended set of SABRE: layer by layer, each layer weighing less than
 * the one before. Kept as a list of partners for every logical qubit.
 */
export class Horizon {
  /** Links of the lists by qubit; −1 ends a list. */
  readonly heads: Int32Array;
  readonly next: Int32Array;
  readonly partners: Int32Array;
  readonly weights: Float64Array;
  readonly #dependencies: Dependencies;
  readonly #limit: number;
  readonly #decay: number;
  #entries = 0;
  /** How often a node was reached in this build. */
  readonly #reached: Int32Array;
  readonly #touched: Int32Array;
  #touchedCount = 0;

  /**
   * @param limit gates
   * @param decay weight of a layer over that of the layer before
   */
  constructor(dependencies: Dependencies, tokens: number, limit: number, decay: number) {
    this.#dependencies = dependencies;
    this.#limit = limit;
    this.#decay = decay;
    this.heads = new Int32Array(tokens).fill(-1);
    this.next = new Int32Array(2 * limit + 2);
    this.partners = new Int32Array(2 * limit + 2);
    this.weights = new Float64Array(2 * limit + 2);
    this.#reached = new Int32Array(dependencies.size);
    this.#touched = new Int32Array(dependencies.size);
  }

  /** @param waiting predecessors that every node still waits for */
  build(front: readonly number[], waiting: Int32Array, firstWeight: number): void {
    this.heads.fill(-1);
    this.#entries = 0;
    this.#touchedCount = 0;
    let layer = front;
    let weight = firstWeight;
    while (layer.length > 0 && this.#entries < 2 * this.#limit) {
      layer = this.#after(layer, waiting);
      for (const node of layer) this.#add(node, weight);
      weight *= this.#decay;
    }
    for (let place = 0; place < this.#touchedCount; place++) this.#reached[this.#touched[place]!] = 0;
  }

  #after(layer: readonly number[], waiting: Int32Array): number[] {
    const found: number[] = [];
    for (const node of layer)
      for (const next of this.#dependencies.successors[node]!) {
        const reached = this.#reached[next]! + 1;
        if (reached === 1) this.#touched[this.#touchedCount++] = next;
        this.#reached[next] = reached;
        if (reached === waiting[next]) found.push(next);
      }
    return found;
  }

  #add(node: number, weight: number): void {
    const a = this.#dependencies.first[node]!;
    if (a < 0 || this.#entries >= 2 * this.#limit) return;
    const b = this.#dependencies.second[node]!;
    this.#link(a, b, weight);
    this.#link(b, a, weight);
  }

  #link(from: number, to: number, weight: number): void {
    const entry = this.#entries++;
    this.partners[entry] = to;
    this.weights[entry] = weight;
    this.next[entry] = this.heads[from]!;
    this.heads[from] = entry;
  }
}
