import { parity } from '../mapping/index.ts';

/** What a†ₚa_q + a†_qaₚ (or the occupation of p where p = q) does to the strings of one spin. */
export interface StringExcitation {
  readonly p: number;
  readonly q: number;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly sign: Int8Array;
}

/** The ways to put electrons of one spin into orbitals, as masks in ascending order. */
export function occupationStrings(orbitals: number, electrons: number): readonly number[] {
  const masks: number[] = [];
  for (let mask = 2 ** electrons - 1; mask < 2 ** orbitals; mask = nextWithSameCount(mask)) {
    masks.push(mask);
    if (mask === 0) break;
  }
  return masks;
}

/** Gosper's step to the next number with as many set bits. */
function nextWithSameCount(mask: number): number {
  const lowest = mask & -mask;
  const carried = mask + lowest;
  return carried + Math.floor(((mask ^ carried) >>> 2) / lowest);
}

export function stringExcitations(orbitals: number, strings: readonly number[]): readonly StringExcitation[] {
  const places = new Map(strings.map((mask, place) => [mask, place]));
  const found: StringExcitation[] = [];
  for (let p = 0; p < orbitals; p++)
    for (let q = 0; q <= p; q++) found.push({ p, q, ...moves(strings, places, p, q) });
  return found;
}

function moves(strings: readonly number[], places: ReadonlyMap<number, number>, p: number, q: number) {
  const [from, to, sign]: [number[], number[], number[]] = [[], [], []];
  const pair = (1 << p) | (1 << q);
  const between = ((1 << p) - 1) & ~((2 << q) - 1);
  for (const [place, mask] of strings.entries()) {
    const held = mask & pair;
    const moved = p === q ? mask : mask ^ pair;
    if (held === 0 || (p !== q && held === pair)) continue;
    from.push(place);
    to.push(places.get(moved) ?? 0);
    sign.push(parity(mask & between) === 1 ? -1 : 1);
  }
  return { from: Int32Array.from(from), to: Int32Array.from(to), sign: Int8Array.from(sign) };
}
