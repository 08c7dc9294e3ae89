import type { Value } from '../../../base/index.ts';
import type { Angle, Bindings, Block, Circuit, Instruction } from '../../circuit.ts';
import { type Environment, evaluate } from '../../evaluate.ts';
import type { Expression } from '../../expression.ts';
import { stored, zeroOf } from '../../values.ts';
import type { KnownGate } from './columns.ts';

/** What a run changes. */
export interface RunState {
  apply(gate: KnownGate): void;
  /** The probability that a qubit is 1. */
  probability(qubit: number): number;
  /** Keeps the part where a qubit has a value, which has the probability given. */
  project(qubit: number, value: 0 | 1, probability: number): void;
}

/** A run of a circuit with the outcomes that it took. */
export interface Run {
  readonly outcomes: readonly Outcome[];
  readonly variables: readonly Value[];
  /** Whether it came to its end within the steps that were allowed. */
  readonly isComplete: boolean;
  /** Whether an `end` cut it short. */
  readonly hasStopped: boolean;
}

export interface Outcome {
  readonly value: 0 | 1;
  readonly probability: number;
}

/** Takes an outcome, given how many came before and the probability of 1. */
export type Choice = (place: number, probability: number) => 0 | 1;

/** Instructions inside of loops, which may never end; what stands outside of them does, however long it is. */
const usualSteps = 20_000;

/** How many instructions of loops a compiled circuit may take, whose source came to its end or did not: gates become many. */
export function stepsBeside({ isComplete }: Pick<Run, 'isComplete'>): number {
  return isComplete ? 100 * usualSteps : usualSteps;
}

/** Runs a circuit on a state of its qubits, which is changed in place. @throws {TooWide} */
export function run(
  circuit: Circuit,
  bindings: Bindings,
  state: RunState,
  choice: Choice,
  mostSteps = usualSteps,
): Run {
  const runner = new Runner(circuit, bindings, state, choice, mostSteps);
  const end = runner.block(circuit.body);
  return {
    outcomes: runner.outcomes,
    variables: runner.variables,
    isComplete: end !== 'stopped',
    hasStopped: end === 'end',
  };
}

/** How a block was left: at its end, by a jump to a label, by the end of the circuit, or out of steps. */
type Leaving = 'done' | 'end' | 'stopped' | { readonly label: number };

class Runner {
  readonly outcomes: Outcome[] = [];
  variables: readonly Value[];
  #steps = 0;
  /** How many loops are around what is run. */
  #depth = 0;
  readonly #circuit: Circuit;
  readonly #environment: Environment;
  readonly #state: RunState;
  readonly #choice: Choice;
  readonly #mostSteps: number;

  constructor(circuit: Circuit, bindings: Bindings, state: RunState, choice: Choice, mostSteps: number) {
    this.#circuit = circuit;
    this.#state = state;
    this.#choice = choice;
    this.#mostSteps = mostSteps;
    this.variables = circuit.variables.map(({ type, initial }) => initial ?? zeroOf(type));
    this.#environment = {
      parameter: (parameter) => bindings[parameter] ?? 0,
      variable: (variable) => this.variables[variable] ?? 0,
    };
  }

  block(block: Block): Leaving {
    for (const instruction of block) {
      if (this.#depth > 0 && ++this.#steps > this.#mostSteps) return 'stopped';
      const leaving = this.#step(instruction);
      if (leaving !== 'done') return leaving;
    }
    return 'done';
  }

  #step(instruction: Instruction): Leaving {
    switch (instruction.kind) {
      case 'gate': {
        const angles = instruction.angles.map((angle) => this.#number(angle));
        this.#state.apply({ ...instruction, angles });
        return 'done';
      }
      case 'unitary':
        this.#state.apply(instruction);
        return 'done';
      case 'measure':
        this.#measure(instruction);
        return 'done';
      case 'reset':
        if (this.#project(instruction.qubit) === 1) flip(this.#state, instruction.qubit);
        return 'done';
      case 'assign':
        this.#assign(instruction.variable, instruction.index ?? [], instruction.value);
        return 'done';
      case 'if':
        return this.block(this.#holds(instruction.condition) ? instruction.then : instruction.otherwise);
      case 'while':
        return this.#loop(instruction);
      case 'block': {
        const leaving = this.block(instruction.body);
        return typeof leaving === 'object' && leaving.label === instruction.label ? 'done' : leaving;
      }
      case 'exit':
        return { label: instruction.label };
      case 'end':
        return 'end';
      default:
        return 'done';
    }
  }

  #number(angle: Angle): number {
    return typeof angle === 'number' ? angle : Number(evaluate(angle, this.#environment));
  }

  #holds(condition: Expression): boolean {
    return evaluate(condition, this.#environment) === true;
  }

  #loop({ condition, body }: Extract<Instruction, { kind: 'while' }>): Leaving {
    while (this.#holds(condition)) {
      if (++this.#steps > this.#mostSteps) return 'stopped';
      this.#depth++;
      const leaving = this.block(body);
      this.#depth--;
      if (leaving !== 'done') return leaving;
    }
    return 'done';
  }

  #measure({ qubit, target }: Extract<Instruction, { kind: 'measure' }>): void {
    const outcome = this.#project(qubit);
    if (target === undefined) return;
    const index: Expression =
      typeof target.index === 'number'
        ? { kind: 'literal', type: { kind: 'int' }, value: BigInt(target.index) }
        : target.index;
    this.#assign(target.variable, [index], {
      kind: 'literal',
      type: { kind: 'bit' },
      value: BigInt(outcome),
    });
  }

  #assign(variable: number, index: readonly Expression[], value: Expression): void {
    const type = this.#circuit.variables[variable]?.type;
    if (type === undefined) return;
    const into = { type, value: this.variables[variable] ?? zeroOf(type) };
    const places = index.map((part) => evaluate(part, this.#environment));
    const result = stored(into, places, { type: value.type, value: evaluate(value, this.#environment) });
    this.variables = this.variables.with(variable, result);
  }

  #project(qubit: number): 0 | 1 {
    const share = this.#state.probability(qubit);
    const value = this.#choice(this.outcomes.length, share);
    const probability = value === 1 ? share : 1 - share;
    this.#state.project(qubit, value, probability);
    this.outcomes.push({ value, probability });
    return value;
  }
}

function flip(state: RunState, qubit: number): void {
  const gate = { kind: 'gate', gate: 'x', angles: [], controls: [], span: { start: 0, end: 0 } } as const;
  state.apply({ ...gate, qubits: [qubit] });
}
