import type { Slopes } from '../../circuit/index.ts';
import { type StateAngle, signAt, stateAngles } from '../rotations/rotation-angles.ts';
import type { RotationGroup } from '../rotations/rotation-group.ts';

interface RotationSlopes {
  /** The states to look at: those that turn, and those that would for other parameters. */
  readonly states: readonly StateAngle[];
  /** Derivatives by parameter from what {@link DenseState.rotateBack} gives for these states. */
  readonly derivativesOf: (overlaps: Float64Array) => readonly (readonly [parameter: number, number])[];
}

/**
 * How the parameters of a group's angles turn its states. With the generator −iP/2 of a rotation the derivative by its
 * angle is 2·Re⟨λ|−iP/2|ψ⟩ = Im⟨λ|P|ψ⟩.
 *
 * @param slopes of the angle of each rotation.
 */
export function rotationSlopes(
  group: RotationGroup,
  angles: Float64Array,
  slopes: readonly (Slopes | undefined)[],
): RotationSlopes {
  const turns = new Map<number, Float64Array>();
  for (const [place, slope] of slopes.entries())
    for (const [parameter, factor] of slope ?? []) {
      const turn = turns.get(parameter) ?? new Float64Array(2 ** group.masks.length);
      turns.set(parameter, turn);
      const word = group.words[place];
      if (word === undefined) continue;
      for (const parities of turn.keys()) turn[parities]! += factor * signAt(word, parities);
    }
  const states = stateAngles(group, angles, (parities) =>
    [...turns.values()].some((turn) => turn[parities] !== 0),
  );
  return {
    states,
    derivativesOf: (overlaps) =>
      [...turns].map(([parameter, turn]) => [
        parameter,
        states.reduce((sum, { parities }, place) => sum + (turn[parities] ?? 0) * (overlaps[place] ?? 0), 0),
      ]),
  };
}
