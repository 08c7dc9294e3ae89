// The kernels of the dense simulator: freestanding C for 128-bit SIMD, one complex amplitude (re, im) a vector.
//
// A state is 2^n amplitudes `a`, indexed by basis state with qubit 0 as the least significant bit. Controls are two bit
// masks: a gate acts where (index & mask) == values. Qubits of one call are distinct.

#include "sum.h"

// A one-qubit gate [[m00, m01], [m10, m11]].
EXPORT(matrix1)
(element *a, u32 n, u32 target, u32 mask, u32 values, f64 m00r, f64 m00i, f64 m01r, f64 m01i, f64 m10r, f64 m10i,
 f64 m11r, f64 m11i) {
  const u32 bit = 1u << target;
  const factor m00 = spread(m00r, m00i), m01 = spread(m01r, m01i), m10 = spread(m10r, m10i), m11 = spread(m11r, m11i);
  FOR_EACH_INDEX(i, 1u << n, bit | mask, values, {
    const amplitude zero = get(a, i), one = get(a, i | bit);
    const amplitude across = swapped(zero), other = swapped(one);
    put(a, i, multiply_add(other, m01.im, multiply_add(one, m01.re, multiply_add(across, m00.im, zero * m00.re))));
    put(a, i | bit, multiply_add(other, m11.im, multiply_add(one, m11.re, multiply_add(across, m10.im, zero * m10.re))));
  })
}

// A one-qubit gate with real entries, such as a Hadamard or an RY: half the arithmetic.
EXPORT(real1)(element *a, u32 n, u32 target, u32 mask, u32 values, f64 m00, f64 m01, f64 m10, f64 m11) {
  const u32 bit = 1u << target;
  const amplitude c01 = {m01, m01}, c11 = {m11, m11};
  FOR_EACH_INDEX(i, 1u << n, bit | mask, values, {
    const amplitude zero = get(a, i), one = get(a, i | bit);
    put(a, i, multiply_add(one, c01, zero * m00));
    put(a, i | bit, multiply_add(one, c11, zero * m10));
  })
}

// diag(d0, d1) on one qubit.
EXPORT(diagonal1)(element *a, u32 n, u32 target, u32 mask, u32 values, f64 d0r, f64 d0i, f64 d1r, f64 d1i) {
  const u32 bit = 1u << target;
  const factor d0 = spread(d0r, d0i), d1 = spread(d1r, d1i);
  FOR_EACH_INDEX(i, 1u << n, bit | mask, values, {
    put(a, i, times(get(a, i), d0));
    put(a, i | bit, times(get(a, i | bit), d1));
  })
}

// The phase (re, im) where (index & mask) == values: a phase gate under any controls, or a global phase for mask 0.
EXPORT(phase)(element *a, u32 n, u32 mask, u32 values, f64 re, f64 im) {
  const factor c = spread(re, im);
  FOR_EACH_INDEX(i, 1u << n, mask, values, { put(a, i, times(get(a, i), c)); })
}

// Pauli X.
EXPORT(flip)(element *a, u32 n, u32 target, u32 mask, u32 values) {
  const u32 bit = 1u << target;
  FOR_EACH_INDEX(i, 1u << n, bit | mask, values, {
    const amplitude zero = get(a, i);
    put(a, i, get(a, i | bit));
    put(a, i | bit, zero);
  })
}

// Exchanges two qubits.
EXPORT(swap)(element *a, u32 n, u32 p, u32 q, u32 mask, u32 values) {
  const u32 first = 1u << p, second = 1u << q;
  FOR_EACH_INDEX(i, 1u << n, first | second | mask, values, {
    const amplitude kept = get(a, i | first);
    put(a, i | first, get(a, i | second));
    put(a, i | second, kept);
  })
}

// diag(d[0], d[1], d[2], d[3]) on two qubits, p the less significant one.
EXPORT(diagonal2)(element *a, u32 n, u32 p, u32 q, u32 mask, u32 values, const f64 *d) {
  const u32 first = 1u << p, second = 1u << q;
  const factor d0 = spread(d[0], d[1]), d1 = spread(d[2], d[3]), d2 = spread(d[4], d[5]), d3 = spread(d[6], d[7]);
  FOR_EACH_INDEX(i, 1u << n, first | second | mask, values, {
    put(a, i, times(get(a, i), d0));
    put(a, i | first, times(get(a, i | first), d1));
    put(a, i | second, times(get(a, i | second), d2));
    put(a, i | first | second, times(get(a, i | first | second), d3));
  })
}

// A two-qubit gate: 16 complex entries by rows, p the less significant index bit.
EXPORT(matrix2)(element *a, u32 n, u32 p, u32 q, u32 mask, u32 values, const f64 *m) {
  const u32 first = 1u << p, second = 1u << q;
  FOR_EACH_INDEX(i, 1u << n, first | second | mask, values, {
    const u32 at[4] = {i, i | first, i | second, i | first | second};
    const amplitude v[4] = {get(a, at[0]), get(a, at[1]), get(a, at[2]), get(a, at[3])};
    const amplitude w[4] = {swapped(v[0]), swapped(v[1]), swapped(v[2]), swapped(v[3])};
    for (u32 row = 0; row < 4; row++) {
      amplitude sum = {0, 0};
      for (u32 column = 0; column < 4; column++) {
        const f64 re = m[8 * row + 2 * column], im = m[8 * row + 2 * column + 1];
        sum += v[column] * (amplitude){re, re} + w[column] * (amplitude){-im, im};
      }
      put(a, at[row], sum);
    }
  })
}

// A gate on k qubits: 4^k complex entries by rows, qubits[0] the least significant index bit. `work` has room for
// 2^k amplitudes and 2^k offsets behind them.
EXPORT(matrix)
(element *a, u32 n, u32 k, const u32 *qubits, u32 mask, u32 values, const f64 *m, amplitude *work) {
  const u32 rows = 1u << k;
  u32 *offsets = (u32 *)(work + rows);
  for (u32 row = 0; row < rows; row++) {
    u32 offset = 0;
    for (u32 place = 0; place < k; place++) offset |= ((row >> place) & 1u) << qubits[place];
    offsets[row] = offset;
  }
  FOR_EACH_INDEX(i, 1u << n, offsets[rows - 1] | mask, values, {
    for (u32 row = 0; row < rows; row++) work[row] = get(a, i | offsets[row]);
    const f64 *entry = m;
    for (u32 row = 0; row < rows; row++) {
      amplitude sum = {0, 0};
      for (u32 column = 0; column < rows; column++, entry += 2)
        sum += work[column] * entry[0] + swapped(work[column]) * (amplitude){-entry[1], entry[1]};
      put(a, i | offsets[row], sum);
    }
  })
}

// The kernels that threads share get a part of the work: units `first` to before `end`, and scratch memory of the thread.
// Parts of a state are as long as a power of two and start at a multiple of it, so that each is a state of fewer qubits.

// Sums are taken in blocks of 2^10 terms, and those of blocks with what rounding loses.
#define BLOCK_MASK 1023u

// The total probability of a part's indices with (index & mask) == values; mask 0 gives the squared norm.
EXPORT_AS(f64, probability)(u32 first, u32 end, void *scratch, const element *a, u32 mask, u32 values) {
  const u32 size = end - first, places = size - 1;
  if ((first & mask) != (values & ~places)) return 0;
  compensated total = {0, 0};
  amplitude block = {0, 0};
  u32 terms = 0;
  a += first;
  FOR_EACH_INDEX(i, size, mask & places, values & places, {
    block += get(a, i) * get(a, i);
    if ((++terms & BLOCK_MASK) == 0) {
      add(&total, block[0] + block[1]);
      block = (amplitude){0, 0};
    }
  })
  add(&total, block[0] + block[1]);
  return total.sum;
}

// Leaves only the amplitudes with (index & bit) == kept, multiplied by `scale`.
EXPORT(collapse)(u32 first, u32 end, void *scratch, element *a, u32 bit, u32 kept, f64 scale) {
  const u32 size = end - first;
  a += first;
  if (bit >= size) {
    const f64 factor = (first & bit) == kept ? scale : 0;
    for (u32 i = 0; i < size; i++) put(a, i, get(a, i) * factor);
    return;
  }
  FOR_EACH_INDEX(i, size, bit, 0, {
    put(a, i | kept, get(a, i | kept) * scale);
    put(a, i | (kept ^ bit), (amplitude){0, 0});
  })
}

// Sets a part to zeros.
EXPORT(clear)(u32 first, u32 end, void *scratch, element *a) {
  for (u32 i = first; i < end; i++) put(a, i, (amplitude){0, 0});
}

// For ascending numbers the first index at which the running sum of probabilities exceeds each. The part with number k
// starts with the sum sums[k], and the numbers from bounds[k] to before bounds[k + 1] fall into it; what rounding
// leaves over goes to its last index that has any probability.
EXPORT(sample)
(u32 first, u32 end, void *scratch, const element *a, const f64 *uniforms, const f64 *sums, const u32 *bounds,
 u32 *out) {
  const u32 part = first / (end - first), stop = bounds[part + 1];
  f64 sum = sums[part];
  u32 done = bounds[part], last = first;
  for (u32 i = first; i < end && done < stop; i++) {
    const f64 p = magnitude_squared(get(a, i));
    if (p == 0) continue;
    sum += p;
    last = i;
    while (done < stop && uniforms[done] < sum) out[done++] = i;
  }
  while (done < stop) out[done++] = last;
}

// Lists the indices of a part with a probability above `least`, with it; returns how many, at most `capacity`. Part number k
// writes from place k·stride of the lists on.
EXPORT_AS(f64, likely)
(u32 first, u32 end, void *scratch, const element *a, f64 least, u32 capacity, u32 stride, u32 *indices,
 f64 *probabilities) {
  const u32 place = stride * (first / (end - first));
  u32 count = 0;
  indices += place;
  probabilities += place;
  for (u32 i = first; i < end && count < capacity; i++) {
    const f64 p = magnitude_squared(get(a, i));
    if (p <= least) continue;
    indices[count] = i;
    probabilities[count++] = p;
  }
  return count;
}
