// Moves amplitudes to where sums of bits of their indices say, as runs of CX gates do.

#include "operation.h"

// Writes rows of 2^bits amplitudes; their places differ in the bits of `high`. What is written to index y of the block
// comes from offset ^ images[b] over the set bits b of y, and is multiplied by a factor where one is given.
void index_map(const element *from, element *to, u32 bits, u32 high, u32 offset, const u32 *images, const factor *by) {
  u32 sources[1u << PLACE_BITS];
  sources[0] = offset;
  for (u32 bit = 0; bit < bits; bit++)
    for (u32 k = 0; k < 1u << bit; k++) sources[k | 1u << bit] = sources[k] ^ images[bit];
  const u32 places = 1u << bits;
  u32 at = 0, row = 0, origin = 0;
  do {
    element *const a = to + at;
    if (by)
      for (u32 k = 0; k < places; k++) put(a, k, times(get(from, origin ^ sources[k]), *by));
    else
      for (u32 k = 0; k < places; k++) a[k] = from[origin ^ sources[k]];
    at = (at - high) & high;
    // Counting on turns the lowest bits around, up to the first that was 0.
    for (u32 turned = row ^ (row + 1), bit = bits; turned && at; turned >>= 1, bit++) origin ^= images[bit];
    row++;
  } while (at != 0);
}
