import {
  type CancellationToken,
  type Span,
  type Value,
  neverCancelled,
  throwIfCancelled,
} from '../../base/index.ts';
import type { Model, Symbol, tree } from '../../language/index.ts';
import { findGate, gateGroups, mostSteps } from '../../library/index.ts';
import type { Block, Instruction, Parameter, QubitRegister, Variable } from '../circuit.ts';
import type { NoiseModel } from '../noise/index.ts';
import { fail } from './failure.ts';
import type { ModelTerms } from './model-calls.ts';
import type { Cell, Frame } from './frame.ts';
import type { Evaluated } from './evaluated.ts';
import type { Sequence } from './sequence.ts';
import type { Trace } from './trace.ts';

/** How large a circuit may become. */
export interface Limits {
  readonly instructions: number;
  /** Statements executed while loops are unrolled. */
  readonly steps: number;
  /** Nested calls of functions and gates. */
  readonly calls: number;
}

export const defaultLimits: Limits = { instructions: 4_000_000, steps: mostSteps, calls: 200 };

export interface LoweringOptions {
  /** Values for the circuit's parameters, in order; those that are left out are bound when the circuit runs. */
  readonly arguments?: readonly Value[];
  /** Leaves parameters of real numbers open even where the program gives them: `Parameter.given` keeps the values. */
  readonly leavesRealsOpen?: boolean;
  /** Values for the file's `input` declarations, by name. */
  readonly inputs?: ReadonlyMap<string, Value>;
  readonly limits?: Partial<Limits>;
  readonly cancellation?: CancellationToken;
  /** What makes observables of molecules and models. */
  readonly modelTerms?: ModelTerms;
  /** Names of gates that the noise of the run may follow. */
  readonly noisyGates?: readonly string[];
  /** The noise of a device by its name. */
  readonly deviceNoise?: (device: string) => NoiseModel | undefined;
}

/**
 * How a statement ends, as far as that is known while the circuit is built. `stop`: what follows in this block of the
 * circuit is never reached, because an exit or end was emitted.
 */
export type Completion =
  | 'next'
  | 'break'
  | 'continue'
  | 'end'
  | 'stop'
  | { readonly kind: 'return'; readonly value: Evaluated | undefined };

/** The steps that need each other: expressions call functions, whose bodies are statements made of expressions. */
export interface Actions {
  run(lowering: Lowering, frame: Frame, block: tree.Block): Completion;
  callFunction(lowering: Lowering, frame: Frame, node: tree.CallExpression): Evaluated | undefined;
  measure(lowering: Lowering, frame: Frame, node: tree.MeasureExpression): Evaluated;
}

/** Whether a name that noise follows is a gate that circuits do not have as one instruction. */
function isMadeOfOthers(name: string): boolean {
  return (
    !gateGroups.some((group) => group.name === name) && (findGate(name)?.kind ?? 'composed') === 'composed'
  );
}

/** How many steps pass between two looks at the cancellation token. */
const stepsPerLook = 4096;

/** The state of one lowering: what was emitted, and what it is allowed to become. */
export class Lowering {
  readonly actions: Actions;
  readonly model: Model;
  readonly limits: Limits;
  readonly inputs: ReadonlyMap<string, Value>;
  readonly modelTerms: ModelTerms | undefined;
  readonly deviceNoise: LoweringOptions['deviceNoise'];
  /** Those of the gates that noise may follow which are made of others. */
  readonly endedGates: ReadonlySet<string>;
  readonly variables: Variable[] = [];
  readonly parameters: Parameter[] = [];
  readonly registers: QubitRegister[] = [];
  /** Variables whose final values are results, in the order of their declarations. */
  readonly outputs: Cell[] = [];
  /** Their declarations. */
  readonly outputNodes: ReadonlySet<tree.ClassicalDeclaration>;
  /** Constants and inputs of all files. */
  readonly globals = new Map<Symbol, Cell>();
  /** Bodies of gates that were lowered before, by the values of their angles. */
  readonly gateBodies = new Map<tree.GateDeclaration, Map<string, Sequence>>();
  qubitCount = 0;
  /** Regions of run-time control flow around the current statement: what is assigned in one is known only to the run. */
  region = 0;
  /** Run-time loops around the current statement. */
  loops = 0;
  #out: Instruction[] = [];
  #emitted = 0;
  #steps = 0;
  #labels = 0;
  readonly #cancellation: CancellationToken;
  /** What notes the statements, where somebody wants to follow them. */
  readonly trace: Trace | undefined;

  constructor(
    actions: Actions,
    model: Model,
    outputNodes: ReadonlySet<tree.ClassicalDeclaration>,
    options: LoweringOptions,
    trace?: Trace,
  ) {
    this.trace = trace;
    this.outputNodes = outputNodes;
    this.actions = actions;
    this.model = model;
    this.limits = { ...defaultLimits, ...options.limits };
    this.inputs = options.inputs ?? new Map();
    this.modelTerms = options.modelTerms;
    this.deviceNoise = options.deviceNoise;
    this.endedGates = new Set((options.noisyGates ?? []).filter(isMadeOfOthers));
    this.#cancellation = options.cancellation ?? neverCancelled;
  }

  emit(frame: Frame, instruction: Instruction): void {
    this.#emitted += 1;
    if (this.#emitted > this.limits.instructions)
      fail(frame, 'QF3102', instruction.span, [this.limits.instructions.toLocaleString('en')]);
    this.#out.push(instruction);
  }

  /** Marks the statement that is about to be carried out; marks do not count as instructions. */
  mark(frame: Frame, node: tree.Statement): void {
    const mark = this.trace?.mark(frame, node, this.globals);
    if (mark !== undefined) this.#out.push(mark);
  }

  /** The instructions that `body` emits, as a block of their own. */
  collect(body: () => void): Block {
    const outer = this.#out;
    const inner: Instruction[] = [];
    this.#out = inner;
    body();
    this.#out = outer;
    return inner;
  }

  /** Adds instructions that were counted when they were collected. */
  append(block: Block): void {
    for (const instruction of block) this.#out.push(instruction);
  }

  /** Counts a step. @throws {LoweringFailure} past the limit, {@link Cancelled} when nobody wants the circuit any more. */
  step(frame: Frame, span: Span): void {
    this.#steps += 1;
    if (this.#steps % stepsPerLook === 0) throwIfCancelled(this.#cancellation);
    if (this.#steps > this.limits.steps)
      fail(frame, 'QF3101', span, [this.limits.steps.toLocaleString('en')]);
  }

  /** @throws {LoweringFailure} where so many steps more are too many, without taking them. */
  foresee(frame: Frame, span: Span, count: number): void {
    if (this.#steps + count > this.limits.steps)
      fail(frame, 'QF3101', span, [this.limits.steps.toLocaleString('en')]);
  }

  newLabel(): number {
    this.#labels += 1;
    return this.#labels;
  }

  newVariable(variable: Variable): number {
    this.variables.push(variable);
    return this.variables.length - 1;
  }
}
