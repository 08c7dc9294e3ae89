import { type Matrix, cx, matrices } from '../base/index.ts';
import { primitiveGate } from './gates.ts';

/**
 * What differentiation has to know of the gates, read off their matrices: every entry is a trigonometric polynomial
 * Σ cₖ e^{ikθ/2} with |k| ≤ 2 in each of the gate's angles.
 */

/** A derivative as a weighted sum of values at shifted angles: f′(θ) = Σ weight·f(θ + shift). */
export type ShiftRule = readonly { readonly shift: number; readonly weight: number }[];

/** Points over the period 4π, enough to tell the five frequencies apart. */
const points = 8;

/** Coefficients smaller than this are rounding. */
const tolerance = 1e-12;

/** Angles for which no coefficient of a gate of the table vanishes. */
const generic = [0.713, 1.291, 0.377];

/** The derivative of a primitive gate's matrix by one of its angles, exact to rounding. */
export function gateDerivative(gate: string, angles: readonly number[], place: number): Matrix {
  const primitive = primitiveGate(gate);
  const parts = entryRule.map(({ shift, weight }) =>
    matrices.scaled(primitive.matrix(moved(angles, place, shift)), cx.complex(weight)),
  );
  return parts.reduce((sum, part) =>
    matrices.generate(part.length, (row, column) =>
      cx.add(matrices.element(sum, row, column), matrices.element(part, row, column)),
    ),
  );
}

/**
 * The rule that differentiates an expectation value by one angle of a gate (Wierichs et al., arXiv:2107.12390): two
 * shifts for exp(−iθP/2), four for such a gate under controls, none where the angle only turns the global phase.
 */
export function shiftRule(gate: string, place: number, isControlled: boolean): ShiftRule {
  const levels = isControlled ? [0, ...angleLevels(gate, place)] : angleLevels(gate, place);
  return ruleFor(levels.flatMap((a) => levels.map((b) => Math.abs(a - b))).filter((gap) => gap > 0));
}

/** The k of the terms e^{ikθ/2} that a gate's matrix has, for one of its angles. */
function angleLevels(gate: string, place: number): readonly number[] {
  const primitive = primitiveGate(gate);
  const samples = Array.from({ length: points }, (_, point) =>
    primitive.matrix(moved(generic, place, (4 * Math.PI * point) / points)),
  );
  return [-2, -1, 0, 1, 2].filter((level) => {
    const turn = (point: number) => cx.expi((-2 * Math.PI * level * point) / points);
    return (samples[0] ?? []).some((row, r) =>
      row.some((_, c) => {
        const term = samples.reduce(
          (sum, sample, point) => cx.add(sum, cx.multiply(turn(point), matrices.element(sample, r, c))),
          cx.zero,
        );
        return cx.magnitude(term) > tolerance * points;
      }),
    );
  });
}

function moved(angles: readonly number[], place: number, shift: number): readonly number[] {
  return angles.map((angle, at) => (at === place ? angle + shift : angle));
}

/** The rule for a sum of waves whose frequencies are these halves, all of them multiples of the smallest. */
function ruleFor(halves: readonly number[]): ShiftRule {
  if (halves.length === 0) return [];
  const step = Math.min(...halves) / 2;
  const count = Math.max(...halves) / 2 / step;
  return Array.from({ length: count }, (_, index) => {
    const odd = 2 * index + 1;
    const sine = Math.sin((odd * Math.PI) / (4 * count));
    const weight = ((index % 2 === 0 ? 1 : -1) * step) / (4 * count * sine ** 2);
    const shift = (odd * Math.PI) / (2 * count * step);
    return [
      { shift, weight },
      { shift: -shift, weight: -weight },
    ];
  }).flat();
}

/** Exact for the entries themselves. */
const entryRule = ruleFor([1, 2]);
