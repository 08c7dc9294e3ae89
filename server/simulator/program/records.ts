import type { BlockQubits } from './block-qubits.ts';

/** Bytes of an operation's record; its fields are those of `operation` in native/blocks.c. */
const recordBytes = 48;

/** Where among the bytes of records the field `p` of one of them is. */
export function slotPlace(index: number): number {
  return index * recordBytes + 4;
}

/** The kinds in the order of blocks.c. */
export const kinds = {
  ...{ matrix1: 0, real1: 1, phase: 2, flip: 3, swap: 4 },
  ...{ pair: 5, pairPhases: 6, pairMatrix: 7, matrix: 8, phases: 9 },
  ...{ channel1: 10, pauliChannel2: 11, indexMap: 12, stage: 13 },
};

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

/** Lays records out, and behind them what they point to. */
export class RecordWriter {
  readonly #parts: { readonly start: number; readonly bytes: Uint8Array }[] = [];
  readonly #records: Uint32Array<ArrayBuffer>;
  #end: number;

  constructor(count: number) {
    this.#end = count * recordBytes;
    this.#records = new Uint32Array(this.#end / 4);
  }

  record(index: number, record: Record, block: BlockQubits): void {
    const { kind, p = 0, q = 0, mask = 0, values = 0, count = 0, flags } = record;
    const outer = ~block.inside;
    const fields = this.#records;
    let at = (index * recordBytes) / 4;
    fields[at++] = kind;
    fields[at++] = p;
    fields[at++] = q;
    fields[at++] = flags?.[0] ?? block.bits(mask);
    fields[at++] = flags?.[1] ?? block.bits(values);
    fields[at++] = mask & outer;
    fields[at++] = values & outer;
    fields[at++] = count;
    fields[at++] = this.#place(doublesOf(record.data));
    fields[at] = this.#place(record.raw ?? (record.words && new Uint32Array(record.words)));
  }

  finish(): Uint8Array<ArrayBuffer> {
    const all = new Uint8Array(this.#end);
    all.set(new Uint8Array(this.#records.buffer));
    for (const { start, bytes } of this.#parts) all.set(bytes, start);
    return all;
  }

  /** Where the content will lie, in bytes from the first record on. */
  #place(content: Float64Array | Uint32Array | ArrayBuffer | undefined): number {
    if (content === undefined) return 0;
    const bytes =
      content instanceof ArrayBuffer
        ? new Uint8Array(content)
        : new Uint8Array(content.buffer, content.byteOffset, content.byteLength);
    const start = this.#end;
    this.#parts.push({ start, bytes });
    this.#end += Math.ceil(bytes.length / 16) * 16;
    return start;
  }
}

function doublesOf(data: Record['data']): Float64Array | ArrayBuffer | undefined {
  return Array.isArray(data)
    ? new Float64Array(data as readonly number[])
    : (data as Float64Array | ArrayBuffer);
}
