import { bitsFor } from '../program/operation.ts';
import { bitCount } from '../program/passes.ts';
import { highestBits, partBits } from './parts.ts';

/** Bits of an index in which the amplitudes of a chunk of the marginal kernel differ; native/marginal.c knows the number too. */
const chunkBits = 12;

/** Bytes in which a thread adds the probabilities of a chunk. */
export const chunkBytes = 8 * 2 ** chunkBits;

/** So many numbers may be added one by one without looking after what rounding loses. */
const plainTerms = 64;

/** How threads divide the work on a marginal distribution, by bits of the numbers of chunks; see native/marginal.c. */
export interface MarginalWork {
  /** Bits of an index whose distribution is wanted. */
  readonly measured: number;
  /** Bits of a chunk's number that are alike in one unit of the work. */
  readonly fixed: number;
  readonly units: number;
  /** Tables that are added up at the end. */
  readonly tables: number;
  /** Whether there have to be places for what rounding loses. */
  readonly isCompensated: boolean;
}

/**
 * Units differ in measured bits first, which makes them write to different entries of one table, then in others. It
 * hangs on the state and the question alone, so that no bit of the result hangs on the number of threads.
 */
export function marginalWork(qubits: readonly number[], stateQubits: number): MarginalWork {
  const measured = bitsFor(qubits);
  const chunks = Math.max(0, stateQubits - chunkBits);
  const outside = stateQubits > chunkBits ? measured >>> chunkBits : 0;
  const unseen = (2 ** chunks - 1) & ~outside;
  const own = highestBits(chunks, partBits(stateQubits), unseen);
  const others = highestBits(chunks, partBits(stateQubits) - bitCount(own), outside);
  const tables = 2 ** bitCount(others);
  const terms = 2 ** bitCount(unseen) / tables;
  return {
    ...{ measured, fixed: own | others, units: 2 ** bitCount(own | others), tables },
    isCompensated: terms > plainTerms,
  };
}

/** A table by the bits of ascending qubits as one by the bits of `qubits`, the first the least significant. */
export function inOrder(table: Float64Array, qubits: readonly number[]): Float64Array {
  const ascending = qubits.toSorted((a, b) => a - b);
  if (ascending.every((qubit, place) => qubits[place] === qubit)) return table;
  const bits = qubits.map((qubit) => 1 << ascending.indexOf(qubit));
  return table.map((_, index) => {
    const from = bits.reduce((all, bit, place) => (((index >> place) & 1) === 1 ? all | bit : all), 0);
    return table[from] ?? 0;
  });
}
