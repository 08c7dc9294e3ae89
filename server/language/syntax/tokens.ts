import { Lexer, type TokenType, createToken } from 'chevrotain';

/**
 * The kinds of token that the grammar tells apart. The lexer itself only knows words, numbers, texts and punctuators
 * (`lexer.ts`); which words are keywords depends on the dialect and, for most words of qflow, on what stands around
 * them (`keywords.ts`).
 */

function category(name: string, ...categories: TokenType[]): TokenType {
  return createToken({ name, pattern: Lexer.NA, categories });
}

/** Any word: a name or a keyword. */
export const Word = category('Word');
/** What may stand where a type is written. */
export const TypeLike = category('TypeLike');
/** A word that may be used as a name. */
export const Identifier = category('Identifier', Word, TypeLike);

function keyword(name: string, ...categories: TokenType[]): TokenType {
  return createToken({ name, pattern: Lexer.NA, categories: [Word, ...categories] });
}

function contextual(name: string): TokenType {
  return createToken({ name, pattern: Lexer.NA, categories: [Identifier] });
}

// Words of OpenQASM.
export const Version = keyword('Version');
export const Include = keyword('Include');
export const Gate = keyword('Gate');
export const Opaque = keyword('Opaque');
export const Def = keyword('Def');
export const Extern = keyword('Extern');
/** `const`, `input`, `output` */
export const StorageWord = keyword('StorageWord');
/** `readonly`, `mutable` */
export const ReferenceWord = keyword('ReferenceWord');
/** `int`, `bit` and the other classical types. */
export const TypeWord = keyword('TypeWord', TypeLike);
export const QubitWord = keyword('QubitWord', TypeLike);
/** `qreg`, `creg` */
export const RegisterWord = keyword('RegisterWord', TypeLike);
export const Let = keyword('Let');
export const Measure = keyword('Measure');
export const Reset = keyword('Reset');
export const Barrier = keyword('Barrier');
export const Delay = keyword('Delay');
export const Box = keyword('Box');
export const If = keyword('If');
export const Else = keyword('Else');
export const For = keyword('For');
export const While = keyword('While');
export const In = keyword('In');
export const Switch = keyword('Switch');
export const Case = keyword('Case');
export const Default = keyword('Default');
/** `break`, `continue`, `end` */
export const Jump = keyword('Jump');
export const Return = keyword('Return');
/** `true`, `false` */
export const BooleanWord = keyword('BooleanWord');
/** `cal`, `defcal`, `defcalgrammar`, and the declarations of qflow that this version does not run. */
export const UnsupportedWord = keyword('UnsupportedWord');

// Words of qflow, keywords only where a declaration can stand.
export const Import = keyword('Import');
export const Circuit = keyword('Circuit');
export const Observable = keyword('Observable');
export const Noise = keyword('Noise');
export const Backend = keyword('Backend');
export const Model = keyword('Model');
export const Memory = keyword('Memory');
export const Workflow = keyword('Workflow');
export const Task = keyword('Task');
export const Assert = keyword('Assert');
export const Test = keyword('Test');
export const Targets = keyword('Targets');
export const From = contextual('From');
export const As = contextual('As');

/** `inv`, `pow`, `ctrl`, `negctrl` in front of an `@`. */
export const Modifier = keyword('Modifier');
/** The word before the colon of a named argument. */
export const ArgumentName = keyword('ArgumentName');

// Lines of free text.
export const AnnotationLine = category('AnnotationLine');
export const Pragma = category('Pragma');

// Literals.
export const NumberToken = category('NumberToken');
export const StringToken = category('StringToken');
export const HardwareQubitToken = category('HardwareQubitToken');

// Punctuators.
export const BinaryOperator = category('BinaryOperator');
export const PrefixOperator = category('PrefixOperator');
export const AssignmentOperator = category('AssignmentOperator');
export const Minus = category('Minus', BinaryOperator, PrefixOperator);
export const InfixOnly = category('InfixOnly', BinaryOperator);
export const PrefixOnly = category('PrefixOnly', PrefixOperator);
export const Equals = category('Equals', AssignmentOperator);
export const CompoundAssignment = category('CompoundAssignment', AssignmentOperator);
export const LeftParenthesis = category('LeftParenthesis');
export const RightParenthesis = category('RightParenthesis');
export const LeftBracket = category('LeftBracket');
export const RightBracket = category('RightBracket');
export const LeftBrace = category('LeftBrace');
export const RightBrace = category('RightBrace');
export const Semicolon = category('Semicolon');
export const Colon = category('Colon');
export const Comma = category('Comma');
export const Dot = category('Dot');
export const At = category('At');
export const Arrow = category('Arrow');
/** `#dim` of an array reference. */
export const Dimension = category('Dimension');

/** The token type of every punctuator, by its spelling. */
export const punctuators: ReadonlyMap<string, TokenType> = new Map<string, TokenType>([
  ...[
    '+',
    '*',
    '/',
    '%',
    '**',
    '++',
    '<<',
    '>>',
    '<',
    '>',
    '<=',
    '>=',
    '==',
    '!=',
    '&',
    '|',
    '^',
    '&&',
    '||',
  ].map((text): [string, TokenType] => [text, InfixOnly]),
  ...['+=', '-=', '*=', '/=', '&=', '|=', '~=', '^=', '<<=', '>>=', '%=', '**='].map(
    (text): [string, TokenType] => [text, CompoundAssignment],
  ),
  ['-', Minus],
  ['~', PrefixOnly],
  ['!', PrefixOnly],
  ['=', Equals],
  ['(', LeftParenthesis],
  [')', RightParenthesis],
  ['[', LeftBracket],
  [']', RightBracket],
  ['{', LeftBrace],
  ['}', RightBrace],
  [';', Semicolon],
  [':', Colon],
  [',', Comma],
  ['.', Dot],
  ['@', At],
  ['->', Arrow],
  ['#dim', Dimension],
]);

// prettier-ignore
export const vocabulary: TokenType[] = [
  Word, TypeLike, Identifier, Version, Include, Gate, Opaque, Def, Extern, StorageWord, ReferenceWord, TypeWord, QubitWord,
  RegisterWord, Let, Measure, Reset, Barrier, Delay, Box, If, Else, For, While, In, Switch, Case, Default, Jump, Return,
  BooleanWord, UnsupportedWord, Import, Circuit, Observable, Noise, Backend, Model, Memory, Workflow, Task, Assert, Test, Targets, From,
  As, Modifier, ArgumentName, AnnotationLine, Pragma, NumberToken, StringToken, HardwareQubitToken, BinaryOperator, PrefixOperator,
  AssignmentOperator, Minus, InfixOnly, PrefixOnly, Equals, CompoundAssignment, LeftParenthesis, RightParenthesis,
  LeftBracket, RightBracket, LeftBrace, RightBrace, Semicolon, Colon, Comma, Dot, At, Arrow, Dimension,
];
