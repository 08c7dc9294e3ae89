import { quickHash } from '../../base/index.ts';

/** Hashes of things that do not change, such as the circuit of a loop over its parameters. */
const known = new WeakMap<object, string>();

/** The same with places in the source text. */
const knownWithPlaces = new WeakMap<object, string>();

/**
 * A hash of 128 bits of what a value says: equal for structurally equal values, places in the source text aside.
 * It tells results apart, and is no protection against anyone who looks for collisions.
 */
export function contentHash(parts: readonly unknown[]): string {
  return quickHash(parts.map(textOf).join('\n'));
}

/** A hash as {@link contentHash} makes it of one thing, its places in the source text included. */
export function hashWithPlaces(part: object): string {
  return keptHash(part, knownWithPlaces, (value) =>
    JSON.stringify(value, (_, inner: unknown) => plain(inner)),
  );
}

function textOf(part: unknown): string {
  return typeof part !== 'object' || part === null ? written(part) : keptHash(part, known, written);
}

function keptHash(part: object, kept: WeakMap<object, string>, write: (value: object) => string): string {
  const found = kept.get(part);
  if (found !== undefined) return found;
  const hash = quickHash(write(part));
  kept.set(part, hash);
  return hash;
}

function written(value: unknown): string {
  return (
    JSON.stringify(value, (key, inner: unknown) => (key === 'span' ? undefined : plain(inner))) ?? 'nothing'
  );
}

/** What JSON cannot say, or says of several values alike. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return { integer: String(value) };
  if (typeof value !== 'number') return value;
  if (Number.isFinite(value)) return Object.is(value, -0) ? { number: '-0' } : value;
  return { number: String(value) };
}
