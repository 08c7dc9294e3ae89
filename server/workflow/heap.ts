/** A binary heap: the least element is always at hand, and taking or adding one costs a logarithm of their number. */
export class Heap<Element> {
  readonly #elements: Element[] = [];
  readonly #isBefore: (one: Element, other: Element) => boolean;

  constructor(isBefore: (one: Element, other: Element) => boolean) {
    this.#isBefore = isBefore;
  }

  get first(): Element | undefined {
    return this.#elements[0];
  }

  clear(): void {
    this.#elements.length = 0;
  }

  add(element: Element): void {
    let place = this.#elements.push(element) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!this.#rises(place, parent)) return;
      place = parent;
    }
  }

  take(): Element | undefined {
    const [first] = this.#elements;
    const last = this.#elements.pop();
    if (last === undefined || this.#elements.length === 0) return first;
    this.#elements[0] = last;
    for (let place = 0; ;) {
      const [left, right] = [2 * place + 1, 2 * place + 2];
      const least = this.#precedes(right, left) ? right : left;
      if (!this.#rises(least, place)) return first;
      place = least;
    }
  }

  #precedes(place: number, other: number): boolean {
    const [one, two] = [this.#elements[place], this.#elements[other]];
    return one !== undefined && two !== undefined && this.#isBefore(one, two);
  }

  /** Swaps an element with the one at `parent` where it belongs before it. */
  #rises(place: number, parent: number): boolean {
    if (!this.#precedes(place, parent)) return false;
    const [one, two] = [this.#elements[place], this.#elements[parent]] as [Element, Element];
    [this.#elements[place], this.#elements[parent]] = [two, one];
    return true;
  }
}
