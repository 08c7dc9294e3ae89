import type { StateAngle } from './rotation-angles.ts';
import type { RotationGroup } from './rotation-group.ts';

/** Bytes of the record of a group and of each of its angles, as native/rotations.c reads them. */
const [groupBytes, angleBytes] = [64, 24];

/** Where the numbers of the masks and of the pivots begin, in words of 32 bits. */
const [masksAt, pivotsAt] = [8, 12];

/** A group as its kernels take it. */
export interface RotationRecord {
  readonly bytes: Uint8Array;
  /** States that the kernel visits for each angle. */
  readonly units: number;
  /** Angles. */
  readonly count: number;
}

/** The record of a group on a state of so many qubits. */
export function rotationRecord(
  group: RotationGroup,
  angles: readonly StateAngle[],
  qubits: number,
): RotationRecord {
  const { flips, base, isOdd, masks, pivots } = group;
  const above = flips === 0 ? 0 : 1 << (31 - Math.clz32(flips));
  const fixed = pivots.reduce((bits, pivot) => bits | pivot, above);
  const buffer = new ArrayBuffer(groupBytes + angleBytes * angles.length);
  const words = new Uint32Array(buffer, 0, groupBytes / 4);
  const free = (2 ** qubits - 1) & ~fixed;
  words.set([flips, above, base, isOdd ? 1 : 0, free, masks.length, angles.length, 0]);
  words.set(
    masks.map((mask) => mask & ~fixed),
    masksAt,
  );
  words.set(pivots, pivotsAt);
  const view = new DataView(buffer, groupBytes);
  for (const [place, { parities, angle }] of angles.entries()) {
    view.setFloat64(angleBytes * place, Math.cos(angle), true);
    view.setFloat64(angleBytes * place + 8, Math.sin(angle), true);
    view.setUint32(angleBytes * place + 16, parities, true);
  }
  const bits = pivots.length + (flips === 0 ? 0 : 1);
  return { bytes: new Uint8Array(buffer), units: 2 ** (qubits - bits), count: angles.length };
}
