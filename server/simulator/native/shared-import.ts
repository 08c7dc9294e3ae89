/** Sections of a module in the binary format. */
const importSection = 2;

/** Kinds of imports. */
const memoryImport = 2;

/** The bit of a memory's limits that makes it one for several threads. */
const sharedFlag = 2;

/**
 * The module with its imported memory declared as shared, which is all that tells a build for several threads from one
 * for a single thread: the kernels use no atomic instructions and no data segments.
 *
 * @see https://webassembly.github.io/spec/core/binary/modules.html#import-section
 */
export function sharingMemory(module: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const shared = module.slice();
  const reader = new Reader(module, 8);
  while (!reader.isAtEnd) {
    const id = reader.byte();
    const length = reader.number();
    if (id !== importSection) reader.skip(length);
    else {
      const at = memoryFlags(reader);
      shared[at] = (shared[at] ?? 0) | sharedFlag;
      return shared;
    }
  }
  throw new Error('the module imports no memory');
}

/** Where the flags of the memory's limits are; the kernels import nothing but their memory. */
function memoryFlags(reader: Reader): number {
  reader.number();
  reader.skip(reader.number());
  reader.skip(reader.number());
  if (reader.byte() !== memoryImport) throw new Error('the module imports something else before its memory');
  return reader.at;
}

class Reader {
  readonly #bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  get isAtEnd(): boolean {
    return this.at >= this.#bytes.length;
  }

  byte(): number {
    return this.#bytes[this.at++] ?? 0;
  }

  /** An unsigned number in LEB128. */
  number(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 127) << shift;
      if (byte < 128) return value;
    }
  }

  skip(bytes: number): void {
    this.at += bytes;
  }
}
