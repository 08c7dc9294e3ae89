import {
  type GateInstruction,
  type Slopes,
  type Tangent,
  type TangentEnvironment,
  tangentOf,
} from '../../circuit/index.ts';
import { ClassicalError } from '../../library/index.ts';

/** How each angle of a gate changes with the real parameters. */
export function slopesOf(
  { angles }: GateInstruction,
  environment: TangentEnvironment,
): readonly (Slopes | undefined)[] {
  return angles.map((angle) => {
    const tangent = typeof angle === 'number' ? undefined : tangentOf(angle, environment);
    return tangent instanceof Map ? tangent : undefined;
  });
}

/** Nothing for a variable that does not change with the parameters. @throws {ClassicalError} for one that may. */
export function variableTangent(variable: number, smooth: ReadonlySet<number>): Tangent {
  if (!smooth.has(variable)) return undefined;
  throw new ClassicalError(
    'no-operation',
    'an angle reads a variable that a condition on parameters has set, and has no derivative that can be told',
  );
}
