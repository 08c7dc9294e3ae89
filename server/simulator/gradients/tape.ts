import {
  type Circuit,
  type GateInstruction,
  type Slopes,
  type UnitaryInstruction,
} from '../../circuit/index.ts';
import type { Operation } from '../program/operation.ts';
import type { Program, Rotations } from '../program/step.ts';
import type { RotationGroup } from '../rotations/rotation-group.ts';
import { type Machine, startOf } from '../run/machine.ts';
import { trace } from '../run/trace.ts';
import { type RealParameters, smoothVariables } from './parameters.ts';
import { slopesOf, variableTangent } from './slopes.ts';

/** A gate that ran, with known angles. */
export interface TapeGate {
  readonly operation: Operation;
  readonly instruction: GateInstruction | UnitaryInstruction;
  readonly angles: readonly number[];
  /** How each angle changes with the real parameters; nothing where none does. */
  readonly slopes?: readonly (Slopes | undefined)[];
}

/** Rotations that ran, with how the angle of each changes with the real parameters. */
export interface TapeRotations {
  readonly operation: Rotations;
  readonly slopes?: readonly (Slopes | undefined)[];
}

export type TapeStep = TapeGate | TapeRotations;

/**
 * The gates of a circuit in the order in which they run, or nothing where a measurement or reset decides what comes
 * next.
 *
 * @throws {ClassicalError} where an angle has no derivative that can be told.
 */
export function tapeOf(
  circuit: Circuit,
  program: Program,
  parameters: RealParameters,
): readonly TapeStep[] | undefined {
  const tape: TapeStep[] = [];
  const smooth = smoothVariables(circuit);
  let path = startOf(program);
  for (;;) {
    const seen: Seen[] = [];
    const slopes = (instruction: GateInstruction, machine: Machine) =>
      slopesAt(instruction, machine, parameters, smooth);
    const ahead = trace(program, path, false, {
      onGate: (instruction, machine) => seen.push(differentiated(instruction, machine, slopes)),
      onRotations: (group, machine) => seen.push(turned(group, machine, slopes)),
    });
    if (ahead.kind === 'event') return undefined;
    for (const [place, operation] of ahead.operations.entries()) {
      if (operation.kind === 'channel') return undefined;
      const gate = seen[place];
      if (gate !== undefined) tape.push({ ...gate, operation } as TapeStep);
    }
    if (ahead.kind === 'finished') return tape;
    path = ahead.path;
  }
}

type Seen = Omit<TapeGate, 'operation'> | Omit<TapeRotations, 'operation'>;

type SlopesOf = (instruction: GateInstruction, machine: Machine) => readonly (Slopes | undefined)[];

function differentiated(
  instruction: GateInstruction | UnitaryInstruction,
  machine: Machine,
  slopesOfGate: SlopesOf,
): Seen {
  if (instruction.kind === 'unitary') return { instruction, angles: [] };
  const angles = machine.angles(instruction.angles);
  return { instruction, angles, ...changing(slopesOfGate(instruction, machine)) };
}

function turned({ rotations }: RotationGroup, machine: Machine, slopesOfGate: SlopesOf): Seen {
  return changing(rotations.map(({ gate }) => slopesOfGate(gate, machine)[0]));
}

function changing(slopes: readonly (Slopes | undefined)[]): Pick<TapeGate, 'slopes'> {
  return slopes.some((slope) => slope !== undefined) ? { slopes } : {};
}

function slopesAt(
  instruction: GateInstruction,
  machine: Machine,
  { tangents }: RealParameters,
  smooth: ReadonlySet<number>,
): readonly (Slopes | undefined)[] {
  if (instruction.angles.every((angle) => typeof angle === 'number')) return [];
  return slopesOf(instruction, {
    parameter: (parameter) => machine.parameter(parameter),
    variable: (variable) => machine.variable(variable),
    parameterTangent: (parameter) => tangents[parameter],
    variableTangent: (variable) => variableTangent(variable, smooth),
  });
}
