import type { ClassicalType, Span, Value } from '../../base/index.ts';
import type { Model, Symbol } from '../../language/index.ts';
import type { Expression } from '../expression.ts';

/** What a classical variable holds, as far as it is known while the circuit is built. */
export type Content =
  | { readonly kind: 'known'; readonly value: Value }
  /** Another name for an expression that cannot change while the name is visible. */
  | { readonly kind: 'alias'; readonly expression: Expression }
  /** Only the run knows: the value lies in the cell's variable of the circuit. */
  | { readonly kind: 'stored' };

/** A classical variable, constant or parameter of the program. */
export interface Cell {
  readonly kind: 'cell';
  readonly name: string;
  readonly type: ClassicalType;
  readonly span: Span;
  /** How many regions of run-time control flow were open where it was declared. */
  readonly region: number;
  readonly isOutput: boolean;
  content: Content;
  /** Its place in `Circuit.variables`, once it needs one. */
  variable: number | undefined;
  /** Whether no instruction has touched the variable yet, so that its initial value can still be chosen. */
  isFresh: boolean;
}

/** Qubits under a name; a single qubit takes part in every step of a broadcast. */
export interface Qubits {
  readonly kind: 'qubits';
  readonly qubits: readonly number[];
  readonly isSingle: boolean;
}

/** A function under the name of a parameter. */
export interface Callable {
  readonly kind: 'callable';
  readonly symbol: Extract<Symbol, { kind: 'function' }>;
}

export type Binding = Cell | Qubits | Callable;

/** A loop that is being lowered. Jumps from its own region are decided now, others become exits to labels. */
export interface Loop {
  readonly region: number | undefined;
  /** Whether it was foreseen that the run decides about jumps, so that there is a block for an exit to leave. */
  readonly hasExits: boolean;
  breakLabel?: number;
  continueLabel?: number;
}

/** A function call that is being inlined. */
export interface Activation {
  readonly region: number;
  readonly hasExits: boolean;
  exitLabel?: number;
  /** Where a result goes that only the run knows. */
  readonly result?: Cell;
}

/** The names of one circuit, gate body or function call. */
export interface Frame {
  readonly model: Model;
  readonly bindings: Map<Symbol, Binding>;
  /** Where the circuit's own file led into another one; places in that file mean nothing to the reader. */
  readonly site?: Span;
  readonly loops: Loop[];
  readonly activation?: Activation;
  /** The circuit that the frame belongs to, where it is no call. */
  readonly owner?: string;
  /** The function or gate that is being inlined, and the frame that called it. */
  readonly called?: { readonly name: string; readonly from: Frame };
  /** Calls around this one. */
  readonly depth: number;
}

/** The place of a node of the frame's file in the file of the circuit. */
export function placeOf(frame: Frame, span: Span): Span {
  return frame.site ?? span;
}
