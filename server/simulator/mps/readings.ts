import { Random } from '../../base/index.ts';
import type { Reading } from '../pure/pure-state.ts';
import { binomial } from '../sampling/binomial.ts';
import { leastProbability, outcomeLimit, tooManyOutcomes } from '../sampling/tally.ts';
import type { Chain } from './chain.ts';

/** Outcomes too unlikely to follow may have this probability together. */
const tolerance = 1e-9;

/** So many outcomes are drawn to see how many there are. */
const probeCount = 16;

/** So many outcomes go through a site together. */
const batch = 256;

/** An outcome of the sites so far: the ones among its bits, the last one first, and its weight. */
interface Outcome {
  readonly ones: Ones | undefined;
  readonly weight: number;
}

interface Ones {
  /** Where among the sites that are asked for. */
  readonly place: number;
  readonly before: Ones | undefined;
}

/** Outcomes of the sites so far, each with `rank` rows of what the sites behind it meet. */
interface Front {
  readonly outcomes: readonly Outcome[];
  readonly rank: number;
  readonly rows: Float64Array;
}

/** The shares of a weight for finding 0 and 1, by their probabilities. */
type Divide = (weight: number, zero: number, one: number) => readonly [number, number];

/**
 * The joint distribution of sites. Each outcome's tree of bits is followed as long as it is likely; a site that is not
 * asked for doubles the rows, as both of its values count.
 */
export function distribution(chain: Chain, sites: readonly number[]): Iterable<Reading> {
  if (outcomesBehind(chain, sites) > outcomeLimit) throw tooManyOutcomes();
  let lost = 0;
  const likely = (weight: number) => {
    if (weight >= leastProbability) return weight;
    lost += weight;
    if (lost > tolerance) throw tooManyOutcomes();
    return 0;
  };
  const divide: Divide = (weight, zero, one) => {
    const total = zero + one;
    return [likely((weight * zero) / total), likely((weight * one) / total)];
  };
  return new Descent(chain, sites, divide, false).from(1);
}

/** About how many outcomes there are: the mean of one over the probability of outcomes that are drawn. */
function outcomesBehind(chain: Chain, sites: readonly number[]): number {
  const random = new Random(1);
  const divide: Divide = (weight, zero, one) => {
    const odds = one / (zero + one);
    return random.next() < odds ? [0, weight * odds] : [weight * (1 - odds), 0];
  };
  const probes = Array.from({ length: probeCount }, () => {
    const [[, probability] = [undefined, 1]] = new Descent(chain, sites, divide, false).from(1);
    return 1 / probability;
  });
  return probes.reduce((sum, count) => sum + count, 0) / probeCount;
}

/**
 * Perfect sampling (Ferris and Vidal, Physical Review B 85, 165146, 2012): bit by bit by the conditional probability, the
 * shots that share their bits so far together.
 */
export function draw(
  chain: Chain,
  sites: readonly number[],
  shots: number,
  random: Random,
): Iterable<Reading> {
  const divide: Divide = (weight, zero, one) => {
    const ones = binomial(random, weight, one / (zero + one));
    return [weight - ones, ones];
  };
  return new Descent(chain, sites, divide, true).from(shots);
}

class Descent {
  readonly #chain: Chain;
  readonly #placeOf: ReadonlyMap<number, number>;
  readonly #last: number;
  readonly #divide: Divide;
  /** Whether sites that are not asked for are found in one of their values, too. */
  readonly #looksAtAll: boolean;

  constructor(chain: Chain, sites: readonly number[], divide: Divide, looksAtAll: boolean) {
    this.#chain = chain;
    this.#placeOf = new Map(sites.map((site, place) => [site, place]));
    this.#last = Math.max(-1, ...sites);
    this.#divide = divide;
    this.#looksAtAll = looksAtAll;
  }

  from(weight: number): Iterable<Reading> {
    this.#chain.moveCentre(0);
    const outcomes = [{ ones: undefined, weight }];
    return this.#descend(0, { outcomes, rank: 1, rows: Float64Array.of(1, 0) });
  }

  *#descend(site: number, front: Front): Generator<Reading> {
    if (site > this.#last) return yield* front.outcomes.map((outcome) => this.#reading(outcome));
    for (let first = 0; first < front.outcomes.length; first += batch) {
      const part = portion(front, this.#chain.site(site).left, first);
      const isFound = this.#looksAtAll || this.#placeOf.has(site);
      yield* this.#descend(site + 1, isFound ? this.#find(site, part) : this.#pass(site, part));
    }
  }

  #reading({ ones, weight }: Outcome): Reading {
    const bits = new Uint8Array(this.#placeOf.size);
    for (let one = ones; one !== undefined; one = one.before) bits[one.place] = 1;
    return [bits, weight];
  }

  /** The rows behind a site: for each of those before it one for 0 and one for 1. */
  #through(site: number, { rows, rank, outcomes }: Front): Float64Array {
    const { workspace } = this.#chain;
    const { left, right, data } = this.#chain.site(site);
    workspace.clear();
    const product = workspace.multiply(
      workspace.load(rows, rank * outcomes.length, left),
      workspace.load(data, left, 2 * right),
    );
    return workspace.read(product);
  }

  #find(site: number, front: Front): Front {
    const { right } = this.#chain.site(site);
    const { rank } = front;
    const all = this.#through(site, front);
    const place = this.#placeOf.get(site);
    const outcomes: Outcome[] = [];
    const block = 2 * rank * right;
    const kept = new Float64Array(2 * front.outcomes.length * block);
    for (let index = 0; index < front.outcomes.length; index++) {
      const { ones, weight } = front.outcomes[index]!;
      const first = 2 * index * rank;
      const norms = [normOf(all, rank, right, first), normOf(all, rank, right, first + 1)] as const;
      const shares = this.#divide(weight, ...norms);
      for (const bit of [0, 1] as const) {
        if (shares[bit] === 0) continue;
        const scale = 1 / Math.sqrt(norms[bit]);
        copyRows(all, rank, right, first + bit, scale, kept, outcomes.length * block);
        const found = bit === 1 && place !== undefined ? { place, before: ones } : ones;
        outcomes.push({ ones: found, weight: shares[bit] });
      }
    }
    return { outcomes, rank, rows: kept.subarray(0, outcomes.length * block) };
  }

  /** A site that is not asked for. */
  #pass(site: number, front: Front): Front {
    const { right } = this.#chain.site(site);
    const rows = this.#through(site, front);
    const rank = 2 * front.rank;
    return rank <= right ? { ...front, rank, rows } : this.#compressed({ ...front, rank, rows }, right);
  }

  /** As few rows with the same Gram matrix: those of the triangular factor. */
  #compressed({ outcomes, rank, rows }: Front, columns: number): Front {
    const { workspace } = this.#chain;
    const size = 2 * rank * columns;
    const factors = outcomes.map((_, index) => {
      workspace.clear();
      const block = workspace.load(rows.subarray(index * size, (index + 1) * size), rank, columns);
      const { left } = workspace.orthonormalRows(workspace.transpose(block));
      const factor = new Float64Array(2 * columns * columns);
      factor.set(workspace.read(workspace.transpose(left)));
      return factor;
    });
    return { outcomes, rank: columns, rows: joined(factors) };
  }
}

function portion({ outcomes, rank, rows }: Front, columns: number, first: number): Front {
  const part = outcomes.slice(first, first + batch);
  const size = 2 * rank * columns;
  return { outcomes: part, rank, rows: rows.subarray(first * size, (first + part.length) * size) };
}

/** The squared norm of `rank` rows of `columns` entries, every second one from `first` on. */
function normOf(all: Float64Array, rank: number, columns: number, first: number): number {
  let sum = 0;
  for (let row = 0; row < rank; row++) {
    const from = 2 * (first + 2 * row) * columns;
    for (let at = from; at < from + 2 * columns; at++) sum += all[at]! * all[at]!;
  }
  return sum;
}

/**
 * Copies such rows, scaled to norm 1: conditional probabilities need no norm, and without it long products neither vanish
 * nor lose digits.
 */
function copyRows(
  all: Float64Array,
  rank: number,
  columns: number,
  first: number,
  scale: number,
  target: Float64Array,
  at: number,
): void {
  let to = at;
  for (let row = 0; row < rank; row++) {
    const from = 2 * (first + 2 * row) * columns;
    for (let part = 0; part < 2 * columns; part++) target[to++] = all[from + part]! * scale;
  }
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const [first] = parts;
  const all = new Float64Array(parts.length * (first?.length ?? 0));
  for (const [place, part] of parts.entries()) all.set(part, place * part.length);
  return all;
}
