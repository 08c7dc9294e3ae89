import type { Complex } from '../../base/index.ts';
import type { Precision } from '../../library/index.ts';
import type { BlockQubits } from './block-qubits.ts';
import type { Phases } from './phase-product.ts';
import { type Record, kinds } from './records.ts';

/** Bits of an index that make the place in a row of the kernel `phases`. */
const placeBits = 7;

/** A phase that falls on no qubit of the block but on all of it. */
const wholeBlock = 0xffff_ffff;

/** The tables of the kernel `phases`. */
export function phasesRecord({ ones, twos }: Phases, block: BlockQubits, precision: Precision): Record {
  const bits = Math.min(placeBits, block.count);
  const high = block.count - bits;
  const numbers = new ComplexTable(2 ** high);
  const vectors = Array.from({ length: high }, () => new ComplexTable(2 ** bits));
  const places = new ComplexTable(2 ** bits);
  const outer: { qubit: number; outer: number; phase: Complex }[] = ones.map(({ qubit, phase }) =>
    block.has(qubit)
      ? { qubit: block.place(qubit), outer: 0, phase }
      : { qubit: wholeBlock, outer: 1 << qubit, phase },
  );
  for (const { p, q, phase } of twos) {
    if (!block.has(p) && !block.has(q)) outer.push({ qubit: wholeBlock, outer: (1 << p) | (1 << q), phase });
    else if (!block.has(p)) outer.push({ qubit: block.place(q), outer: 1 << p, phase });
    else if (!block.has(q)) outer.push({ qubit: block.place(p), outer: 1 << q, phase });
    else {
      const [low, top] = [block.place(p), block.place(q)].toSorted((a, b) => a - b) as [number, number];
      if (top < bits) places.multiplyWhere((1 << low) | (1 << top), phase);
      else if (low < bits) vectors[top - bits]?.multiplyWhere(1 << low, phase);
      else numbers.multiplyLowest(low - bits, top - bits, phase);
    }
  }
  return {
    kind: kinds.phases,
    count: outer.length,
    flags: [
      places.isTrivial ? 0 : 1,
      vectors.reduce((bits, { isTrivial }, bit) => bits | (isTrivial ? 0 : 1 << bit), 0),
    ],
    data: joined(
      numbers,
      [...vectors, places].filter(({ isTrivial }) => !isTrivial),
      precision,
    ),
    raw: outerBytes(outer),
  };
}

function outerBytes(
  phases: readonly { readonly qubit: number; readonly outer: number; readonly phase: Complex }[],
): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(24 * phases.length));
  for (const [index, { qubit, outer, phase }] of phases.entries()) {
    view.setUint32(24 * index, qubit, true);
    view.setUint32(24 * index + 4, outer, true);
    view.setFloat64(24 * index + 8, phase.re, true);
    view.setFloat64(24 * index + 16, phase.im, true);
  }
  return view.buffer;
}

/** The rows' numbers as doubles, then the tables of places in the state's precision. */
function joined(
  { entries: numbers }: ComplexTable,
  tables: readonly ComplexTable[],
  precision: Precision,
): ArrayBuffer {
  const length = tables.reduce((sum, { entries }) => sum + entries.length, 0);
  const bytes = precision === 'double' ? 8 : 4;
  const all = new ArrayBuffer(8 * numbers.length + bytes * length);
  new Float64Array(all, 0, numbers.length).set(numbers);
  const places = new (precision === 'double' ? Float64Array : Float32Array)(all, 8 * numbers.length);
  let at = 0;
  for (const { entries } of tables) {
    places.set(entries, at);
    at += entries.length;
  }
  return all;
}

/** Complex numbers that start as ones, and are not written down before the first one is another. */
class ComplexTable {
  readonly #length: number;
  #entries: Float64Array | undefined;

  constructor(length: number) {
    this.#length = length;
  }

  get isTrivial(): boolean {
    return this.#entries === undefined;
  }

  get entries(): Float64Array {
    if (this.#entries !== undefined) return this.#entries;
    const entries = new Float64Array(2 * this.#length);
    for (let at = 0; at < entries.length; at += 2) entries[at] = 1;
    return (this.#entries = entries);
  }

  /** Multiplies the entries whose number has all the bits. */
  multiplyWhere(bits: number, phase: Complex): void {
    for (let number = bits; number < this.#length; number = (number + 1) | bits)
      this.#multiply(this.entries, number, phase);
  }

  /** Multiplies the entries whose number has both bits, the first as its lowest. */
  multiplyLowest(lowest: number, other: number, phase: Complex): void {
    const step = 2 << lowest;
    for (
      let number = (1 << lowest) | (1 << other);
      number < this.#length;
      number = (number + step) | (1 << other)
    )
      this.#multiply(this.entries, number, phase);
  }

  #multiply(entries: Float64Array, number: number, { re, im }: Complex): void {
    const oldRe = entries[2 * number] ?? 1;
    const oldIm = entries[2 * number + 1] ?? 0;
    entries[2 * number] = oldRe * re - oldIm * im;
    entries[2 * number + 1] = oldRe * im + oldIm * re;
  }
}
