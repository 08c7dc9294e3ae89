// Moves amplitudes to where sums of bits of their indices say, as runs of CX gates do.

#include "operation.h"

// Moves every amplitude: the one of index y becomes the one that was at offset ^ images[b] over the set bits b of y.
// `work` has room for all amplitudes.
void index_map(element *a, u32 n, u32 offset, const u32 *images, element *work) {
  const u32 bits = n < PLACE_BITS ? n : PLACE_BITS, places = 1u << bits;
  u32 sources[1u << PLACE_BITS];
  sources[0] = offset;
  for (u32 bit = 0; bit < bits; bit++)
    for (u32 k = 0; k < 1u << bit; k++) sources[k | 1u << bit] = sources[k] ^ images[bit];
  __builtin_memcpy(work, a, sizeof(element) << n);
  for (u32 row = 0; row < 1u << (n - bits); row++, a += places) {
    u32 from = 0;
    for (u32 rest = row; rest; rest &= rest - 1) from ^= images[bits + __builtin_ctz(rest)];
    for (u32 k = 0; k < places; k++) a[k] = work[from ^ sources[k]];
  }
}
