/** Denominators of the multiples of π that programs write. */
const denominators = [1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 16, 32, 64, 128, 256, 512, 1024];

/** A real number so that reading it gives the same number, as a multiple of `pi` where it is exactly one. */
export function realText(value: number, pi: string): string {
  return multipleOfPi(value, pi) ?? decimalText(value);
}

function multipleOfPi(value: number, pi: string): string | undefined {
  const size = Math.abs(value);
  for (const denominator of denominators) {
    const numerator = Math.round((size / Math.PI) * denominator);
    if (numerator === 0 || numerator > 1024 || (numerator * Math.PI) / denominator !== size) continue;
    const product = numerator === 1 ? pi : `${numerator}*${pi}`;
    return `${value < 0 ? '-' : ''}${product}${denominator === 1 ? '' : `/${denominator}`}`;
  }
  return undefined;
}

/** A real number with a point or an exponent, in the fewest digits that mean it exactly. */
export function decimalText(value: number): string {
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}
