/** Delivers the latest of many values: at once when it was quiet, else when `interval` milliseconds have passed. */
export class Coalescer<T> {
  readonly #interval: number;
  readonly #deliver: (value: T) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #latest: { readonly value: T } | undefined;

  constructor(interval: number, deliver: (value: T) => void) {
    this.#interval = interval;
    this.#deliver = deliver;
  }

  /** @param isLast whether nothing follows for a while, so that there is nothing to wait for */
  push(value: T, isLast = false): void {
    this.#latest = { value };
    if (isLast || this.#timer === undefined) this.#send();
  }

  /** Forgets what was not delivered. */
  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#latest = undefined;
  }

  #send(): void {
    const latest = this.#latest;
    clearTimeout(this.#timer);
    this.#latest = undefined;
    this.#timer = undefined;
    if (latest === undefined) return;
    this.#timer = setTimeout(() => this.#send(), this.#interval);
    this.#deliver(latest.value);
  }
}
