import type { CellValue, TableColumn } from '../base/index.ts';

/** The cells of one row, in the order of the columns. */
export type Row = readonly CellValue[];

/** Rows that come in batches, so that no table need be in memory as a whole. */
export interface Rows {
  readonly columns: readonly TableColumn[];
  /** @throws {TableFault} where a row does not fit the columns */
  readonly batches: AsyncIterable<readonly Row[]>;
}

/** Rows that are looked at to tell the types of columns. */
export const sampledRows = 1000;

/** Rows that travel together. */
export const batchRows = 1000;

/** The first records of a file, and those that were read with them. */
export async function firstOf<T>(
  records: AsyncGenerator<readonly T[]>,
  count: number,
): Promise<readonly T[]> {
  const first: T[] = [];
  while (first.length < count) {
    const next = await records.next();
    if (next.done === true) break;
    for (const record of next.value) first.push(record);
  }
  return first;
}

/** What `compute` gives; where it fails, the file is closed. */
export async function orClosing<T, R>(records: AsyncGenerator<T>, compute: () => R): Promise<R> {
  try {
    return compute();
  } catch (error) {
    await records.return(undefined);
    throw error;
  }
}

/** The rows of records of which the first have been read; whoever stops earlier closes the file. */
export async function* continued<T>(
  first: readonly T[],
  records: AsyncGenerator<readonly T[]>,
  rowOf: (record: T) => Row,
): AsyncGenerator<readonly Row[]> {
  try {
    yield first.map(rowOf);
    for await (const more of records) yield more.map(rowOf);
  } finally {
    await records.return(undefined);
  }
}
