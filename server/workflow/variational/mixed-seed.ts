/** A seed that looks unrelated for each place (the finaliser of MurmurHash3). */
export function mixed(seed: number, place: number): number {
  let hash = Math.imul(seed ^ Math.floor(seed / 2 ** 32) ^ Math.imul(place + 1, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
