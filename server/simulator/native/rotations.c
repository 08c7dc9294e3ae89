// Rotations about Pauli words on dense states: turns of basis states towards their flipped partners, by angles that hang on
// parities of the index; see rotations/rotation-group.ts.

#include "bits.h"
#include "sum.h"

#define MOST_MASKS 4

// Words that share `flips`. Of two partners the one without the bit `above`, the highest flipped one, is visited. Where
// words flip nothing, each state is its own partner.
typedef struct {
  u32 flips;
  u32 above;
  // The bits whose parity gives the sign of the angle.
  u32 base;
  // Whether the turn is a real one.
  u32 odd;
  // Bits of an index that are neither `above` nor pivots.
  u32 free;
  u32 masks;
  // Angles behind this record.
  u32 count;
  u32 padding;
  // Parities without the bits of pivots and `above`.
  u32 mask[MOST_MASKS];
  u32 pivot[MOST_MASKS];
} rotation_group;

// The angle of states whose parities are the bits of `parities`.
typedef struct {
  f64 cosine;
  f64 sine;
  u32 parities;
  u32 padding;
} rotation_angle;

// The index with these free bits and these parities.
static inline u32 placed(u32 index, const rotation_group *g, u32 parities) {
  u32 bits = 0;
  for (u32 k = 0; k < g->masks; k++)
    if ((__builtin_popcount(index & g->mask[k]) ^ (parities >> k)) & 1) bits |= g->pivot[k];
  return index | bits;
}

// Runs a block for the states I of all units from `first` to before `end` with the parities of one angle, S the sine with
// the sign that the state has.
#define FOR_EACH_TURNED(I, S, G, ANGLE, ...)                                     \
  {                                                                              \
    const u32 free_ = (G)->free, base_ = (G)->base;                              \
    const f64 sines_[2] = {(ANGLE).sine, -(ANGLE).sine};                         \
    u32 index_ = deposit(first, free_);                                          \
    for (u32 unit_ = first; unit_ < end; unit_++) {                              \
      const u32 I = placed(index_, (G), (ANGLE).parities);                       \
      const f64 S = sines_[__builtin_popcount(I & base_) & 1];                   \
      __VA_ARGS__                                                                \
      index_ = ((index_ | ~free_) + 1) & free_;                                  \
    }                                                                            \
  }

// c·v ∓ i·s·w: (re, im) of -i·w is (im, -re).
static inline amplitude turned(amplitude v, amplitude w, f64 c, f64 s) {
  return multiply_add(swapped(w), (amplitude){s, -s}, v * (amplitude){c, c});
}

// Units are the states that a group visits for one angle.
EXPORT(rotate)(u32 first, u32 end, void *scratch, element *a, const rotation_group *g) {
  const rotation_angle *angles = (const rotation_angle *)(g + 1);
  for (u32 k = 0; k < g->count; k++) {
    const rotation_angle angle = angles[k];
    const f64 c = angle.cosine;
    if (!g->flips) {
      FOR_EACH_TURNED(i, s, g, angle, {
        const amplitude v = get(a, i);
        put(a, i, turned(v, v, c, s));
      })
    } else if (g->odd) {
      FOR_EACH_TURNED(i, s, g, angle, {
        const u32 j = i ^ g->flips;
        const amplitude v = get(a, i), w = get(a, j), cs = {c, c}, ss = {s, s};
        put(a, i, multiply_subtract(w, ss, v * cs));
        put(a, j, multiply_add(v, ss, w * cs));
      })
    } else {
      FOR_EACH_TURNED(i, s, g, angle, {
        const u32 j = i ^ g->flips;
        const amplitude v = get(a, i), w = get(a, j);
        put(a, i, turned(v, w, c, s));
        put(a, j, turned(w, v, c, s));
      })
    }
  }
}

// The real parts of conj(u)·v, and the imaginary parts.
static inline f64 real_overlap(amplitude u, amplitude v) {
  const amplitude product = u * v;
  return product[0] + product[1];
}

static inline f64 imaginary_overlap(amplitude u, amplitude v) {
  const amplitude product = u * swapped(v);
  return product[0] - product[1];
}

// Takes rotations back on the states v and u, and puts for each angle what derivatives by it are read off, the imaginary
// part of <u| word |v> over its states for a word with the signs of `base`, into out[part * count + angle].
EXPORT(rotate_back)
(u32 first, u32 end, void *scratch, element *v, element *u, const rotation_group *g, f64 *out) {
  const rotation_angle *angles = (const rotation_angle *)(g + 1);
  f64 *sums = out + first / (end - first) * g->count;
  for (u32 k = 0; k < g->count; k++) {
    const rotation_angle angle = angles[k];
    const rotation_angle sign = {1, 1, angle.parities, 0};
    const f64 c = angle.cosine, sine = -angle.sine;
    compensated total = {0, 0};
    if (!g->flips) {
      FOR_EACH_TURNED(i, one, g, sign, {
        const amplitude x = get(v, i), y = get(u, i);
        add(&total, one * imaginary_overlap(y, x));
        put(v, i, turned(x, x, c, one * sine));
        put(u, i, turned(y, y, c, one * sine));
      })
    } else if (g->odd) {
      FOR_EACH_TURNED(i, one, g, sign, {
        const u32 j = i ^ g->flips;
        const amplitude vi = get(v, i), vj = get(v, j), ui = get(u, i), uj = get(u, j);
        const f64 s = one * sine;
        const amplitude cs = {c, c}, ss = {s, s};
        add(&total, one * (real_overlap(uj, vi) - real_overlap(ui, vj)));
        put(v, i, multiply_subtract(vj, ss, vi * cs));
        put(v, j, multiply_add(vi, ss, vj * cs));
        put(u, i, multiply_subtract(uj, ss, ui * cs));
        put(u, j, multiply_add(ui, ss, uj * cs));
      })
    } else {
      FOR_EACH_TURNED(i, one, g, sign, {
        const u32 j = i ^ g->flips;
        const amplitude vi = get(v, i), vj = get(v, j), ui = get(u, i), uj = get(u, j);
        const f64 s = one * sine;
        add(&total, one * (imaginary_overlap(ui, vj) + imaginary_overlap(uj, vi)));
        put(v, i, turned(vi, vj, c, s));
        put(v, j, turned(vj, vi, c, s));
        put(u, i, turned(ui, uj, c, s));
        put(u, j, turned(uj, ui, c, s));
      })
    }
    sums[k] = total.sum;
  }
}
