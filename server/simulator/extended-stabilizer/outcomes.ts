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
  readonly #states: CoreStates;

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
    const { states, probabilities } = this.#states;
    for (let place = 0; place < states.length; place++)
      for (let coins = 0; coins < 2 ** this.#coins; coins++) {
        const share = (weight * probabilities[place]!) / 2 ** this.#coins;
        yield [this.#bits(states[place]!, Int32Array.of(coins)), share];
      }
  }

  /** So many shots, gathered where outcomes are fewer than shots. */
  *drawn(shots: number, random: Random): Generator<Outcome> {
    if (this.#count <= Math.min(shots, outcomeLimit)) return yield* this.#counted(shots, random);
    const { states, probabilities } = this.#states;
    const sums = cumulated(probabilities);
    const coins = new Int32Array(Math.ceil(this.#coins / 32));
    for (let shot = 0; shot < shots; shot++) {
      for (let word = 0; word < coins.length; word++) coins[word] = random.nextUint32();
      yield [this.#bits(states[placeOf(random.next() * (sums.at(-1) ?? 1), sums)]!, coins), 1];
    }
  }

  /** A binomial share of the shots that are left for each outcome. */
  *#counted(shots: number, random: Random): Generator<Outcome> {
    const { states, probabilities } = this.#states;
    let left = shots;
    let rest = probabilities.reduce((sum, probability) => sum + probability, 0);
    for (let place = 0; place < states.length && left > 0; place++) {
      const probability = probabilities[place]!;
      let own = probability >= rest ? left : binomial(random, left, probability / rest);
      left -= own;
      rest -= probability;
      for (let coins = 0; coins < 2 ** this.#coins && own > 0; coins++) {
        const share = binomial(random, own, 1 / (2 ** this.#coins - coins));
        own -= share;
        if (share > 0) yield [this.#bits(states[place]!, Int32Array.of(coins)), share];
      }
    }
  }

  get #count(): number {
    return this.#states.states.length * 2 ** this.#coins;
  }

  #bits(state: number, coins: Int32Array): Uint8Array {
    return Uint8Array.from(this.#parities, (parity) => {
      let isOne = parity.isOdd !== isOdd(state & parity.core);
      for (const coin of parity.coins) if (((coins[coin >> 5]! >>> (coin & 31)) & 1) === 1) isOne = !isOne;
      return isOne ? 1 : 0;
    });
  }
}

/** Basis states of the core in rising order, and their probabilities. */
interface CoreStates {
  readonly states: Int32Array;
  readonly probabilities: Float64Array;
}

/** The distribution of the bits that a mask shows, without what is rounding. */
function gathered(all: Float64Array, mask: number): CoreStates {
  const sums = new Float64Array(all.length);
  for (let state = 0; state < all.length; state++) sums[state & mask]! += all[state]!;
  const states = new Int32Array(all.length);
  let count = 0;
  for (let state = 0; state < sums.length; state++) {
    if (sums[state]! < leastProbability) continue;
    states[count] = state;
    sums[count++] = sums[state]!;
  }
  return { states: states.subarray(0, count), probabilities: sums.subarray(0, count) };
}

function cumulated(probabilities: Float64Array): Float64Array {
  let sum = 0;
  return probabilities.map((probability) => (sum += probability));
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
