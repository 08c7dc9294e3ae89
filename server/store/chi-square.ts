/** Terms after which the series and the continued fraction have long converged. */
const mostTerms = 10_000;

/**
 * The probability that a chi-square variable with so many degrees of freedom exceeds a value: the regularised upper
 * incomplete gamma function (Press et al., Numerical Recipes, section 6.2).
 */
export function chiSquareTail(value: number, degrees: number): number {
  if (degrees <= 0 || value <= 0) return 1;
  const [a, x] = [degrees / 2, value / 2];
  return x < a + 1 ? 1 - lowerBySeries(a, x) : upperByFraction(a, x);
}

function lowerBySeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < mostTerms && Math.abs(term) > Math.abs(sum) * 1e-16; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum * Math.exp(-x + a * Math.log(x) - logGamma(a));
}

/** By Lentz's method. */
function upperByFraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let product = d;
  for (let n = 1; n < mostTerms; n++) {
    const factor = -n * (n - a);
    b += 2;
    d = 1 / nonZero(factor * d + b, tiny);
    c = nonZero(b + factor / c, tiny);
    product *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return product * Math.exp(-x + a * Math.log(x) - logGamma(a));
}

function nonZero(value: number, tiny: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}

const lanczos = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** ln Γ(x) for x > 0, by Lanczos' approximation with nine terms. */
function logGamma(x: number): number {
  const shifted = x - 1;
  const sum = lanczos.reduce(
    (total, factor, place) => total + factor / (shifted + place + 1),
    0.99999999999980993,
  );
  const t = shifted + lanczos.length - 0.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(sum);
}
