import { turn } from './slices.ts';

/** A steady stream of requests holds up those about whole files for this many turns of the event loop at most. */
const mostTurns = 20;

/** Lets long work wait for short work: it is done piece after piece, each once no request came in for a turn. */
export class Patience {
  #arrived = 0;
  #last: Promise<unknown> = Promise.resolve();

  /** Notes that a request came in. */
  arrived(): void {
    this.#arrived++;
  }

  /** Does long work once what came before it, and what came in meanwhile, is answered. */
  whenQuiet<Answer>(work: () => Promise<Answer>): Promise<Answer> {
    const answer = this.#last.then(() => this.#quiet()).then(work);
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  async #quiet(): Promise<void> {
    for (let turns = 0; turns < mostTurns; turns++) {
      const before = this.#arrived;
      await turn();
      if (this.#arrived === before) return;
    }
  }
}
