import type { Random } from '../../base/index.ts';
import { Tally, leastProbability, outcomeLimit, tooManyOutcomes } from '../sampling/tally.ts';
import type { Samples } from '../simulator.ts';

/** Outcomes of some parts: a key's own characters at their places, with a probability or a count each. */
type Table = readonly (readonly [key: string, weight: number])[];

/**
 * The samples of a circuit from those of its independent parts.
 *
 * @param owners the part that decides each character of the keys; nothing for a space.
 * @throws {Refused} where there are more outcomes than a result lists.
 */
export function joinedSamples(
  parts: readonly Samples[],
  owners: readonly (number | undefined)[],
  shots: number | undefined,
  random: Random,
): Samples {
  const tables = parts.map(({ counts, probabilities }): Table => Object.entries(counts ?? probabilities));
  const [first = [], ...others] = tables;
  let joined = first;
  for (const [place, table] of others.entries()) {
    const overlay = overlaid(owners, place + 1);
    joined =
      shots === undefined ? product(joined, table, overlay) : matched(joined, table, shots, random, overlay);
  }
  const tally = new Tally();
  for (const [key, weight] of joined) tally.add(key, weight);
  return shots === undefined ? tally.exact() : tally.counted(shots);
}

/** A key with the characters of one part taken from that part's key. */
type Overlay = (key: string, own: string) => string;

function overlaid(owners: readonly (number | undefined)[], part: number): Overlay {
  const places = owners.flatMap((owner, place) => (owner === part ? [place] : []));
  return (key, own) => {
    const characters = [...key];
    for (const place of places) characters[place] = own[place] ?? '0';
    return characters.join('');
  };
}

/** The distribution of two independent parts. */
function product(left: Table, right: Table, overlay: Overlay): Table {
  const joined: (readonly [string, number])[] = [];
  for (const [key, weight] of left)
    for (const [own, share] of right) {
      if (weight * share < leastProbability) continue;
      if (joined.length >= outcomeLimit) throw tooManyOutcomes();
      joined.push([overlay(key, own), weight * share]);
    }
  return joined;
}

/**
 * Counts of both parts together: given each part's counts, all orders of its shots are equally likely, so that those of
 * one part meet those of the other in random order.
 */
function matched(left: Table, right: Table, shots: number, random: Random, overlay: Overlay): Table {
  const [lefts, rights] = [expanded(left, shots), shuffled(expanded(right, shots), random)];
  const counts = new Map<number, number>();
  for (const [shot, place] of lefts.entries()) {
    const pair = place * right.length + (rights[shot] ?? 0);
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return [...counts].map(([pair, count]) => {
    const [key = ''] = left[Math.floor(pair / right.length)] ?? [];
    const [own = ''] = right[pair % right.length] ?? [];
    return [overlay(key, own), count];
  });
}

/** The place of each shot's outcome in a table. */
function expanded(table: Table, shots: number): Uint32Array {
  const places = new Uint32Array(shots);
  let at = 0;
  for (const [place, [, count]] of table.entries()) {
    places.fill(place, at, at + count);
    at += count;
  }
  return places;
}

/** Fisher and Yates's shuffle, in place. */
function shuffled(places: Uint32Array, random: Random): Uint32Array {
  for (let last = places.length - 1; last > 0; last--) {
    const other = Math.floor(random.next() * (last + 1));
    [places[last], places[other]] = [places[other] ?? 0, places[last] ?? 0];
  }
  return places;
}
