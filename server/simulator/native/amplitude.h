// What the kernels share: one complex amplitude (re, im) a vector, and loops over parts of a state.
#pragma once

typedef double f64;
typedef unsigned int u32;
typedef float f32;
typedef f64 amplitude __attribute__((vector_size(16)));

// An amplitude as the state holds it: in single precision half as long, and computed with in double precision where no
// kernel of its own does better.
#ifdef SINGLE
typedef f32 element __attribute__((vector_size(8)));
static inline amplitude get(const element *a, u32 i) { return __builtin_convertvector(a[i], amplitude); }
static inline void put(element *a, u32 i, amplitude v) { a[i] = __builtin_convertvector(v, element); }
#else
typedef amplitude element;
static inline amplitude get(const element *a, u32 i) { return a[i]; }
static inline void put(element *a, u32 i, amplitude v) { a[i] = v; }
#endif

#define EXPORT(name) __attribute__((export_name(#name))) void name
#define EXPORT_AS(type, name) __attribute__((export_name(#name))) type name

// Runs a block for every index I below `size` whose bits in FIXED are those of VALUES. Adding one to an index whose fixed
// bits are all set carries past them. Where the fixed bits lie high enough, the lowest free bits make a plain inner loop.
#define FOR_EACH_INDEX(I, SIZE, FIXED, VALUES, ...)                                    \
  {                                                                                    \
    const u32 size_ = (SIZE), fixed_ = (FIXED), values_ = (VALUES);                    \
    const u32 run_ = fixed_ ? (fixed_ & -fixed_) : size_;                              \
    if (run_ >= 4) {                                                                   \
      const u32 skip_ = fixed_ | (run_ - 1);                                           \
      for (u32 f_ = 0; f_ < size_; f_ = ((f_ | skip_) + 1) & ~skip_) {                 \
        const u32 first_ = f_ | values_;                                               \
        for (u32 I = first_; I < first_ + run_; I++) __VA_ARGS__                       \
      }                                                                                \
    } else {                                                                           \
      for (u32 f_ = 0; f_ < size_; f_ = ((f_ | fixed_) + 1) & ~fixed_) {               \
        const u32 I = f_ | values_;                                                    \
        __VA_ARGS__                                                                    \
      }                                                                                \
    }                                                                                  \
  }

// A complex constant, spread so that a product costs two multiplications, one addition and one shuffle.
typedef struct {
  amplitude re;  // ( re, re)
  amplitude im;  // (-im, im)
} factor;

static inline factor spread(f64 re, f64 im) { return (factor){{re, re}, {-im, im}}; }

static inline amplitude swapped(amplitude v) { return __builtin_shufflevector(v, v, 1, 0); }

// x·y + z, in one rounding where the build has relaxed SIMD and the machine can.
static inline amplitude multiply_add(amplitude x, amplitude y, amplitude z) {
#ifdef __wasm_relaxed_simd__
  return __builtin_wasm_relaxed_madd_f64x2(x, y, z);
#else
  return x * y + z;
#endif
}

// z - x·y.
static inline amplitude multiply_subtract(amplitude x, amplitude y, amplitude z) {
#ifdef __wasm_relaxed_simd__
  return __builtin_wasm_relaxed_nmadd_f64x2(x, y, z);
#else
  return z - x * y;
#endif
}

static inline amplitude times(amplitude v, factor c) { return multiply_add(swapped(v), c.im, v * c.re); }

static inline f64 magnitude_squared(amplitude v) {
  const amplitude square = v * v;
  return square[0] + square[1];
}

// The kernels of kernels.c that the kernels of blocks run too.
void matrix1(element *a, u32 n, u32 target, u32 mask, u32 values, f64 m00r, f64 m00i, f64 m01r, f64 m01i, f64 m10r,
             f64 m10i, f64 m11r, f64 m11i);
void real1(element *a, u32 n, u32 target, u32 mask, u32 values, f64 m00, f64 m01, f64 m10, f64 m11);
void phase(element *a, u32 n, u32 mask, u32 values, f64 re, f64 im);
void flip(element *a, u32 n, u32 target, u32 mask, u32 values);
void swap(element *a, u32 n, u32 p, u32 q, u32 mask, u32 values);
void matrix(element *a, u32 n, u32 k, const u32 *qubits, u32 mask, u32 values, const f64 *m, amplitude *work);
