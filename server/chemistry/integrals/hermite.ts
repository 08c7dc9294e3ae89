/** Products of Gaussians expanded in Hermite Gaussians, and the Coulomb integrals of those (McMurchie and Davidson). */

/**
 * The coefficients Eₜ of xᵢ xⱼ e^(−α xₐ²) e^(−β x_b²) in Hermite Gaussians about the common centre, t from 0 to i + j, without the
 * factor e^(−μ X²) of the pair (Helgaker, Jørgensen and Olsen, section 9.5).
 *
 * @param fromA the common centre less the first, in bohr; `fromB` less the second
 * @param exponents the sum α + β
 */
export function hermiteCoefficients(
  i: number,
  j: number,
  fromA: number,
  fromB: number,
  exponents: number,
): readonly number[] {
  let row: readonly number[] = [1];
  for (let step = 0; step < i; step++) row = raised(row, fromA, exponents);
  for (let step = 0; step < j; step++) row = raised(row, fromB, exponents);
  return row;
}

function raised(row: readonly number[], shift: number, exponents: number): readonly number[] {
  return Array.from(
    { length: row.length + 1 },
    (_, t) => (row[t - 1] ?? 0) / (2 * exponents) + shift * (row[t] ?? 0) + (t + 1) * (row[t + 1] ?? 0),
  );
}

/** The largest t + u + v: two p functions on either side of the Coulomb operator. */
export const highestOrder = 4;
const stride = highestOrder + 1;
const levelSize = stride ** 3;

/** Where the integral of order t, u, v lies. */
export function hermiteIndex(t: number, u: number, v: number): number {
  return (t * stride + u) * stride + v;
}

/** Space for the integrals of one pair of charge clouds, for reuse. */
export interface HermiteIntegrals {
  /** R⁰ of t, u, v at `hermiteIndex`. */
  readonly values: Float64Array;
  readonly scratch: Float64Array;
}

export function hermiteSpace(): HermiteIntegrals {
  return { values: new Float64Array(levelSize), scratch: new Float64Array(levelSize) };
}

/**
 * The Hermite Coulomb integrals Rₜᵤᵥ with t + u + v ≤ `order`, into `space.values`.
 *
 * @param exponent the reduced exponent α of the clouds, bohr⁻²
 * @param boysValues F₀ … of α·(x² + y² + z²)
 */
export function hermiteCoulomb(
  order: number,
  exponent: number,
  [x, y, z]: readonly [number, number, number],
  boysValues: Float64Array,
  space: HermiteIntegrals,
): void {
  const { values, scratch } = space;
  for (let level = order; level >= 0; level--) {
    const reach = order - level;
    scratch[0] = (-2 * exponent) ** level * (boysValues[level] ?? 0);
    for (let t = 0; t <= reach; t++) {
      for (let u = 0; u <= reach - t; u++) {
        for (let v = t + u === 0 ? 1 : 0; v <= reach - t - u; v++) {
          scratch[hermiteIndex(t, u, v)] = recursion(values, t, u, v, x, y, z);
        }
      }
    }
    values.set(scratch);
  }
}

/** One order from those of the level above, along the first axis that has an order. */
function recursion(
  above: Float64Array,
  t: number,
  u: number,
  v: number,
  x: number,
  y: number,
  z: number,
): number {
  const at = (a: number, b: number, c: number) => above[hermiteIndex(a, b, c)] ?? 0;
  if (t > 0) return x * at(t - 1, u, v) + (t > 1 ? (t - 1) * at(t - 2, u, v) : 0);
  if (u > 0) return y * at(t, u - 1, v) + (u > 1 ? (u - 1) * at(t, u - 2, v) : 0);
  return z * at(t, u, v - 1) + (v > 1 ? (v - 1) * at(t, u, v - 2) : 0);
}
