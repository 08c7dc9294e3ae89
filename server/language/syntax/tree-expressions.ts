/** The nodes of expressions. */
import type { Span } from '../../base/index.ts';
import type { TypeNode } from './tree-declarations.ts';
import type { Block, Name } from './tree.ts';

export type Expression =
  | IntegerLiteral
  | FloatLiteral
  | ImaginaryLiteral
  | BooleanLiteral
  | BitStringLiteral
  | StringLiteral
  | DurationLiteral
  | Identifier
  | HardwareQubit
  | UnaryExpression
  | BinaryExpression
  | CallExpression
  | CastExpression
  | IndexExpression
  | MemberExpression
  | RangeExpression
  | SetExpression
  | ListExpression
  | SumExpression
  | MeasureExpression
  | DurationOfExpression
  | ParenthesizedExpression
  | MissingExpression;

/** `10_000`, `0xff`, `0b1010`, `0o17` */
export interface IntegerLiteral {
  readonly kind: 'integer';
  readonly value: bigint;
  readonly span: Span;
}

export interface FloatLiteral {
  readonly kind: 'float';
  readonly value: number;
  readonly span: Span;
}

/** `2.0im` */
export interface ImaginaryLiteral {
  readonly kind: 'imaginary';
  readonly value: number;
  readonly span: Span;
}

export interface BooleanLiteral {
  readonly kind: 'boolean';
  readonly value: boolean;
  readonly span: Span;
}

/** `"0101"` made of 0, 1 and _ only; where text is wanted it is that text. Most significant bit first. */
export interface BitStringLiteral {
  readonly kind: 'bit-string';
  /** The digits without underscores. */
  readonly digits: string;
  readonly text: string;
  readonly span: Span;
}

export interface StringLiteral {
  readonly kind: 'string';
  readonly value: string;
  readonly span: Span;
}

/** `100ns`, `2h`; `dt` counts backend cycles. */
export interface DurationLiteral {
  readonly kind: 'duration';
  readonly value: number;
  readonly unit: 'dt' | 'ns' | 'us' | 'ms' | 's' | 'min' | 'h';
  readonly span: Span;
}

/** A use of a name, constants such as `pi` and `π` included. */
export interface Identifier {
  readonly kind: 'identifier';
  readonly name: string;
  readonly span: Span;
}

/** `$0` */
export interface HardwareQubit {
  readonly kind: 'hardware-qubit';
  readonly index: number;
  readonly span: Span;
}

export interface UnaryExpression {
  readonly kind: 'unary';
  readonly operator: '-' | '~' | '!';
  readonly operand: Expression;
  readonly span: Span;
}

export interface BinaryExpression {
  readonly kind: 'binary';
  /** `**` (also where OpenQASM 2 writes `^`), `*`, `/`, `%`, `+`, `-`, `<<`, `>>`, comparisons, `&`, `^`, `|`, `&&`, `||`, and `++` (concatenation). */
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
  readonly span: Span;
}

/** `sin(x)`, `sample(bell, shots: 100)`, `simulator(seed: 7)` */
export interface CallExpression {
  readonly kind: 'call';
  readonly callee: Identifier;
  readonly arguments: readonly Argument[];
  readonly span: Span;
}

export interface Argument {
  readonly kind: 'argument';
  readonly name?: Name;
  readonly value: Expression;
  readonly span: Span;
}

/** `int[8](x)`, `float(n)` */
export interface CastExpression {
  readonly kind: 'cast';
  readonly type: TypeNode;
  readonly operand: Expression;
  readonly span: Span;
}

/** `q[0]`, `q[1:3]`, `a[i, j]`, `q[{0, 2}]`; several subscripts in a row nest. */
export interface IndexExpression {
  readonly kind: 'index';
  readonly object: Expression;
  readonly indices: readonly Expression[];
  readonly span: Span;
}

/** `pairs.counts` */
export interface MemberExpression {
  readonly kind: 'member';
  readonly object: Expression;
  readonly member: Name;
  readonly span: Span;
}

/** `a:b`, `a:step:b`, with or without ends; the brackets of `[0:3]` belong to whatever contains it. */
export interface RangeExpression {
  readonly kind: 'range';
  readonly start?: Expression;
  readonly step?: Expression;
  readonly stop?: Expression;
  readonly span: Span;
}

/** `{0, 3, 5}`: an index set or the elements of an array. */
export interface SetExpression {
  readonly kind: 'set';
  readonly elements: readonly Expression[];
  readonly span: Span;
}

/** `[1, 3, 5]` */
export interface ListExpression {
  readonly kind: 'list';
  readonly elements: readonly Expression[];
  readonly span: Span;
}

/** `sum(Z[i] * Z[i + 1] for i in [0:2])` */
export interface SumExpression {
  readonly kind: 'sum';
  readonly body: Expression;
  readonly variable: Name;
  readonly iterable: Expression;
  readonly span: Span;
}

/** `durationof({ x q[0]; delay[2us] q[0]; })` */
export interface DurationOfExpression {
  readonly kind: 'durationof';
  readonly body: Block;
  readonly span: Span;
}

/** The right-hand side `measure q`. */
export interface MeasureExpression {
  readonly kind: 'measure-expression';
  readonly source: Expression;
  readonly span: Span;
}

export interface ParenthesizedExpression {
  readonly kind: 'parenthesized';
  readonly inner: Expression;
  readonly span: Span;
}

export interface MissingExpression {
  readonly kind: 'missing';
  readonly span: Span;
}
