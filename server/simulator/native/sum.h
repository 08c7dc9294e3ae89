// Sums of many numbers whose error does not grow with their count.
#pragma once

#include "amplitude.h"

// A running sum with what its last addition rounded away (Kahan, Communications of the ACM 8, 1965).
typedef struct {
  f64 sum;
  f64 lost;
} compensated;

static inline void add(compensated *total, f64 term) {
  const f64 whole = term - total->lost, sum = total->sum + whole;
  total->lost = (sum - total->sum) - whole;
  total->sum = sum;
}
