import {
  type GateInstruction,
  type LinearAngle,
  type Slopes,
  type Tangent,
  type TangentEnvironment,
  linearAngle,
  tangentOf,
} from '../../circuit/index.ts';
import { ClassicalError } from '../../library/index.ts';

/** How each angle of a gate changes with the real parameters. */
export function slopesOf(
  { angles }: GateInstruction,
  environment: TangentEnvironment,
): readonly (Slopes | undefined)[] {
  return angles.map((angle) => {
    if (typeof angle === 'number') return undefined;
    const linear = linearAngle(angle);
    const tangent = linear === undefined ? tangentOf(angle, environment) : linearTangent(linear, environment);
    return tangent instanceof Map ? tangent : undefined;
  });
}

/** The same as {@link tangentOf} for a multiple of a parameter. */
function linearTangent({ factor, parameter, place }: LinearAngle, environment: TangentEnvironment): Tangent {
  const whole = environment.parameterTangent(parameter);
  const own = place === undefined ? whole : (whole as readonly Tangent[] | undefined)?.[place];
  return own instanceof Map
    ? new Map([...(own as Slopes)].map(([slot, slope]) => [slot, factor * slope]))
    : undefined;
}

/** Nothing for a variable that does not change with the parameters. @throws {ClassicalError} for one that may. */
export function variableTangent(variable: number, smooth: ReadonlySet<number>): Tangent {
  if (!smooth.has(variable)) return undefined;
  throw new ClassicalError(
    'no-operation',
    'an angle reads a variable that a condition on parameters has set, and has no derivative that can be told',
  );
}
