import type { SearchAnswer } from '../../protocol/index.ts';
import type { TaskEvents } from '../task.ts';

/** Iterations between two checkpoints where nobody says. */
export const usualCheckpoint = 10;

/**
 * What the energies of a search answered, in their order. Methods are deterministic, so a search that is given the answers
 * of an earlier one again arrives at the same place, bit by bit, without running a circuit.
 */
export class AnswerLog {
  readonly #known: readonly SearchAnswer[];
  readonly #keep: (answers: readonly SearchAnswer[]) => void;
  #used = 0;
  #unkept: SearchAnswer[] = [];

  /**
   * @param known what an earlier run of the same search answered
   * @param keep takes what was not kept yet
   */
  constructor(known: readonly SearchAnswer[], keep: (answers: readonly SearchAnswer[]) => void) {
    this.#known = known;
    this.#keep = keep;
    if (known.length > 0) keep(known);
  }

  /** The answer that an earlier run gave here, else a new one. */
  async answer(compute: () => Promise<SearchAnswer>): Promise<SearchAnswer> {
    const known = this.#known[this.#used];
    if (known !== undefined) {
      this.#used++;
      return known;
    }
    const answer = await compute();
    this.#unkept.push(answer);
    return answer;
  }

  /** Hands over what is new. */
  flush(): void {
    if (this.#unkept.length === 0) return;
    this.#keep(this.#unkept);
    this.#unkept = [];
  }
}

/** The log of a task: what an unfinished run of it answered, and who keeps what is new. */
export function answerLog(events: TaskEvents): AnswerLog {
  return new AnswerLog(events.answered ?? [], (answers) => events.checkpoint?.(answers));
}
