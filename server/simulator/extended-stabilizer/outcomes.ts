import type { Random } from '../../base/index.ts';
import { Refused } from '../run/refused.ts';
import { binomial } from '../sampling/binomial.ts';
import { leastProbability, outcomeLimit } from '../sampling/tally.ts';
import { isOdd } from './core.ts';
import type { ExtendedState, Parity } from './extended-state.ts';

/** What measuring some qubits of a state finds: one bit for each, and with what weight. */
export type Outcome = readonly [bits: Uint8Array, weight: number];

/** The joint distribution of measured qubits. */
export class Outcomes {
  readonly #parities: readonly Parity[];
  readonly #coins: number;
  /** Probabilities of the core's basis states, and which states those are. */
  readonly #states: readonly (readonly [state: number, probability: number])[];

  /** @param state is spent. */
  constructor(state: ExtendedState, qubits: readonly number[]) {
    const { parities, coins } = state.readOff(qubits);
    this.#parities = parities;
    this.#coins = coins;
    const seen = parities.reduce((mask, { core }) => mask | core, 0);
    this.#states = gathered(state.coreProbabilities, seen);
  }

  /** Every outcome with its probability; some may come more than once. @throws {Refused} where they are too many. */
  *exactly(weight: number): Generator<Outcome> {
    if (this.#count > outcomeLimit) throw tooManyOutcomes();
    for (const [state, probability] of this.#states)
      for (let coins = 0; coins < 2 ** this.#coins; coins++)
        yield [this.#bits(state, Int32Array.of(coins)), (weight * probability) / 2 ** this.#coins];
  }

  /** So many shots, gathered where outcomes are fewer than shots. */
  *drawn(shots: number, random: Random): Generator<Outcome> {
    if (this.#count <= Math.min(shots, outcomeLimit)) return yield* this.#counted(shots, random);
    const sums = cumulated(this.#states);
    const coins = new Int32Array(Math.ceil(this.#coins / 32));
    for (let shot = 0; shot < shots; shot++) {
      for (let word = 0; word < coins.length; word++) coins[word] = random.nextUint32();
      const [state = 0] = this.#states[placeOf(random.next() * (sums.at(-1) ?? 1), sums)] ?? [];
      yield [this.#bits(state, coins), 1];
    }
  }

  /** A binomial share of the shots that are left for each outcome. */
  *#counted(shots: number, random: Random): Generator<Outcome> {
    let left = shots;
    let rest = this.#states.reduce((sum, [, probability]) => sum + probability, 0);
    for (const [state, probability] of this.#states) {
      let own = probability >= rest ? left : binomial(random, left, probability / rest);
      left -= own;
      rest -= probability;
      for (let coins = 0; coins < 2 ** this.#coins; coins++) {
        const share = binomial(random, own, 1 / (2 ** this.#coins - coins));
        own -= share;
        if (share > 0) yield [this.#bits(state, Int32Array.of(coins)), share];
      }
    }
  }

  get #count(): number {
    return this.#states.length * 2 ** this.#coins;
  }

  #bits(state: number, coins: Int32Array): Uint8Array {
    return Uint8Array.from(this.#parities, (parity) => {
      let isOne = parity.isOdd !== isOdd(state & parity.core);
      for (const coin of parity.coins) if (((coins[coin >> 5]! >>> (coin & 31)) & 1) === 1) isOne = !isOne;
      return isOne ? 1 : 0;
    });
  }
}

/** The distribution of the bits that a mask shows, without what is rounding. */
function gathered(
  probabilities: Float64Array,
  mask: number,
): readonly (readonly [state: number, probability: number])[] {
  const sums = new Float64Array(probabilities.length);
  for (const [state, probability] of probabilities.entries()) sums[state & mask]! += probability;
  const found: (readonly [number, number])[] = [];
  for (const [state, sum] of sums.entries()) if (sum >= leastProbability) found.push([state, sum]);
  return found;
}

function cumulated(states: readonly (readonly [number, number])[]): Float64Array {
  let sum = 0;
  return Float64Array.from(states, ([, probability]) => (sum += probability));
}

/** The first place whose sum exceeds a number. */
function placeOf(number: number, sums: Float64Array): number {
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sums[middle]! > number) high = middle;
    else low = middle + 1;
  }
  return low;
}

function tooManyOutcomes(): Refused {
  return new Refused(
    'not-exact',
    `This circuit has more than ${outcomeLimit.toLocaleString('en')} different outcomes, too many for exact probabilities.`,
    'Ask for a number of shots instead.',
  );
}
