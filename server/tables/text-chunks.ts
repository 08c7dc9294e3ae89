import { createReadStream } from 'node:fs';
import { TableFault } from '../base/index.ts';

/** Bytes that are read at once. */
const chunkBytes = 2 ** 18;

/** The longest record of a text, in characters. */
const longestRecord = 2 ** 24;

/** The text of a file in pieces; a mark of the byte order at its start is left out. @throws {TableFault} */
export async function* textChunks(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const bytes of createReadStream(path, { highWaterMark: chunkBytes }))
      yield decoder.decode(bytes as Uint8Array, { stream: true });
    yield decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) throw new TableFault('the file is no UTF-8 text');
    throw error;
  }
}

/** @throws {TableFault} where what has been read of a record is longer than any */
export function checkLength(pending: string, line: number): void {
  if (pending.length > longestRecord)
    throw new TableFault(`the record at line ${line} is longer than 16 million characters`);
}
