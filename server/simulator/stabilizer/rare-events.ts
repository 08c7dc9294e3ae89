import type { Random } from '../../base/index.ts';

/**
 * Independent events of one probability, found by the geometrically distributed gaps between them: the time grows with
 * the events that occur, not with those that might.
 */
export class RareEvents {
  readonly #random: Random;
  /** 1 / ln(1 - p). */
  readonly #scale: number;
  /** How many chances pass before the next event. */
  #gap: number;

  /** @param probability in (0, 1]. */
  constructor(probability: number, random: Random) {
    this.#random = random;
    this.#scale = 1 / Math.log1p(-probability);
    this.#gap = this.#nextGap();
  }

  /** Calls `strike` for the places in ascending order, out of `chances` next ones, at which the event occurs. */
  among(chances: number, strike: (place: number) => void): void {
    let place = this.#gap;
    while (place < chances) {
      strike(place);
      place += 1 + this.#nextGap();
    }
    this.#gap = place - chances;
  }

  #nextGap(): number {
    // 1 - u is in (0, 1], so that the logarithm is finite.
    return Math.floor(Math.log(1 - this.#random.next()) * this.#scale);
  }
}
