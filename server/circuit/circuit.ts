import type { ClassicalType, Matrix, Span, Value } from '../base/index.ts';
import type { Expression } from './expression.ts';

/** A named run of neighbouring qubits of a circuit: qubit i of the register is qubit `offset + i` of the circuit. */
export interface QubitRegister {
  readonly name: string;
  readonly offset: number;
  readonly size: number;
  readonly span: Span;
}

/** Classical storage of a circuit; its id is its place in `Circuit.variables`. */
export interface Variable {
  readonly name: string;
  readonly type: ClassicalType;
  /** Whether its final value belongs to the result: a `bit`, `bit[n]` or other value declared at the top of the circuit. */
  readonly isOutput: boolean;
  /** The value before the first instruction; a variable without one starts with all bits zero. */
  readonly initial?: Value;
  readonly span: Span;
}

/** A value that is bound when the circuit runs, after it was lowered once. */
export interface Parameter {
  readonly name: string;
  readonly type: ClassicalType;
  /** The value that the program gives it, where it was left open all the same. */
  readonly given?: Value;
  readonly span: Span;
}

/** An angle in radians, or a number that is known only when the circuit runs. */
export type Angle = number | Expression;

/** A qubit that switches a gate on where it is `state`. */
export interface Control {
  readonly qubit: number;
  readonly state: 0 | 1;
}

/** A primitive gate of `library/gates.ts` on `qubits` (operand 0 first), under any number of controls. */
export interface GateInstruction {
  readonly kind: 'gate';
  readonly gate: string;
  readonly angles: readonly Angle[];
  readonly qubits: readonly number[];
  readonly controls: readonly Control[];
  /** The statement that asked for it. */
  readonly span: Span;
}

/** A unitary that no gate of the table is, such as a fractional power; `qubits[0]` is the least significant index bit. */
export interface UnitaryInstruction {
  readonly kind: 'unitary';
  readonly label: string;
  readonly matrix: Matrix;
  readonly qubits: readonly number[];
  readonly controls: readonly Control[];
  readonly span: Span;
}

/** A bit of a variable; a single `bit` has index 0. */
export interface BitReference {
  readonly variable: number;
  readonly index: number | Expression;
}

export type Block = readonly Instruction[];

export type Instruction =
  | GateInstruction
  | UnitaryInstruction
  | { readonly kind: 'measure'; readonly qubit: number; readonly target?: BitReference; readonly span: Span }
  | { readonly kind: 'reset'; readonly qubit: number; readonly span: Span }
  | { readonly kind: 'barrier'; readonly qubits: readonly number[]; readonly span: Span }
  /** Idling for `duration` seconds. */
  | {
      readonly kind: 'delay';
      readonly duration: number | Expression;
      readonly qubits: readonly number[];
      /** Where no time passes: a gate of this name, which the instructions before make up, is done and noise may follow it. */
      readonly ends?: string;
      readonly span: Span;
    }
  /** Stores `value` in a variable, or in one element or bit of it when `index` is present (outermost dimension first). */
  | {
      readonly kind: 'assign';
      readonly variable: number;
      readonly index?: readonly Expression[];
      readonly value: Expression;
      readonly span: Span;
    }
  | {
      readonly kind: 'if';
      readonly condition: Expression;
      readonly then: Block;
      readonly otherwise: Block;
      readonly span: Span;
    }
  | { readonly kind: 'while'; readonly condition: Expression; readonly body: Block; readonly span: Span }
  /** A block that an `exit` with its label leaves: how `break`, `continue` and `return` arrive here. */
  | { readonly kind: 'block'; readonly label: number; readonly body: Block; readonly span: Span }
  | { readonly kind: 'exit'; readonly label: number; readonly span: Span }
  /** Ends the whole circuit. */
  | { readonly kind: 'end'; readonly span: Span };

/**
 * A circuit as data: what simulators run, compilers rewrite and panels draw. It survives structured cloning.
 *
 * Bit order: qubit 0 is the least significant bit of a basis state's index; bit 0 of a register likewise.
 * All qubits start in |0⟩. The global phase is part of the meaning (`gphase` instructions).
 */
export interface Circuit {
  readonly name: string;
  readonly registers: readonly QubitRegister[];
  readonly qubitCount: number;
  readonly variables: readonly Variable[];
  readonly parameters: readonly Parameter[];
  readonly body: Block;
}

/** Values for `Circuit.parameters`, in their order. */
export type Bindings = readonly Value[];
