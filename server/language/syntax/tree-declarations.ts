/** The nodes of declarations, and of the types that they are written with. */
import type { Span } from '../../base/index.ts';
import type { Expression, StringLiteral } from './tree-expressions.ts';
import type { Block, Name, StatementHead } from './tree.ts';

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

/** `model moons = variational_classifier(layers, answer, encoder: "angle");` */
export interface ModelDeclaration extends StatementHead {
  readonly kind: 'model';
  readonly name: Name;
  readonly value: Expression;
}

/** `memory notes = qmatrix(size: 64, qubits: 6);` */
export interface MemoryDeclaration extends StatementHead {
  readonly kind: 'memory';
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
