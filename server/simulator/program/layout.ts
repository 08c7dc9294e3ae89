import type {
  Angle,
  Bindings,
  Block,
  Circuit,
  Expression,
  GateInstruction,
  Instruction,
  UnitaryInstruction,
} from '../../circuit/index.ts';
import { evaluate, expressionVariables, linearAngle, zeroOf } from '../../circuit/index.ts';
import { type Value, once } from '../../base/index.ts';
import { type RecognisedPart, recognised, recognisedBody } from '../rotations/recognised.ts';
import type { RotationGroup } from '../rotations/rotation-group.ts';
import { classicalEffects } from './classical-region.ts';
import { gateOperation, unitaryOperation } from './gate-operation.ts';
import type { ProgramNoise } from './noise.ts';
import { bitsFor } from './operation.ts';
import type { ClassicalRegion, Program, Step } from './step.ts';

/**
 * Lays a circuit out as steps with jumps, its parameters bound, so that a run can stop and go on anywhere.
 *
 * @param isDense whether the steps are for a dense state: only they have operations and masks of qubits.
 * @param noise what to add of a noise model.
 */
export function layOut(circuit: Circuit, bindings: Bindings, isDense = true, noise?: ProgramNoise): Program {
  if (isDense && noise === undefined) return prepare(circuit).bind(bindings);
  const steps = stepsOf(circuit, isDense, noise);
  return programOf(circuit, isDense ? boundSteps(steps, bindings) : steps, bindings, noise);
}

/**
 * Lays a circuit out for a pure dense state, its parameters bound, with rotations about Pauli words in place of the gates
 * that make them up: right up to a global phase, which no outcome and no expectation value depends on.
 */
export function layOutUpToPhase(circuit: Circuit, bindings: Bindings): Program {
  return gathered(circuit).bind(bindings);
}

/** A circuit laid out for any values of its parameters. */
export interface PreparedCircuit {
  /** The program for these values: only the operations of gates that depend on them are made anew. */
  bind(bindings: Bindings): Program;
}

/** The circuit laid out for a dense state, which is done once for each circuit. */
export const prepare = once((circuit: Circuit) => preparedFrom(circuit, stepsOf(circuit, true)));

const gathered = once((circuit: Circuit) => {
  const gather = (block: Block) =>
    block === circuit.body ? recognisedBody(circuit) : recognised(block, circuit.qubitCount);
  return preparedFrom(circuit, stepsOf(circuit, true, undefined, gather));
});

function preparedFrom(circuit: Circuit, steps: readonly Step[]): PreparedCircuit {
  return { bind: (bindings) => programOf(circuit, boundSteps(steps, bindings), bindings) };
}

type Gather = (block: Block) => readonly RecognisedPart[];

function stepsOf(circuit: Circuit, isDense: boolean, noise?: ProgramNoise, gather?: Gather): readonly Step[] {
  const layout = new Layout(isDense, noise, gather);
  layout.block(circuit.body);
  return layout.finish();
}

function programOf(
  circuit: Circuit,
  steps: readonly Step[],
  bindings: Bindings,
  noise?: ProgramNoise,
): Program {
  return {
    qubits: circuit.qubitCount,
    steps,
    variables: circuit.variables,
    parameters: bindings,
    initial: circuit.variables.map(({ type, initial }) => initial ?? zeroOf(type)),
    readout: noise?.readout ?? [],
  };
}

/** Gives the gates whose angles hang on nothing but parameters their operations, and rotations their angles. */
function boundSteps(steps: readonly Step[], bindings: Bindings): readonly Step[] {
  const environment = {
    parameter: (parameter: number): Value => bindings[parameter] ?? 0,
    variable: unreadable,
  };
  const known = (angle: Angle) =>
    typeof angle === 'number'
      ? angle
      : (linearValue(angle, bindings) ?? Number(evaluate(angle, environment)));
  return steps.map((step) => {
    if (step.kind === 'rotations') return { ...step, angles: anglesOf(step.group, known) };
    const isOpen = step.kind === 'gate' && step.operation === undefined && step.reads.length === 0;
    if (!isOpen || step.instruction.kind === 'unitary') return step;
    return { ...step, operation: gateOperation(step.instruction, step.instruction.angles.map(known)) };
  });
}

function linearValue(angle: Expression, bindings: Bindings): number | undefined {
  const linear = linearAngle(angle);
  if (linear === undefined) return undefined;
  const { factor, parameter, place } = linear;
  const value = bindings[parameter] ?? 0;
  return factor * Number(place === undefined ? value : (value as readonly Value[])[place]);
}

function anglesOf({ rotations }: RotationGroup, known: (angle: Angle) => number): Float64Array {
  return Float64Array.from(rotations, ({ gate }) => known(gate.angles[0] ?? 0));
}

type Of<K extends Instruction['kind']> = Extract<Instruction, { kind: K }>;

class Layout {
  readonly #isDense: boolean;
  readonly #noise: ProgramNoise | undefined;
  readonly #gather: Gather;
  readonly #steps: Step[] = [];
  /** Places of the jumps that leave the block of a label and wait for its end. */
  readonly #exits = new Map<number, number[]>();
  readonly #ends: number[] = [];

  constructor(isDense: boolean, noise: ProgramNoise | undefined, gather: Gather = (block) => block) {
    this.#isDense = isDense;
    this.#noise = noise;
    this.#gather = gather;
  }

  /** The steps, once everything that ends the circuit leads to their end. */
  finish(): readonly Step[] {
    this.#land(this.#ends);
    return this.#steps;
  }

  block(block: Block): void {
    for (const instruction of this.#gather(block)) {
      if (instruction.kind === 'rotations') {
        this.#add({ kind: 'rotations', group: instruction, qubits: wordQubits(instruction) });
        continue;
      }
      this.#instruction(instruction);
      for (const channel of this.#noise?.after(instruction) ?? []) this.#add(channel);
    }
  }

  #instruction(instruction: Instruction): void {
    switch (instruction.kind) {
      case 'gate':
      case 'unitary':
        return this.#add(this.#gate(instruction));
      case 'measure':
        return this.#measure(instruction);
      case 'reset':
        return this.#add({ kind: 'reset', qubit: instruction.qubit });
      case 'assign':
        return this.#assign(instruction);
      case 'if':
        return this.#if(instruction);
      case 'while':
        return this.#while(instruction);
      case 'block':
        return this.#labelled(instruction);
      case 'exit':
        this.#exits.get(instruction.label)?.push(this.#steps.length);
        return this.#add({ kind: 'jump', to: 0 });
      case 'end':
        this.#ends.push(this.#steps.length);
        return this.#add({ kind: 'jump', to: 0 });
      case 'barrier':
      case 'delay':
        return undefined;
    }
  }

  #add(step: Step): void {
    this.#steps.push(step);
  }

  #gate(instruction: GateInstruction | UnitaryInstruction): Step {
    if (!this.#isDense) return { kind: 'gate', instruction, qubits: 0, reads: lateReads(instruction) };
    const qubits = bitsFor([...instruction.qubits, ...instruction.controls.map(({ qubit }) => qubit)]);
    if (instruction.kind === 'unitary')
      return { kind: 'gate', instruction, qubits, reads: [], operation: unitaryOperation(instruction) };
    const reads = lateReads(instruction);
    const { angles } = instruction;
    const isOpen = !angles.every((angle) => typeof angle === 'number');
    if (isOpen) return { kind: 'gate', instruction, qubits, reads };
    return { kind: 'gate', instruction, qubits, reads, operation: gateOperation(instruction, angles) };
  }

  #measure({ qubit, target }: Of<'measure'>): void {
    if (target === undefined) return this.#add({ kind: 'measure', qubit, reads: [] });
    const reads = typeof target.index === 'number' ? [] : variablesRead([target.index]);
    return this.#add({ kind: 'measure', qubit, target, reads });
  }

  #assign({ variable, index = [], value }: Of<'assign'>): void {
    this.#add({ kind: 'assign', variable, index, value, reads: variablesRead([...index, value]) });
  }

  #if({ condition, then, otherwise }: Of<'if'>): void {
    const branch = this.#reserve();
    this.block(then);
    const skip = otherwise.length === 0 ? undefined : this.#reserve();
    const start = this.#steps.length;
    this.block(otherwise);
    if (skip !== undefined) this.#steps[skip] = { kind: 'jump', to: this.#steps.length };
    this.#branch(branch, condition, start, [...then, ...otherwise]);
  }

  #while({ condition, body }: Of<'while'>): void {
    const branch = this.#reserve();
    this.block(body);
    this.#add({ kind: 'jump', to: branch });
    this.#branch(branch, condition, this.#steps.length, body);
  }

  /** Fills the reserved place with a branch around what was laid out behind it. */
  #branch(at: number, condition: Expression, otherwise: number, body: Block): void {
    const isNoisy = this.#steps.slice(at).some(({ kind }) => kind === 'channel');
    const effects = isNoisy ? undefined : classicalEffects(body);
    const region: ClassicalRegion | undefined = effects && { end: this.#steps.length, ...effects };
    const reads = variablesRead([condition]);
    this.#steps[at] = { kind: 'branch', condition, otherwise, reads, ...(region && { region }) };
  }

  #labelled({ label, body }: Of<'block'>): void {
    const outer = this.#exits.get(label);
    const places: number[] = [];
    this.#exits.set(label, places);
    this.block(body);
    this.#land(places);
    if (outer !== undefined) this.#exits.set(label, outer);
  }

  #reserve(): number {
    return this.#steps.push({ kind: 'jump', to: 0 }) - 1;
  }

  #land(places: readonly number[]): void {
    for (const place of places) this.#steps[place] = { kind: 'jump', to: this.#steps.length };
  }
}

function wordQubits({ rotations }: RotationGroup): number {
  return rotations.reduce((bits, { x, z }) => bits | x | z, 0);
}

const noReads: readonly number[] = [];

/** The variables that a gate's angles read. */
function lateReads(instruction: GateInstruction | UnitaryInstruction): readonly number[] {
  if (instruction.kind === 'unitary' || instruction.angles.length === 0) return noReads;
  return variablesRead(instruction.angles.filter((angle) => typeof angle !== 'number'));
}

/** The variables that the expressions read, each once. */
function variablesRead(expressions: readonly Expression[]): readonly number[] {
  return [...new Set(expressions.flatMap(expressionVariables))];
}

function unreadable(variable: number): never {
  throw new Error(`variable ${variable} is not known before the run`);
}
