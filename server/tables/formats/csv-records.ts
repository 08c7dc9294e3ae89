import { TableFault } from '../../base/index.ts';
import { checkLength, textChunks } from '../text-chunks.ts';

/** A record of a CSV file: its line, counted from 1, and its cells; an empty one that is not quoted is `null`. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly (string | null)[];
}

const quote = '"';

/**
 * The records of a CSV file as RFC 4180 writes them, in batches. Lines end with LF or CR LF; empty lines are left out.
 *
 * @throws {TableFault} where a quote is never closed or something stands behind a closing one
 */
export async function* csvRecords(path: string, separator: string): AsyncGenerator<readonly CsvRecord[]> {
  const reader = new CsvReader(separator);
  for await (const chunk of textChunks(path)) {
    const records = reader.take(chunk);
    if (records.length > 0) yield records;
  }
  const last = reader.end();
  if (last.length > 0) yield last;
}

class CsvReader {
  readonly #separator: string;
  #pending = '';
  #line = 1;

  constructor(separator: string) {
    this.#separator = separator;
  }

  take(chunk: string): readonly CsvRecord[] {
    return this.#read(this.#pending + chunk, false);
  }

  end(): readonly CsvRecord[] {
    return this.#pending === '' ? [] : this.#read(`${this.#pending}\n`, true);
  }

  /** All records that are whole; the rest waits for more text. */
  #read(text: string, isLast: boolean): readonly CsvRecord[] {
    const records: CsvRecord[] = [];
    let place = 0;
    for (;;) {
      const end = this.#record(text, place, records);
      if (end === undefined) break;
      place = end;
    }
    this.#pending = text.slice(place);
    if (isLast && this.#pending !== '')
      throw new TableFault(`the quote in the record at line ${this.#line} is never closed`);
    checkLength(this.#pending, this.#line);
    return records;
  }

  /** Reads the record at a place and gives the place behind it; nothing where the text ends before it. */
  #record(text: string, start: number, records: CsvRecord[]): number | undefined {
    const newline = text.indexOf('\n', start);
    if (newline < 0) return undefined;
    const firstQuote = text.indexOf(quote, start);
    if (firstQuote < 0 || firstQuote > newline) {
      this.#add(records, this.#plainCells(text, start, newline), 1);
      return newline + 1;
    }
    return this.#quotedRecord(text, start, records);
  }

  #plainCells(text: string, start: number, newline: number): (string | null)[] {
    const end = text[newline - 1] === '\r' && newline > start ? newline - 1 : newline;
    if (end === start) return [];
    return text
      .slice(start, end)
      .split(this.#separator)
      .map((cell) => (cell === '' ? null : cell));
  }

  #quotedRecord(text: string, start: number, records: CsvRecord[]): number | undefined {
    const cells: (string | null)[] = [];
    let place = start;
    for (;;) {
      const cell = text[place] === quote ? this.#quotedCell(text, place) : this.#bareCell(text, place);
      if (cell === undefined) return undefined;
      cells.push(cell.value);
      place = cell.end;
      if (text[place] === this.#separator) place++;
      else if (text[place] === '\r' && place + 1 === text.length) return undefined;
      else break;
    }
    if (text[place] === '\r') place++;
    if (place >= text.length) return undefined;
    if (text[place] !== '\n')
      throw new TableFault(`something stands behind a closing quote in the record at line ${this.#line}`);
    const lines = text.slice(start, place).split('\n').length;
    this.#add(records, cells, lines);
    return place + 1;
  }

  /** A cell in quotes; two quotes in it mean one. */
  #quotedCell(text: string, start: number): { value: string; end: number } | undefined {
    let value = '';
    let from = start + 1;
    for (;;) {
      const close = text.indexOf(quote, from);
      if (close < 0 || close + 1 >= text.length) return undefined;
      value += text.slice(from, close);
      if (text[close + 1] !== quote) return { value, end: close + 1 };
      value += quote;
      from = close + 2;
    }
  }

  #bareCell(text: string, start: number): { value: string | null; end: number } | undefined {
    let end = start;
    while (end < text.length && text[end] !== this.#separator && text[end] !== '\n' && text[end] !== '\r')
      end++;
    if (end >= text.length) return undefined;
    return { value: end === start ? null : text.slice(start, end), end };
  }

  #add(records: CsvRecord[], cells: readonly (string | null)[], lines: number): void {
    if (cells.length > 0) records.push({ line: this.#line, cells });
    this.#line += lines;
  }
}
