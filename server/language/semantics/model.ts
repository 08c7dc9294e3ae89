/**
 * What a program means once its names and types are known: what the checker produces, and what lowering, completion,
 * hover and runs read. Plain data and look-ups. Of the models that a project gives for one file only the latest is of use:
 * its tree takes over what an edit left alone, and places in that move.
 */
import type { ClassicalType, Diagnostic, Span, TableColumn, Value } from '../../base/index.ts';
import type { Call, ResultKind } from '../../library/index.ts';
import type { Fragment } from '../syntax/fragment.ts';
import type {
  AliasDeclaration,
  BackendDeclaration,
  CircuitDeclaration,
  ClassicalDeclaration,
  Expression,
  ForStatement,
  FunctionDeclaration,
  GateDeclaration,
  Identifier,
  ImportStatement,
  MemoryDeclaration,
  ModelDeclaration,
  Name,
  NoiseDeclaration,
  ObservableDeclaration,
  ParameterNode,
  Program,
  QubitDeclaration,
  Statement,
  SumExpression,
  TaskDeclaration,
  TestDeclaration,
  WorkflowDeclaration,
} from '../syntax/tree.ts';

/** The type of an expression or a symbol. */
export type Type =
  | ClassicalType
  /** `qubit` without a size, `qubit[n]` with one, `qubit[]` with any. */
  | { readonly kind: 'qubit'; readonly size?: number | 'any' }
  | { readonly kind: 'string' }
  | { readonly kind: 'list'; readonly element: Type }
  | { readonly kind: 'gate'; readonly angles: number; readonly qubits: number }
  | { readonly kind: 'function'; readonly parameters: readonly Type[]; readonly result: Type }
  /** `def` as the type of a parameter: a function, called by the parameter's name. */
  | { readonly kind: 'callable' }
  | { readonly kind: 'circuit'; readonly parameters: readonly Type[] }
  | { readonly kind: 'observable'; readonly parameters: readonly Type[] }
  | { readonly kind: 'noise' }
  | { readonly kind: 'molecule' }
  | { readonly kind: 'backend' }
  /** A circuit that learns from samples. */
  | { readonly kind: 'model' }
  /** A classical optimizer with its options. */
  | { readonly kind: 'optimizer' }
  /** What `secret("name")` stands for; only a backend may have it. */
  | { readonly kind: 'secret' }
  /** The result of a task; its fields are in `library/calls.ts`. */
  | { readonly kind: 'record'; readonly name: ResultKind; readonly columns?: readonly TableColumn[] }
  /** `counts`, `probabilities`: bit strings to numbers. */
  | { readonly kind: 'table'; readonly value: Type }
  /** Rows of named, typed columns; without columns these are known only when it is there. */
  | { readonly kind: 'frame'; readonly columns?: readonly TableColumn[] }
  /** A file that a table is read from or written to. */
  | { readonly kind: 'source' }
  | { readonly kind: 'workflow' }
  | { readonly kind: 'void' }
  /** Wrong or incomplete; never reported again. */
  | { readonly kind: 'unknown' };

/** What a name stands for. */
export type Symbol =
  | DeclaredSymbol<'constant' | 'variable' | 'input', ClassicalDeclaration>
  | DeclaredSymbol<'qubits', QubitDeclaration>
  | DeclaredSymbol<'alias', AliasDeclaration>
  | DeclaredSymbol<'gate', GateDeclaration>
  | DeclaredSymbol<'angle-parameter' | 'qubit-parameter', GateDeclaration>
  | DeclaredSymbol<'function', FunctionDeclaration>
  | DeclaredSymbol<'parameter', ParameterNode>
  | DeclaredSymbol<'loop-variable', ForStatement | SumExpression>
  | DeclaredSymbol<'circuit', CircuitDeclaration>
  | DeclaredSymbol<'observable', ObservableDeclaration>
  | DeclaredSymbol<'noise', NoiseDeclaration>
  | DeclaredSymbol<'backend', BackendDeclaration>
  | DeclaredSymbol<'model', ModelDeclaration>
  | DeclaredSymbol<'memory', MemoryDeclaration>
  | DeclaredSymbol<'workflow', WorkflowDeclaration>
  | DeclaredSymbol<'task', TaskDeclaration>
  /** A whole imported OpenQASM program under its alias, as a circuit. */
  | DeclaredSymbol<'program', ImportStatement>
  /** A gate of `library/gates.ts`. */
  | { readonly kind: 'standard-gate'; readonly name: string; readonly type: Type }
  /** `pi`, `tau`, `euler` and their Greek letters. */
  | { readonly kind: 'standard-constant'; readonly name: string; readonly type: Type; readonly value: number }
  /** A call of `library/calls.ts` or a function of `library/functions.ts`. */
  | { readonly kind: 'standard-call'; readonly name: string; readonly type: Type; readonly call: Call };

export interface DeclaredSymbol<Kind extends string, Node> {
  readonly kind: Kind;
  readonly name: string;
  readonly type: Type;
  readonly node: Node;
  readonly nameSpan: Span;
  /** The file that declares it. */
  readonly uri: string;
  readonly documentation?: string;
}

/** Names visible in one region of a text; `parent` is the enclosing region. */
export interface Scope {
  readonly span: Span;
  readonly symbols: ReadonlyMap<string, Symbol>;
  readonly parent?: Scope;
  readonly children: readonly Scope[];
}

/** A written name with what it stands for. */
export interface Reference {
  readonly symbol: Symbol;
  /** Moves with the text. */
  readonly span: Span;
}

/** A checked file. */
export interface Model {
  readonly uri: string;
  readonly text: string;
  readonly program: Program;
  /** Syntax and semantics together, in the order of the text. */
  readonly diagnostics: readonly Diagnostic[];
  readonly scope: Scope;
  /** Everything that runs: each `circuit`, and `main` for statements at the top level (then `node` is the program). */
  readonly circuits: readonly CircuitEntry[];
  readonly observables: readonly Extract<Symbol, { kind: 'observable' }>[];
  readonly noises: readonly Extract<Symbol, { kind: 'noise' }>[];
  readonly backends: readonly Extract<Symbol, { kind: 'backend' }>[];
  readonly workflows: readonly Extract<Symbol, { kind: 'workflow' }>[];
  /** The tests of the file, in the order of the text. */
  readonly tests: readonly TestDeclaration[];
  /** The symbol that an identifier or another written name (a gate call's, a declaration's) stands for. */
  symbolOf(node: Identifier | Name): Symbol | undefined;
  typeOf(expression: Expression): Type;
  /** The value of an expression that is known before a run. */
  constantOf(expression: Expression): Value | undefined;
  /** The number of qubits that an observable needs, where it is known before a run. */
  widthOf(observable: Symbol): number | undefined;
  /** The innermost scope at an offset. */
  scopeAt(offset: number): Scope;
  /** Every place in this file where a symbol is written, its declaration included. */
  occurrences(symbol: Symbol): readonly Span[];
  /** Whether the file has a symbol at one place only, which is where it is declared. */
  isWrittenOnce(symbol: Symbol): boolean;
  /**
   * The names written in a statement of the top level, in no order. But for imports it is the same list from one model of
   * the file to the next as long as neither the statement nor what its names stand for changes.
   */
  referencesIn(statement: Statement): readonly Reference[];
  /** The text in whole lines that can be read by themselves; each is the same object as long as its text is the same. */
  readonly fragments: readonly Fragment[];
  /**
   * Where one may begin to read the text in order to understand what stands at an offset: a line at the top level with at
   * least one whole statement before the one at the offset, or the start of the text.
   */
  readableFrom(offset: number): number;
  /** A diagnostic of this file whose places follow the edits of its text from here on. */
  followed(diagnostic: Diagnostic): () => Diagnostic;
  /** Models of the files that this one imports, by the path as written. */
  readonly imports: ReadonlyMap<string, Model>;
}

export interface CircuitEntry {
  readonly name: string;
  readonly node: CircuitDeclaration | Program;
  /** Absent for `main`. */
  readonly symbol?: Extract<Symbol, { kind: 'circuit' }>;
  readonly nameSpan: Span;
}

export type { ClassicalType };
