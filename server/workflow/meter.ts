/** What a process takes. */
export interface Usage {
  /** Seconds of all its threads until now. */
  readonly cpu: () => number;
  /** Bytes that it has now. */
  readonly memory: () => number;
}

/** What a task took. */
export interface TaskUsage {
  readonly cpuSeconds: number;
  readonly peakBytes: number;
}

/** Milliseconds between two looks at the memory. */
const interval = 100;

/**
 * Measures what tasks take that run side by side in one process: its time is shared evenly among those that run, and each
 * had the memory that the process had at most while it ran, as ten looks a second see it.
 */
export class Meter {
  readonly #usage: Usage;
  readonly #running = new Map<string, { cpuSeconds: number; peakBytes: number }>();
  #lastCpu: number;
  #lastMemory: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(usage: Usage) {
    this.#usage = usage;
    this.#lastCpu = usage.cpu();
    this.#lastMemory = usage.memory();
  }

  start(task: string): void {
    this.#share();
    this.#running.set(task, { cpuSeconds: 0, peakBytes: this.#lastMemory });
    this.#timer ??= setInterval(() => this.look(), interval).unref();
  }

  stop(task: string): TaskUsage {
    this.#share();
    const taken = this.#running.get(task) ?? { cpuSeconds: 0, peakBytes: 0 };
    this.#running.delete(task);
    if (this.#running.size === 0) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
    return taken;
  }

  look(): void {
    this.#share();
    this.#lastMemory = this.#usage.memory();
    for (const taken of this.#running.values()) taken.peakBytes = Math.max(taken.peakBytes, this.#lastMemory);
  }

  /** Shares out the time that was taken since the last look. */
  #share(): void {
    const cpu = this.#usage.cpu();
    const share = (cpu - this.#lastCpu) / Math.max(1, this.#running.size);
    this.#lastCpu = cpu;
    for (const taken of this.#running.values()) taken.cpuSeconds += share;
  }
}

/** What this process takes. */
export const ownUsage: Usage = {
  cpu: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  },
  memory: () => process.memoryUsage.rss(),
};
