/** Words that all threads of a simulator see. */
const wordNames = [
  /** 1 while there is work to join. */
  'open',
  /** Counts what a waiting helper should look at. */
  'turn',
  /** Counts the memories that helpers were given; a helper serves the one that it was given last. */
  'session',
  /** Helpers that read the work or do it. */
  'inside',
  /** 1 after a helper broke down in the work. */
  'failed',
  /** The next part that nobody has taken. */
  'next',
  ...(['parts', 'units', 'unitsInPart', 'kernel', 'arguments'] as const),
] as const;

type WordName = (typeof wordNames)[number];

/** The most parts that work is cut into. */
export const mostParts = 64;

/** The most arguments that a shared kernel takes behind its part, and those that say where scratch memory is. */
const mostArguments = 14;

const bytes = { words: 64, numbers: 8 * (mostArguments + 2), results: 8 * mostParts };

/** What the threads of a simulator tell each other, in memory that they share. */
export class Control {
  readonly buffer: SharedArrayBuffer;
  readonly #words: Int32Array;
  /** Where scratch memory starts and how much each thread has, then the arguments. */
  readonly numbers: Float64Array;
  /** What the kernel returned for each part. */
  readonly results: Float64Array;

  constructor(buffer = new SharedArrayBuffer(bytes.words + bytes.numbers + bytes.results)) {
    this.buffer = buffer;
    this.#words = new Int32Array(buffer, 0, bytes.words / 4);
    this.numbers = new Float64Array(buffer, bytes.words, bytes.numbers / 8);
    this.results = new Float64Array(buffer, bytes.words + bytes.numbers, mostParts);
  }

  get(name: WordName): number {
    return Atomics.load(this.#words, places[name]);
  }

  set(name: WordName, value: number): void {
    Atomics.store(this.#words, places[name], value);
  }

  /** Adds and returns what was there before. */
  add(name: WordName, value: number): number {
    return Atomics.add(this.#words, places[name], value);
  }

  notify(name: WordName): void {
    Atomics.notify(this.#words, places[name]);
  }

  /** Waits as long as a word has a value: a short time busily, then asleep. */
  waitWhile(name: WordName, value: number): void {
    for (let spins = 0; spins < busySpins; spins++) if (this.get(name) !== value) return;
    Atomics.wait(this.#words, places[name], value);
  }
}

/** About 20 µs, twice what it takes to wake a sleeping thread. */
const busySpins = 2000;

const places = Object.fromEntries(wordNames.map((name, place) => [name, place])) as Readonly<
  Record<WordName, number>
>;
