import type { Random } from '../../base/index.ts';
import { binomial } from '../sampling/binomial.ts';
import type { Unravelling } from './unravelling.ts';

/** A channel on the way: its place among what happens, and what it may do. */
export interface Site {
  readonly at: number;
  readonly unravelling: Unravelling;
}

/** What a site does other than the usual: a branch of its unravelling. */
export interface Choice {
  readonly at: number;
  readonly branch: number;
}

/** What noise does on some shots: its choices in their order. */
export interface Pattern {
  readonly choices: readonly Choice[];
  /** Whether the last choice is left to the state; what comes behind it is not drawn yet. */
  readonly isOpen: boolean;
  readonly shots: number;
}

/** A pattern that is drawn up to the site `from`. */
interface Growing {
  readonly choices: readonly Choice[];
  readonly from: number;
  readonly shots: number;
}

/** What a site does other than the usual, on so many shots. */
interface Stray {
  readonly place: number;
  readonly branch: number;
  readonly shots: number;
}

/** Draws what noise does before anything is simulated: each pattern once, with its number of shots. */
export class PatternSource {
  readonly #sites: readonly Site[];
  readonly #random: Random;
  /** −ln of the probability that all sites before a place do the usual, those aside that are left to the state. */
  readonly #hazards: Float64Array;
  /** For each place the next site that is always left to the state, or the number of sites. */
  readonly #ends: Uint32Array;

  constructor(sites: readonly Site[], random: Random) {
    this.#sites = sites;
    this.#random = random;
    this.#hazards = new Float64Array(sites.length + 1);
    this.#ends = new Uint32Array(sites.length + 1).fill(sites.length);
    for (const [place, { unravelling }] of sites.entries()) {
      const usual = isOpen(unravelling, 0) ? 1 : Math.min(1, unravelling[0]?.probability ?? 1);
      this.#hazards[place + 1] = (this.#hazards[place] ?? 0) - Math.log(usual);
    }
    for (const [place, { unravelling }] of [...sites.entries()].toReversed())
      this.#ends[place] = isOpen(unravelling, 0) ? place : (this.#ends[place + 1] ?? 0);
  }

  /** The probability that all sites do the usual; nothing where some are always left to the state. */
  get usualProbability(): number | undefined {
    return this.#end(0) === this.#sites.length ? this.#survival(0) : undefined;
  }

  /** Patterns of the sites from place `at` of what happens on. */
  draw(at: number, shots: number): readonly Pattern[] {
    const first = this.#sites.findIndex((site) => site.at >= at);
    const patterns: Pattern[] = [];
    this.#grow([{ choices: [], from: first < 0 ? this.#sites.length : first, shots }], patterns);
    return patterns;
  }

  /** Patterns of shots on which not all sites do the usual. */
  drawUnusual(shots: number): readonly Pattern[] {
    const patterns: Pattern[] = [];
    this.#grow(this.#stray({ choices: [], from: 0, shots }, patterns), patterns);
    return patterns;
  }

  #grow(pending: Growing[], patterns: Pattern[]): void {
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const { choices, from, shots } = next;
      const usual = binomial(this.#random, shots, this.#survival(from));
      if (usual > 0) patterns.push(this.#finished(choices, from, usual));
      if (usual < shots) pending.push(...this.#stray({ choices, from, shots: shots - usual }, patterns));
    }
  }

  /** Lets at least one of the sites from `from` on do something else on each shot; returns what has to grow further. */
  #stray({ choices, from, shots }: Growing, patterns: Pattern[]): Growing[] {
    const growing: Growing[] = [];
    for (const { place, branch, shots: share } of this.#firstStrays(from, shots)) {
      const { at, unravelling } = this.#sites[place] ?? { at: 0, unravelling: [] };
      const longer = [...choices, { at, branch }];
      if (isOpen(unravelling, branch)) patterns.push({ choices: longer, isOpen: true, shots: share });
      else growing.push({ choices: longer, from: place + 1, shots: share });
    }
    return growing;
  }

  #firstStrays(from: number, shots: number): Iterable<Stray> {
    const strays = new Map<string, Stray>();
    for (let shot = 0; shot < shots; shot++) {
      const place = this.#firstStray(from);
      const branch = this.#branchAt(place);
      const key = `${place}:${branch}`;
      strays.set(key, { place, branch, shots: (strays.get(key)?.shots ?? 0) + 1 });
    }
    return strays.values();
  }

  /** Goes on with the usual up to the end, or to the site that is always left to the state. */
  #finished(choices: readonly Choice[], from: number, shots: number): Pattern {
    const forced = this.#sites[this.#end(from)];
    if (forced === undefined) return { choices, isOpen: false, shots };
    return { choices: [...choices, { at: forced.at, branch: 0 }], isOpen: true, shots };
  }

  #end(from: number): number {
    return this.#ends[from] ?? this.#sites.length;
  }

  #hazard(place: number): number {
    return this.#hazards[place] ?? 0;
  }

  #survival(from: number): number {
    return Math.exp(this.#hazard(from) - this.#hazard(this.#end(from)));
  }

  /** The first site from `from` on that does something else, given that one does. */
  #firstStray(from: number): number {
    const share = this.#random.next() * (1 - this.#survival(from));
    const reached = this.#hazard(from) - Math.log1p(-share);
    let [low, high] = [from, this.#end(from) - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#hazard(middle + 1) > reached) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Any branch of a site but the usual one. */
  #branchAt(place: number): number {
    const [, ...others] = this.#sites[place]?.unravelling ?? [];
    let rest = this.#random.next() * others.reduce((sum, { probability }) => sum + probability, 0);
    const found = others.findIndex(({ probability }) => (rest -= probability) < 0);
    return found < 0 ? others.length : found + 1;
  }
}

/** Whether the state decides what happens in a branch. */
export function isOpen(unravelling: Unravelling, branch: number): boolean {
  return (unravelling[branch]?.jumps.length ?? 1) > 1;
}

/** The place of the first choice that not all of these different patterns make. */
export function divergence(patterns: readonly Pattern[]): number {
  const [first, ...others] = patterns;
  let common = first?.choices.length ?? 0;
  for (const { choices } of others) common = Math.min(common, sharedChoices(first?.choices ?? [], choices));
  return patterns.reduce((least, { choices }) => Math.min(least, choices[common]?.at ?? Infinity), Infinity);
}

function sharedChoices(a: readonly Choice[], b: readonly Choice[]): number {
  let shared = 0;
  while (shared < a.length && shared < b.length && isSame(a[shared], b[shared])) shared++;
  return shared;
}

function isSame(a: Choice | undefined, b: Choice | undefined): boolean {
  return a?.at === b?.at && a?.branch === b?.branch;
}
