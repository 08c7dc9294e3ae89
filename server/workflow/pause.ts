/** Holds a run back between two tasks: what runs goes on to its end, and nothing new starts. */
export class PauseSwitch {
  #isPaused = false;
  readonly #waiting = new Set<() => void>();

  get isPaused(): boolean {
    return this.#isPaused;
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    for (const go of this.#waiting) go();
    this.#waiting.clear();
  }

  /** Resolves as soon as nothing holds the run back. */
  whenGoing(): Promise<void> {
    if (!this.#isPaused) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.add(resolve));
  }
}
