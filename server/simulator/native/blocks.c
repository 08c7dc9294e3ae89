// Runs a list of operations on a state block by block: so many amplitudes are gathered that they fit in the cache, all
// operations act on them there, and they go back. The list comes from program/encoding.ts.

#include "operation.h"

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

// The columns of a 4×4 matrix add to the rows of two groups of amplitudes at once, so that each factor is read once.
#define FIRST_COLUMN(A0, A1)                                                                              \
  {                                                                                                       \
    const amplitude v0 = (A0), v1 = (A1), w0 = swapped(v0), w1 = swapped(v1);                             \
    x00 = multiply_add(w0, m[0].im, v0 * m[0].re);                                                        \
    x01 = multiply_add(w1, m[0].im, v1 * m[0].re);                                                        \
    x10 = multiply_add(w0, m[4].im, v0 * m[4].re);                                                        \
    x11 = multiply_add(w1, m[4].im, v1 * m[4].re);                                                        \
    x20 = multiply_add(w0, m[8].im, v0 * m[8].re);                                                        \
    x21 = multiply_add(w1, m[8].im, v1 * m[8].re);                                                        \
    x30 = multiply_add(w0, m[12].im, v0 * m[12].re);                                                      \
    x31 = multiply_add(w1, m[12].im, v1 * m[12].re);                                                      \
  }

#define ADD_COLUMN(C, A0, A1)                                                                             \
  {                                                                                                       \
    const amplitude v0 = (A0), v1 = (A1), w0 = swapped(v0), w1 = swapped(v1);                             \
    x00 = multiply_add(w0, m[C].im, multiply_add(v0, m[C].re, x00));                                      \
    x01 = multiply_add(w1, m[C].im, multiply_add(v1, m[C].re, x01));                                      \
    x10 = multiply_add(w0, m[C + 4].im, multiply_add(v0, m[C + 4].re, x10));                              \
    x11 = multiply_add(w1, m[C + 4].im, multiply_add(v1, m[C + 4].re, x11));                              \
    x20 = multiply_add(w0, m[C + 8].im, multiply_add(v0, m[C + 8].re, x20));                              \
    x21 = multiply_add(w1, m[C + 8].im, multiply_add(v1, m[C + 8].re, x21));                              \
    x30 = multiply_add(w0, m[C + 12].im, multiply_add(v0, m[C + 12].re, x30));                            \
    x31 = multiply_add(w1, m[C + 12].im, multiply_add(v1, m[C + 12].re, x31));                            \
  }

// A 4×4 matrix, whose 16 entries come spread as (re, re, -im, im).
static void pair_matrix(amplitude *a, u32 n, u32 p, u32 q, const factor *m) {
  const u32 first = 1u << p, second = 1u << q, both = first | second;
  // With two qubits there is one group; both halves then write the same.
  const u32 next = n > 2 ? (both & 1 ? (both & 2 ? 4 : 2) : 1) : 0;
  amplitude *const a0 = a, *const a1 = a + first, *const a2 = a + second, *const a3 = a + both;
  FOR_EACH_INDEX(i, 1u << n, both | next, 0, {
    const u32 k = i | next;
    amplitude x00, x10, x20, x30, x01, x11, x21, x31;
    FIRST_COLUMN(a0[i], a0[k])
    ADD_COLUMN(1, a1[i], a1[k])
    ADD_COLUMN(2, a2[i], a2[k])
    ADD_COLUMN(3, a3[i], a3[k])
    a0[i] = x00, a1[i] = x10, a2[i] = x20, a3[i] = x30;
    a0[k] = x01, a1[k] = x11, a2[k] = x21, a3[k] = x31;
  })
}

static inline amplitude product(amplitude v, amplitude by) { return times(v, spread(by[0], by[1])); }

// Multiplies a row of amplitudes by a table, which is first made of those of them that there are: `vector`, `from`, `by`.
static inline __attribute__((always_inline)) void made_row(amplitude *a, amplitude *table, u32 places,
                                                           const amplitude *vector, const amplitude *from,
                                                           const factor *by) {
  const amplitude *const first = vector ? vector : from;
  for (u32 k = 0; k < places; k++) {
    amplitude t = first[k];
    if (vector && from) t = product(t, from[k]);
    if (by) t = times(t, *by);
    table[k] = t;
    a[k] = product(a[k], t);
  }
}

// Multiplies by a product of phases on one and two qubits at once. An index is a row's number (the high bits) and a
// place in the row (the low bits). The table of a row is that of the row without its lowest set bit, times what this bit
// gives: a factor for each place (`vectors`, where `has_vector` has the bit) and one for all (`numbers`). Vectors and
// places that are not there are left out of the data.
static void phases(amplitude *a, u32 n, u32 base, const operation *o, const f64 *data, const u32 *words) {
  const u32 bits = n < PLACE_BITS ? n : PLACE_BITS, high = n - bits, rows = 1u << high, places = 1u << bits;
  const u32 has_places = o->mask, has_vector = o->values;
  const amplitude *numbers = (const amplitude *)data, *vectors = numbers + rows;
  const amplitude *place = vectors + __builtin_popcount(has_vector) * places;
  const outer_phase *outer = (const outer_phase *)words;
  amplitude whole = {1, 0}, on[PLACE_BITS + NUMBER_BITS], own[NUMBER_BITS + 1][1u << PLACE_BITS];
  // The table of the last row with each lowest set bit; none where all its factors are 1.
  const amplitude *tables[NUMBER_BITS + 1];
  for (u32 qubit = 0; qubit < n; qubit++) on[qubit] = (amplitude){1, 0};
  for (u32 k = 0; k < o->count; k++) {
    if ((base & outer[k].outer) != outer[k].outer) continue;
    const factor by = spread(outer[k].re, outer[k].im);
    if (outer[k].qubit < n) on[outer[k].qubit] = times(on[outer[k].qubit], by);
    else whole = times(whole, by);
  }
  amplitude *const root = own[high];
  int is_trivial = is_one(whole[0], whole[1]) && !has_places;
  root[0] = whole;
  for (u32 bit = 0; bit < bits; bit++) {
    const factor by = spread(on[bit][0], on[bit][1]);
    is_trivial = is_trivial && is_one(on[bit][0], on[bit][1]);
    for (u32 k = 0; k < 1u << bit; k++) root[k | 1u << bit] = times(root[k], by);
  }
  if (has_places)
    for (u32 k = 0; k < places; k++) root[k] = product(root[k], place[k]);
  tables[high] = is_trivial ? 0 : root;
  for (u32 row = 0; row < rows; row++, a += places) {
    const u32 rest = row & (row - 1), bit = row ? __builtin_ctz(row) : high;
    if (row) {
      const amplitude *from = tables[rest ? (u32)__builtin_ctz(rest) : high];
      const amplitude *vector = vectors + __builtin_popcount(has_vector & ((1u << bit) - 1)) * places;
      const amplitude one = product(on[bits + bit], numbers[row]);
      const factor by = spread(one[0], one[1]);
      const int is_scaled = !is_one(one[0], one[1]);
      amplitude *const table = own[bit];
      if (!(has_vector >> bit & 1)) vector = 0;
      if (!is_scaled && !(vector && from)) tables[bit] = vector ? vector : from;
      else {
        tables[bit] = table;
        if (vector && from && is_scaled) made_row(a, table, places, vector, from, &by);
        else if (vector && from) made_row(a, table, places, vector, from, 0);
        else if (vector) made_row(a, table, places, vector, 0, &by);
        else if (from) made_row(a, table, places, 0, from, &by);
        else
          for (u32 k = 0; k < places; k++) table[k] = one, a[k] = times(a[k], by);
        continue;
      }
    }
    const amplitude *table = tables[bit];
    if (table)
      for (u32 k = 0; k < places; k++) a[k] = product(a[k], table[k]);
  }
}

static void run(amplitude *a, u32 n, u32 base, const operation *o, const operation *first, amplitude *work) {
  const f64 *d = (const f64 *)((const char *)first + o->data);
  const u32 *words = (const u32 *)((const char *)first + o->words);
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
      return pair(a, n, o->p, o->q, words, d, 0);
    case PAIR_PHASES:
      return pair(a, n, o->p, o->q, words, d, 1);
    case PAIR_MATRIX:
      return pair_matrix(a, n, o->p, o->q, (const factor *)d);
    case MATRIX:
      return matrix(a, n, o->count, words, o->mask, o->values, d, work);
    case PHASES:
      return phases(a, n, base, o, d, words);
    case CHANNEL1:
      return channel1(a, n, o->p, o->q, d);
    case PAULI_CHANNEL2:
      return pauli_channel2(a, n, words, d);
  }
}

// An index map as a part of a pass.
static void run_map(amplitude *a, amplitude *state, u32 n, u32 base, u32 inside, u32 low, const operation *o,
                    const operation *first, amplitude *work, const factor *by) {
  const u32 *words = (const u32 *)((const char *)first + o->words);
  const int is_last = o->mask & WRITES_STATE, is_spread = is_last && (inside & (inside + 1));
  const u32 longest = is_spread && low < PLACE_BITS ? low : PLACE_BITS, bits = n < longest ? n : longest;
  const u32 high = (is_spread ? inside : (1u << n) - 1) & ~((1u << bits) - 1);
  if (!(o->mask & READS_WORK)) __builtin_memcpy(work, a, sizeof(amplitude) << n);
  index_map(work, is_last ? state : a, bits, high, map_offset(o, n, base, words), words, is_last ? by : 0);
}

// Runs `count` operations on the blocks from number `first` to before `end`. A block holds the amplitudes that differ in
// the bits of `inside`, which include the `low` lowest; (re, im) multiplies all of them once. A block that lies in
// one piece stays where it is; others go to `scratch`, which has room for one and behind it for what an operation needs.
EXPORT(run_blocks)
(u32 first, u32 end, amplitude *scratch, amplitude *a, u32 n, u32 inside, u32 low, f64 re, f64 im,
 const operation *operations, u32 count) {
  const u32 size = 1u << n, m = __builtin_popcount(inside), run_length = 1u << low;
  const u32 outside = (size - 1) & ~inside, high = inside & ~(run_length - 1);
  u32 base = deposited(first, outside);
  const factor by = spread(re, im);
  const int is_scaled = !is_one(re, im);
  const int is_spread = (inside & (inside + 1)) != 0;
  amplitude *const work = is_spread ? scratch + (1u << m) : scratch;
  const int is_read = count > 0 && has_flag(operations, READS_STATE);
  const int is_written = count > 0 && has_flag(operations + count - 1, WRITES_STATE);
  for (u32 number = first; number < end; number++) {
    amplitude *const here = is_spread ? scratch : a + base;
    if (is_spread && !is_read) {
      amplitude *to = count > 0 && has_flag(operations, READS_WORK) ? work : here;
      u32 at = 0;
      do {
        const amplitude *from = a + (base | at);
        for (u32 k = 0; k < run_length; k++) *to++ = from[k];
        at = (at - high) & high;
      } while (at != 0);
    }
    for (u32 k = 0; k < count; k++) {
      const operation *const o = operations + k;
      if (o->kind == STAGE) run_stage(here, a + base, work, o, operations);
      else if (o->kind == INDEX_MAP)
        run_map(here, a + base, m, base, inside, low, o, operations, work, is_scaled ? &by : 0);
      else if ((base & o->outer_mask) == o->outer_values) run(here, m, base, o, operations, work);
    }
    if (is_spread && !is_written) {
      const amplitude *from = here;
      u32 at = 0;
      do {
        amplitude *to = a + (base | at);
        if (is_scaled)
          for (u32 k = 0; k < run_length; k++) to[k] = times(*from++, by);
        else
          for (u32 k = 0; k < run_length; k++) to[k] = *from++;
        at = (at - high) & high;
      } while (at != 0);
    } else if (is_scaled && !is_written)
      for (u32 k = 0; k < 1u << m; k++) here[k] = times(here[k], by);
    base = (base - outside) & outside;
  }
}
