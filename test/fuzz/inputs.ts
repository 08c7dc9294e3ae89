import type { Random } from '../../server/base/index.ts';
import { libraryPrograms, samplePrograms } from './programs.ts';
import { EditedProgram, below, chosen } from './random-edits.ts';

/** A text to try, with the name of the file that it would be. */
export interface FuzzInput {
  readonly uri: string;
  readonly text: string;
}

const programs = [...samplePrograms, ...libraryPrograms];

// prettier-ignore
const words = [
  'circuit', 'workflow', 'task', 'gate', 'def', 'extern', 'observable', 'backend', 'import', 'include', 'test', 'noise',
  'qubit', 'bit', 'int', 'uint', 'float', 'angle', 'array', 'complex', 'duration', 'const', 'input', 'output', 'readonly',
  'let', 'measure', 'reset', 'barrier', 'delay', 'box', 'if', 'else', 'for', 'in', 'while', 'switch', 'case', 'default',
  'return', 'break', 'end', 'cal', 'ctrl', 'inv', 'pow', 'OPENQASM', 'from', 'as', 'sum', 'assert', 'targets', 'x', 'q',
  'h', 'cx', 'rz', 'U', 'gphase', 'pi', 'θ', 'sin', 'mod', 'sizeof', 'estimate', 'sample', 'depolarizing', 'readout',
  'simulator', 'Z', 'X', '$0', '0', '1', '1.5', '2im', '3ns', '0xf', '"01"', '"s"', '"', '(', ')', '[', ']', '{', '}', ';',
  ',', ':', '.', '@', '=', '+=', '->', '+', '-', '*', '/', '%', '**', '++', '!', '<', '==', '<<', '&&', '#dim', 'pragma p\n',
  '// c\n', '/*', '*/', '///', '§', '\n', '\u{1F600}',
];

// prettier-ignore
const numbers = [
  '9'.repeat(400), '-9223372036854775809', '18446744073709551616', '1e309', '1e-400', '0x' + 'f'.repeat(100), '1e99ns', '0.1e1',
  '1_0_0', '00', '1e', '4294967296', '2147483648', '1e15', '-0', '0b' + '1'.repeat(70), '1__', '9'.repeat(20) + 'im', '1e308*10',
];

// prettier-ignore
const oddities = [
  '\uFEFF', '\u2028', '\u2029', '\u0000', '\r', '\v', '\u00A0', '\uD800', '\uDC00', '\u{1D7D8}', 'ﬁ', 'é', 'é', '\u202E', '\u200D',
  '𝛑', 'µs', '\u0130', '؀', '\u{E0001}', '\uFFFF', 'π', '\u{10FFFF}', '٣', '·',
];

const brackets = [
  '(',
  '[',
  '{',
  'if (x) {',
  'for int i in [0:1] {',
  'f(',
  'q[',
  '-',
  'x = (',
  'int[',
  'ctrl @ ',
  '{ {',
];

/** One random input, short enough that a million of them can be tried. */
export function randomInput(random: Random): FuzzInput {
  const make = chosen(random, [mutated, mutated, mutated, soup, nested, numeric, odd]);
  const ending = random.next() < 0.75 ? 'qflow' : 'qasm';
  return { uri: `file:///fuzz.${ending}`, text: make(random) };
}

/** Some lines of a program, edited a few times. */
function mutated(random: Random): string {
  const edited = new EditedProgram(excerpt(random), random);
  for (let edits = 1 + below(random, 4); edits > 0; edits--) edited.edit();
  return edited.text;
}

function excerpt(random: Random): string {
  const lines = chosen(random, programs).text.split('\n');
  const start = below(random, lines.length);
  return lines.slice(start, start + 1 + below(random, 10)).join('\n');
}

function soup(random: Random): string {
  return Array.from({ length: below(random, 30) }, () => chosen(random, words)).join(
    random.next() < 0.8 ? ' ' : '',
  );
}

/** Brackets and blocks inside each other; ten thousand of them once in a while. */
function nested(random: Random): string {
  const depth = random.next() < 0.002 ? 10_000 : below(random, 80);
  const open = chosen(random, brackets);
  const closing = random.next() < 0.5 ? '' : chosen(random, [')', ']', '}', '); ', ';']).repeat(depth);
  return `${excerpt(random)}\n${open.repeat(depth)}1${closing}`;
}

/** A program in which numbers are out of all bounds. */
function numeric(random: Random): string {
  return excerpt(random).replaceAll(/\d+/g, (digits) =>
    random.next() < 0.3 ? chosen(random, numbers) : digits,
  );
}

function odd(random: Random): string {
  let text = excerpt(random);
  for (let count = 1 + below(random, 4); count > 0; count--) {
    const place = below(random, text.length + 1);
    text = text.slice(0, place) + chosen(random, oddities) + text.slice(place);
  }
  return text;
}
