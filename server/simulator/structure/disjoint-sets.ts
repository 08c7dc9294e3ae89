/** A partition of 0 … size − 1 that only ever grows coarser (union–find with path halving). */
export class DisjointSets {
  readonly #parents: number[];

  /** How many sets there are. */
  count: number;

  constructor(size: number) {
    this.count = size;
    this.#parents = Array.from({ length: size }, (_, element) => element);
  }

  /** The element that stands for the set of this one. */
  rootOf(element: number): number {
    let at = element;
    for (;;) {
      const parent = this.#parents[at] ?? at;
      if (parent === at) return at;
      const above = this.#parents[parent] ?? parent;
      this.#parents[at] = above;
      at = above;
    }
  }

  join(elements: readonly number[]): void {
    const [first, ...others] = elements;
    if (first === undefined) return;
    for (const element of others) this.joinPair(first, element);
  }

  joinPair(first: number, second: number): void {
    const [root, other] = [this.rootOf(first), this.rootOf(second)];
    if (root === other) return;
    this.#parents[other] = root;
    this.count--;
  }
}
