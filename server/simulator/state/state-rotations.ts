import type { Rotations } from '../program/step.ts';
import { type StateAngle, stateAngles } from '../rotations/rotation-angles.ts';
import type { RotationGroup } from '../rotations/rotation-group.ts';
import { rotationRecord } from '../rotations/rotation-records.ts';
import { mostParts } from '../threads/control.ts';
import { leastAmplitudes, merged } from './parts.ts';
import type { StateMemory } from './state-memory.ts';

/** Turns by commuting rotations about Pauli words. */
export function rotate(state: StateMemory, { group, angles }: Rotations): void {
  const { bytes, units } = rotationRecord(group, stateAngles(group, angles), state.qubits);
  const at = state.reserve(bytes.length);
  state.bytes(at, bytes.length).set(bytes);
  state.share('rotate', units, leastAmplitudes / 2, [state.start, at]);
}

/**
 * Turns both halves back, and returns for each of the angles the imaginary part of ⟨λ|P|ψ⟩ on the states that turn by
 * it, for a word P with the signs of the group's first one; λ is the upper half.
 */
export function rotateBack(
  state: StateMemory,
  group: RotationGroup,
  angles: readonly StateAngle[],
): Float64Array {
  const half = state.qubits - 1;
  const { bytes, units, count } = rotationRecord(group, angles, half);
  const at = state.reserve(bytes.length + 8 * count * mostParts);
  state.bytes(at, bytes.length).set(bytes);
  const out = at + bytes.length;
  const values = [state.start, state.start + state.bytesOf(half), at, out];
  const parts = state.share('rotate_back', units, leastAmplitudes / 4, values).length;
  return merged(state.doubles(out, parts * count), count);
}
