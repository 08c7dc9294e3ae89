import type { Computed } from '../method.ts';
import type { Method } from '../simulator.ts';
import type { PureState } from './pure-state.ts';

/** What the states at the ends of a run tell of how they came about. */
export class Told {
  #truncation = 0;
  #note: string | undefined;

  see({ truncation, note }: PureState): void {
    this.#truncation = Math.max(this.#truncation, truncation);
    this.#note ??= note;
  }

  computed<T>(method: Method, value: T): Computed<T> {
    const truncation = this.#truncation;
    return {
      ...{ method, value },
      ...(truncation > 0 && { truncation }),
      ...(this.#note !== undefined && { note: this.#note }),
    };
  }
}
