import type { Value } from '../../base/index.ts';
import {
  type Angle,
  type Bindings,
  type Block,
  type Circuit,
  type GateInstruction,
  type Instruction,
  type Slopes,
} from '../../circuit/index.ts';
import { ClassicalError } from '../../library/index.ts';
import { type RealParameters, smoothVariables } from './parameters.ts';
import { slopesOf, variableTangent } from './slopes.ts';
import type { TapeStep } from './tape.ts';

/** A place where parameters enter a circuit: one angle of one gate, which runs at most once. */
export interface Occurrence {
  readonly instruction: GateInstruction;
  /** Which of its angles. */
  readonly place: number;
  readonly slopes: Slopes;
}

/** A circuit whose occurrences can be shifted one by one: no two of its instructions are the same object. */
export interface Shiftable {
  readonly circuit: Circuit;
  readonly bindings: Bindings;
  readonly occurrences: readonly Occurrence[];
}

/** The circuit of the gates that ran, on a tape without rotations. */
export function shiftableTape(circuit: Circuit, tape: readonly TapeStep[]): Shiftable {
  const occurrences: Occurrence[] = [];
  const body = tape.map((step): Instruction => {
    if (!('instruction' in step)) throw new Error('rotations are shifted gate by gate');
    const { instruction, angles, slopes = [] } = step;
    if (instruction.kind === 'unitary') return instruction;
    const gate = { ...instruction, angles };
    occurrences.push(...occurrencesOf(gate, slopes));
    return gate;
  });
  return { circuit: { ...circuit, variables: [], parameters: [], body }, bindings: [], occurrences };
}

/**
 * A circuit in which measurements decide what comes next, as it stands.
 *
 * @throws {ClassicalError} where a gate that depends on parameters may run more than once, or reads measured values.
 */
export function shiftableCircuit(
  circuit: Circuit,
  bindings: Bindings,
  parameters: RealParameters,
): Shiftable {
  const occurrences: Occurrence[] = [];
  const smooth = smoothVariables(circuit);
  const environment = {
    parameter: (parameter: number): Value => bindings[parameter] ?? 0,
    variable: unreadable,
    parameterTangent: (parameter: number) => parameters.tangents[parameter],
    variableTangent: (variable: number) => variableTangent(variable, smooth),
  };
  const body = rebuilt(circuit.body, false, (instruction, isRepeated) => {
    const gate = { ...instruction };
    const found = occurrencesOf(gate, slopesOf(gate, environment));
    if (isRepeated && found.length > 0) throw repeated();
    occurrences.push(...found);
    return gate;
  });
  return { circuit: { ...circuit, body }, bindings, occurrences };
}

/** The circuit with one angle moved. */
export function shifted(circuit: Circuit, { instruction, place }: Occurrence, shift: number): Circuit {
  const angles = instruction.angles.map((angle, at) => (at === place ? plus(angle, shift) : angle));
  const moved = { ...instruction, angles };
  const body = rebuilt(circuit.body, false, (gate) => (gate === instruction ? moved : gate));
  return { ...circuit, body };
}

function occurrencesOf(
  instruction: GateInstruction,
  slopes: readonly (Slopes | undefined)[],
): readonly Occurrence[] {
  return slopes.flatMap((slope, place) =>
    slope === undefined ? [] : [{ instruction, place, slopes: slope }],
  );
}

type Rebuild = (gate: GateInstruction, isRepeated: boolean) => GateInstruction;

function rebuilt(block: Block, isRepeated: boolean, rebuild: Rebuild): Block {
  return block.map((instruction) => {
    switch (instruction.kind) {
      case 'gate':
        return rebuild(instruction, isRepeated);
      case 'if': {
        const { then, otherwise } = instruction;
        return {
          ...instruction,
          then: rebuilt(then, isRepeated, rebuild),
          otherwise: rebuilt(otherwise, isRepeated, rebuild),
        };
      }
      case 'block':
        return { ...instruction, body: rebuilt(instruction.body, isRepeated, rebuild) };
      case 'while':
        return { ...instruction, body: rebuilt(instruction.body, true, rebuild) };
      default:
        return instruction;
    }
  });
}

const float = { kind: 'float' } as const;

function plus(angle: Angle, shift: number): Angle {
  if (typeof angle === 'number') return angle + shift;
  const right = { kind: 'literal', type: float, value: shift } as const;
  return { kind: 'binary', type: float, operator: '+', left: angle, right };
}

function unreadable(): never {
  throw new ClassicalError(
    'no-operation',
    'an angle mixes a parameter with a measured value, and has no derivative that can be told',
  );
}

function repeated(): ClassicalError {
  return new ClassicalError(
    'no-operation',
    'a gate with a parameter stands in a loop whose number of rounds is measured, where parameter shifts do not hold',
  );
}
