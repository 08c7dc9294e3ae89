// Channels on density matrices. The elements of a matrix are kept like the amplitudes of a state on twice as many qubits:
// each qubit has one index bit for its row and one for its column.

#include "operation.h"

// A channel on one qubit that never exchanges elements of the diagonal with others, such as damping, dephasing and any
// mixture of Pauli operators. With `row` and `column` the bits of the qubit: elements 00 and 11 become m[0]·00 + m[1]·11
// and m[2]·00 + m[3]·11, elements 10 and 01 become m[4]·10 + m[5]·01 and m[6]·10 + m[7]·01.
EXPORT(channel1)(amplitude *a, u32 n, u32 row, u32 column, const f64 *m) {
  const u32 first = 1u << row, second = 1u << column;
  const amplitude m0 = {m[0], m[0]}, m1 = {m[1], m[1]}, m2 = {m[2], m[2]}, m3 = {m[3], m[3]};
  const amplitude m4 = {m[4], m[4]}, m5 = {m[5], m[5]}, m6 = {m[6], m[6]}, m7 = {m[7], m[7]};
  amplitude *const a1 = a + first, *const a2 = a + second, *const a3 = a + first + second;
  if (m[5] == 0 && m[6] == 0) {
    FOR_EACH_INDEX(i, 1u << n, first | second, 0, {
      const amplitude v0 = a[i], v3 = a3[i];
      a[i] = multiply_add(v3, m1, v0 * m0);
      a3[i] = multiply_add(v0, m2, v3 * m3);
      a1[i] *= m4;
      a2[i] *= m7;
    })
    return;
  }
  FOR_EACH_INDEX(i, 1u << n, first | second, 0, {
    const amplitude v0 = a[i], v1 = a1[i], v2 = a2[i], v3 = a3[i];
    a[i] = multiply_add(v3, m1, v0 * m0);
    a3[i] = multiply_add(v0, m2, v3 * m3);
    a1[i] = multiply_add(v2, m5, v1 * m4);
    a2[i] = multiply_add(v1, m6, v2 * m7);
  })
}

// The four elements whose row and column differ in the bits of `apart` only (rows b00, b01, b10, b11): row k becomes the
// sum over j of m[j] · row k^j.
static inline __attribute__((always_inline)) void mix4(amplitude *a, const u32 *at, u32 apart, const f64 *m) {
  amplitude *const p0 = a + at[apart << 2], *const p1 = a + at[1 | (apart ^ 1) << 2];
  amplitude *const p2 = a + at[2 | (apart ^ 2) << 2], *const p3 = a + at[3 | (apart ^ 3) << 2];
  const amplitude v0 = *p0, v1 = *p1, v2 = *p2, v3 = *p3;
  const amplitude m0 = {m[0], m[0]}, m1 = {m[1], m[1]}, m2 = {m[2], m[2]}, m3 = {m[3], m[3]};
  *p0 = multiply_add(v3, m3, multiply_add(v2, m2, multiply_add(v1, m1, v0 * m0)));
  *p1 = multiply_add(v2, m3, multiply_add(v3, m2, multiply_add(v0, m1, v1 * m0)));
  *p2 = multiply_add(v1, m3, multiply_add(v0, m2, multiply_add(v3, m1, v2 * m0)));
  *p3 = multiply_add(v0, m3, multiply_add(v1, m2, multiply_add(v2, m1, v3 * m0)));
}

// A mixture of Pauli words on two qubits, whose index bits are bits[0], bits[1] for rows and bits[2], bits[3] for columns.
// m[4x + j] is what an element whose row and column differ in the qubits of x gives to the one with j flipped in both.
EXPORT(pauli_channel2)(amplitude *a, u32 n, const u32 *bits, const f64 *m) {
  u32 at[16];
  for (u32 k = 0; k < 16; k++) {
    at[k] = 0;
    for (u32 place = 0; place < 4; place++) at[k] |= (k >> place & 1) << bits[place];
  }
  int is_scaling = 1;
  for (u32 x = 4; x < 16; x++)
    if ((x & 3) && m[x] != 0) is_scaling = 0;
  // Depolarizing and any other that mixes the diagonal only.
  if (is_scaling) {
    const amplitude m1 = {m[4], m[4]}, m2 = {m[8], m[8]}, m3 = {m[12], m[12]};
    FOR_EACH_INDEX(i, 1u << n, at[15], 0, {
      amplitude *const e = a + i;
      mix4(e, at, 0, m);
      for (u32 k = 0; k < 4; k++) {
        e[at[k | (k ^ 1) << 2]] *= m1;
        e[at[k | (k ^ 2) << 2]] *= m2;
        e[at[k | (k ^ 3) << 2]] *= m3;
      }
    })
    return;
  }
  FOR_EACH_INDEX(i, 1u << n, at[15], 0, {
    for (u32 x = 0; x < 4; x++) mix4(a + i, at, x, m + 4 * x);
  })
}
