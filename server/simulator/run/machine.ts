import { type Value, widthOf } from '../../base/index.ts';
import {
  type BitReference,
  type Environment,
  type Expression,
  evaluate,
  stored,
} from '../../circuit/index.ts';
import type { Program, Step } from '../program/step.ts';
import { Refused } from './refused.ts';

/** The most loop iterations on one path through a circuit. */
export const iterationLimit = 100_000;

/** A place in a run to go on from: everything but the quantum state. */
export interface Path {
  /** The next step. */
  readonly at: number;
  readonly variables: readonly Value[];
  /** Bits of the qubits that may have left |0⟩. */
  readonly touched: number;
  readonly iterations: number;
}

export function startOf(program: Program): Path {
  return { at: 0, variables: program.initial, touched: 0, iterations: 0 };
}

/** The classical half of a run: where it stands and what its variables hold. */
export class Machine implements Environment {
  readonly #program: Program;
  readonly #variables: Value[];
  #iterations: number;
  at: number;
  touched: number;

  constructor(program: Program, path: Path) {
    this.#program = program;
    this.#variables = [...path.variables];
    this.#iterations = path.iterations;
    this.at = path.at;
    this.touched = path.touched;
  }

  get step(): Step | undefined {
    return this.#program.steps[this.at];
  }

  get path(): Path {
    const { at, touched } = this;
    return { at, variables: [...this.#variables], touched, iterations: this.#iterations };
  }

  get variables(): readonly Value[] {
    return this.#variables;
  }

  parameter(parameter: number): Value {
    return this.#program.parameters[parameter] ?? 0;
  }

  variable(variable: number): Value {
    return this.#variables[variable] ?? 0;
  }

  angles(angles: readonly (number | Expression)[]): readonly number[] {
    return angles.map((angle) => (typeof angle === 'number' ? angle : Number(evaluate(angle, this))));
  }

  assign({ variable, index, value }: Extract<Step, { kind: 'assign' }>): void {
    const indices = index.map((expression) => evaluate(expression, this));
    this.#store(variable, indices, { type: value.type, value: evaluate(value, this) });
  }

  /** Stores a measured bit; a single `bit` or `bool` takes it whole. */
  write({ variable, index }: BitReference, bit: 0 | 1): void {
    const type = this.#program.variables[variable]?.type;
    const isSingle = type?.kind !== 'array' && type !== undefined && widthOf(type) === 1;
    const at = typeof index === 'number' ? BigInt(index) : evaluate(index, this);
    this.#store(variable, isSingle ? [] : [at], { type: { kind: 'bit' }, value: BigInt(bit) });
  }

  /** @throws {Refused} when the path has gone back too often. */
  jump(to: number): void {
    if (to <= this.at && ++this.#iterations > iterationLimit) throw endless();
    this.at = to;
  }

  /** Goes where a branch leads. */
  branch({ condition, otherwise }: Extract<Step, { kind: 'branch' }>): void {
    this.at = evaluate(condition, this) ? this.at + 1 : otherwise;
  }

  #store(
    variable: number,
    indices: readonly Value[],
    value: { type: Expression['type']; value: Value },
  ): void {
    const type = this.#program.variables[variable]?.type;
    if (type === undefined) throw new Error(`no variable ${variable}`);
    this.#variables[variable] = stored({ type, value: this.variable(variable) }, indices, value);
  }
}

/** The path behind a measurement or reset that was carried out; `outcome` is what the circuit reads. */
export function pathBehind(program: Program, path: Path, outcome: 0 | 1): Path {
  const machine = new Machine(program, path);
  const step = machine.step;
  if (step?.kind === 'measure' && step.target !== undefined) machine.write(step.target, outcome);
  if (step?.kind === 'reset') machine.touched &= ~(1 << step.qubit);
  machine.at++;
  return machine.path;
}

function endless(): Refused {
  return new Refused(
    'endless',
    `A loop of this circuit has not ended after ${iterationLimit.toLocaleString('en')} iterations.`,
    'Make sure that something in the loop changes what its condition reads.',
  );
}
