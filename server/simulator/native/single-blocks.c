// Runs a list of operations on a state in single precision block by block, as blocks.c does in double precision: two
// amplitudes a vector, which differ in the block's qubit 0. Blocks have at least four qubits.

#include "operation.h"

#ifndef SINGLE
#error "this file is for single precision"
#endif

// Two amplitudes: (re, im, re, im).
typedef f32 couple __attribute__((vector_size(16)));

// A complex constant for both amplitudes, or one for each.
typedef struct {
  couple re;  // ( re, re, re, re)
  couple im;  // (-im, im, -im, im)
} constant;

static inline couple all(f64 x) { return (couple){(f32)x, (f32)x, (f32)x, (f32)x}; }

static inline constant both(f64 re, f64 im) {
  return (constant){all(re), {(f32)-im, (f32)im, (f32)-im, (f32)im}};
}

// x·y + z and z - x·y.
static inline couple plus_product(couple x, couple y, couple z) {
#ifdef __wasm_relaxed_simd__
  return __builtin_wasm_relaxed_madd_f32x4(x, y, z);
#else
  return x * y + z;
#endif
}

static inline couple minus_product(couple x, couple y, couple z) {
#ifdef __wasm_relaxed_simd__
  return __builtin_wasm_relaxed_nmadd_f32x4(x, y, z);
#else
  return z - x * y;
#endif
}

static inline couple crossed(couple v) { return __builtin_shufflevector(v, v, 1, 0, 3, 2); }

static inline couple by(couple v, constant c) { return plus_product(crossed(v), c.im, v * c.re); }

// Each amplitude of v times that of t.
static inline couple by_couple(couple v, couple t) {
  const couple sign = {-1, 1, -1, 1};
  const couple re = __builtin_shufflevector(t, t, 0, 0, 2, 2), im = __builtin_shufflevector(t, t, 1, 1, 3, 3);
  return plus_product(crossed(v), im * sign, v * re);
}

// The first amplitudes of two vectors, and the second ones: this exchanges qubit 0 with the one in which they differ.
static inline couple firsts(couple x, couple y) { return __builtin_shufflevector(x, y, 0, 1, 4, 5); }
static inline couple seconds(couple x, couple y) { return __builtin_shufflevector(x, y, 2, 3, 6, 7); }

// The lowest bit that is not in `taken`.
static inline u32 free_bit(u32 taken) { return ~taken & (taken + 1); }

// A one-qubit gate on `target`: STATEMENT computes `zero` and `one` from themselves.
#define ONE_QUBIT(TARGET, ...)                                                     \
  if ((TARGET) == 0) {                                                             \
    FOR_EACH_INDEX(i, size, 1u, 0, {                                               \
      const couple x = a[i], y = a[i | 1];                                         \
      couple zero = firsts(x, y), one = seconds(x, y);                             \
      __VA_ARGS__                                                                  \
      a[i] = firsts(zero, one);                                                    \
      a[i | 1] = seconds(zero, one);                                               \
    })                                                                             \
  } else {                                                                         \
    const u32 bit = 1u << ((TARGET)-1);                                            \
    FOR_EACH_INDEX(i, size, bit, 0, {                                              \
      couple zero = a[i], one = a[i | bit];                                        \
      __VA_ARGS__                                                                  \
      a[i] = zero;                                                                 \
      a[i | bit] = one;                                                            \
    })                                                                             \
  }

static void one_matrix(couple *a, u32 size, u32 target, const f64 *d) {
  const constant m00 = both(d[0], d[1]), m01 = both(d[2], d[3]), m10 = both(d[4], d[5]), m11 = both(d[6], d[7]);
  ONE_QUBIT(target, {
    const couple v = zero, w = one, across = crossed(v), other = crossed(w);
    zero = plus_product(other, m01.im, plus_product(w, m01.re, plus_product(across, m00.im, v * m00.re)));
    one = plus_product(other, m11.im, plus_product(w, m11.re, plus_product(across, m10.im, v * m10.re)));
  })
}

static void one_real(couple *a, u32 size, u32 target, const f64 *d) {
  const couple m00 = all(d[0]), m01 = all(d[2]), m10 = all(d[4]), m11 = all(d[6]);
  ONE_QUBIT(target, {
    const couple v = zero, w = one;
    zero = plus_product(w, m01, v * m00);
    one = plus_product(w, m11, v * m10);
  })
}

// The two turns of a pair, on its four vectors: x0 to x3 from v0 to v3.
#define TURN_PAIR                                                                                        \
  const couple w0 = minus_product(v1, tp, v0), w1 = plus_product(v0, tp, v1);                            \
  const couple w2 = minus_product(v3, tp, v2), w3 = plus_product(v2, tp, v3);                            \
  const couple x0 = minus_product(w2, tq, w0);                                                           \
  const couple x1 = has_factors ? by(minus_product(w3, tq, w1), f1) : minus_product(w3, tq, w1);         \
  const couple x2 = has_factors ? by(plus_product(w0, tq, w2), f2) : plus_product(w0, tq, w2);           \
  const couple x3 = has_factors ? by(plus_product(w1, tq, w3), f3) : plus_product(w1, tq, w3);

// As `pair` of blocks.c; p is below q.
static inline __attribute__((always_inline)) void pair(couple *a, u32 size, u32 p, u32 q, const u32 *to, const f64 *d,
                                                       int has_factors) {
  const couple tp = all(d[0]), tq = all(d[1]);
  const constant f1 = both(d[4], d[5]), f2 = both(d[6], d[7]), f3 = both(d[8], d[9]);
  const u32 second = 1u << (q - 1);
  if (p > 0) {
    const u32 first = 1u << (p - 1);
    const u32 offsets[4] = {0, first, second, first | second};
    couple *const a0 = a + offsets[to[0]], *const a1 = a + offsets[to[1]];
    couple *const a2 = a + offsets[to[2]], *const a3 = a + offsets[to[3]];
    FOR_EACH_INDEX(i, size, first | second, 0, {
      const couple v0 = a[i], v1 = a[i | first], v2 = a[i | second], v3 = a[i | first | second];
      TURN_PAIR
      a0[i] = x0;
      a1[i] = x1;
      a2[i] = x2;
      a3[i] = x3;
    })
    return;
  }
  const u32 lane = free_bit(second);
  couple y[4];
  FOR_EACH_INDEX(i, size, lane | second, 0, {
    const couple p0 = a[i], p1 = a[i | lane], p2 = a[i | second], p3 = a[i | lane | second];
    const couple v0 = firsts(p0, p1), v1 = seconds(p0, p1), v2 = firsts(p2, p3), v3 = seconds(p2, p3);
    TURN_PAIR
    y[to[0]] = x0;
    y[to[1]] = x1;
    y[to[2]] = x2;
    y[to[3]] = x3;
    a[i] = firsts(y[0], y[1]);
    a[i | lane] = seconds(y[0], y[1]);
    a[i | second] = firsts(y[2], y[3]);
    a[i | lane | second] = seconds(y[2], y[3]);
  })
}

// The columns of a 4×4 matrix add to the rows of two groups of vectors at once, so that each factor is read once.
#define ADD_COLUMN(C, V0, V1)                                                   \
  {                                                                             \
    const couple w0 = crossed(V0), w1 = crossed(V1);                            \
    x00 = plus_product(w0, m[C].im, plus_product(V0, m[C].re, x00));            \
    x01 = plus_product(w1, m[C].im, plus_product(V1, m[C].re, x01));            \
    x10 = plus_product(w0, m[C + 4].im, plus_product(V0, m[C + 4].re, x10));    \
    x11 = plus_product(w1, m[C + 4].im, plus_product(V1, m[C + 4].re, x11));    \
    x20 = plus_product(w0, m[C + 8].im, plus_product(V0, m[C + 8].re, x20));    \
    x21 = plus_product(w1, m[C + 8].im, plus_product(V1, m[C + 8].re, x21));    \
    x30 = plus_product(w0, m[C + 12].im, plus_product(V0, m[C + 12].re, x30));  \
    x31 = plus_product(w1, m[C + 12].im, plus_product(V1, m[C + 12].re, x31));  \
  }

#define FIRST_COLUMN(V0, V1)                                 \
  {                                                          \
    const couple w0 = crossed(V0), w1 = crossed(V1);         \
    x00 = plus_product(w0, m[0].im, V0 * m[0].re);           \
    x01 = plus_product(w1, m[0].im, V1 * m[0].re);           \
    x10 = plus_product(w0, m[4].im, V0 * m[4].re);           \
    x11 = plus_product(w1, m[4].im, V1 * m[4].re);           \
    x20 = plus_product(w0, m[8].im, V0 * m[8].re);           \
    x21 = plus_product(w1, m[8].im, V1 * m[8].re);           \
    x30 = plus_product(w0, m[12].im, V0 * m[12].re);         \
    x31 = plus_product(w1, m[12].im, V1 * m[12].re);         \
  }

// As `pair_matrix` of blocks.c.
static void pair_matrix(couple *a, u32 size, u32 p, u32 q, const factor *spread_entries) {
  constant m[16];
  for (u32 k = 0; k < 16; k++) m[k] = both(spread_entries[k].re[0], spread_entries[k].im[1]);
  const u32 second = 1u << (q - 1), first = p > 0 ? 1u << (p - 1) : free_bit(second);
  const u32 next = free_bit(first | second), both_bits = first | second;
  if (p > 0) {
    FOR_EACH_INDEX(i, size, both_bits | next, 0, {
      const u32 k = i | next;
      couple x00, x10, x20, x30, x01, x11, x21, x31;
      const couple v0 = a[i], u0 = a[k];
      FIRST_COLUMN(v0, u0)
      const couple v1 = a[i | first], u1 = a[k | first];
      ADD_COLUMN(1, v1, u1)
      const couple v2 = a[i | second], u2 = a[k | second];
      ADD_COLUMN(2, v2, u2)
      const couple v3 = a[i | both_bits], u3 = a[k | both_bits];
      ADD_COLUMN(3, v3, u3)
      a[i] = x00, a[i | first] = x10, a[i | second] = x20, a[i | both_bits] = x30;
      a[k] = x01, a[k | first] = x11, a[k | second] = x21, a[k | both_bits] = x31;
    })
    return;
  }
  FOR_EACH_INDEX(i, size, both_bits | next, 0, {
    const u32 k = i | next;
    couple x00, x10, x20, x30, x01, x11, x21, x31;
    const couple p0 = a[i], p1 = a[i | first], r0 = a[k], r1 = a[k | first];
    const couple v0 = firsts(p0, p1), u0 = firsts(r0, r1), v1 = seconds(p0, p1), u1 = seconds(r0, r1);
    FIRST_COLUMN(v0, u0)
    ADD_COLUMN(1, v1, u1)
    const couple p2 = a[i | second], p3 = a[i | both_bits], r2 = a[k | second], r3 = a[k | both_bits];
    const couple v2 = firsts(p2, p3), u2 = firsts(r2, r3), v3 = seconds(p2, p3), u3 = seconds(r2, r3);
    ADD_COLUMN(2, v2, u2)
    ADD_COLUMN(3, v3, u3)
    a[i] = firsts(x00, x10), a[i | first] = seconds(x00, x10);
    a[i | second] = firsts(x20, x30), a[i | both_bits] = seconds(x20, x30);
    a[k] = firsts(x01, x11), a[k | first] = seconds(x01, x11);
    a[k | second] = firsts(x21, x31), a[k | both_bits] = seconds(x21, x31);
  })
}

// The phase (re, im) where (index & mask) == values.
static void some_phase(couple *a, u32 size, u32 mask, u32 values, const f64 *d) {
  constant c = both(d[0], d[1]);
  if (mask & 1) {
    const couple one = {1, 1, 1, 1}, zero = {0};
    c.re = values & 1 ? __builtin_shufflevector(one, c.re, 0, 1, 6, 7) : __builtin_shufflevector(one, c.re, 4, 5, 2, 3);
    c.im = values & 1 ? __builtin_shufflevector(zero, c.im, 0, 1, 6, 7) : __builtin_shufflevector(zero, c.im, 4, 5, 2, 3);
  }
  FOR_EACH_INDEX(i, size, mask >> 1, values >> 1, { a[i] = by(a[i], c); })
}

// Pauli X where (index & mask) == values.
static void some_flip(couple *a, u32 size, u32 target, u32 mask, u32 values) {
  if (target == 0) {
    FOR_EACH_INDEX(i, size, mask >> 1, values >> 1, { a[i] = __builtin_shufflevector(a[i], a[i], 2, 3, 0, 1); })
    return;
  }
  const u32 bit = 1u << (target - 1);
  FOR_EACH_INDEX(i, size, bit | mask >> 1, values >> 1, {
    const couple zero = a[i], one = a[i | bit];
    const int keeps_first = mask & 1 && values & 1, keeps_second = mask & 1 && !(values & 1);
    a[i] = keeps_first ? __builtin_shufflevector(zero, one, 0, 1, 6, 7)
                       : keeps_second ? __builtin_shufflevector(zero, one, 4, 5, 2, 3) : one;
    a[i | bit] = keeps_first ? __builtin_shufflevector(one, zero, 0, 1, 6, 7)
                             : keeps_second ? __builtin_shufflevector(one, zero, 4, 5, 2, 3) : zero;
  })
}

static inline couple couple_of(amplitude x, amplitude y) {
  return (couple){(f32)x[0], (f32)x[1], (f32)y[0], (f32)y[1]};
}

static inline amplitude product(amplitude x, amplitude y) { return times(x, spread(y[0], y[1])); }

// As `phases` of blocks.c: the rows' numbers have factors in double precision, their places in single precision.
static void phases(couple *a, u32 n, u32 base, const operation *o, const f64 *data, const u32 *words) {
  const u32 bits = n < PLACE_BITS ? n : PLACE_BITS, high = n - bits, rows = 1u << high, vectors = 1u << (bits - 1);
  const amplitude *numbers = (const amplitude *)data;
  const couple *given = (const couple *)(numbers + rows), *place = given + __builtin_popcount(o->values) * vectors;
  const outer_phase *outer = (const outer_phase *)words;
  amplitude whole = {1, 0}, on[PLACE_BITS + NUMBER_BITS + 1], start[1u << PLACE_BITS];
  couple own[NUMBER_BITS + 2][1u << (PLACE_BITS - 1)];
  // The table of the last row with each lowest set bit; none where all its factors are 1.
  const couple *tables[NUMBER_BITS + 2];
  for (u32 qubit = 0; qubit < n; qubit++) on[qubit] = (amplitude){1, 0};
  for (u32 k = 0; k < o->count; k++) {
    if ((base & outer[k].outer) != outer[k].outer) continue;
    const amplitude factor = {outer[k].re, outer[k].im};
    if (outer[k].qubit < n) on[outer[k].qubit] = product(on[outer[k].qubit], factor);
    else whole = product(whole, factor);
  }
  int is_trivial = is_one(whole[0], whole[1]) && !o->mask;
  start[0] = whole;
  for (u32 bit = 0; bit < bits; bit++) {
    is_trivial = is_trivial && is_one(on[bit][0], on[bit][1]);
    for (u32 k = 0; k < 1u << bit; k++) start[k | 1u << bit] = product(start[k], on[bit]);
  }
  couple *const root = own[high];
  for (u32 k = 0; k < vectors; k++) {
    root[k] = couple_of(start[2 * k], start[2 * k + 1]);
    if (o->mask) root[k] = by_couple(root[k], place[k]);
  }
  tables[high] = is_trivial ? 0 : root;
  for (u32 row = 0; row < rows; row++, a += vectors) {
    const u32 rest = row & (row - 1), bit = row ? __builtin_ctz(row) : high;
    if (row) {
      const couple *from = tables[rest ? (u32)__builtin_ctz(rest) : high];
      const couple *vector = given + __builtin_popcount(o->values & ((1u << bit) - 1)) * vectors;
      const amplitude one = product(on[bits + bit], numbers[row]);
      const constant scale = both(one[0], one[1]);
      const int is_scaled = !is_one(one[0], one[1]), has_vector = o->values >> bit & 1;
      couple *const table = own[bit];
      const couple same = couple_of(one, one);
      if (!is_scaled && !has_vector) tables[bit] = from;
      else {
        for (u32 k = 0; k < vectors; k++) {
          const couple so_far = has_vector ? (from ? by_couple(vector[k], from[k]) : vector[k]) : from ? from[k] : same;
          table[k] = is_scaled && (has_vector || from) ? by(so_far, scale) : so_far;
        }
        tables[bit] = table;
      }
    }
    const couple *table = tables[bit];
    if (table)
      for (u32 k = 0; k < vectors; k++) a[k] = by_couple(a[k], table[k]);
  }
}

static void run(couple *a, u32 n, u32 base, const operation *o, const operation *first, amplitude *work) {
  const f64 *d = (const f64 *)((const char *)first + o->data);
  const u32 *words = (const u32 *)((const char *)first + o->words);
  const u32 size = 1u << (n - 1);
  element *const single = (element *)a;
  switch (o->kind) {
    case MATRIX1:
      if (o->mask == 0) return one_matrix(a, size, o->p, d);
      return matrix1(single, n, o->p, o->mask, o->values, d[0], d[1], d[2], d[3], d[4], d[5], d[6], d[7]);
    case REAL1:
      if (o->mask == 0) return one_real(a, size, o->p, d);
      return real1(single, n, o->p, o->mask, o->values, d[0], d[2], d[4], d[6]);
    case PHASE:
      return some_phase(a, size, o->mask, o->values, d);
    case FLIP:
      return some_flip(a, size, o->p, o->mask, o->values);
    case SWAP:
      return swap(single, n, o->p, o->q, o->mask, o->values);
    case PAIR:
      return pair(a, size, o->p, o->q, words, d, 0);
    case PAIR_PHASES:
      return pair(a, size, o->p, o->q, words, d, 1);
    case PAIR_MATRIX:
      return pair_matrix(a, size, o->p, o->q, (const factor *)d);
    case MATRIX:
      return matrix(single, n, o->count, words, o->mask, o->values, d, work);
    case PHASES:
      return phases(a, n, base, o, d, words);
  }
}

// What cancels to less than 2^-46 becomes zero: numbers below 2^-126 take many times as long to compute with.
static inline couple settled(couple v) {
  const couple guard = all(0x1p-23);
  return (v + guard) - guard;
}

// As `run_map` of blocks.c, but it never writes to the state, because the scale belongs to couples.
static void run_map(couple *a, u32 n, u32 base, const operation *o, const operation *first, amplitude *work) {
  const u32 *words = (const u32 *)((const char *)first + o->words);
  const u32 bits = n < PLACE_BITS ? n : PLACE_BITS, high = ((1u << n) - 1) & ~((1u << bits) - 1);
  if (!(o->mask & READS_WORK)) __builtin_memcpy(work, a, sizeof(element) << n);
  index_map((element *)work, (element *)a, bits, high, map_offset(o, n, base, words), words, 0);
}

// As `run_blocks` of blocks.c.
EXPORT(run_blocks)
(u32 first, u32 end, couple *scratch, couple *a, u32 n, u32 inside, u32 low, f64 re, f64 im,
 const operation *operations, u32 count) {
  const u32 size = 1u << n, m = __builtin_popcount(inside), run_length = 1u << low;
  const u32 outside = (size - 1) & ~inside, high = inside & ~(run_length - 1);
  const int is_spread = (inside & (inside + 1)) != 0;
  couple *const work = is_spread ? scratch + (1u << (m - 1)) : scratch;
  const constant factor = both(re, im);
  const int is_read = count > 0 && has_flag(operations, READS_STATE);
  const int is_written = count > 0 && has_flag(operations + count - 1, WRITES_STATE);
  u32 base = deposited(first, outside);
  for (u32 number = first; number < end; number++) {
    couple *const here = is_spread ? scratch : a + (base >> 1);
    if (is_spread && !is_read) {
      couple *to = count > 0 && has_flag(operations, READS_WORK) ? work : here;
      u32 at = 0;
      do {
        const couple *from = a + ((base | at) >> 1);
        for (u32 k = 0; k < run_length / 2; k++) *to++ = from[k];
        at = (at - high) & high;
      } while (at != 0);
    }
    for (u32 k = 0; k < count; k++) {
      const operation *const o = operations + k;
      if (o->kind == STAGE) run_stage(here, a + (base >> 1), work, o, operations);
      else if (o->kind == INDEX_MAP) run_map(here, m, base, o, operations, (amplitude *)work);
      else if ((base & o->outer_mask) == o->outer_values) run(here, m, base, o, operations, (amplitude *)work);
    }
    if (is_spread && !is_written) {
      const couple *from = here;
      u32 at = 0;
      do {
        couple *to = a + ((base | at) >> 1);
        for (u32 k = 0; k < run_length / 2; k++) to[k] = settled(by(*from++, factor));
        at = (at - high) & high;
      } while (at != 0);
    } else if (!is_written)
      for (u32 k = 0; k < 1u << (m - 1); k++) here[k] = settled(by(here[k], factor));
    base = (base - outside) & outside;
  }
}
