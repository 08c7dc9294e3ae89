// Sums of Pauli words on dense states: expectation values, their action, and what derivatives are read off.

#include "bits.h"
#include "sum.h"

// A Pauli word that flips the bits `flips` of an index: its coefficient times i^(number of Y), and the bits whose
// parity gives the sign.
typedef struct {
  f64 re;
  f64 im;
  u32 signs;
  u32 padding;
} word;

// Bits of an index that make the place in a row; state/dense-state.ts knows the number too.
#define ROW_BITS 7

// The sums over a row of its terms, with the sign of each parity of the place: row[m] becomes the sum over k of
// (-1)^popcount(k & m) row[k] (a Walsh-Hadamard transform).
static void signed_sums(amplitude *row, u32 bits) {
  u32 step = 1;
  if (bits & 1) {
    for (u32 k = 0; k < 1u << bits; k += 2) {
      const amplitude even = row[k], odd = row[k + 1];
      row[k] = even + odd;
      row[k + 1] = even - odd;
    }
    step = 2;
  }
  // Two bits at a time.
  for (; step < 1u << bits; step *= 4)
    for (u32 first = 0; first < 1u << bits; first += 4 * step)
      for (u32 k = first; k < first + step; k++) {
        const amplitude v0 = row[k], v1 = row[k + step], v2 = row[k + 2 * step], v3 = row[k + 3 * step];
        const amplitude even = v0 + v1, odd = v0 - v1, next_even = v2 + v3, next_odd = v2 - v3;
        row[k] = even + next_even;
        row[k + step] = odd + next_odd;
        row[k + 2 * step] = even - next_even;
        row[k + 3 * step] = odd - next_odd;
      }
}

// The sum of coefficient · <a| word |a> over words that share `flips`, in one pass that costs nearly the same for any
// number of words. An index and its flipped partner contribute equally, so that only the rows with the highest flipped
// bit clear are visited where it is a bit of the row's number.
EXPORT_AS(f64, expectation)
(u32 first, u32 end, void *scratch, const element *a, u32 n, u32 flips, const word *words, u32 count) {
  const u32 bits = n < ROW_BITS ? n : ROW_BITS, places = 1u << bits;
  const u32 highest = flips ? 1u << (31 - __builtin_clz(flips)) : 0, half = highest >> bits;
  const amplitude conjugate = {1, -1};
  amplitude row[1u << ROW_BITS];
  compensated total = {0, 0};
  for (u32 number = first; number < end; number++) {
    if (number & half) continue;
    const u32 start = number << bits;
    const element *here = a + start, *there = a + (start ^ (flips & ~(places - 1)));
    const u32 across = flips & (places - 1);
    for (u32 k = 0; k < places; k++) {
      const amplitude u = get(here, k), v = get(there, k ^ across);
      const amplitude same = v * u, other = v * swapped(u) * conjugate;
      row[k] = __builtin_shufflevector(same, other, 0, 2) + __builtin_shufflevector(same, other, 1, 3);
    }
    signed_sums(row, bits);
    f64 sum = 0;
    for (u32 w = 0; w < count; w++) {
      const amplitude at = row[words[w].signs & (places - 1)];
      const f64 term = words[w].re * at[0] - words[w].im * at[1];
      sum += (__builtin_popcount(start & words[w].signs) & 1) ? -term : term;
    }
    add(&total, sum);
  }
  return total.sum * (half ? 2 : 1);
}

// The factor of each place of a row for words that share their flips: the sum over words of its coefficient, with the
// sign that the word has at that index.
static void row_factors(amplitude *row, u32 bits, u32 start, const word *words, u32 count) {
  const u32 places = 1u << bits;
  for (u32 k = 0; k < places; k++) row[k] = (amplitude){0, 0};
  for (u32 w = 0; w < count; w++) {
    const amplitude c = {words[w].re, words[w].im};
    const u32 at = words[w].signs & (places - 1);
    row[at] = (__builtin_popcount(start & words[w].signs) & 1) ? row[at] - c : row[at] + c;
  }
  signed_sums(row, bits);
}

// Adds the sum of words that share `flips`, a Hermitian operator, applied to the state `from`, to the state `to`: rows
// `first` to before `end`. Two rows that are flipped into each other share their factors, which are conjugates.
EXPORT(observe)
(u32 first, u32 end, void *scratch, const element *from, element *to, u32 n, u32 flips, const word *words, u32 count) {
  const u32 bits = n < ROW_BITS ? n : ROW_BITS, places = 1u << bits;
  const u32 across = flips & (places - 1), beyond = flips & ~(places - 1);
  const u32 half = beyond ? 1u << (31 - __builtin_clz(beyond)) : 0;
  amplitude row[1u << ROW_BITS];
  for (u32 number = first; number < end; number++) {
    const u32 start = number << bits;
    if (start & half) continue;
    const u32 other = start ^ beyond;
    row_factors(row, bits, start, words, count);
    for (u32 k = 0; k < places; k++) {
      const amplitude re = {row[k][0], row[k][0]}, im = {-row[k][1], row[k][1]};
      const u32 i = start + k, j = other + (k ^ across);
      const amplitude u = get(from, i), v = get(from, j);
      put(to, j, multiply_add(swapped(u), im, multiply_add(u, re, get(to, j))));
      if (half) put(to, i, multiply_subtract(swapped(v), im, multiply_add(v, re, get(to, i))));
    }
  }
}

// Words that share `flips`: `count` of them from `first` on.
typedef struct {
  u32 flips;
  u32 first;
  u32 count;
} word_group;

// With H the sum of all words, puts what rows `first` to before `end`, the part with number k, add to <a| H |a> and to
// |H |a>|^2 into out[2k] and out[2k + 1]. Each row of H |a> is made from the rows of all groups, so that no second state
// is needed.
EXPORT(moments)
(u32 first, u32 end, void *scratch, const element *a, u32 n, const word_group *groups, u32 count, const word *words,
 f64 *out) {
  const u32 bits = n < ROW_BITS ? n : ROW_BITS, places = 1u << bits;
  const amplitude sign = {-1, 1};
  amplitude row[1u << ROW_BITS], image[1u << ROW_BITS];
  compensated mean = {0, 0}, square = {0, 0};
  for (u32 number = first; number < end; number++) {
    const u32 start = number << bits;
    for (u32 k = 0; k < places; k++) image[k] = (amplitude){0, 0};
    for (u32 g = 0; g < count; g++) {
      const u32 across = groups[g].flips & (places - 1), from = start ^ (groups[g].flips & ~(places - 1));
      row_factors(row, bits, from, words + groups[g].first, groups[g].count);
      for (u32 k = 0; k < places; k++) {
        const amplitude c = row[k], v = get(a, from + k);
        const amplitude re = {c[0], c[0]}, im = {c[1], c[1]};
        image[k ^ across] = multiply_add(swapped(v) * sign, im, multiply_add(v, re, image[k ^ across]));
      }
    }
    amplitude along = {0, 0}, size = {0, 0};
    for (u32 k = 0; k < places; k++) {
      along += image[k] * get(a, start + k);
      size += image[k] * image[k];
    }
    add(&mean, along[0] + along[1]);
    add(&square, size[0] + size[1]);
  }
  const u32 part = first / (end - first);
  out[2 * part] = mean.sum;
  out[2 * part + 1] = square.sum;
}

// conj(u)·v, added to a sum that is kept as (re, re) and (im, -im) parts.
typedef struct {
  amplitude re;
  amplitude im;
} overlap;

static inline void add_overlap(overlap *sum, amplitude u, amplitude v) {
  sum->re = multiply_add(u, v, sum->re);
  sum->im = multiply_add(u, swapped(v), sum->im);
}

// Adds sums to those of earlier terms and starts them anew.
static void put_overlaps(compensated *totals, overlap *sums, u32 count) {
  for (u32 k = 0; k < count; k++) {
    add(totals + 2 * k, sums[k].re[0] + sums[k].re[1]);
    add(totals + 2 * k + 1, sums[k].im[0] - sums[k].im[1]);
    sums[k] = (overlap){0};
  }
}

static void put_totals(f64 *out, const compensated *totals, u32 count) {
  for (u32 k = 0; k < 2 * count; k++) out[k] = totals[k].sum;
}

// Terms that are added before rounding is looked after.
#define OVERLAP_MASK 1023u

// Overlaps of the states u and v where (index & mask) == values: out[row][column], the sum of
// conj(u[index with the targets at row])·v[index with the targets at column], for no, one or two targets. Unit `number`
// of the work are the indices in which the bits `fixed`, which are neither targets nor in the mask, are the bits of
// `number`; it writes its complex numbers behind those of the units before it.
EXPORT(overlap0)
(u32 first, u32 end, void *scratch, const element *u, const element *v, u32 n, u32 fixed, u32 mask, u32 values, f64 *out) {
  for (u32 number = first; number < end; number++) {
    overlap sum = {0};
    compensated totals[2] = {0};
    u32 terms = 0;
    FOR_EACH_INDEX(i, 1u << n, fixed | mask, deposit(number, fixed) | values, {
      add_overlap(&sum, get(u, i), get(v, i));
      if ((++terms & OVERLAP_MASK) == 0) put_overlaps(totals, &sum, 1);
    })
    put_overlaps(totals, &sum, 1);
    put_totals(out + 2 * number, totals, 1);
  }
}

EXPORT(overlap1)
(u32 first, u32 end, void *scratch, const element *u, const element *v, u32 n, u32 fixed, u32 mask, u32 values, f64 *out,
 u32 p) {
  const u32 bit = 1u << p;
  for (u32 number = first; number < end; number++) {
    overlap sums[4] = {0};
    compensated totals[8] = {0};
    u32 terms = 0;
    FOR_EACH_INDEX(i, 1u << n, fixed | bit | mask, deposit(number, fixed) | values, {
      const amplitude u0 = get(u, i), u1 = get(u, i | bit), v0 = get(v, i), v1 = get(v, i | bit);
      add_overlap(sums, u0, v0);
      add_overlap(sums + 1, u0, v1);
      add_overlap(sums + 2, u1, v0);
      add_overlap(sums + 3, u1, v1);
      if ((++terms & OVERLAP_MASK) == 0) put_overlaps(totals, sums, 4);
    })
    put_overlaps(totals, sums, 4);
    put_totals(out + 8 * number, totals, 4);
  }
}

EXPORT(overlap2)
(u32 first, u32 end, void *scratch, const element *u, const element *v, u32 n, u32 fixed, u32 mask, u32 values, f64 *out,
 u32 p, u32 q) {
  const u32 at[4] = {0, 1u << p, 1u << q, 1u << p | 1u << q};
  for (u32 number = first; number < end; number++) {
    overlap sums[16] = {0};
    compensated totals[32] = {0};
    u32 terms = 0;
    FOR_EACH_INDEX(i, 1u << n, fixed | at[3] | mask, deposit(number, fixed) | values, {
      for (u32 row = 0; row < 4; row++)
        for (u32 column = 0; column < 4; column++)
          add_overlap(sums + 4 * row + column, get(u, i | at[row]), get(v, i | at[column]));
      if ((++terms & OVERLAP_MASK) == 0) put_overlaps(totals, sums, 16);
    })
    put_overlaps(totals, sums, 16);
    put_totals(out + 32 * number, totals, 16);
  }
}
