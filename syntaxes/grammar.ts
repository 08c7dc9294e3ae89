import { calls, constants, functions, gates, listFunctions } from '../server/library/index.ts';

/**
 * The TextMate grammar of `.qflow` and `.qasm` files as data. It colours by words alone, so that a file has its colours
 * before the language server runs; names of gates, calls, functions and constants are those of the library's tables.
 */

interface Rule {
  readonly name?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly include?: string;
  readonly captures?: Readonly<Record<string, { readonly name: string }>>;
  readonly beginCaptures?: Readonly<Record<string, { readonly name: string }>>;
  readonly endCaptures?: Readonly<Record<string, { readonly name: string }>>;
  readonly patterns?: readonly Rule[];
}

const name = '[\\p{L}_][\\p{L}\\p{M}\\p{N}_]*';
/** Word boundaries that know Unicode letters; `.` in front makes a word a member and no keyword. */
const before = '(?<![\\p{L}\\p{M}\\p{N}_.])';
const after = '(?![\\p{L}\\p{M}\\p{N}_])';

function words(scope: string, list: readonly string[], behind = ''): Rule {
  return { name: `${scope}.qflow`, match: `${before}(?:${list.toSorted().join('|')})${after}${behind}` };
}

function named(...scopes: readonly string[]): Readonly<Record<string, { readonly name: string }>> {
  return Object.fromEntries(scopes.map((scope, index) => [`${index + 1}`, { name: `${scope}.qflow` }]));
}

const comments: readonly Rule[] = [
  { name: 'comment.line.documentation.qflow', match: '///(?!/).*$' },
  { name: 'comment.line.double-slash.qflow', match: '//.*$' },
  { name: 'comment.block.qflow', begin: '/\\*', end: '\\*/' },
];

const freeLines: readonly Rule[] = [
  {
    match: '^\\s*(#?pragma)\\b(.*)$',
    captures: named('keyword.control.directive', 'string.unquoted.pragma'),
  },
  {
    match: `(?:(?<=[;{})])|^)\\s*(@)(${name}(?:\\.${name})*)`,
    captures: named('punctuation.definition.annotation', 'entity.name.function.decorator'),
  },
];

const strings: readonly Rule[] = [
  { name: 'constant.numeric.bit-string.qflow', match: '"[01_]*[01][01_]*"' },
  {
    name: 'string.quoted.double.qflow',
    begin: '"',
    end: '"|$',
    patterns: [
      { name: 'constant.character.escape.qflow', match: '\\\\(?:u\\{[0-9A-Fa-f]+\\}|u[0-9A-Fa-f]{4}|.)' },
    ],
  },
  { name: 'string.quoted.single.qflow', match: "'[^'\\n]*'" },
];

const unit = '(?:[ \\t]*(im|dt|ns|us|µs|μs|ms|s)|(min|h))';
const numbers: readonly Rule[] = [
  { name: 'constant.numeric.hex.qflow', match: `${before}0[xX][0-9A-Fa-f_]+${after}` },
  { name: 'constant.numeric.octal.qflow', match: `${before}0[oO][0-7_]+${after}` },
  { name: 'constant.numeric.binary.qflow', match: `${before}0[bB][01_]+${after}` },
  {
    match: `((?<![\\p{L}\\p{N}_])(?:[0-9][0-9_]*(?:\\.[0-9_]*)?|\\.[0-9][0-9_]*)(?:[eE][+-]?[0-9][0-9_]*)?)(?:${unit})?${after}`,
    captures: named('constant.numeric', 'keyword.other.unit', 'keyword.other.unit'),
  },
  { name: 'constant.language.hardware-qubit.qflow', match: '\\$[0-9]+' },
];

function declaration(keyword: string, scope: string, behind = ''): Rule {
  return {
    match: `${before}(${keyword})\\s+(${name})${behind}`,
    captures: named('storage.type', scope),
  };
}

const declarations: readonly Rule[] = [
  {
    match: `^\\s*(OPENQASM)\\s+([0-9.]+)`,
    captures: named('keyword.control.directive', 'constant.numeric.version'),
  },
  declaration('gate|opaque|def|extern', 'entity.name.function'),
  declaration('circuit|workflow', 'entity.name.type', '(?=\\s*[({]|\\s*$)'),
  declaration('observable|noise|backend', 'entity.name.type', '(?=\\s*[=(]|\\s*$)'),
  declaration('model|memory', 'entity.name.type', '(?=\\s*=)'),
  declaration('task', 'variable.other.constant', '(?=\\s*=|\\s*$)'),
  { match: '^\\s*(test)(?=\\s*")', captures: named('storage.type') },
  { match: '^\\s*(assert)(?=\\s+[^=\\s]|\\s*\\()', captures: named('keyword.control') },
  { match: `^\\s*(targets)(?=\\s+${name}\\s*[,;])`, captures: named('storage.type') },
  { match: '^\\s*(import)(?=\\s*["{]|\\s*$)', captures: named('keyword.control.import') },
  { match: '\\b(from)(?=\\s*")', captures: named('keyword.control.import') },
  { match: '(?<=["\'])\\s*(as)\\b', captures: named('keyword.control.import') },
  words('keyword.control.import', ['include']),
];

const keywords: readonly Rule[] = [
  words('keyword.control', 'break case continue default else end for if in return switch while'.split(' ')),
  words('keyword.other.quantum', ['barrier', 'box', 'delay', 'measure', 'nop', 'reset']),
  words('storage.modifier', ['const', 'input', 'mutable', 'output', 'readonly']),
  words('storage.type', ['cal', 'defcal', 'defcalgrammar', 'let']),
  words('storage.modifier.gate', ['ctrl', 'inv', 'negctrl', 'pow'], '(?=\\s*(?:\\([^()]*\\)\\s*)?@)'),
  words('storage.type', 'array bit bool complex creg duration float int qreg qubit stretch uint'.split(' ')),
  words('storage.type', ['angle', 'string'], `(?=\\s*\\[[^\\]]*\\]|\\s+${name})`),
  words('constant.language.boolean', ['false', 'true']),
];

const operators: readonly Rule[] = [
  { name: 'keyword.operator.arrow.qflow', match: '->' },
  { name: 'keyword.operator.comparison.qflow', match: '==|!=|<=|>=|<(?!<)|(?<!>)>(?!>)' },
  { name: 'keyword.operator.assignment.qflow', match: '(?:\\*\\*|<<|>>|[-+*/%&|~^])?=' },
  { name: 'keyword.operator.logical.qflow', match: '&&|\\|\\||!' },
  { name: 'keyword.operator.arithmetic.qflow', match: '\\+\\+|\\*\\*|[-+*/%]' },
  { name: 'keyword.operator.bitwise.qflow', match: '<<|>>|[&|^~]' },
  { name: 'keyword.operator.gate-modifier.qflow', match: '@' },
  { name: 'punctuation.terminator.statement.qflow', match: ';' },
  { name: 'punctuation.separator.comma.qflow', match: ',' },
];

/** Names that the library defines. */
function libraryNames(): readonly Rule[] {
  const symbols = constants.flatMap((constant) => [constant.name, constant.symbol]);
  return [
    words('constant.language', symbols),
    words('support.function.gate', ['U', 'gphase', ...gates.map((gate) => gate.name)].filter(isFirst)),
    words(
      'support.function.call',
      [...calls, ...listFunctions].map((call) => call.name).filter(isFirst),
      '(?=\\s*\\()',
    ),
    words('support.function.math', functions.map((call) => call.name).filter(isFirst), '(?=\\s*\\()'),
  ];
}

function isFirst(item: string, index: number, list: readonly string[]): boolean {
  return list.indexOf(item) === index;
}

const names: readonly Rule[] = [
  {
    match: `(?<=[(,]|^)\\s*(${name})\\s*(:)(?!:)`,
    captures: named('variable.parameter', 'punctuation.separator.key-value'),
  },
  { match: `(?<=\\.)(${name})`, captures: named('variable.other.member') },
  { match: `${before}(${name})(?=\\s*\\()`, captures: named('entity.name.function') },
  { match: `${before}(${name})${after}`, captures: named('variable.other') },
];

/** The whole grammar, as the committed file holds it. */
export function grammar(): object {
  const sections: readonly (readonly [string, readonly Rule[]])[] = [
    ['comments', comments],
    ['free-lines', freeLines],
    ['strings', strings],
    ['numbers', numbers],
    ['declarations', declarations],
    ['keywords', keywords],
    ['library', libraryNames()],
    ['names', names],
    ['operators', operators],
  ];
  return {
    name: 'qflow',
    scopeName: 'source.qflow',
    patterns: sections.map(([section]) => ({ include: `#${section}` })),
    repository: Object.fromEntries(sections.map(([section, patterns]) => [section, { patterns }])),
  };
}
