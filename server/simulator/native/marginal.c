// Marginal distributions of dense states.

#include "bits.h"
#include "sum.h"

// Bits of an index that make the place in a chunk, whose probabilities are added in pairs; state/dense-state.ts knows the
// number too.
#define CHUNK_BITS 12

static void put_probabilities(f64 *row, const element *a, u32 count) {
  if (count == 1) {
    row[0] = magnitude_squared(get(a, 0));
    return;
  }
  for (u32 k = 0; k < count; k += 2) {
    const amplitude u = get(a, k), v = get(a, k + 1), first = u * u, second = v * v;
    *(amplitude *)(row + k) =
        __builtin_shufflevector(first, second, 0, 2) + __builtin_shufflevector(first, second, 1, 3);
  }
}

// Adds numbers whose places differ in a bit that is not in `kept`, pair by pair, so that 2^popcount(kept) of 2^bits are
// left; the bits that stay keep their order.
static void fold(f64 *row, u32 bits, u32 kept) {
  u32 blocks = 1;
  for (u32 bit = bits; bit-- > 0;) {
    if (kept >> bit & 1) {
      blocks *= 2;
      continue;
    }
    const u32 half = 1u << bit;
    for (u32 block = 0; block < blocks; block++) {
      f64 *to = row + block * half;
      const f64 *from = row + 2 * block * half;
      if (half == 1) to[0] = from[0] + from[1];
      else
        for (u32 k = 0; k < half; k += 2)
          *(amplitude *)(to + k) = *(const amplitude *)(from + k) + *(const amplitude *)(from + half + k);
    }
  }
}

// Threads share the marginal distribution over the bits `measured` of an index, packed. Unit `number` of the work are the
// chunks whose numbers have the bits `fixed` as the bits of `number` say; units that differ in a measured bit write to
// different entries, and others to tables of their own, which follow each other, and behind all tables come as many
// numbers for what sums have lost where `lost` is not 0. All tables are zeros before.
EXPORT(marginal)
(u32 first, u32 end, f64 *scratch, const element *a, u32 n, u32 measured, u32 fixed, f64 *tables, f64 *lost) {
  const u32 bits = n < CHUNK_BITS ? n : CHUNK_BITS, places = 1u << bits;
  const u32 inside = measured & (places - 1), outside = measured >> bits;
  const u32 entries = __builtin_popcount(inside), size = 1u << __builtin_popcount(measured);
  for (u32 number = first; number < end; number++) {
    const u32 values = deposit(number, fixed), table = size * extract(values, fixed & ~outside);
    FOR_EACH_INDEX(chunk, 1u << (n - bits), fixed, values, {
      put_probabilities(scratch, a + (chunk << bits), places);
      fold(scratch, bits, inside);
      const u32 at = table + (extract(chunk, outside) << entries);
      for (u32 k = 0; k < 1u << entries; k++) {
        compensated total = {tables[at + k], lost ? lost[at + k] : 0};
        add(&total, scratch[k]);
        tables[at + k] = total.sum;
        if (lost) lost[at + k] = total.lost;
      }
    })
  }
}
