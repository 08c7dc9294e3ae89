import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import * as zlib from 'node:zlib';
import { type AsyncBuffer, type FileMetaData, type SchemaElement, asyncBufferFromFile } from 'hyparquet';
import { parquetMetadataAsync, parquetRead } from 'hyparquet';
import { type ColumnSource, ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { type CellValue, type ColumnType, type TableColumn, TableFault, sameName } from '../../base/index.ts';
import { type Row, type Rows, batchRows } from '../rows.ts';
import { decodeBlock, decodeFramed } from './lz4.ts';

/** Rows of a group that is written; one group at a time is in memory. */
const groupRows = 50_000;

/** The codecs beside Snappy, which the reader has itself. */
const compressors = {
  GZIP: (bytes: Uint8Array) => new Uint8Array(zlib.gunzipSync(bytes)),
  BROTLI: (bytes: Uint8Array) => new Uint8Array(zlib.brotliDecompressSync(bytes)),
  ZSTD: (bytes: Uint8Array) => new Uint8Array(zlib.zstdDecompressSync(bytes)),
  LZ4: decodeFramed,
  LZ4_RAW: decodeBlock,
};

/** The rows of a Parquet file, one group of rows in memory at a time. @throws {TableFault} */
export async function readParquet(path: string, given: readonly TableColumn[]): Promise<Rows> {
  const file = await asyncBufferFromFile(path);
  const metadata = await metadataOf(file);
  const found = columnsOf(metadata);
  const columns = found.map((column) => given.find(({ name }) => name === column.name) ?? column);
  const changed = columns.find(({ type }, place) => type !== found[place]?.type && type !== 'string');
  if (changed !== undefined)
    throw new TableFault(`column ${changed.name} is no ${changed.type} in the Parquet file`);
  return { columns, batches: rowsOf(file, metadata, columns) };
}

async function metadataOf(file: AsyncBuffer): Promise<FileMetaData> {
  try {
    return await parquetMetadataAsync(file);
  } catch (error) {
    throw new TableFault(`the file is no Parquet: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function columnsOf({ schema }: FileMetaData): readonly TableColumn[] {
  const columns: TableColumn[] = [];
  let place = 1;
  while (place < schema.length) {
    const element = schema[place];
    if (element === undefined) break;
    columns.push({ name: element.name, type: typeOf(element) });
    place += sizeOf(schema, place);
  }
  const fault = columns.length === 0 ? 'there are no columns' : sameName(columns);
  if (fault !== undefined) throw new TableFault(fault);
  return columns;
}

/** How many elements of the schema a column has: itself and all inside. */
function sizeOf(schema: readonly SchemaElement[], place: number): number {
  let size = 1;
  for (let child = 0; child < (schema[place]?.num_children ?? 0); child++)
    size += sizeOf(schema, place + size);
  return size;
}

/** Lists and records are kept as their JSON text. */
function typeOf({ type, converted_type: converted, logical_type: logical }: SchemaElement): ColumnType {
  if (type === 'BOOLEAN') return 'bool';
  if (type === 'INT96' || converted === 'DATE' || converted?.startsWith('TIMESTAMP')) return 'date';
  if (logical?.type === 'TIMESTAMP' || logical?.type === 'DATE') return 'date';
  if (converted === 'DECIMAL' || logical?.type === 'DECIMAL' || logical?.type === 'FLOAT16') return 'float';
  if (type === 'INT32' || type === 'INT64') return 'int';
  return type === 'FLOAT' || type === 'DOUBLE' ? 'float' : 'string';
}

async function* rowsOf(
  file: AsyncBuffer,
  metadata: FileMetaData,
  columns: readonly TableColumn[],
): AsyncGenerator<readonly Row[]> {
  let rowStart = 0;
  for (const { num_rows: count } of metadata.row_groups) {
    const rowEnd = rowStart + Number(count);
    const rows = await groupOf(file, metadata, rowStart, rowEnd);
    for (let start = 0; start < rows.length; start += batchRows)
      yield rows
        .slice(start, start + batchRows)
        .map((cells, place) => rowOf(cells, columns, rowStart + start + place));
    rowStart = rowEnd;
  }
}

async function groupOf(file: AsyncBuffer, metadata: FileMetaData, rowStart: number, rowEnd: number) {
  let rows: readonly (readonly unknown[])[] = [];
  const onComplete = (read: unknown[][]) => {
    rows = read;
  };
  try {
    await parquetRead({ file, metadata, compressors, rowStart, rowEnd, rowFormat: 'array', onComplete });
  } catch (error) {
    throw new TableFault(
      `the rows from ${rowStart + 1} on cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  return rows;
}

function rowOf(cells: readonly unknown[], columns: readonly TableColumn[], row: number): Row {
  return columns.map(({ name, type }, place) => {
    const cell = cellOfValue(cells[place], type);
    if (cell === undefined)
      throw new TableFault(
        `column ${name} of row ${row + 1} holds ${String(cells[place])}, which is no ${type}`,
      );
    return cell;
  });
}

function cellOfValue(value: unknown, type: ColumnType): CellValue | undefined {
  if (value === null || value === undefined) return null;
  switch (type) {
    case 'int':
      if (typeof value === 'bigint') return value;
      return Number.isSafeInteger(value) ? BigInt(value as number) : undefined;
    case 'float':
      return Number.isNaN(Number(value)) ? null : Number(value);
    case 'bool':
      return Boolean(value);
    case 'date':
      return value instanceof Date ? value.toISOString() : undefined;
    case 'string':
      return textOf(value);
  }
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'bigint') return String(value);
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? Number(inner) : inner));
}

const written: Readonly<Record<ColumnType, NonNullable<ColumnSource['type']>>> = {
  bool: 'BOOLEAN',
  int: 'INT64',
  float: 'DOUBLE',
  string: 'STRING',
  date: 'TIMESTAMP',
};

const schemaOf: Readonly<Record<ColumnType, Partial<SchemaElement>>> = {
  bool: { type: 'BOOLEAN' },
  int: { type: 'INT64' },
  float: { type: 'DOUBLE' },
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
  date: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
};

/** Writes rows as a Parquet file with Snappy, group by group. */
export async function writeParquet(path: string, { columns, batches }: Rows): Promise<void> {
  const stream = createWriteStream(path);
  const opened = once(stream, 'open');
  const writer = new DrainedWriter();
  const parquet = new ParquetWriter({
    writer,
    schema: [
      { name: 'table', num_children: columns.length },
      ...columns.map(({ name, type }) => ({ name, repetition_type: 'OPTIONAL' as const, ...schemaOf[type] })),
    ],
  });
  await opened;
  const drain = async () => {
    if (!stream.write(writer.taken())) await once(stream, 'drain');
  };
  for await (const rows of grouped(batches)) {
    const columnData = columns.map(({ name, type }, place) => ({
      name,
      type: written[type],
      data: rows.map((row) => (type === 'date' ? dateOf(row[place]) : (row[place] ?? null))),
    }));
    await parquet.write({ columnData, rowGroupSize: groupRows });
    await drain();
  }
  await parquet.finish();
  await drain();
  stream.end();
  await once(stream, 'close');
}

function dateOf(cell: CellValue | undefined): Date | null {
  return typeof cell === 'string' ? new Date(cell) : null;
}

async function* grouped(batches: AsyncIterable<readonly Row[]>): AsyncGenerator<readonly Row[]> {
  let group: Row[] = [];
  for await (const rows of batches) {
    for (const row of rows) group.push(row);
    if (group.length < groupRows) continue;
    yield group.slice(0, groupRows);
    group = group.slice(groupRows);
  }
  if (group.length > 0) yield group;
}

/** Bytes that are handed on from time to time; offsets go on counting. */
class DrainedWriter extends ByteWriter {
  /** What was written since the last call. */
  taken(): Uint8Array {
    const bytes = this.getBytes().slice();
    this.index = 0;
    return bytes;
  }
}
