import type { Precision } from '../../library/index.ts';
import type { Complex } from '../../base/index.ts';
import type { FusedOperation } from './fusion.ts';
import type { IndexMap } from './index-map.ts';
import type { BlockQubits } from './block-qubits.ts';
import { type Operation, formOf } from './operation.ts';
import type { Pair } from './pair.ts';
import type { Phases } from './phase-product.ts';
import {
  type Record,
  RecordWriter,
  kinds,
  readsState,
  readsWork,
  writesState,
  writesWork,
} from './records.ts';
import { stepRecords } from './stage-records.ts';
import type { Stage } from './stage.ts';
import { type Joints, stageData } from './stage-shape.ts';
import type { StagedOperation } from './staging.ts';

/** Bits of an index that make the place in a row of the kernel `phases`. */
const placeBits = 7;

/** A phase that falls on no qubit of the block but on all of it. */
const wholeBlock = 0xffff_ffff;

/** Operations as the kernel `run_blocks` reads them from any address that is a multiple of 16. */
export interface EncodedOperations {
  /** Records among the bytes. */
  readonly count: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The operations of a pass, which multiply all amplitudes with a scale in the end. */
export interface StagedPass {
  readonly operations: readonly StagedOperation[];
  readonly block: BlockQubits;
  readonly precision: Precision;
  readonly scale: Complex;
}

/**
 * The operations of a pass.
 *
 * @param slots the number of the function for each stage; where it is 0 or missing the stage is done step by step.
 */
export function encodeOperations(pass: StagedPass, slots: readonly number[]): EncodedOperations {
  const { operations, block, precision } = pass;
  const records: Record[] = [];
  let stage = 0;
  /** Whether what comes next finds its block in the memory for work. */
  let isInWork = operations[0]?.kind === 'index-map' && !block.isWhole;
  for (const [place, operation] of operations.entries()) {
    const p = operation.kind === 'stage' ? (slots[stage++] ?? 0) : 0;
    if (operation.kind === 'index-map') records.push(mapRecord(operation, isInWork, pass, place));
    else if (operation.kind !== 'stage') records.push(recordOf(operation, block, precision));
    else if (p === 0) records.push(...stepRecords(operation));
    else records.push(stageRecord(p, operation, pass, place));
    isInWork = p !== 0 && operations[place + 1]?.kind === 'index-map';
  }
  const writer = new RecordWriter(records.length);
  for (const [index, record] of records.entries()) writer.record(index, record, block);
  return { count: records.length, bytes: writer.finish() };
}

/** The first operation of a pass reads from the state, the last one writes to it. */
export function jointsOf({ operations, scale }: StagedPass, place: number): Joints {
  return { isFirst: place === 0, scale: place === operations.length - 1 ? scale : undefined };
}

function stageRecord(p: number, stage: Stage, pass: StagedPass, place: number): Record {
  const { operations, block, precision } = pass;
  const joints = jointsOf(pass, place);
  const isBeforeMap = operations[place + 1]?.kind === 'index-map';
  const written = joints.scale === undefined ? (isBeforeMap ? writesWork : 0) : writesState;
  const flags = (joints.isFirst ? readsState : 0) | written;
  return { kind: kinds.stage, p, flags: [flags, 0], data: stageData(stage, block, precision, joints) };
}

function mapRecord(
  { offset, images, outer }: IndexMap,
  isInWork: boolean,
  { operations, precision }: StagedPass,
  place: number,
): Record {
  const isLast = place === operations.length - 1 && precision === 'double';
  return {
    ...{ kind: kinds.indexMap, p: offset, count: outer.length },
    flags: [(isInWork ? readsWork : 0) | (isLast ? writesState : 0), 0],
    words: [...images, ...outer.flatMap(({ qubit, image }) => [1 << qubit, image])],
  };
}

function recordOf(operation: FusedOperation, block: BlockQubits, precision: Precision): Record {
  switch (operation.kind) {
    case 'pair':
      return pairRecord(operation, block);
    case 'phases':
      return phasesRecord(operation, block, precision);
    case 'many':
      return {
        kind: kinds.matrix,
        ...conditionOf(operation),
        count: operation.qubits.length,
        data: operation.matrix,
        words: operation.qubits.map((qubit) => block.place(qubit)),
      };
    case 'one':
      return {
        kind: formOf(operation.matrix) === 'real' ? kinds.real1 : kinds.matrix1,
        ...conditionOf(operation),
        p: block.place(operation.target),
        data: operation.matrix,
      };
    case 'phase':
      return { kind: kinds.phase, ...conditionOf(operation), data: [operation.re, operation.im] };
    case 'flip':
      return { kind: kinds.flip, ...conditionOf(operation), p: block.place(operation.target) };
    case 'swap':
      return {
        kind: kinds.swap,
        ...conditionOf(operation),
        p: block.place(operation.p),
        q: block.place(operation.q),
      };
    case 'channel1':
      return {
        kind: kinds.channel1,
        p: block.place(operation.p),
        q: block.place(operation.q),
        data: operation.entries,
      };
    case 'pauliChannel2':
      return {
        kind: kinds.pauliChannel2,
        data: operation.entries,
        words: operation.qubits.map((qubit) => block.place(qubit)),
      };
    case 'diagonal2':
      throw new Error('fusion leaves no conditional diagonal gates');
  }
}

function conditionOf({ mask, values }: Operation): Pick<Record, 'mask' | 'values'> {
  return { mask, values };
}

function pairRecord(pair: Pair, block: BlockQubits): Record {
  const places = { p: block.place(pair.p), q: block.place(pair.q) };
  if (pair.matrix !== undefined) {
    const spread = pair.matrix.flatMap((row) => row.flatMap(({ re, im }) => [re, re, -im, im]));
    return { kind: kinds.pairMatrix, ...places, data: spread };
  }
  const { to, factors } = pair.monomial;
  const hasPhases = factors.some(({ re, im }) => re !== 1 || im !== 0);
  const data = [...pair.turns, ...factors.flatMap(({ re, im }) => [re, im])];
  return { kind: hasPhases ? kinds.pairPhases : kinds.pair, ...places, data, words: to };
}

/** The tables of the kernel `phases`. */
function phasesRecord({ ones, twos }: Phases, block: BlockQubits, precision: Precision): Record {
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
