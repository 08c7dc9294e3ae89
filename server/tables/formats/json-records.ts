import { TableFault } from '../../base/index.ts';
import { checkLength, textChunks } from '../text-chunks.ts';

/** An object of a JSON text, with the line where it begins, counted from 1. */
export interface JsonRecord {
  readonly line: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * The objects of a JSON file in batches: one behind the other, as JSON lines are, or the elements of one array. The text is cut at
 * the brackets that close them, so that only one object at a time need be in memory.
 *
 * @throws {TableFault} where something else stands in the text
 */
export async function* jsonRecords(path: string): AsyncGenerator<readonly JsonRecord[]> {
  const reader = new JsonReader();
  for await (const chunk of textChunks(path)) {
    const records = reader.take(chunk);
    if (records.length > 0) yield records;
  }
  reader.end();
}

/** Digits of a whole number that a double may not hold. */
const longNumber = /\d{16}/;

/** An object, with whole numbers beyond 2^53 as they are written. */
function parsed(text: string): Readonly<Record<string, unknown>> {
  return JSON.parse(text, longNumber.test(text) ? exact : undefined) as Readonly<Record<string, unknown>>;
}

function exact(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source ?? '';
  const isLong = typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source);
  return isLong ? BigInt(source) : value;
}

/** What may stand between two objects: white space, and the commas and brackets of an array. */
const between = /[\s,[\]]/;

class JsonReader {
  #pending = '';
  #line = 1;
  /** Where in what is pending the look-out for a closing bracket stands. */
  #place = 0;
  #depth = 0;
  #isText = false;
  #isEscaped = false;

  take(chunk: string): readonly JsonRecord[] {
    const text = this.#pending + chunk;
    const records: JsonRecord[] = [];
    let start = 0;
    let place = this.#place;
    for (; place < text.length; place++) {
      const letter = text[place] ?? '';
      if (this.#depth === 0) {
        if (letter === '{') [start, this.#depth] = [this.#skip(text, start, place), 1];
        else if (!between.test(letter)) throw this.#fault(text, start, place);
      } else if (this.#closes(letter)) {
        records.push(this.#record(text.slice(start, place + 1)));
        start = place + 1;
      }
    }
    this.#pending = text.slice(start);
    this.#place = place - start;
    checkLength(this.#pending, this.#line);
    return records;
  }

  end(): void {
    if (this.#depth > 0) throw new TableFault(`the object at line ${this.#line} is never closed`);
  }

  /** Whether a letter closes the object that is being read. */
  #closes(letter: string): boolean {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (letter === '"') this.#isText = !this.#isText;
    else if (this.#isText) this.#isEscaped = letter === '\\';
    else if (letter === '{' || letter === '[') this.#depth++;
    else if (letter === '}' || letter === ']') this.#depth--;
    return this.#depth === 0;
  }

  /** Counts the lines of what is left out. */
  #skip(text: string, start: number, end: number): number {
    this.#line += text.slice(start, end).split('\n').length - 1;
    return end;
  }

  #record(text: string): JsonRecord {
    const line = this.#line;
    this.#skip(text, 0, text.length);
    try {
      return { line, fields: parsed(text) };
    } catch {
      throw new TableFault(`the object at line ${line} is no JSON`);
    }
  }

  #fault(text: string, start: number, place: number): TableFault {
    this.#skip(text, start, place);
    const found = text.slice(place, place + 20).split('\n', 1)[0];
    return new TableFault(
      `line ${this.#line} has \`${found}\` where an object such as {"energy": -1.1} is needed`,
    );
  }
}
