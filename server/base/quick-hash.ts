/**
 * A hash of 128 bits of a text or of words, as 32 hexadecimal digits. It tells contents apart, and is no protection
 * against anyone who looks for collisions.
 */
export function quickHash(content: string | Int32Array): string {
  const codes = typeof content === 'string' ? codesOf(content) : content;
  // Four lanes of multiplications and shifts, each with every code, mixed at the end.
  let [a, b, c, d] = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0x6a09e667];
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at] ?? 0;
    a = b ^ Math.imul(a ^ code, 0x239b961b);
    b = c ^ Math.imul(b ^ code, 0xab0e9789);
    c = d ^ Math.imul(c ^ code, 0x38b34ae5);
    d = a ^ Math.imul(d ^ code, 0xa1e38b93);
  }
  const sum = a ^ b ^ c ^ d;
  return [a ^ sum, b, c ^ sum, d].map((lane) => mixed(lane).toString(16).padStart(8, '0')).join('');
}

function codesOf(text: string): Int32Array {
  const codes = new Int32Array(text.length);
  for (let at = 0; at < text.length; at++) codes[at] = text.charCodeAt(at);
  return codes;
}

/** The finaliser of MurmurHash3 (Appleby). */
function mixed(lane: number): number {
  let value = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
