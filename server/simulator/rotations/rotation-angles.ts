import type { RotationGroup } from './rotation-group.ts';

/** A state that turns by less than this does not turn. */
const leastAngle = 2 ** -60;

/** The states of a group with the same parities, one bit a mask, and the angle by which they turn, in radians. */
export interface StateAngle {
  readonly parities: number;
  readonly angle: number;
}

/** The angles of a group's states, for angles φ of its rotations. @param isWanted which to take though they are 0. */
export function stateAngles(
  { masks, words }: RotationGroup,
  angles: Float64Array,
  isWanted: (parities: number) => boolean = () => false,
): readonly StateAngle[] {
  const found: StateAngle[] = [];
  for (let parities = 0; parities < 2 ** masks.length; parities++) {
    const angle = words.reduce(
      (sum, word, place) => sum + (signAt(word, parities) * (angles[place] ?? 0)) / 2,
      0,
    );
    if (Math.abs(angle) > leastAngle || isWanted(parities)) found.push({ parities, angle });
  }
  return found;
}

/** The sign of a word beside that of the group's first bits, on states with these parities. */
export function signAt(word: RotationGroup['words'][number], parities: number): 1 | -1 {
  let odd = 0;
  for (let rest = word.parities & parities; rest !== 0; rest &= rest - 1) odd ^= 1;
  return odd === 0 ? word.sign : word.sign === 1 ? -1 : 1;
}
