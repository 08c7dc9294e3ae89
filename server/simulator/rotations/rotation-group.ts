import type { PauliRotation } from './pauli-rotation.ts';
import { bitCount } from '../stabilizer/pauli-images.ts';

/**
 * Rotations about words that all flip the same qubits and commute with each other: together one turn of every basis
 * state |i⟩ towards |i ⊕ flips⟩, by an angle that hangs on a few parities of i alone. A double excitation of electrons,
 * eight words of Jordan and Wigner, turns one pair of states in eight and leaves the others where they are.
 */
export interface RotationGroup {
  readonly rotations: readonly PauliRotation[];
  readonly flips: number;
  /** The bits whose parity gives the sign of the first word, from which those of the others differ by `masks`. */
  readonly base: number;
  /** Whether the words have an odd number of Ys, so that the turn is a real one. */
  readonly isOdd: boolean;
  /** Bits of independent parities, each with a bit of its own in `pivots` that no other mask has. */
  readonly masks: readonly number[];
  readonly pivots: readonly number[];
  /** For each word its sign and, one bit a mask, the parities by which it differs from the first. */
  readonly words: readonly { readonly sign: 1 | -1; readonly parities: number }[];
}

/** The most parities on which the angle may hang: sixteen angles. */
const mostMasks = 4;

/** Rotations in their order as groups of neighbours, each as large as can be. */
export function rotationGroups(rotations: readonly PauliRotation[]): readonly RotationGroup[] {
  const groups: RotationGroup[] = [];
  let open: PauliRotation[] = [];
  for (const rotation of rotations) {
    if (open.length > 0 && fits(open, rotation)) open.push(rotation);
    else {
      if (open.length > 0) groups.push(groupOf(open));
      open = [rotation];
    }
  }
  return open.length > 0 ? [...groups, groupOf(open)] : groups;
}

function fits(open: readonly PauliRotation[], { x, z }: PauliRotation): boolean {
  const [first] = open;
  if (first?.x !== x || oddness(first) !== oddness({ x, z })) return false;
  return reduced([...open.map((rotation) => rotation.z ^ first.z), z ^ first.z]).length <= mostMasks;
}

function oddness({ x, z }: { readonly x: number; readonly z: number }): number {
  return bitCount(x & z) & 1;
}

function groupOf(rotations: readonly PauliRotation[]): RotationGroup {
  const [{ x: flips, z: base }] = rotations as readonly [PauliRotation];
  const isOdd = oddness({ x: flips, z: base }) === 1;
  // The highest flipped bit is 0 in one state of each pair, and that one is looked at: it is no pivot.
  const above = flips === 0 ? 0 : 1 << (31 - Math.clz32(flips));
  const masks = reduced(
    rotations.map(({ z }) => z ^ base),
    above,
  );
  const pivots = masks.map((mask) => highest(mask & ~above));
  const words = rotations.map(({ x, z, isNegative }) => {
    const turns = (bitCount(x & z) - (isOdd ? 1 : 0)) / 2;
    const sign = (turns % 2 === 0) === isNegative ? -1 : 1;
    const parities = pivots.reduce((all, pivot, bit) => all | (((z ^ base) & pivot) === 0 ? 0 : 1 << bit), 0);
    return { sign, parities } as const;
  });
  return { rotations, flips, base, isOdd, masks, pivots, words };
}

/**
 * A basis of the masks' sums modulo 2 in which each has a highest bit that the others do not have.
 *
 * @param without a bit that does not count; every mask that is not 0 has another one.
 */
function reduced(masks: readonly number[], without = 0): readonly number[] {
  const basis: number[] = [];
  for (const mask of masks) {
    const rest = basis.reduce(
      (left, own) => ((left & highest(own & ~without)) === 0 ? left : left ^ own),
      mask,
    );
    if (rest === 0) continue;
    const pivot = highest(rest & ~without);
    for (const [place, own] of basis.entries()) if ((own & pivot) !== 0) basis[place] = own ^ rest;
    basis.push(rest);
  }
  return basis;
}

function highest(mask: number): number {
  return mask === 0 ? 0 : 1 << (31 - Math.clz32(mask));
}
