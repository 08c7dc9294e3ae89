import type { Random } from '../../server/base/index.ts';

/** Pieces of programs, whole and broken, that an edit may insert. */
const pieces = [
  ...[
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    ';',
    '"',
    '/*',
    '*/',
    '//',
    '\n///doc\n',
    '\n',
    '\n\n',
    ' ',
    '§',
    '@',
    '=',
    '0',
  ],
  ...[
    'q',
    'x',
    'else',
    'noise',
    'energy',
    'gate ',
    'task t',
    'measure q',
    'ctrl @',
    'cal {',
    'pragma p\n',
    'x q;',
  ],
  ...[
    'case 1 {}',
    'if (x) y q;',
    'for int i in {1,2}',
    'circuit a {',
    'gate g a { x a; }',
    'test "a" {',
    '\r\n',
  ],
  ...[
    'observable o = Z[0];',
    'observable energy = o;',
    'observable o = p;\nobservable p = o;\n',
    'const int n = 2;',
  ],
  ...[
    '\nconst float angle = bell;\n',
    'int x = 3;',
    '\nqubit[3] q;\n',
    '\nqubit[2] w;\n',
    '\nfoo q;\n',
    '\nh zz;\n',
  ],
  ...[
    'noise lab = readout(p01: 0.01, p10: 0.03);',
    '\nend;\n',
    '@allow(QF3011)\n',
    '\nhh q;\n',
    'test "same" { }\n',
  ],
  ...['import { bell } from "01-bell.qflow";\n', 'include "stdgates.inc";\n', 'OPENQASM 3.0;\n'],
];

/** A whole number in [0, count). */
export function below(random: Random, count: number): number {
  return Math.floor(random.next() * count);
}

export function chosen<Element>(random: Random, list: readonly Element[]): Element {
  const element = list[below(random, list.length)];
  if (element === undefined) throw new Error('nothing to choose from');
  return element;
}

/** A text that somebody edits without much sense. */
export class EditedProgram {
  readonly #random: Random;
  readonly #history: string[];

  constructor(text: string, random: Random) {
    this.#history = [text];
    this.#random = random;
  }

  get text(): string {
    return this.#history.at(-1) ?? '';
  }

  /** Inserts, deletes, renames, moves or exchanges something, or goes back to how it was. */
  edit(): string {
    const edits = [
      () => this.#replaced(0, chosen(this.#random, pieces)),
      () => this.#replaced(0, chosen(this.#random, pieces)),
      () => this.#replaced(below(this.#random, 7), ''),
      () => this.#line(),
      () => this.#renamed(),
      () => this.#moved(),
      () => this.#exchanged(),
      () => this.#history.at(-1 - below(this.#random, Math.min(5, this.#history.length))) ?? '',
    ];
    const text = chosen(this.#random, edits)();
    this.#history.push(text);
    if (this.#history.length > 6) this.#history.shift();
    return text;
  }

  #replaced(length: number, piece: string): string {
    const start = below(this.#random, this.text.length + 1);
    return this.text.slice(0, start) + piece + this.text.slice(start + length);
  }

  #line(): string {
    const lines = this.text.split('\n');
    return lines.toSpliced(below(this.#random, lines.length), 0, chosen(this.#random, pieces)).join('\n');
  }

  /** One use of a word becomes another word. */
  #renamed(): string {
    const words = [...this.text.matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu)];
    if (words.length === 0) return this.text;
    const word = chosen(this.#random, words);
    const name = this.#random.next() < 0.5 ? `${word[0]}x` : chosen(this.#random, words)[0];
    return this.text.slice(0, word.index) + name + this.text.slice(word.index + word[0].length);
  }

  /** Some of the text stands elsewhere afterwards. */
  #moved(): string {
    const start = below(this.#random, this.text.length + 1);
    const end = Math.min(this.text.length, start + below(this.#random, 300));
    const rest = this.text.slice(0, start) + this.text.slice(end);
    const place = below(this.#random, rest.length + 1);
    return rest.slice(0, place) + this.text.slice(start, end) + rest.slice(place);
  }

  /** Two lines change their places. */
  #exchanged(): string {
    const lines = this.text.split('\n');
    const [one, other] = [below(this.#random, lines.length), below(this.#random, lines.length)];
    return lines
      .with(one, lines[other] ?? '')
      .with(other, lines[one] ?? '')
      .join('\n');
  }
}
