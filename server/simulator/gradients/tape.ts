import {
  type Circuit,
  type GateInstruction,
  type Slopes,
  type UnitaryInstruction,
} from '../../circuit/index.ts';
import type { Operation } from '../program/operation.ts';
import type { Program } from '../program/step.ts';
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
): readonly TapeGate[] | undefined {
  const tape: TapeGate[] = [];
  const smooth = smoothVariables(circuit);
  let path = startOf(program);
  for (;;) {
    const seen: Omit<TapeGate, 'operation'>[] = [];
    const ahead = trace(program, path, false, {
      onGate: (instruction, machine) => seen.push(differentiated(instruction, machine, parameters, smooth)),
    });
    if (ahead.kind === 'event') return undefined;
    for (const [place, operation] of ahead.operations.entries()) {
      if (operation.kind === 'channel') return undefined;
      const gate = seen[place];
      if (gate !== undefined) tape.push({ ...gate, operation });
    }
    if (ahead.kind === 'finished') return tape;
    path = ahead.path;
  }
}

function differentiated(
  instruction: GateInstruction | UnitaryInstruction,
  machine: Machine,
  { tangents }: RealParameters,
  smooth: ReadonlySet<number>,
): Omit<TapeGate, 'operation'> {
  if (instruction.kind === 'unitary') return { instruction, angles: [] };
  const angles = machine.angles(instruction.angles);
  if (instruction.angles.every((angle) => typeof angle === 'number')) return { instruction, angles };
  const slopes = slopesOf(instruction, {
    parameter: (parameter) => machine.parameter(parameter),
    variable: (variable) => machine.variable(variable),
    parameterTangent: (parameter) => tangents[parameter],
    variableTangent: (variable) => variableTangent(variable, smooth),
  });
  return { instruction, angles, ...(slopes.some((slope) => slope !== undefined) && { slopes }) };
}
