import { Refused } from '../run/refused.ts';
import { outcomeLimit } from '../sampling/tally.ts';
import { eachBranch } from './frames.ts';
import type { Reference } from './reference.ts';

/** An exact result lists at most 2 to this many outcomes. */
export const openBits = 16;

/**
 * The outcomes of a reference run's measurements are its own with any of these sets of measurements flipped, all
 * combinations alike; no two combinations are the same.
 */
export type Directions = readonly (readonly number[])[];

/**
 * @param events the measurements that matter.
 * @throws {Refused} when there are more than {@link openBits}; finally where no other method lists as many
 */
export function directionsOf(reference: Reference, events: readonly number[]): Directions {
  const { flips } = eachBranch(reference);
  const basis: { readonly vector: bigint; readonly top: bigint }[] = [];
  for (let branch = 0; branch < reference.branches; branch++) {
    const digits = events.map((event) => ((flips[event]?.[branch >> 5] ?? 0) >>> (branch & 31)) & 1);
    let vector = BigInt(`0b0${digits.toReversed().join('')}`);
    for (const earlier of basis) if ((vector & earlier.top) !== 0n) vector ^= earlier.vector;
    if (vector === 0n) continue;
    basis.push({ vector, top: 1n << BigInt(vector.toString(2).length - 1) });
    if (2 ** basis.length > outcomeLimit) throw tooManyOutcomes(true);
  }
  if (basis.length > openBits) throw tooManyOutcomes(false);
  return basis.map(({ vector }) => events.filter((_, place) => ((vector >> BigInt(place)) & 1n) === 1n));
}

/** Every outcome, as the bits of all measurements; the same array each time. */
export function* outcomesAlong(reference: Reference, directions: Directions): Generator<Uint8Array> {
  const bits = Uint8Array.from(reference.bits);
  yield bits;
  // Gray code: from one outcome to the next a single direction is taken.
  for (let count = 1; count < 2 ** directions.length; count++) {
    for (const event of directions[31 - Math.clz32(count & -count)] ?? []) bits[event]! ^= 1;
    yield bits;
  }
}

function tooManyOutcomes(isFinal: boolean): Refused {
  const count = (isFinal ? outcomeLimit : 2 ** openBits).toLocaleString('en');
  return new Refused({
    kind: 'not-exact',
    message: `This circuit has more than ${count} different outcomes, too many for exact probabilities.`,
    help: 'Ask for a number of shots instead.',
    isFinal,
  });
}
