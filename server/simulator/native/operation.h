// The operations of a pass over the state, as program/encoding.ts writes them.
#pragma once

#include "amplitude.h"

// One operation. Masks, values and qubits are those of the block; it acts only in blocks whose place in the state has
// the bits `outer_values` in `outer_mask`.
typedef struct {
  u32 kind;
  u32 p;
  u32 q;
  u32 mask;
  u32 values;
  u32 outer_mask;
  u32 outer_values;
  u32 count;
  // Bytes from the first operation on.
  u32 data;
  u32 words;
  u32 padding[2];
} operation;

enum {
  MATRIX1,
  REAL1,
  PHASE,
  FLIP,
  SWAP,
  PAIR,
  PAIR_PHASES,
  PAIR_MATRIX,
  MATRIX,
  PHASES,
  CHANNEL1,
  PAULI_CHANNEL2,
  INDEX_MAP,
  STAGE
};

// A phase that a block gets as a whole, or on one of its qubits, where its place has all bits of `outer`.
typedef struct {
  u32 qubit;
  u32 outer;
  f64 re;
  f64 im;
} outer_phase;

// Code that was emitted for several operations on few qubits (program/stage.ts): a stage's `p` is its number in the table
// of functions. It reads and writes the block, or what its flags say.
typedef void (*stage_code)(const void *from, void *to, const void *data);

// What a stage or an index map reads and writes in place of the block, so that nothing is copied beside them: the first
// and the last operation of a pass the state itself, an index map what was written to the work memory. The last one
// multiplies by the scale of the pass, too.
enum { READS_STATE = 1, WRITES_STATE = 2, WRITES_WORK = 4, READS_WORK = 8 };

static inline int has_flag(const operation *o, u32 flag) {
  return (o->kind == STAGE || o->kind == INDEX_MAP) && (o->mask & flag);
}

static inline void run_stage(void *block, void *state, void *work, const operation *o, const operation *first) {
  const void *const from = o->mask & READS_STATE ? state : block;
  void *const to = o->mask & WRITES_STATE ? state : o->mask & WRITES_WORK ? work : block;
  ((stage_code)(__UINTPTR_TYPE__)o->p)(from, to, (const char *)first + o->data);
}

// The most bits of a place in a row, and of a row's number.
#define PLACE_BITS 7
#define NUMBER_BITS 9

static inline int is_one(f64 re, f64 im) { return re == 1 && im == 0; }

// The low bits of `number`, placed at the bits of `mask` in their order.
static inline u32 deposited(u32 number, u32 mask) {
  u32 bits = 0;
  for (u32 rest = mask; rest; rest &= rest - 1, number >>= 1)
    if (number & 1) bits |= rest & -rest;
  return bits;
}

// A qubit outside of the block that changes where amplitudes come from.
typedef struct {
  u32 outer;
  u32 image;
} outer_image;

// The kernel of index-map.c.
void index_map(const element *from, element *to, u32 bits, u32 high, u32 offset, const u32 *images, const factor *by);

// Where the amplitude of a block's index 0 comes from: behind the images of the block's qubits come those of others.
static inline u32 map_offset(const operation *o, u32 n, u32 base, const u32 *words) {
  const outer_image *outer = (const outer_image *)(words + n);
  u32 offset = o->p;
  for (u32 k = 0; k < o->count; k++)
    if (base & outer[k].outer) offset ^= outer[k].image;
  return offset;
}

// The kernels of channels.c.
void channel1(amplitude *a, u32 n, u32 row, u32 column, const f64 *m);
void pauli_channel2(amplitude *a, u32 n, const u32 *bits, const f64 *m);
