import type { Span } from '../base/index.ts';
import { type Angle, type GateInstruction, controlledNot, gateOn } from '../circuit/index.ts';

/**
 * Real vectors as amplitudes: rotations about y that the qubits above select, as single rotations between flips along a
 * Gray code. 2ⁿ − 1 rotations and 2ⁿ − 2 flips. Möttönen, Vartiainen, Bergholm and Salomaa, arXiv:quant-ph/0407010.
 */

/** How many angles n qubits take. */
export function amplitudeAngleCount(qubits: number): number {
  return 2 ** qubits - 1;
}

/**
 * The angles that prepare a vector, made of length 1 and filled up with zeros; qubit 0 is the least significant bit of an
 * amplitude's place. In radians, in the order of {@link amplitudeGates}.
 *
 * @param vector at most 2ⁿ real numbers, not all of them zero
 */
export function amplitudeAngles(vector: readonly number[], qubits: number): readonly number[] {
  return levels(qubits).flatMap((level) => {
    const count = 2 ** (qubits - 1 - level);
    const chosen = Array.from({ length: count }, (_, prefix) => selectedAngle(vector, level, prefix));
    return Array.from({ length: count }, (_, step) => alongGrayCode(chosen, step));
  });
}

/** The gates that prepare a vector; `angle` gives the angle of each rotation by its place. */
export function amplitudeGates(
  qubits: number,
  angle: (place: number) => Angle,
  span: Span,
): readonly GateInstruction[] {
  let place = 0;
  return levels(qubits).flatMap((level) => {
    const above = qubits - 1 - level;
    return Array.from({ length: 2 ** above }, (_, step) => {
      const turn = gateOn('ry', [angle(place++)], [level], span);
      return above === 0 ? [turn] : [turn, controlledNot(level + 1 + changedBit(step, above), level, span)];
    }).flat();
  });
}

/** From the most significant qubit down. */
function levels(qubits: number): readonly number[] {
  return Array.from({ length: qubits }, (_, place) => qubits - 1 - place);
}

/** The rotation of qubit `level` where the qubits above it have the bits `prefix`; signs are those of the last level. */
function selectedAngle(vector: readonly number[], level: number, prefix: number): number {
  const count = 2 ** level;
  const half = (which: number) =>
    vector.slice((2 * prefix + which) * count, (2 * prefix + which + 1) * count);
  const weight = (part: readonly number[]) => (level === 0 ? (part[0] ?? 0) : Math.hypot(...part));
  return 2 * Math.atan2(weight(half(1)), weight(half(0)));
}

/** The Walsh transform of the angles at the code word of a step. */
function alongGrayCode(angles: readonly number[], step: number): number {
  const code = step ^ (step >> 1);
  const sum = angles.reduce((total, angle, prefix) => total + (isOdd(prefix & code) ? -angle : angle), 0);
  return sum / angles.length;
}

function isOdd(bits: number): boolean {
  let parity = false;
  for (let rest = bits; rest !== 0; rest &= rest - 1) parity = !parity;
  return parity;
}

/** The bit in which a Gray code of so many bits changes after a step; the last step goes back to the first word. */
function changedBit(step: number, bits: number): number {
  return Math.min(bits - 1, 31 - Math.clz32((step + 1) & -(step + 1)));
}
