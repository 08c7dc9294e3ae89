import type { ClassicalType, Value } from '../../base/index.ts';
import type {
  Angle,
  Block,
  Circuit,
  Control,
  Expression,
  Instruction,
  Observable,
  Pauli,
  Variable,
} from '../../circuit/index.ts';

/** Short ways to write circuits in tests. */

const span = { start: 0, end: 0 };

export function circuit(qubits: number, variables: readonly Variable[], body: Block): Circuit {
  return {
    name: 'test',
    registers: [{ name: 'q', offset: 0, size: qubits, span }],
    qubitCount: qubits,
    variables,
    parameters: [],
    body,
  };
}

export function bits(name: string, width: number): Variable {
  return { name, type: { kind: 'bit', width }, isOutput: true, span };
}

export function variable(name: string, type: ClassicalType, isOutput: boolean, initial?: Value): Variable {
  return { name, type, isOutput, span, ...(initial === undefined ? {} : { initial }) };
}

export function gate(
  name: string,
  qubits: readonly number[],
  angles: readonly Angle[] = [],
  controls: readonly Control[] = [],
): Instruction {
  return { kind: 'gate', gate: name, angles, qubits, controls, span };
}

/** X on the target where the control is 1. */
export function cx(control: number, target: number): Instruction {
  return gate('x', [target], [], [{ qubit: control, state: 1 }]);
}

export function measure(qubit: number, variable: number, index: number | Expression = 0): Instruction {
  return { kind: 'measure', qubit, target: { variable, index }, span };
}

/** Measures qubit i into bit i of a variable. */
export function measureAll(qubits: number, variable = 0): readonly Instruction[] {
  return Array.from({ length: qubits }, (_, qubit) => measure(qubit, variable, qubit));
}

export function reset(qubit: number): Instruction {
  return { kind: 'reset', qubit, span };
}

export function when(condition: Expression, then: Block, otherwise: Block = []): Instruction {
  return { kind: 'if', condition, then, otherwise, span };
}

export function loop(condition: Expression, body: Block): Instruction {
  return { kind: 'while', condition, body, span };
}

export function assign(variable: number, value: Expression, index?: readonly Expression[]): Instruction {
  return { kind: 'assign', variable, value, span, ...(index === undefined ? {} : { index }) };
}

export function block(label: number, body: Block): Instruction {
  return { kind: 'block', label, body, span };
}

export function exit(label: number): Instruction {
  return { kind: 'exit', label, span };
}

export const end: Instruction = { kind: 'end', span };

export const bool: ClassicalType = { kind: 'bool' };
export const int: ClassicalType = { kind: 'int', width: 32 };

export function literal(type: ClassicalType, value: Value): Expression {
  return { kind: 'literal', type, value };
}

export function read(variable: number, type: ClassicalType): Expression {
  return { kind: 'variable', type, variable };
}

/** One bit of a `bit[width]` variable. */
export function bitAt(variable: number, width: number, index: number): Expression {
  return {
    kind: 'element',
    type: { kind: 'bit' },
    of: read(variable, { kind: 'bit', width }),
    index: literal(int, BigInt(index)),
  };
}

export function binary(
  operator: Extract<Expression, { kind: 'binary' }>['operator'],
  type: ClassicalType,
  left: Expression,
  right: Expression,
): Expression {
  return { kind: 'binary', type, operator, left, right };
}

/** A sum of words such as `{ XIZ: 0.5 }`, qubit 0 at the right. */
export function observable(words: Readonly<Record<string, number>>): Observable {
  const terms = Object.entries(words).map(([word, coefficient]) => ({
    coefficient,
    factors: [...word]
      .toReversed()
      .flatMap((letter, qubit) => (letter === 'I' ? [] : [{ qubit, pauli: letter as Pauli }])),
  }));
  return { name: 'observable', terms, span };
}
