// Runs a list of operations on a state block by block: so many amplitudes are gathered that they fit in the cache, all
// operations act on them there, and they go back. The list comes from program/encoding.ts.

#include "amplitude.h"

// One operation. Masks, values and qubits are those of the block; it acts only in blocks whose place in the state has
// the bits `outer_values` in `outer_mask`.
typedef struct {
  u32 kind;
  u32 p;
  u32 q;
  u32 mask;
  u32 values;
  u32 outer_mask;
  u32 outer_values;
  u32 count;
  const f64 *data;
  const u32 *words;
  u32 padding[2];
} operation;

enum { MATRIX1, REAL1, PHASE, FLIP, SWAP, PAIR, PAIR_PHASES, PAIR_MATRIX, MATRIX, PHASES };

// A phase that a block gets as a whole, or on one of its qubits, where its place has all bits of `outer`.
typedef struct {
  u32 qubit;
  u32 outer;
  f64 re;
  f64 im;
} outer_phase;

// Turns [[1, -t], [t, 1]] on p and on q; then row k moves to row to[k], times a factor where `has_factors`.
static inline __attribute__((always_inline)) void pair(amplitude *a, u32 n, u32 p, u32 q, const u32 *to, const f64 *d,
                                                       int has_factors) {
  const u32 first = 1u << p, second = 1u << q;
  const u32 offsets[4] = {0, first, second, first | second};
  amplitude *const a0 = a + offsets[to[0]], *const a1 = a + offsets[to[1]];
  amplitude *const a2 = a + offsets[to[2]], *const a3 = a + offsets[to[3]];
  const amplitude tp = {d[0], d[0]}, tq = {d[1], d[1]};
  const factor f1 = spread(d[4], d[5]), f2 = spread(d[6], d[7]), f3 = spread(d[8], d[9]);
  FOR_EACH_INDEX(i, 1u << n, first | second, 0, {
    const amplitude v0 = a[i], v1 = a[i | first], v2 = a[i | second], v3 = a[i | first | second];
    const amplitude w0 = multiply_subtract(v1, tp, v0), w1 = multiply_add(v0, tp, v1);
    const amplitude w2 = multiply_subtract(v3, tp, v2), w3 = multiply_add(v2, tp, v3);
    const amplitude x0 = multiply_subtract(w2, tq, w0), x1 = multiply_subtract(w3, tq, w1);
    const amplitude x2 = multiply_add(w0, tq, w2), x3 = multiply_add(w1, tq, w3);
    a0[i] = x0;
    a1[i] = has_factors ? times(x1, f1) : x1;
    a2[i] = has_factors ? times(x2, f2) : x2;
    a3[i] = has_factors ? times(x3, f3) : x3;
  })
}

// A row of four factors times four amplitudes v, which come swapped as w too.
static inline amplitude product(const factor *m, amplitude v0, amplitude v1, amplitude v2, amplitude v3, amplitude w0,
                                amplitude w1, amplitude w2, amplitude w3) {
  const amplitude left = multiply_add(w1, m[1].im, multiply_add(v1, m[1].re, multiply_add(w0, m[0].im, v0 * m[0].re)));
  const amplitude right = multiply_add(w3, m[3].im, multiply_add(v3, m[3].re, multiply_add(w2, m[2].im, v2 * m[2].re)));
  return left + right;
}

// A 4×4 matrix, whose 16 entries come spread as (re, re, -im, im).
static void pair_matrix(amplitude *a, u32 n, u32 p, u32 q, const factor *m) {
  const u32 first = 1u << p, second = 1u << q;
  FOR_EACH_INDEX(i, 1u << n, first | second, 0, {
    const amplitude v0 = a[i], v1 = a[i | first], v2 = a[i | second], v3 = a[i | first | second];
    const amplitude w0 = swapped(v0), w1 = swapped(v1), w2 = swapped(v2), w3 = swapped(v3);
    const amplitude x0 = product(m, v0, v1, v2, v3, w0, w1, w2, w3);
    const amplitude x1 = product(m + 4, v0, v1, v2, v3, w0, w1, w2, w3);
    const amplitude x2 = product(m + 8, v0, v1, v2, v3, w0, w1, w2, w3);
    const amplitude x3 = product(m + 12, v0, v1, v2, v3, w0, w1, w2, w3);
    a[i] = x0;
    a[i | first] = x1;
    a[i | second] = x2;
    a[i | first | second] = x3;
  })
}

static inline int is_one(f64 re, f64 im) { return re == 1 && im == 0; }

static inline amplitude complex(const f64 *at) { return (amplitude){at[0], at[1]}; }

// The most bits of a row and of a row's number.
#define ROW_BITS 7
#define NUMBER_BITS 9

// Multiplies by all products of phases on one and two qubits at once. An index is a row's number (the high bits) and a
// place in the row (the low bits). `data` holds, as complex numbers: the phase of each number; for each low bit and
// number the phase that a set bit gets in that row; the phase of each place. `words` holds the phases from outside.
static void phases(amplitude *a, u32 n, u32 base, const f64 *data, const u32 *words, u32 count, u32 has_places) {
  const u32 bits = n < ROW_BITS ? n : ROW_BITS, rows = 1u << (n - bits), places = 1u << bits;
  const f64 *numbers = data, *crossed = data + 2 * rows, *place = crossed + 2 * bits * rows;
  amplitude whole = {1, 0}, on[ROW_BITS + NUMBER_BITS], row_phase[1u << NUMBER_BITS], w[1u << ROW_BITS];
  for (u32 qubit = 0; qubit < n; qubit++) on[qubit] = (amplitude){1, 0};
  const outer_phase *outer = (const outer_phase *)words;
  for (u32 k = 0; k < count; k++) {
    if ((base & outer[k].outer) != outer[k].outer) continue;
    const factor by = spread(outer[k].re, outer[k].im);
    if (outer[k].qubit < n) on[outer[k].qubit] = times(on[outer[k].qubit], by);
    else whole = times(whole, by);
  }
  row_phase[0] = whole;
  for (u32 bit = 0; bit < n - bits; bit++) {
    const factor by = spread(on[bits + bit][0], on[bits + bit][1]);
    for (u32 row = 0; row < 1u << bit; row++) row_phase[row | 1u << bit] = times(row_phase[row], by);
  }
  for (u32 row = 0; row < rows; row++, a += places) {
    w[0] = times(row_phase[row], spread(numbers[2 * row], numbers[2 * row + 1]));
    int is_trivial = is_one(w[0][0], w[0][1]) && !has_places, is_uniform = 1;
    for (u32 bit = 0; bit < bits; bit++) {
      const f64 *cross = crossed + 2 * (bit * rows + row);
      const amplitude by = times(on[bit], spread(cross[0], cross[1]));
      if (is_one(by[0], by[1])) {
        for (u32 k = 0; k < 1u << bit; k++) w[k | 1u << bit] = w[k];
        continue;
      }
      is_trivial = is_uniform = 0;
      const factor f = spread(by[0], by[1]);
      for (u32 k = 0; k < 1u << bit; k++) w[k | 1u << bit] = times(w[k], f);
    }
    if (is_trivial) continue;
    if (has_places) {
      if (is_uniform && is_one(w[0][0], w[0][1]))
        for (u32 k = 0; k < places; k++) w[k] = complex(place + 2 * k);
      else
        for (u32 k = 0; k < places; k++) w[k] = times(w[k], spread(place[2 * k], place[2 * k + 1]));
    }
    for (u32 k = 0; k < places; k++) a[k] = times(a[k], spread(w[k][0], w[k][1]));
  }
}

static void run(amplitude *a, u32 n, u32 base, const operation *o, amplitude *work) {
  const f64 *d = o->data;
  switch (o->kind) {
    case MATRIX1:
      return matrix1(a, n, o->p, o->mask, o->values, d[0], d[1], d[2], d[3], d[4], d[5], d[6], d[7]);
    case REAL1:
      return real1(a, n, o->p, o->mask, o->values, d[0], d[2], d[4], d[6]);
    case PHASE:
      return phase(a, n, o->mask, o->values, d[0], d[1]);
    case FLIP:
      return flip(a, n, o->p, o->mask, o->values);
    case SWAP:
      return swap(a, n, o->p, o->q, o->mask, o->values);
    case PAIR:
      return pair(a, n, o->p, o->q, o->words, d, 0);
    case PAIR_PHASES:
      return pair(a, n, o->p, o->q, o->words, d, 1);
    case PAIR_MATRIX:
      return pair_matrix(a, n, o->p, o->q, (const factor *)d);
    case MATRIX:
      return matrix(a, n, o->count, o->words, o->mask, o->values, d, work);
    case PHASES:
      return phases(a, n, base, d, o->words, o->count, o->mask);
  }
}

// Runs `count` operations on the blocks from number `first` to before `end`. A block holds the amplitudes that differ in
// the bits of `inside`, which include the `low` lowest; `scale` multiplies all of them once. A block that is the whole
// state stays where it is.
EXPORT(run_blocks)
(amplitude *a, u32 n, u32 inside, u32 low, u32 first, u32 end, f64 scale, const operation *operations, u32 count,
 amplitude *block, amplitude *work) {
  const u32 size = 1u << n, m = __builtin_popcount(inside), run_length = 1u << low;
  const u32 outside = (size - 1) & ~inside, high = inside & ~(run_length - 1);
  u32 base = 0;
  for (u32 bit = 0, number = first; bit < n; bit++)
    if (outside >> bit & 1) {
      base |= (number & 1) << bit;
      number >>= 1;
    }
  amplitude *const here = outside == 0 ? a : block;
  for (u32 number = first; number < end; number++) {
    if (outside != 0) {
      amplitude *to = block;
      u32 at = 0;
      do {
        const amplitude *from = a + (base | at);
        for (u32 k = 0; k < run_length; k++) *to++ = from[k];
        at = (at - high) & high;
      } while (at != 0);
    }
    for (u32 k = 0; k < count; k++)
      if ((base & operations[k].outer_mask) == operations[k].outer_values) run(here, m, base, operations + k, work);
    const amplitude by = {scale, scale};
    if (outside != 0) {
      const amplitude *from = block;
      u32 at = 0;
      do {
        amplitude *to = a + (base | at);
        for (u32 k = 0; k < run_length; k++) to[k] = *from++ * by;
        at = (at - high) & high;
      } while (at != 0);
      base = (base - outside) & outside;
    } else if (scale != 1)
      for (u32 k = 0; k < size; k++) a[k] *= by;
  }
}
