// The singular values of a matrix, by way of the eigenvectors of its Gram matrix: Householder's reduction to tridiagonal
// form, the implicit QL algorithm, and, where small singular values matter, Jacobi's rotations on what is left. Golub and
// Van Loan, "Matrix computations", 4th edition, sections 8.3 and 8.6.3.

#include "vectors.h"

#define STRIP 16

// The lower triangle of x·x† for the rows of x (p×q); `columns` is x†.
static void gram(u32 p, u32 q, const amplitude *x, const amplitude *columns, amplitude *g, amplitude *panel) {
  for (u32 row = 0; row < p; row += STRIP) {
    const u32 end = row + STRIP < p ? row + STRIP : p;
    multiply_strip(end - row, end, q, x + row * q, columns, g + row * p, p, panel);
  }
}

// y = a·v for the lower triangle of a Hermitian matrix whose rows are `width` entries apart.
static void hermitian_times(u32 n, u32 width, const amplitude *a, const amplitude *v, amplitude *y) {
  for (u32 row = 0; row < n; row++) {
    const amplitude *line = a + row * width;
    const amplitude own = v[row], across = -turned(own);
    amplitude re = {0, 0}, im = {0, 0};
    for (u32 c = 0; c < row; c++) {
      const amplitude entry = line[c];
      re = multiply_add(entry, splat(v[c][0]), re);
      im = multiply_add(entry, splat(v[c][1]), im);
      y[c] = multiply_add(across, splat(entry[1]), multiply_add(own, splat(entry[0]), y[c]));
    }
    y[row] = re + turned(im) + own * splat(line[row][0]);
  }
}

// a -= v·y† + y·v†, the lower triangle. `work` has room for 4·n entries.
static void rank_two_update(u32 n, u32 width, amplitude *a, const amplitude *v, const amplitude *y, amplitude *work) {
  amplitude *cv = work, *icv = work + n, *cy = work + 2 * n, *icy = work + 3 * n;
  for (u32 i = 0; i < n; i++) {
    cv[i] = conjugate(v[i]);
    icv[i] = turned(cv[i]);
    cy[i] = conjugate(y[i]);
    icy[i] = turned(cy[i]);
  }
  for (u32 row = 0; row < n; row++) {
    amplitude *line = a + row * width;
    const amplitude vr = splat(v[row][0]), vi = splat(v[row][1]), yr = splat(y[row][0]), yi = splat(y[row][1]);
    for (u32 c = 0; c <= row; c++) {
      amplitude entry = multiply_subtract(cy[c], vr, line[c]);
      entry = multiply_subtract(icy[c], vi, entry);
      entry = multiply_subtract(cv[c], yr, entry);
      line[c] = multiply_subtract(icv[c], yi, entry);
    }
  }
}

// Makes v into the vector of a reflection 1 - tau·v·v† that takes it to (beta, 0, …); returns beta, which is real. A vector
// shorter than `least` counts as nothing: its square may not even be a number.
static f64 reflector(u32 n, f64 least, amplitude *v, amplitude *tau) {
  const amplitude alpha = v[0];
  const f64 rest = norm_squared(v + 1, n - 1);
  v[0] = (amplitude){1, 0};
  *tau = (amplitude){0, 0};
  const f64 size = __builtin_sqrt(magnitude_squared(alpha) + rest);
  if (size <= least) return 0;
  const f64 beta = -__builtin_copysign(size, alpha[0]);
  *tau = (amplitude){(beta - alpha[0]) / beta, -alpha[1] / beta};
  const amplitude below = alpha - (amplitude){beta, 0};
  const amplitude inverse = conjugate(below) / splat(magnitude_squared(below));
  for (u32 i = 1; i < n; i++) v[i] = product(v[i], inverse);
  return beta;
}

// Reduces the Hermitian matrix a (lower triangle, destroyed) to the real diagonal d and the real entries e beside it. The
// vector of reflection i stands in row i of `vectors`, for the indices from i + 1 on. `work` has room for 5·p entries.
static void tridiagonalise(u32 p, f64 least, amplitude *a, f64 *d, f64 *e, amplitude *vectors, amplitude *taus,
                           amplitude *work) {
  for (u32 i = 0; i + 1 < p; i++) {
    const u32 n = p - 1 - i;
    amplitude *v = vectors + i * p, *y = work + 4 * p, *inner = a + (i + 1) * p + i + 1;
    for (u32 row = 0; row < n; row++) v[row] = a[(i + 1 + row) * p + i];
    e[i] = reflector(n, least, v, &taus[i]);
    d[i] = a[i * p + i][0];
    hermitian_times(n, p, inner, v, y);
    for (u32 row = 0; row < n; row++) y[row] = product(y[row], taus[i]);
    add_multiple(product(taus[i], inner_product(v, y, n)) * splat(-0.5), v, y, n);
    rank_two_update(n, p, inner, v, y, work);
  }
  d[p - 1] = a[p * p - 1][0];
  e[p - 1] = 0;
}

// (x, y) := (c·x - s·y, s·x + c·y) for real rows; `count` vectors each.
static void rotate(f64 c, f64 s, amplitude *x, amplitude *y, u32 count) {
  const amplitude cosine = splat(c), sine = splat(s);
  for (u32 i = 0; i < count; i++) {
    const amplitude u = x[i], v = y[i];
    x[i] = multiply_subtract(sine, v, cosine * u);
    y[i] = multiply_add(cosine, v, sine * u);
  }
}

// One implicit QL step with Wilkinson's shift on the rows l to m; row i of z holds `pairs` vectors of an eigenvector.
static void ql_step(u32 l, u32 m, f64 *d, f64 *e, amplitude *z, u32 pairs) {
  f64 g = (d[l + 1] - d[l]) / (2 * e[l]);
  g = d[m] - d[l] + e[l] / (g + __builtin_copysign(__builtin_sqrt(g * g + 1), g));
  f64 s = 1, c = 1, p = 0;
  for (u32 i = m; i-- > l;) {
    const f64 f = s * e[i], b = c * e[i], r = __builtin_sqrt(f * f + g * g);
    e[i + 1] = r;
    if (r == 0) {
      d[i + 1] -= p;
      e[m] = 0;
      return;
    }
    s = f / r;
    c = g / r;
    g = d[i + 1] - p;
    const f64 t = (d[i] - g) * s + 2 * c * b;
    p = s * t;
    d[i + 1] = g + p;
    g = c * t - b;
    rotate(c, s, z + i * pairs, z + (i + 1) * pairs, pairs);
  }
  d[l] -= p;
  e[l] = g;
  e[m] = 0;
}

// The eigenvalues d and, as rows of z, the eigenvectors of a real tridiagonal matrix, in no order. Entries beside the
// diagonal below `least` count as nothing.
static void diagonalise(u32 p, f64 least, f64 *d, f64 *e, amplitude *z, u32 pairs) {
  for (u32 i = 0; i < p * pairs; i++) z[i] = (amplitude){0, 0};
  for (u32 i = 0; i < p; i++) ((f64 *)(z + i * pairs))[i] = 1;
  for (u32 l = 0; l < p; l++)
    for (u32 round = 0; round < 60; round++) {
      u32 m = l;
      while (m + 1 < p && __builtin_fabs(e[m]) > least) m++;
      if (m == l) break;
      ql_step(l, m, d, e, z, pairs);
    }
}

// Sorts the numbers d in descending order; order[i] is where the i-th one stood.
static void sort(u32 p, f64 *d, u32 *order) {
  for (u32 i = 0; i < p; i++) order[i] = i;
  for (u32 i = 0; i < p; i++) {
    u32 best = i;
    for (u32 j = i + 1; j < p; j++)
      if (d[j] > d[best]) best = j;
    const f64 value = d[best];
    const u32 place = order[best];
    d[best] = d[i];
    order[best] = order[i];
    d[i] = value;
    order[i] = place;
  }
}

// Takes the real row z through the reflections: x is an eigenvector of the matrix before its reduction.
static void reflect(u32 p, const f64 *z, const amplitude *vectors, const amplitude *taus, amplitude *x) {
  for (u32 i = 0; i < p; i++) x[i] = (amplitude){z[i], 0};
  for (u32 i = p - 1; i-- > 0;) {
    const amplitude *v = vectors + i * p;
    add_multiple(-product(taus[i], inner_product(x + i + 1, v, p - 1 - i)), v, x + i + 1, p - 1 - i);
  }
}

// Rotates the rows x and y so that they become orthogonal, and the rows bx and by, whose conjugates made them, alike.
// Returns whether they were not.
static u32 orthogonalise(u32 p, u32 q, f64 least, amplitude *x, amplitude *y, amplitude *bx, amplitude *by) {
  const f64 a = norm_squared(x, q), b = norm_squared(y, q);
  if (a <= least || b <= least) return 0;
  const amplitude overlap = inner_product(x, y, q);
  const f64 size = __builtin_sqrt(magnitude_squared(overlap));
  if (size <= 1e-6 * __builtin_sqrt(a * b)) return 0;
  const amplitude phase = overlap / splat(size);
  for (u32 i = 0; i < q; i++) y[i] = product(y[i], phase);
  for (u32 i = 0; i < p; i++) by[i] = product(by[i], conjugate(phase));
  const f64 zeta = (b - a) / (2 * size);
  const f64 t = __builtin_copysign(1, zeta) / (__builtin_fabs(zeta) + __builtin_sqrt(1 + zeta * zeta));
  const f64 c = 1 / __builtin_sqrt(1 + t * t);
  rotate(c, c * t, x, y, q);
  rotate(c, c * t, bx, by, p);
  return 1;
}

// One-sided Jacobi rotations of the rows w (p×q) against the rows from `first` on, until all are orthogonal.
static void polish(u32 p, u32 q, u32 first, f64 least, amplitude *w, amplitude *bases) {
  for (u32 sweep = 0; sweep < 30; sweep++) {
    u32 turns = 0;
    for (u32 j = first; j < p; j++)
      for (u32 i = 0; i < j; i++)
        turns += orthogonalise(p, q, least, w + i * q, w + j * q, bases + i * p, bases + j * p);
    if (turns == 0) return;
  }
}

static void exchange(amplitude *x, amplitude *y, u32 n) {
  for (u32 i = 0; i < n; i++) {
    const amplitude kept = x[i];
    x[i] = y[i];
    y[i] = kept;
  }
}

// Sorts rows by their norms, the squares of which become d.
static void sort_rows(u32 p, u32 q, f64 *d, amplitude *w, amplitude *bases) {
  for (u32 i = 0; i < p; i++) d[i] = norm_squared(w + i * q, q);
  for (u32 i = 0; i < p; i++) {
    u32 best = i;
    for (u32 j = i + 1; j < p; j++)
      if (d[j] > d[best]) best = j;
    if (best == i) continue;
    const f64 value = d[best];
    d[best] = d[i];
    d[i] = value;
    exchange(w + i * q, w + best * q, q);
    exchange(bases + i * p, bases + best * p, p);
  }
}

// How many of the descending numbers d are kept: at most `bond`, and without those at the end that sum up to no more
// than `least`. What is left out becomes *lost.
static u32 kept(u32 p, u32 bond, f64 least, const f64 *d, f64 *lost) {
  f64 sum = 0;
  u32 count = p;
  while (count > 1) {
    const f64 next = d[count - 1] > 0 ? d[count - 1] : 0;
    if (count <= bond && sum + next > least) break;
    sum += next;
    count--;
  }
  *lost = sum;
  return count;
}

// Splits x (p×q, p ≤ q) into its principal parts x ≈ Σ bases[i]ᵀ·rows[i], i < k, with orthonormal bases (k×p) and
// orthogonal rows (k×q), the heaviest first; returns k. At most `bond` are kept, and parts whose squared norms sum up to
// the share `cutoff` of all are left out; *lost is the share that was. Eigenvectors of the Gram matrix tell parts apart
// down to the rounding error of their squares; a smaller cutoff asks for rotations beyond. `rows` has room for p×q
// entries, `bases` for p×p, `work` for p·q + 3·p² + 8·p + 3·q.
EXPORT_AS(u32, principal_rows)
(u32 p, u32 q, u32 bond, f64 cutoff, const amplitude *x, amplitude *bases, amplitude *rows, f64 *lost, amplitude *work) {
  amplitude *columns = work, *matrix = columns + p * q, *vectors = matrix + p * p, *z = vectors + p * p;
  amplitude *taus = z + p * p, *scratch = taus + p, *panel = scratch + 5 * p;
  f64 *d = (f64 *)(panel + 3 * q), *e = d + p;
  const f64 total = norm_squared(x, p * q);
  const f64 least = total * (cutoff > 1e-30 ? cutoff : 1e-30);
  transpose(p, q, -1, x, columns);
  gram(p, q, x, columns, matrix, panel);
  tridiagonalise(p, 1e-17 * total, matrix, d, e, vectors, taus, scratch);
  const u32 pairs = (p + 1) / 2;
  diagonalise(p, 1e-17 * total, d, e, z, pairs);
  u32 *order = (u32 *)matrix;
  sort(p, d, order);
  u32 exact = 0;
  while (exact < p && d[exact] > 1e-12 * d[0]) exact++;
  const u32 needs_polish = cutoff < 1e-14 && exact < p && exact < bond;
  u32 count = needs_polish ? p : kept(p, bond, least, d, lost);
  for (u32 i = 0; i < count; i++)
    reflect(p, (const f64 *)(z + order[i] * pairs), vectors, taus, bases + i * p);
  amplitude *conjugates = columns;
  for (u32 i = 0; i < count * p; i++) conjugates[i] = conjugate(bases[i]);
  multiply(count, q, p, conjugates, x, rows, panel);
  if (needs_polish) {
    polish(p, q, exact, 1e-32 * total, rows, bases);
    sort_rows(p, q, d, rows, bases);
    count = kept(p, bond, least, d, lost);
  }
  *lost /= total;
  return count;
}
