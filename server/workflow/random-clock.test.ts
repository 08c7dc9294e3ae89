import { Cancelled, type ListenableToken, Random } from '../base/index.ts';
import type { Timekeeper } from './attempts.ts';

interface Alarm {
  readonly due: number;
  readonly ring: () => void;
}

/**
 * A clock that stands while anything can happen without it, then goes on to the next alarm, or jumps far beyond it as a
 * machine does that slept; alarms that are due together ring in any order, and some of them too late.
 */
export class RandomClock implements Timekeeper {
  readonly #random: Random;
  readonly #jumps: boolean;
  readonly #alarms = new Set<Alarm>();
  #time = 0;
  #isGoing = false;

  /** @param jumps whether the clock may go on by more than is left to the next alarm */
  constructor(seed: number, jumps: boolean) {
    this.#random = new Random(seed);
    this.#jumps = jumps;
  }

  readonly now = (): number => this.#time;

  readonly wait = (milliseconds: number, token: ListenableToken): Promise<void> =>
    new Promise((resolve, reject) => {
      const ring = () => {
        unsubscribe();
        resolve();
      };
      const alarm = this.#set(milliseconds, ring);
      const unsubscribe = token.onCancel(() => {
        this.#alarms.delete(alarm);
        reject(new Cancelled());
      });
    });

  /** Does something after a time that nobody waits for. */
  later(milliseconds: number, ring: () => void): void {
    this.#set(milliseconds, ring);
  }

  #set(milliseconds: number, ring: () => void): Alarm {
    const alarm = { due: this.#time + Math.max(0, milliseconds), ring };
    this.#alarms.add(alarm);
    if (!this.#isGoing) this.#go();
    return alarm;
  }

  #go(): void {
    this.#isGoing = this.#alarms.size > 0;
    // What promises still have to say comes before the next turn of the event loop.
    if (this.#isGoing) setImmediate(() => this.#ringNext());
  }

  #ringNext(): void {
    const next = Math.min(...[...this.#alarms].map(({ due }) => due));
    if (next < Infinity) {
      const isJump = this.#jumps && this.#random.next() < 0.2;
      this.#time = Math.max(this.#time, next) + (isJump ? 1e5 * this.#random.next() : 0);
      const due = [...this.#alarms].filter((alarm) => alarm.due <= this.#time);
      const alarm = due[Math.floor(due.length * this.#random.next())];
      if (alarm !== undefined) {
        this.#alarms.delete(alarm);
        alarm.ring();
      }
    }
    this.#go();
  }
}
