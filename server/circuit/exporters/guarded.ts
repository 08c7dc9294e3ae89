import type { Span } from '../../base/index.ts';
import { widthOf } from '../../base/index.ts';
import type { Block, Circuit, GateInstruction, Instruction, UnitaryInstruction } from '../circuit.ts';
import { refuse } from './refusal.ts';
import { type BitPlace, type Guard, bothGuards, rowsWhere, truthTable } from './truth-table.ts';

/** A step of a circuit without loops, and the values of measured bits under one of which it happens. */
export type Guarded =
  | {
      readonly kind: 'gates';
      readonly steps: readonly (GateInstruction | UnitaryInstruction)[];
      readonly guards: readonly Guard[];
    }
  | {
      readonly kind: 'measure';
      readonly qubit: number;
      readonly bit: BitPlace | undefined;
      readonly span: Span;
    }
  | { readonly kind: 'reset'; readonly qubit: number; readonly span: Span }
  | { readonly kind: 'barrier'; readonly qubits: readonly number[]; readonly span: Span };

/** Always. */
const always: readonly Guard[] = [[]];

/** More alternatives than this make no program that anyone reads. */
const mostGuards = 64;

/** The steps of a circuit for a target whose control flow is gates under conditions on measured bits. */
export function guardedSteps(circuit: Circuit, target: string): readonly Guarded[] {
  checkVariables(circuit, target);
  return new Flattening(circuit, target).block(circuit.body, always);
}

function checkVariables({ variables }: Circuit, target: string): void {
  for (const { name, type, initial, isOutput, span } of variables) {
    if (isOutput && type.kind !== 'bit')
      refuse(target, `${name}, a result that is no register of bits`, span);
    if (isOutput && initial !== undefined) refuse(target, `the value that ${name} starts with`, span);
  }
}

class Flattening {
  readonly #circuit: Circuit;
  readonly #target: string;
  readonly #measured = new Set<string>();

  constructor(circuit: Circuit, target: string) {
    this.#circuit = circuit;
    this.#target = target;
  }

  block(block: Block, guards: readonly Guard[]): readonly Guarded[] {
    const found: Guarded[] = [];
    for (const instruction of block) {
      const steps = this.#instruction(instruction, guards);
      const [before, next] = [found.at(-1), steps[0]];
      // Neighbouring gates under the same conditions stay together.
      if (
        before?.kind === 'gates' &&
        next?.kind === 'gates' &&
        steps.length === 1 &&
        before.guards === next.guards
      )
        found[found.length - 1] = { ...before, steps: [...before.steps, ...next.steps] };
      else found.push(...steps);
    }
    return found;
  }

  #instruction(instruction: Instruction, guards: readonly Guard[]): readonly Guarded[] {
    const { span } = instruction;
    switch (instruction.kind) {
      case 'gate':
      case 'unitary':
        return [{ kind: 'gates', steps: [instruction], guards }];
      case 'if':
        return this.#if(instruction, guards);
      case 'measure':
        return [this.#measure(instruction, guards)];
      case 'reset':
        if (guards !== always) return refuse(this.#target, 'a reset on a condition', span);
        return [{ kind: 'reset', qubit: instruction.qubit, span }];
      case 'barrier':
        return guards === always ? [{ kind: 'barrier', qubits: instruction.qubits, span }] : [];
      case 'delay':
        return refuse(this.#target, 'a delay', span);
      case 'assign':
        return refuse(this.#target, 'an assignment', span);
      case 'while':
        return refuse(this.#target, 'a loop whose end depends on measurements', span);
      case 'end':
        return refuse(this.#target, 'end on a condition', span);
      default:
        return refuse(this.#target, 'a jump that depends on measurements', span);
    }
  }

  #if(instruction: Extract<Instruction, { kind: 'if' }>, guards: readonly Guard[]): readonly Guarded[] {
    const { condition, then, otherwise, span } = instruction;
    const table = truthTable(this.#circuit, condition);
    if (table === undefined)
      return refuse(this.#target, 'a condition on anything but at most eight measured bits', span);
    return [true, false].flatMap((wanted) => {
      const inner = bothGuards(guards, rowsWhere(table, wanted)).flatMap((guard) => this.#known(guard));
      if (inner.length > mostGuards) return refuse(this.#target, 'so many cases of nested conditions', span);
      return inner.length === 0 ? [] : this.block(wanted ? then : otherwise, inner);
    });
  }

  /** The guard without bits that no measurement has written yet: they are what they started with. */
  #known(guard: Guard): readonly Guard[] {
    const isMeasured = (bit: BitPlace) => this.#measured.has(`${bit.variable} ${bit.index}`);
    const isPossible = guard.every((bit) => isMeasured(bit) || this.#initial(bit) === bit.value);
    return isPossible ? [guard.filter(isMeasured)] : [];
  }

  #initial({ variable, index }: BitPlace): number {
    const initial = this.#circuit.variables[variable]?.initial;
    return typeof initial === 'bigint' ? Number((initial >> BigInt(index)) & 1n) : 0;
  }

  #measure(instruction: Extract<Instruction, { kind: 'measure' }>, guards: readonly Guard[]): Guarded {
    const { qubit, target: bit, span } = instruction;
    if (guards !== always) return refuse(this.#target, 'a measurement on a condition', span);
    if (bit === undefined) return { kind: 'measure', qubit, bit: undefined, span };
    const { variable, index } = bit;
    if (typeof index !== 'number') return refuse(this.#target, 'a bit that only the run chooses', span);
    this.#measured.add(`${variable} ${index}`);
    return { kind: 'measure', qubit, bit: { variable, index }, span };
  }
}

/** How a bit of a variable is written, given how a bit of a register is. */
export function bitName(
  { variables }: Circuit,
  names: readonly string[],
  { variable, index }: BitPlace,
): string {
  const type = variables[variable]?.type ?? { kind: 'bit' };
  const name = names[variable] ?? '';
  return type.kind === 'bit' && type.width === undefined && widthOf(type) === 1 ? name : `${name}[${index}]`;
}
