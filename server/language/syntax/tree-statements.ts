/** The nodes of the statements that act, and of those that decide what runs. */
import type { Span } from '../../base/index.ts';
import type { TypeNode } from './tree-declarations.ts';
import type { Expression } from './tree-expressions.ts';
import type { Block, Name, StatementHead } from './tree.ts';

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
