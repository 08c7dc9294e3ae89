import type { Value } from '../../base/index.ts';
import type { GateInstruction, UnitaryInstruction } from '../../circuit/index.ts';
import { gateOperation } from '../program/gate-operation.ts';
import type { Operation } from '../program/operation.ts';
import type { RotationGroup } from '../rotations/rotation-group.ts';
import { misreadQubits, resetStep } from '../program/noise.ts';
import { bitsFor } from '../program/operation.ts';
import type { ChannelStep, Evolution, Program, Step } from '../program/step.ts';
import { Machine, type Path } from './machine.ts';
import { Unknowns } from './unknowns.ts';

/** So many operations are carried out before more of them are collected. */
const chunk = 2 ** 16;

/** What lies ahead of a place in a run, as far as it can be told without a measured value. */
export type Trace =
  /** Only measurements and computing with their bits follow the operations: the circuit can be sampled. */
  | { readonly kind: 'finished'; readonly operations: readonly Evolution[]; readonly ending: Ending }
  /** The step at `path` measures or resets a qubit, and what it finds decides what comes next. */
  | { readonly kind: 'event'; readonly operations: readonly Evolution[]; readonly path: Path }
  /** There were too many operations to collect at once; nothing was measured. */
  | { readonly kind: 'partial'; readonly operations: readonly Evolution[]; readonly path: Path };

/** How a run ends once all that is left is to look at measured qubits. */
export interface Ending {
  /** Bits of the qubits that are measured. */
  readonly measured: number;
  /** The variables, without what the measured bits give them. */
  readonly variables: readonly Value[];
  /** What is not known of the variables before the qubits are looked at. */
  readonly unknowns: Unknowns;
  /** The first measurement or reset, from where the bits have to be followed. */
  readonly start: Path | undefined;
}

/**
 * Follows a path without a quantum state: collects its operations, and treats measured bits as unknown until something
 * that is done to a qubit depends on them.
 *
 * @param dropsResets whether only measured bits matter: a reset of a qubit that is not used again may be left out then,
 * and a qubit that is misread gives each of its measurements a bit of its own.
 */
export function trace(program: Program, path: Path, dropsResets: boolean, options: TraceOptions = {}): Trace {
  return new Tracer(program, path, dropsResets, options).run();
}

export interface TraceOptions {
  /** Whether the state can be a mixture, so that a reset is a channel like any other. */
  readonly isMixed?: boolean | undefined;
  readonly onGate?: OnGate;
  readonly onRotations?: OnRotations;
}

/** Told of each gate whose operation is collected, with the variables as they are there. */
export type OnGate = (instruction: GateInstruction | UnitaryInstruction, machine: Machine) => void;

/** Told of rotations in the same way. */
export type OnRotations = (group: RotationGroup, machine: Machine) => void;

class Tracer {
  readonly #machine: Machine;
  readonly #unknowns: Unknowns;
  readonly #dropsResets: boolean;
  readonly #isMixed: boolean;
  readonly #onGate: OnGate;
  readonly #onRotations: OnRotations;
  readonly #operations: Evolution[] = [];
  readonly #misread: number;
  #measured = 0;
  #discarded = 0;
  #event: { readonly path: Path; readonly operations: number } | undefined;

  constructor(
    program: Program,
    path: Path,
    dropsResets: boolean,
    { isMixed = false, onGate = () => undefined, onRotations = () => undefined }: TraceOptions,
  ) {
    this.#machine = new Machine(program, path);
    this.#unknowns = new Unknowns(program.variables);
    this.#dropsResets = dropsResets;
    this.#isMixed = isMixed;
    this.#onGate = onGate;
    this.#onRotations = onRotations;
    this.#misread = misreadQubits(program.readout);
  }

  run(): Trace {
    const machine = this.#machine;
    for (let step = machine.step; step !== undefined; step = machine.step) {
      if (!this.#follow(step)) return this.#stop();
      if (this.#operations.length >= this.#room()) return this.#pause();
    }
    return { kind: 'finished', operations: this.#operations, ending: this.#ending() };
  }

  /** Behind a measurement more may be collected, since stopping means to carry the measurement out. */
  #room(): number {
    return this.#event === undefined ? chunk : this.#event.operations + 16 * chunk;
  }

  #pause(): Trace {
    if (this.#event !== undefined) return this.#stop();
    return { kind: 'partial', operations: this.#operations, path: this.#machine.path };
  }

  #ending(): Ending {
    return {
      measured: this.#measured,
      variables: this.#machine.variables,
      unknowns: this.#unknowns,
      start: this.#event?.path,
    };
  }

  /** Something depends on a measurement or reset: the first one has to be carried out. */
  #stop(): Trace {
    const { path, operations } = this.#event ?? {
      path: this.#machine.path,
      operations: this.#operations.length,
    };
    return { kind: 'event', operations: this.#operations.slice(0, operations), path };
  }

  /** Whether the step could be followed. */
  #follow(step: Step): boolean {
    switch (step.kind) {
      case 'gate':
        return this.#gate(step);
      case 'rotations':
        return this.#rotations(step);
      case 'measure':
        return this.#measure(step);
      case 'reset':
        return this.#reset(step.qubit);
      case 'channel':
        return this.#channel(step);
      case 'assign':
        return this.#assign(step);
      case 'branch':
        return this.#branch(step);
      case 'jump':
        this.#machine.jump(step.to);
        return true;
    }
  }

  #gate(step: Extract<Step, { kind: 'gate' }>): boolean {
    const isPast = (step.qubits & (this.#measured | this.#discarded)) !== 0;
    if (isPast || this.#unknowns.someOf(step.reads)) return false;
    this.#operations.push(this.#operation(step));
    this.#onGate(step.instruction, this.#machine);
    this.#machine.touched |= step.qubits;
    return this.#next();
  }

  #rotations({ qubits, group, angles }: Extract<Step, { kind: 'rotations' }>): boolean {
    if ((qubits & (this.#measured | this.#discarded)) !== 0) return false;
    if (angles === undefined) throw new Error('the angles of rotations are known before the run');
    this.#operations.push({ kind: 'rotations', group, angles });
    this.#onRotations(group, this.#machine);
    this.#machine.touched |= qubits;
    return this.#next();
  }

  #operation({ operation, instruction }: Extract<Step, { kind: 'gate' }>): Operation {
    if (operation !== undefined) return operation;
    if (instruction.kind === 'unitary') throw new Error('a unitary is always known');
    return gateOperation(instruction, this.#machine.angles(instruction.angles));
  }

  #measure({ qubit, target, reads }: Extract<Step, { kind: 'measure' }>): boolean {
    const bit = 1 << qubit;
    if (((this.#discarded | this.#misreadAgain()) & bit) !== 0) return false;
    const isZero = ((this.#machine.touched | this.#misread) & bit) === 0;
    if (isZero && target !== undefined && !this.#unknowns.someOf([target.variable, ...reads]))
      this.#machine.write(target, 0);
    else if (!isZero || target !== undefined) {
      this.#mark();
      this.#measured |= bit;
      if (target !== undefined) this.#unknowns.measured(target, qubit, this.#machine);
    }
    return this.#next();
  }

  /** Qubits that a second measurement may read otherwise than the first one did, so that one bit does not stand for both. */
  #misreadAgain(): number {
    return this.#dropsResets ? this.#measured & this.#misread : 0;
  }

  #reset(qubit: number): boolean {
    const bit = 1 << qubit;
    if ((this.#machine.touched & bit) === 0) return this.#next();
    if (this.#isMixed && ((this.#measured | this.#discarded) & bit) === 0) return this.#mix(qubit);
    this.#mark();
    if (!this.#dropsResets) return false;
    this.#discarded |= bit;
    return this.#next();
  }

  #mix(qubit: number): boolean {
    this.#operations.push(resetStep(qubit));
    this.#machine.touched &= ~(1 << qubit);
    return this.#next();
  }

  /** What happens to qubits after they were measured for the last time changes nothing. */
  #channel(step: ChannelStep): boolean {
    const bits = bitsFor(step.qubits);
    const past = this.#measured | this.#discarded;
    if ((bits & past) === 0) {
      this.#operations.push(step);
      this.#machine.touched |= bits;
    } else if ((bits & ~past) === 0) this.#discarded |= bits;
    else return false;
    return this.#next();
  }

  #assign(step: Extract<Step, { kind: 'assign' }>): boolean {
    this.#unknowns.assigned(step, this.#machine);
    return this.#next();
  }

  #branch(step: Extract<Step, { kind: 'branch' }>): boolean {
    const { region, reads } = step;
    if (!this.#unknowns.someOf(reads)) {
      this.#machine.branch(step);
      return true;
    }
    if (region === undefined) return false;
    const measures = region.measures.reduce((bits, qubit) => bits | (1 << qubit), 0);
    if ((measures & (this.#discarded | this.#misread)) !== 0) return false;
    this.#measured |= measures;
    for (const variable of region.assigns) this.#unknowns.add(variable);
    this.#machine.at = region.end;
    return true;
  }

  #next(): true {
    this.#machine.at++;
    return true;
  }

  /** Remembers the first measurement or reset. */
  #mark(): void {
    this.#event ??= { path: this.#machine.path, operations: this.#operations.length };
  }
}
