/** Above this argument the tail of the integral, e^−x / 2x, is below the rounding of F₀. */
const asymptotic = 36;

/**
 * The Boys functions F₀(x) … Fₙ(x), Fₘ(x) = ∫₀¹ t²ᵐ e^(−x t²) dt for x ≥ 0, to about 1e-15.
 *
 * Helgaker, Jørgensen and Olsen, Molecular Electronic-Structure Theory, section 9.8: the convergent series and recursion
 * downwards for small arguments, the asymptotic form and recursion upwards for large ones.
 *
 * @param order n
 * @param values receives the n + 1 values
 */
export function boys(order: number, x: number, values: Float64Array): void {
  const decay = Math.exp(-x);
  if (x > asymptotic) {
    values[0] = 0.5 * Math.sqrt(Math.PI / x);
    for (let m = 0; m < order; m++) values[m + 1] = ((2 * m + 1) * (values[m] ?? 0) - decay) / (2 * x);
    return;
  }
  values[order] = decay * series(order, x);
  for (let m = order - 1; m >= 0; m--) values[m] = (2 * x * (values[m + 1] ?? 0) + decay) / (2 * m + 1);
}

/** Σₖ (2x)ᵏ / (2n + 1)(2n + 3) … (2n + 2k + 1); all its terms are positive. */
function series(order: number, x: number): number {
  let denominator = 2 * order + 1;
  let term = 1 / denominator;
  let sum = term;
  while (term > sum * 1e-17) {
    denominator += 2;
    term *= (2 * x) / denominator;
    sum += term;
  }
  return sum;
}
