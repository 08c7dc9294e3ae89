import type { Observable } from '../../circuit/index.ts';
import type { Estimate } from '../simulator.ts';
import type { Pattern, PatternSource } from './patterns.ts';

/**
 * The mean of a value over random trajectories. Where the probability p of no error at all is known before the run, that
 * trajectory is followed once and has the weight p; all shots then go to the others, so that they are not spent on what
 * needs no statistics.
 */
export class Strata {
  readonly #shots: number;
  #usual = { probability: 0, value: 0 };
  #sum = 0;
  #squares = 0;

  constructor(shots: number) {
    this.#shots = shots;
  }

  /** Draws what noise does in the first stretch; no shots tell the usual trajectory from the others. */
  readonly first = (source: PatternSource, isWhole: boolean): readonly Pattern[] => {
    const probability = isWhole ? (source.usualProbability ?? 0) : 0;
    if (probability === 0) return source.draw(0, this.#shots);
    this.#usual = { probability, value: 0 };
    const others = probability < 1 ? source.drawUnusual(this.#shots) : [];
    return [{ choices: [], isOpen: false, shots: 0 }, ...others];
  };

  /** The value on a trajectory of so many shots. */
  add(value: number, shots: number): void {
    if (shots === 0) this.#usual = { ...this.#usual, value };
    this.#sum += shots * value;
    this.#squares += shots * value * value;
  }

  estimate({ terms }: Observable): Estimate {
    const { probability, value } = this.#usual;
    const shots = this.#shots;
    const rest = 1 - probability;
    if (rest === 0) return { value, stderr: 0 };
    const mean = this.#sum / shots;
    // One shot has no spread of its own: the widest that the observable can have stands in.
    const bound = terms.reduce((total, { coefficient }) => total + Math.abs(coefficient), 0);
    const variance =
      shots > 1 ? Math.max(0, this.#squares - shots * mean * mean) / (shots - 1) / shots : bound ** 2;
    return { value: probability * value + rest * mean, stderr: rest * Math.sqrt(variance) };
  }
}
