// Bits of an index that are picked out or put into place.
#pragma once

#include "amplitude.h"

// The bits of `value` at the places that `mask` has, packed.
static inline u32 extract(u32 value, u32 mask) {
  u32 packed = 0;
  for (u32 place = 0; mask; mask &= mask - 1, place++) packed |= ((value & mask & -mask) ? 1u : 0u) << place;
  return packed;
}

// The lowest bits of `packed` at the places that `mask` has.
static inline u32 deposit(u32 packed, u32 mask) {
  u32 value = 0;
  for (; mask; mask &= mask - 1, packed >>= 1)
    if (packed & 1) value |= mask & -mask;
  return value;
}
