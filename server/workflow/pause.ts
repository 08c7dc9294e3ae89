/** Holds a run back between two tasks: what runs goes on to its end, and nothing new starts. */
export class PauseSwitch {
  #isPaused = false;
  readonly #changed: (isPaused: boolean) => void;
  readonly #waiting = new Set<() => void>();

  /** @param changed hears of each change */
  constructor(changed: (isPaused: boolean) => void) {
    this.#changed = changed;
  }

  get isPaused(): boolean {
    return this.#isPaused;
  }

  turn(isPaused: boolean): void {
    if (isPaused === this.#isPaused) return;
    this.#isPaused = isPaused;
    this.#changed(isPaused);
    if (isPaused) return;
    for (const go of this.#waiting) go();
    this.#waiting.clear();
  }

  /** Resolves as soon as nothing holds the run back. */
  whenGoing(): Promise<void> {
    if (!this.#isPaused) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.add(resolve));
  }
}

/** What turns a switch, by the words of those who ask for it. */
export function switches(pause: PauseSwitch): { readonly pause: () => void; readonly resume: () => void } {
  return { pause: () => pause.turn(true), resume: () => pause.turn(false) };
}
