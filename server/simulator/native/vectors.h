// Rows of complex numbers, one entry (re, im) a vector: what the kernels of tensor.c and spectrum.c share.
#pragma once

#include "amplitude.h"

static inline amplitude splat(f64 x) { return (amplitude){x, x}; }

// (-im, re): the product with i.
static inline amplitude turned(amplitude v) { return swapped(v) * (amplitude){-1, 1}; }

// Σ x·conj(y).
static inline amplitude inner_product(const amplitude *x, const amplitude *y, u32 n) {
  amplitude same = {0, 0}, across = {0, 0};
  for (u32 i = 0; i < n; i++) {
    same = multiply_add(x[i], y[i], same);
    across = multiply_add(swapped(x[i]), y[i], across);
  }
  return (amplitude){same[0] + same[1], across[0] - across[1]};
}

// y += c·x.
static inline void add_multiple(amplitude c, const amplitude *x, amplitude *y, u32 n) {
  const amplitude re = splat(c[0]), im = {-c[1], c[1]};
  for (u32 i = 0; i < n; i++) y[i] = multiply_add(swapped(x[i]), im, multiply_add(x[i], re, y[i]));
}

static inline f64 norm_squared(const amplitude *x, u32 n) {
  amplitude sum = {0, 0};
  for (u32 i = 0; i < n; i++) sum = multiply_add(x[i], x[i], sum);
  return sum[0] + sum[1];
}

static inline void scale(f64 c, amplitude *x, u32 n) {
  for (u32 i = 0; i < n; i++) x[i] *= splat(c);
}

static inline amplitude product(amplitude a, amplitude b) { return times(a, spread(b[0], b[1])); }

static inline amplitude conjugate(amplitude a) { return a * (amplitude){1, -1}; }

void multiply_strip(u32 m, u32 n, u32 k, const amplitude *a, const amplitude *b, amplitude *c, u32 width, amplitude *panel);
void multiply(u32 m, u32 n, u32 k, const amplitude *a, const amplitude *b, amplitude *c, amplitude *panel);
void transpose(u32 rows, u32 columns, f64 sign, const amplitude *from, amplitude *to);
