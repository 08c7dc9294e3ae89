import { diagnose } from '../library/index.ts';
import type { Forecast } from '../simulator/index.ts';
import { durationText } from './duration-text.ts';
import { TaskFailure } from './failure.ts';
import type { Marks } from './marks.ts';
import type { Asked } from './task.ts';

/** What a task or a workflow may cost and how long it may take. */
export type Limits = Pick<Marks, 'budget' | 'latency'>;

/** A forecast with what it costs, in US dollars; the embedded simulator costs nothing. */
export type Priced = Pick<Forecast, 'seconds'> & { readonly cost?: number };

/** The money of a run: what its tasks have taken, every attempt counted. */
export class Purse {
  #spent = 0;

  get spent(): number {
    return this.#spent;
  }

  spend(cost: number): void {
    this.#spent += cost;
  }
}

/** @throws {TaskFailure} for a task that is forecast to cost more than is left, or to take longer than it may */
export function checkForecast(
  { cost = 0, seconds }: Priced,
  { budget, latency }: Limits,
  spent: number,
  { model, place }: Pick<Asked, 'model' | 'place'>,
): void {
  if (budget !== undefined && spent + cost > budget) {
    const texts = [money(cost), money(spent), money(budget)] as const;
    throw new TaskFailure([{ model, diagnostic: diagnose('QF5132', place, [...texts]) }]);
  }
  if (latency !== undefined && seconds * 1000 > latency) {
    const texts = [durationText(seconds * 1000), durationText(latency)] as const;
    throw new TaskFailure([{ model, diagnostic: diagnose('QF5133', place, [...texts]) }]);
  }
}

/** US dollars with as many digits as they need. */
export function money(dollars: number): string {
  return `$${dollars >= 0.01 || dollars === 0 ? dollars.toFixed(2) : dollars.toPrecision(2)}`;
}
