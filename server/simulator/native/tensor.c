// Linear algebra for tensor networks: freestanding C for 128-bit SIMD. Complex matrices are stored by rows without gaps,
// one entry (re, im) a vector. Every kernel gets its scratch memory from the caller.

#include "vectors.h"

#define COLUMNS 3

// c (m×n) = a (m×k) · b (k×n), where the rows of c and b are `width` entries apart. `panel` has room for 3·k entries.
// Real and imaginary parts of `a` are summed apart, so that the inner loop has no shuffle.
void multiply_strip(u32 m, u32 n, u32 k, const amplitude *a, const amplitude *b, amplitude *c, u32 width,
                           amplitude *panel) {
  for (u32 column = 0; column < n; column += COLUMNS) {
    const u32 used = n - column < COLUMNS ? n - column : COLUMNS;
    for (u32 p = 0; p < k; p++)
      for (u32 t = 0; t < COLUMNS; t++)
        panel[COLUMNS * p + t] = t < used ? b[p * width + column + t] : (amplitude){0, 0};
    for (u32 row = 0; row < m; row += 2) {
      const f64 *x = (const f64 *)(a + row * k), *y = row + 1 < m ? x + 2 * k : x;
      amplitude re[2][COLUMNS] = {}, im[2][COLUMNS] = {};
      for (u32 p = 0; p < k; p++) {
        const amplitude xr = splat(x[2 * p]), xi = splat(x[2 * p + 1]);
        const amplitude yr = splat(y[2 * p]), yi = splat(y[2 * p + 1]);
        for (u32 t = 0; t < COLUMNS; t++) {
          const amplitude v = panel[COLUMNS * p + t];
          re[0][t] = multiply_add(v, xr, re[0][t]);
          im[0][t] = multiply_add(v, xi, im[0][t]);
          re[1][t] = multiply_add(v, yr, re[1][t]);
          im[1][t] = multiply_add(v, yi, im[1][t]);
        }
      }
      for (u32 t = 0; t < used; t++) {
        c[row * width + column + t] = re[0][t] + turned(im[0][t]);
        if (row + 1 < m) c[(row + 1) * width + column + t] = re[1][t] + turned(im[1][t]);
      }
    }
  }
}

// c (m×n) = a (m×k) · b (k×n). `panel` has room for 3·k entries.
EXPORT(multiply)
(u32 m, u32 n, u32 k, const amplitude *a, const amplitude *b, amplitude *c, amplitude *panel) {
  multiply_strip(m, n, k, a, b, c, n, panel);
}

// to (columns×rows) = the transpose of from (rows×columns), its imaginary parts multiplied by `sign`.
EXPORT(transpose)(u32 rows, u32 columns, f64 sign, const amplitude *from, amplitude *to) {
  const amplitude signs = {1, sign};
  for (u32 row = 0; row < rows; row++)
    for (u32 column = 0; column < columns; column++) to[column * rows + row] = from[row * columns + column] * signs;
}

// Multiplies the middle index of t[outer][d][inner] by the d×d matrix m; d is at most 4.
EXPORT(apply_inside)(u32 outer, u32 d, u32 inner, const f64 *m, amplitude *t) {
  for (u32 block = 0; block < outer; block++, t += d * inner)
    for (u32 i = 0; i < inner; i++) {
      amplitude v[4], w[4];
      for (u32 s = 0; s < d; s++) {
        v[s] = t[s * inner + i];
        w[s] = turned(v[s]);
      }
      for (u32 row = 0; row < d; row++) {
        amplitude sum = {0, 0};
        for (u32 s = 0; s < d; s++) {
          const f64 *entry = m + 2 * (row * d + s);
          sum = multiply_add(w[s], splat(entry[1]), multiply_add(v[s], splat(entry[0]), sum));
        }
        t[row * inner + i] = sum;
      }
    }
}

// The squared norm of n entries.
EXPORT_AS(f64, weight)(u32 n, const amplitude *x) { return norm_squared(x, n); }

// Multiplies n entries by c.
EXPORT(rescale)(u32 n, f64 c, amplitude *x) { scale(c, x, n); }

// x (p×q) = l (p×min(p,q)) · y with orthonormal rows y; returns their number. Gram and Schmidt, twice, which is enough;
// a row that depends on earlier ones up to rounding gives no new one. `y` has room for min(p,q) + 1 rows.
EXPORT_AS(u32, orthonormal_rows)(u32 p, u32 q, const amplitude *x, amplitude *l, amplitude *y) {
  const u32 width = p < q ? p : q;
  const f64 least = 1e-30 * norm_squared(x, p * q);
  u32 count = 0;
  for (u32 row = 0; row < p; row++, l += width) {
    amplitude *next = y + count * q;
    for (u32 j = 0; j < width; j++) l[j] = (amplitude){0, 0};
    for (u32 i = 0; i < q; i++) next[i] = x[row * q + i];
    for (u32 pass = 0; pass < 2; pass++)
      for (u32 j = 0; j < count; j++) {
        const amplitude overlap = inner_product(next, y + j * q, q);
        l[j] += overlap;
        add_multiple(-overlap, y + j * q, next, q);
      }
    const f64 left = norm_squared(next, q);
    if (count == width || left <= least) continue;
    l[count++] = (amplitude){__builtin_sqrt(left), 0};
    scale(1 / __builtin_sqrt(left), next, q);
  }
  return count;
}
