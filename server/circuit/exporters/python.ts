import { matrices, type Matrix, type Span, cx } from '../../base/index.ts';
import type { Angle, Circuit, GateInstruction, UnitaryInstruction } from '../circuit.ts';
import type { Expression } from '../expression.ts';
import { expressionVariables } from '../variables-read.ts';
import { type NameRules, type Names, namesFor, qubitNames } from './names.ts';
import { decimalText, realText } from './numbers.ts';
import { refuse } from './refusal.ts';
import { expanded } from './rewrites.ts';

// prettier-ignore
const reserved = [
  'False', 'None', 'True', 'and', 'as', 'assert', 'async', 'await', 'break', 'class', 'continue', 'def', 'del', 'elif',
  'else', 'except', 'finally', 'for', 'from', 'global', 'if', 'import', 'in', 'is', 'lambda', 'nonlocal', 'not', 'or',
  'pass', 'raise', 'return', 'try', 'while', 'with', 'yield', 'math', 'np', 'range', 'float', 'build', 'circuit',
];

/** Names in Python, apart from those that the exported program itself uses. */
function pythonRules(own: readonly string[]): NameRules {
  return {
    legal: /^[\p{L}_][\p{L}\p{N}_]*$/u,
    illegal: /[^\p{L}\p{N}_]/gu,
    prefix: '_',
    reserved: new Set([...reserved, ...own]),
  };
}

/** How a target's library writes a primitive gate without controls: from its angles and qubits. */
export type PythonGate = (angles: readonly string[], qubits: readonly string[]) => string;
export type PythonGates = Readonly<Record<string, PythonGate>>;

/** What the exports to Python libraries share: names, angles and gates, for the target with this name. */
export class PythonSource {
  readonly target: string;
  readonly circuit: Circuit;
  readonly names: Names;
  readonly #qubits: readonly string[];

  constructor(target: string, circuit: Circuit, own: readonly string[]) {
    this.target = target;
    this.circuit = circuit;
    this.names = namesFor(circuit, pythonRules(own));
    this.#qubits = qubitNames(circuit, this.names, (name, index) => `${name}[${index}]`);
  }

  qubit(qubit: number): string {
    return this.#qubits[qubit] ?? '';
  }

  list(qubits: readonly number[]): string {
    return qubits.map((qubit) => this.qubit(qubit)).join(', ');
  }

  /** `def build(theta):`: late-bound parameters are the function's. */
  head(): string {
    return `def build(${this.names.parameters.join(', ')}):`;
  }

  /** Each register as a list of the numbers of its qubits. */
  numberedRegisters(): readonly string[] {
    return this.circuit.registers.flatMap(({ offset, size }, place) =>
      size === 0 ? [] : [`${this.names.registers[place] ?? ''} = range(${offset}, ${offset + size})`],
    );
  }

  angle(angle: Angle, span: Span): string {
    return typeof angle === 'number' ? realText(angle, 'math.pi') : this.#number(angle, span);
  }

  /**
   * The instruction by gates of the target, under the controls that `accepts` takes; any, where it is left out.
   *
   * @throws {ExportRefusal} when there are none.
   */
  steps(
    instruction: GateInstruction,
    native: PythonGates,
    accepts: (step: GateInstruction) => boolean = () => true,
  ): readonly GateInstruction[] {
    const isNative = (step: GateInstruction) => {
      const isFree = step.gate !== 'gphase' || step.controls.length === 0;
      return Object.hasOwn(native, step.gate) && isFree && accepts(step);
    };
    const steps = expanded(instruction, isNative);
    return steps ?? refuse(this.target, `the gate ${instruction.gate}`, instruction.span);
  }

  /** A gate without its controls. */
  call({ gate, angles, qubits, span }: GateInstruction, native: PythonGates): string {
    const texts = angles.map((angle) => this.angle(angle, span));
    return (
      native[gate]?.(
        texts,
        qubits.map((qubit) => this.qubit(qubit)),
      ) ?? ''
    );
  }

  /** A number that is computed from parameters of the circuit. */
  #number(expression: Expression, span: Span): string {
    if (expressionVariables(expression).length > 0)
      return refuse(this.target, 'an angle that depends on a measurement', span);
    const text = this.#arithmetic(expression);
    return text ?? refuse(this.target, 'this computation with parameters', span);
  }

  #arithmetic(expression: Expression): string | undefined {
    switch (expression.kind) {
      case 'literal':
        if (typeof expression.value === 'bigint') return String(expression.value);
        return typeof expression.value === 'number' ? realText(expression.value, 'math.pi') : undefined;
      case 'parameter':
        return this.names.parameters[expression.parameter];
      case 'element':
        return this.#together(expression.of, expression.index, (of, index) => `${of}[${index}]`);
      case 'unary':
        return expression.operator === '-'
          ? mapped(this.#arithmetic(expression.operand), (text) => `-(${text})`)
          : undefined;
      case 'binary': {
        const { operator, type } = expression;
        const isSame = type.kind === 'float' || ['+', '-', '*'].includes(operator);
        if (!isSame || !['+', '-', '*', '/', '**'].includes(operator)) return undefined;
        return this.#together(
          expression.left,
          expression.right,
          (left, right) => `(${left} ${operator} ${right})`,
        );
      }
      case 'cast':
        return expression.type.kind === 'float' && expression.operand.type.kind !== 'angle'
          ? this.#arithmetic(expression.operand)
          : undefined;
      case 'call':
        return this.#function(expression);
      default:
        return undefined;
    }
  }

  #function({
    name,
    arguments: [argument, ...others],
  }: Extract<Expression, { kind: 'call' }>): string | undefined {
    const python = functions[name];
    if (python === undefined || argument === undefined || others.length > 0) return undefined;
    return mapped(this.#arithmetic(argument), (text) => `${python}(${text})`);
  }

  #together(
    first: Expression,
    second: Expression,
    write: (first: string, second: string) => string,
  ): string | undefined {
    const [left, right] = [this.#arithmetic(first), this.#arithmetic(second)];
    return left === undefined || right === undefined ? undefined : write(left, right);
  }
}

const functions: Readonly<Record<string, string>> = {
  sin: 'math.sin',
  cos: 'math.cos',
  tan: 'math.tan',
  arcsin: 'math.asin',
  arccos: 'math.acos',
  arctan: 'math.atan',
  exp: 'math.exp',
  log: 'math.log',
  sqrt: 'math.sqrt',
};

function mapped(text: string | undefined, write: (text: string) => string): string | undefined {
  return text === undefined ? undefined : write(text);
}

/** Lines one level deeper. */
export function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? line : `    ${line}`));
}

/** A whole program: what it imports, and the function that builds the circuit. */
export function program(imports: readonly string[], head: string, body: readonly string[]): string {
  const text = [head, ...indented(body)].join('\n');
  const standard = [
    ...(text.includes('math.') ? ['import math'] : []),
    ...(text.includes('np.') ? ['import numpy as np'] : []),
  ];
  const sections = [standard, imports]
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`);
  return `${sections.join('\n')}\n\n${text}\n`;
}

/** A unitary together with its controls as one matrix; `qubits[0]` is the least significant index bit. */
export function wholeUnitary({ matrix, qubits, controls }: UnitaryInstruction): {
  readonly matrix: Matrix;
  readonly qubits: readonly number[];
} {
  const size = matrix.length;
  const active = controls.reduce((bits, { state }, place) => bits | (state << place), 0);
  const whole = matrices.generate(size * 2 ** controls.length, (row, column) => {
    const [above, below] = [Math.floor(row / size), Math.floor(column / size)];
    if (above === active && below === active) return matrices.element(matrix, row % size, column % size);
    return row === column ? cx.one : cx.zero;
  });
  return { matrix: whole, qubits: [...qubits, ...controls.map(({ qubit }) => qubit)] };
}

/** A matrix as a NumPy array. */
export function matrixText(matrix: Matrix): string {
  const rows = matrix.map((row) => `[${row.map(({ re, im }) => complexText(re, im)).join(', ')}]`);
  return `np.array([${rows.join(', ')}])`;
}

function complexText(re: number, im: number): string {
  if (im === 0) return decimalText(re);
  return `${decimalText(re)}${im < 0 ? '-' : '+'}${decimalText(Math.abs(im))}j`;
}
