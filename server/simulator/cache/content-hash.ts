/** Hashes of things that do not change, such as the circuit of a loop over its parameters. */
const known = new WeakMap<object, string>();

/** The same with places in the source text. */
const knownWithPlaces = new WeakMap<object, string>();

/**
 * A hash of 128 bits of what a value says: equal for structurally equal values, places in the source text aside.
 * It tells results apart, and is no protection against anyone who looks for collisions.
 */
export function contentHash(parts: readonly unknown[]): string {
  return hashOf(parts.map(textOf).join('\n'));
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
  const hash = hashOf(write(part));
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

/** Four lanes of multiplications and shifts, each with every character, mixed at the end. */
function hashOf(text: string): string {
  let [a, b, c, d] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0x6a09e667];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    a = b ^ Math.imul(a ^ code, 0x239b961b);
    b = c ^ Math.imul(b ^ code, 0xab0e9789);
    c = d ^ Math.imul(c ^ code, 0x38b34ae5);
    d = a ^ Math.imul(d ^ code, 0xa1e38b93);
  }
  const sum = a ^ b ^ c ^ d;
  return [a ^ sum, b, c ^ sum, d].map((lane) => mixed(lane).toString(16).padStart(8, '0')).join('');
}

/** The finaliser of MurmurHash3 (Appleby). */
function mixed(lane: number): number {
  let value = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
