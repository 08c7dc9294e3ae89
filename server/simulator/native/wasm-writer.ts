/**
 * Writes a WebAssembly module in the binary format.
 *
 * @see https://webassembly.github.io/spec/core/binary/
 */

/** Types of values. */
export const valueTypes = { i32: 0x7f, v128: 0x7b } as const;

/** Instructions by their bytes; those of vectors stand behind the prefix 0xfd. */
export const instructions = {
  ...{ loop: 0x03, end: 0x0b, branchIf: 0x0d, getLocal: 0x20, setLocal: 0x21, teeLocal: 0x22 },
  ...{ load: 0x28, add: 0x6a, subtract: 0x6b, and: 0x71 },
} as const;

export const vectorPrefix = 0xfd;

/** The largest power of two that an address is a multiple of, as instructions that access memory state it. */
const alignments = { word: 2, vector: 4 } as const;

const noResult = 0x40;

/** The body of a function that grows instruction by instruction. */
export class FunctionBody {
  readonly #bytes: number[] = [];
  /** Types of the locals behind the parameters. */
  readonly #locals: number[] = [];
  readonly #parameters: number;

  constructor(parameters: number) {
    this.#parameters = parameters;
  }

  local(type: keyof typeof valueTypes): number {
    return this.#parameters + this.#locals.push(valueTypes[type]) - 1;
  }

  get(local: number): void {
    this.#bytes.push(instructions.getLocal, ...unsigned(local));
  }

  set(local: number): void {
    this.#bytes.push(instructions.setLocal, ...unsigned(local));
  }

  tee(local: number): void {
    this.#bytes.push(instructions.teeLocal, ...unsigned(local));
  }

  plain(name: 'add' | 'subtract' | 'and' | 'end'): void {
    this.#bytes.push(instructions[name]);
  }

  /** The word at the address on the stack plus `offset`. */
  loadWord(offset: number): void {
    this.#bytes.push(instructions.load, alignments.word, ...unsigned(offset));
  }

  loop(): void {
    this.#bytes.push(instructions.loop, noResult);
  }

  /** Goes to the start of the innermost loop if the number on the stack is not 0. */
  repeatIf(): void {
    this.#bytes.push(instructions.branchIf, 0);
  }

  vector(code: number): void {
    this.#bytes.push(vectorPrefix, ...unsigned(code));
  }

  /** A load or store of a vector, or of one number in all its lanes, by an address on the stack. */
  access(code: number, offset: number, alignment: number = alignments.vector): void {
    this.vector(code);
    this.#bytes.push(alignment, ...unsigned(offset));
  }

  shuffle(code: number, lanes: readonly number[]): void {
    this.vector(code);
    this.#bytes.push(...lanes);
  }

  finish(): readonly number[] {
    const locals = this.#locals.flatMap((type) => [1, type]);
    const body = [...unsigned(this.#locals.length), ...locals, ...this.#bytes, instructions.end];
    return [...unsigned(body.length), ...body];
  }
}

/** A module with one function of words, exported as `run`, over the imported memory env.memory. */
export function moduleWith(
  body: FunctionBody,
  parameters: number,
  memory: { readonly isShared: boolean; readonly mostPages: number },
): Uint8Array<ArrayBuffer> {
  const words = Array<number>(parameters).fill(valueTypes.i32);
  const limits = [memory.isShared ? 3 : 1, 0, ...unsigned(memory.mostPages)];
  return Uint8Array.of(
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, parameters, ...words, 0]),
    ...section(2, [1, ...name('env'), ...name('memory'), 2, ...limits]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...name('run'), 0, 0]),
    ...section(10, [1, ...body.finish()]),
  );
}

function section(id: number, content: readonly number[]): readonly number[] {
  return [id, ...unsigned(content.length), ...content];
}

function name(text: string): readonly number[] {
  return [text.length, ...Array.from(text, (letter) => letter.charCodeAt(0))];
}

/** LEB128. */
function unsigned(value: number): readonly number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest & 127) | 128);
  }
}
