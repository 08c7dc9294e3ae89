/**
 * The syntax tree of a `.qflow`, OpenQASM 3 or OpenQASM 2 text: plain data with a span on every node.
 *
 * Trees of broken files are incomplete by design: a missing expression or name is a node of kind `missing` with an empty
 * span at the place where it should stand, so that everything around it is still useful. OpenQASM 2 spellings
 * (`qreg`, `creg`, `measure q -> c`, `if (c == 1) x q;`) become the same nodes as their OpenQASM 3 counterparts.
 */
import type { Span } from '../../base/index.ts';
import type {
  AliasDeclaration,
  AssertStatement,
  BackendDeclaration,
  CircuitDeclaration,
  ClassicalDeclaration,
  FunctionDeclaration,
  GateDeclaration,
  ImportStatement,
  IncludeStatement,
  MemoryDeclaration,
  ModelDeclaration,
  NoiseDeclaration,
  ObservableDeclaration,
  QubitDeclaration,
  TargetsDeclaration,
  TaskDeclaration,
  TestDeclaration,
  WorkflowDeclaration,
} from './tree-declarations.ts';
import type { Argument } from './tree-expressions.ts';
import type {
  Assignment,
  BarrierStatement,
  NopStatement,
  BoxStatement,
  DelayStatement,
  ErrorStatement,
  ExpressionStatement,
  ForStatement,
  GateCall,
  IfStatement,
  JumpStatement,
  MeasureStatement,
  PragmaStatement,
  ResetStatement,
  ReturnStatement,
  ScopeStatement,
  SwitchStatement,
  UnsupportedStatement,
  WhileStatement,
} from './tree-statements.ts';

export type * from './tree-declarations.ts';
export type * from './tree-expressions.ts';
export type * from './tree-statements.ts';

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

/** What every statement has. */
export interface StatementHead {
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
  | ModelDeclaration
  | MemoryDeclaration
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
