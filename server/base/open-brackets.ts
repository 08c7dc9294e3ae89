/**
 * Brackets that are open, outermost first, found by their kind at once however many others are open inside them. Each
 * has its depth, the number of those around it.
 */
export class OpenBrackets<Kind> {
  #size = 0;
  readonly #depths = new Map<Kind, number[]>();

  get size(): number {
    return this.#size;
  }

  open(kind: Kind): void {
    const depths = this.#depths.get(kind);
    if (depths === undefined) this.#depths.set(kind, [this.#size]);
    else depths.push(this.#size);
    this.#size++;
  }

  /** The depth of the innermost open bracket of a kind, or -1. */
  innermost(kind: Kind): number {
    return this.#depths.get(kind)?.at(-1) ?? -1;
  }

  /** Closes the bracket at a depth and all inside it. */
  closeFrom(depth: number): void {
    for (const depths of this.#depths.values()) while ((depths.at(-1) ?? -1) >= depth) depths.pop();
    this.#size = Math.min(this.#size, depth);
  }
}
