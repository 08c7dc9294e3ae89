import type { Span } from '../base/index.ts';
import type { Circuit, Instruction } from './circuit.ts';
import type { Expression } from './expression.ts';

/** A name that a statement sees, and what it stands for there. */
export type SeenName =
  /** A classical value: a literal where it is known before the run, else what the run reads it from. */
  | { readonly kind: 'value'; readonly name: string; readonly expression: Expression }
  | {
      readonly kind: 'qubits';
      readonly name: string;
      readonly qubits: readonly number[];
      readonly isSingle: boolean;
    };

/** An operand as it is written, and the qubits of the circuit that it stands for there. */
export interface Operand {
  readonly span: Span;
  readonly qubits: readonly number[];
}

/** A statement that a circuit is about to carry out, once for each round and call that leads there. */
export interface Site {
  /** The file that it stands in. */
  readonly uri: string;
  readonly span: Span;
  /** The circuit, function or gate that it belongs to. */
  readonly owner: string;
  /** Calls of functions and gates around it. */
  readonly depth: number;
  readonly names: readonly SeenName[];
  readonly operands: readonly Operand[];
  /** The statement of the call that led here. */
  readonly caller?: Site;
}

/** A circuit in which an empty barrier stands before what each statement does; `sites` tells the statement. */
export interface TracedCircuit {
  readonly circuit: Circuit;
  readonly sites: ReadonlyMap<Instruction, Site>;
}
