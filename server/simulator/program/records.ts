import type { BlockQubits } from './block-qubits.ts';

/** Bytes of an operation's record; its fields are those of `operation` in native/blocks.c. */
const recordBytes = 48;

/** The kinds in the order of blocks.c. */
export const kinds = {
  ...{ matrix1: 0, real1: 1, phase: 2, flip: 3, swap: 4 },
  ...{ pair: 5, pairPhases: 6, pairMatrix: 7, matrix: 8, phases: 9 },
  ...{ channel1: 10, pauliChannel2: 11, indexMap: 12, stage: 13 },
};

/** Flags of stages and index maps; see native/operation.h. */
export const [readsState, writesState, writesWork, readsWork] = [1, 2, 4, 8];

/** An operation of a pass. */
export interface Record {
  readonly kind: number;
  readonly p?: number;
  readonly q?: number;
  /** Bits of the state's qubits. */
  readonly mask?: number;
  readonly values?: number;
  readonly count?: number;
  /** What the kernel finds in place of a mask and values. */
  readonly flags?: readonly [number, number];
  readonly data?: readonly number[] | Float64Array | ArrayBuffer;
  readonly words?: readonly number[];
  /** Bytes that go where words would, with doubles among them. */
  readonly raw?: ArrayBuffer;
}

/** Bytes behind the records for the first things that they point to. */
const firstBytes = 4096;

/** Lays records out, and behind them what they point to. */
export class RecordWriter {
  #words: Uint32Array<ArrayBuffer>;
  #doubles: Float64Array<ArrayBuffer>;
  /** Bytes that are taken. */
  #end: number;

  constructor(count: number) {
    this.#end = count * recordBytes;
    this.#words = new Uint32Array((this.#end + firstBytes) / 4);
    this.#doubles = new Float64Array(this.#words.buffer);
  }

  record(index: number, record: Record, block: BlockQubits): void {
    const { kind, p = 0, q = 0, mask = 0, values = 0, count = 0, flags } = record;
    const outer = ~block.inside;
    const data = this.#placeData(record.data);
    const words = record.raw === undefined ? this.#placeWords(record.words) : this.#placeData(record.raw);
    const fields = this.#words;
    let at = (index * recordBytes) / 4;
    fields[at++] = kind;
    fields[at++] = p;
    fields[at++] = q;
    fields[at++] = flags?.[0] ?? block.bits(mask);
    fields[at++] = flags?.[1] ?? block.bits(values);
    fields[at++] = mask & outer;
    fields[at++] = values & outer;
    fields[at++] = count;
    fields[at++] = data;
    fields[at] = words;
  }

  finish(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#words.buffer, 0, this.#end);
  }

  /** Where the content lies, in bytes from the first record on. */
  #placeData(content: Record['data']): number {
    if (content === undefined) return 0;
    if (content instanceof ArrayBuffer) {
      const start = this.#take(content.byteLength);
      new Uint8Array(this.#words.buffer).set(new Uint8Array(content), start);
      return start;
    }
    const start = this.#take(8 * content.length);
    this.#doubles.set(content, start / 8);
    return start;
  }

  #placeWords(content: readonly number[] | undefined): number {
    if (content === undefined) return 0;
    const start = this.#take(4 * content.length);
    this.#words.set(content, start / 4);
    return start;
  }

  /** Room for so many bytes, from a multiple of 16 on. */
  #take(bytes: number): number {
    const start = this.#end;
    this.#end += Math.ceil(bytes / 16) * 16;
    if (this.#end > this.#words.byteLength) this.#grow();
    return start;
  }

  #grow(): void {
    const larger = new Uint32Array(this.#end / 2);
    larger.set(this.#words);
    this.#words = larger;
    this.#doubles = new Float64Array(larger.buffer);
  }
}
