/**
 * The syntax tree of a `.qflow`, OpenQASM 3 or OpenQASM 2 text: plain data with a span on every node.
 *
 * Trees of broken files are incomplete by design: a missing expression or name is a node of kind `missing` with an empty
 * span at the place where it should stand, so that everything around it is still useful. OpenQASM 2 spellings
 * (`qreg`, `creg`, `measure q -> c`, `if (c == 1) x q;`) become the same nodes as their OpenQASM 3 counterparts.
 */
import type { Span } from '../../base/index.ts';

export type Dialect = 'qflow' | 'openqasm3' | 'openqasm2';

export interface Program {
  readonly kind: 'program';
  readonly dialect: Dialect;
  /** From the `OPENQASM x.y;` line. */
  readonly version?: { readonly text: string; readonly span: Span };
  readonly statements: readonly Statement[];
  readonly comments: readonly Comment[];
  readonly span: Span;
}

export interface Comment {
  readonly text: string;
  readonly span: Span;
}

/** A name where it is declared or used. A missing name has an empty `text`. */
export interface Name {
  readonly text: string;
  readonly span: Span;
}

export interface Annotation {
  readonly name: Name;
  /** `@retry(times: 3)` in qflow; OpenQASM's free text after the name is kept in `text`. */
  readonly arguments: readonly Argument[];
  readonly text: string;
  readonly span: Span;
}

interface StatementHead {
  readonly span: Span;
  readonly annotations: readonly Annotation[];
  /** The text of `///` lines directly above, without the slashes. */
  readonly documentation?: string;
}

export interface Block {
  readonly kind: 'block';
  readonly statements: readonly Statement[];
  readonly span: Span;
}

// ---------------------------------------------------------------------------------------------------- statements

export type Statement =
  | ImportStatement
  | IncludeStatement
  | ClassicalDeclaration
  | QubitDeclaration
  | AliasDeclaration
  | GateDeclaration
  | FunctionDeclaration
  | CircuitDeclaration
  | ObservableDeclaration
  | NoiseDeclaration
  | BackendDeclaration
  | WorkflowDeclaration
  | TaskDeclaration
  | AssertStatement
  | TestDeclaration
  | TargetsDeclaration
  | GateCall
  | MeasureStatement
  | ResetStatement
  | BarrierStatement
  | NopStatement
  | DelayStatement
  | BoxStatement
  | ScopeStatement
  | Assignment
  | ExpressionStatement
  | IfStatement
  | ForStatement
  | WhileStatement
  | SwitchStatement
  | JumpStatement
  | ReturnStatement
  | PragmaStatement
  | UnsupportedStatement
  | ErrorStatement;

/** `import "file";` · `import { a, b } from "file";` · `import "file.qasm" as name;` */
export interface ImportStatement extends StatementHead {
  readonly kind: 'import';
  readonly path: StringLiteral;
  readonly names?: readonly Name[];
  readonly alias?: Name;
}

/** OpenQASM's `include "file";` */
export interface IncludeStatement extends StatementHead {
  readonly kind: 'include';
  readonly path: StringLiteral;
}

/** `int[8] x = 1;` · `const float a = 2;` · `input float t = 0.7;` · `output bit b;` · `bit[2] c = measure q;` · `creg c[2];` */
export interface ClassicalDeclaration extends StatementHead {
  readonly kind: 'classical-declaration';
  readonly modifier?: 'const' | 'input' | 'output';
  readonly type: TypeNode;
  readonly name: Name;
  readonly initializer?: Expression;
}

/** `qubit[2] q;` · `qreg q[2];` */
export interface QubitDeclaration extends StatementHead {
  readonly kind: 'qubit-declaration';
  readonly name: Name;
  readonly size?: Expression;
}

/** `let a = q[0:1] ++ q[3];` */
export interface AliasDeclaration extends StatementHead {
  readonly kind: 'alias';
  readonly name: Name;
  readonly value: Expression;
}

/** `gate rzx(theta) a, b { ... }`; `opaque` gates of OpenQASM 2 have no body. */
export interface GateDeclaration extends StatementHead {
  readonly kind: 'gate';
  readonly name: Name;
  readonly parameters: readonly Name[];
  readonly qubits: readonly Name[];
  readonly body?: Block;
}

/** `def f(int[4] n, qubit[2] q) -> bit { ... }`; `extern` functions have no body. */
export interface FunctionDeclaration extends StatementHead {
  readonly kind: 'function';
  readonly name: Name;
  readonly parameters: readonly ParameterNode[];
  readonly result?: TypeNode;
  readonly body?: Block;
}

export interface ParameterNode {
  readonly kind: 'parameter';
  readonly type: TypeNode;
  readonly name: Name;
  readonly defaultValue?: Expression;
  readonly span: Span;
}

export interface CircuitDeclaration extends StatementHead {
  readonly kind: 'circuit';
  readonly name: Name;
  readonly parameters: readonly ParameterNode[];
  readonly body: Block;
}

export interface ObservableDeclaration extends StatementHead {
  readonly kind: 'observable';
  readonly name: Name;
  readonly parameters: readonly ParameterNode[];
  readonly value: Expression;
}

/** `noise lab = depolarizing(0.01, gates: two_qubit) + readout(p01: 0.01, p10: 0.03);` */
export interface NoiseDeclaration extends StatementHead {
  readonly kind: 'noise';
  readonly name: Name;
  readonly value: Expression;
}

/** `backend sim = simulator(seed: 7);` */
export interface BackendDeclaration extends StatementHead {
  readonly kind: 'backend';
  readonly name: Name;
  readonly value: Expression;
}

export interface WorkflowDeclaration extends StatementHead {
  readonly kind: 'workflow';
  readonly name: Name;
  readonly parameters: readonly ParameterNode[];
  /** Task declarations, `let` aliases, `assert`, `for`, `if` and errors. */
  readonly body: Block;
}

/** `task pairs = sample(bell, on: sim, shots: 4096);` */
export interface TaskDeclaration extends StatementHead {
  readonly kind: 'task';
  readonly name: Name;
  readonly value: Expression;
}

/** `assert energy.value < 0, "not bound";` */
export interface AssertStatement extends StatementHead {
  readonly kind: 'assert';
  readonly condition: Expression;
  readonly message?: StringLiteral;
}

/** `test "a bell pair is entangled" { let state = simulate(bell); assert purity(state) == 1; }` */
export interface TestDeclaration extends StatementHead {
  readonly kind: 'test';
  readonly title: StringLiteral;
  readonly body: Block;
}

/** `targets fez, forte;` */
export interface TargetsDeclaration extends StatementHead {
  readonly kind: 'targets';
  readonly backends: readonly Name[];
}

export type GateModifier =
  | { readonly kind: 'inv'; readonly span: Span }
  | { readonly kind: 'pow'; readonly exponent: Expression; readonly span: Span }
  | { readonly kind: 'ctrl' | 'negctrl'; readonly count?: Expression; readonly span: Span };

/** `ctrl @ rx(pi) q[0], q[1];` · `gphase(pi);` · a call of a `def` with gate syntax is not one. */
export interface GateCall extends StatementHead {
  readonly kind: 'gate-call';
  readonly modifiers: readonly GateModifier[];
  readonly name: Name;
  readonly angles: readonly Expression[];
  /** OpenQASM's `name[duration]` on a gate, kept for later compilation. */
  readonly duration?: Expression;
  readonly operands: readonly Expression[];
}

/** `measure q -> c;` · `measure q;` (the `c = measure q;` form is an assignment of a measure expression). */
export interface MeasureStatement extends StatementHead {
  readonly kind: 'measure';
  readonly source: Expression;
  readonly target?: Expression;
}

export interface ResetStatement extends StatementHead {
  readonly kind: 'reset';
  readonly operand: Expression;
}

export interface BarrierStatement extends StatementHead {
  readonly kind: 'barrier';
  readonly operands: readonly Expression[];
}

/** `nop q[0], q[1];`: uses qubits without doing anything to them. */
export interface NopStatement extends StatementHead {
  readonly kind: 'nop';
  readonly operands: readonly Expression[];
}

export interface DelayStatement extends StatementHead {
  readonly kind: 'delay';
  readonly duration: Expression;
  readonly operands: readonly Expression[];
}

export interface BoxStatement extends StatementHead {
  readonly kind: 'box';
  readonly duration?: Expression;
  readonly body: Block;
}

/** `{ int k = 5; x q[k]; }`: a block by itself, for the names that it declares. */
export interface ScopeStatement extends StatementHead {
  readonly kind: 'scope';
  readonly body: Block;
}

export interface Assignment extends StatementHead {
  readonly kind: 'assignment';
  readonly target: Expression;
  /** `=`, `+=`, `-=`, `*=`, `/=`, `&=`, `|=`, `~=`, `^=`, `<<=`, `>>=`, `%=`, `**=`. */
  readonly operator: string;
  readonly value: Expression;
}

export interface ExpressionStatement extends StatementHead {
  readonly kind: 'expression';
  readonly expression: Expression;
}

export interface IfStatement extends StatementHead {
  readonly kind: 'if';
  readonly condition: Expression;
  readonly then: Block;
  readonly otherwise?: Block;
}

/** `for int i in [0:3] { }` · `for uint i in {1, 5} { }` · `for bit b in register { }` */
export interface ForStatement extends StatementHead {
  readonly kind: 'for';
  readonly type: TypeNode;
  readonly variable: Name;
  readonly iterable: Expression;
  readonly body: Block;
}

export interface WhileStatement extends StatementHead {
  readonly kind: 'while';
  readonly condition: Expression;
  readonly body: Block;
}

export interface SwitchStatement extends StatementHead {
  readonly kind: 'switch';
  readonly value: Expression;
  readonly cases: readonly { readonly labels: readonly Expression[]; readonly body: Block }[];
  readonly otherwise?: Block;
}

export interface JumpStatement extends StatementHead {
  readonly kind: 'break' | 'continue' | 'end';
}

export interface ReturnStatement extends StatementHead {
  readonly kind: 'return';
  readonly value?: Expression;
}

export interface PragmaStatement extends StatementHead {
  readonly kind: 'pragma';
  readonly text: string;
}

/** A construct that the grammar knows and this version does not run, such as `cal { }` or `model m = ...;`; skipped whole. */
export interface UnsupportedStatement extends StatementHead {
  readonly kind: 'unsupported';
  readonly keyword: Name;
}

/** Text that recovery stepped over. */
export interface ErrorStatement extends StatementHead {
  readonly kind: 'error';
}

// --------------------------------------------------------------------------------------------------------- types

/**
 * A written type. `name` is `bit`, `int`, `uint`, `float`, `angle`, `complex`, `bool`, `duration`, `stretch`, `qubit`,
 * `array`, `string`, or any other word (an unknown type is the checker's business).
 */
export interface TypeNode {
  readonly kind: 'type';
  readonly name: Name;
  /** `int[8]`, `bit[n]`, `complex[float[64]]` (then the inner type's width). */
  readonly width?: Expression;
  /** `qubit[]` of a `def` parameter: a register of any size. */
  readonly isOpen?: true;
  /** Of `array[T, n, m]`. */
  readonly element?: TypeNode;
  readonly dimensions?: readonly Expression[];
  /** `readonly`/`mutable` array references of `def` parameters, with `#dim = n`. */
  readonly reference?: 'readonly' | 'mutable';
  readonly dimensionCount?: Expression;
  readonly span: Span;
}

// --------------------------------------------------------------------------------------------------- expressions

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

/** `durationof({ x q[0]; delay[2us] q[0]; })` */
export interface DurationOfExpression {
  readonly kind: 'durationof';
  readonly body: Block;
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
