/** Denominators of multiples of π that people recognise. */
const denominators = [1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 16, 24, 32, 64, 128, 256, 512, 1024, 2048, 4096];

/** How far, in multiples of π, an angle may be from a fraction that stands for it. */
const tolerance = 1e-10;

/** An angle in radians as people write it: `π/2`, `-3π/4`, or four significant digits where it is no such multiple. */
export function angleText(angle: number): string {
  const multiple = angle / Math.PI;
  const denominator = denominators.find((candidate) => isWhole(multiple * candidate, candidate));
  if (denominator === undefined || Math.abs(multiple) > 64) return numberText(angle);
  const numerator = Math.round(multiple * denominator);
  if (numerator === 0) return Math.abs(angle) < 1e-12 ? '0' : numberText(angle);
  const sign = numerator < 0 ? '-' : '';
  const count = Math.abs(numerator) === 1 ? '' : String(Math.abs(numerator));
  return `${sign}${count}π${denominator === 1 ? '' : `/${denominator}`}`;
}

function isWhole(value: number, scale: number): boolean {
  return Math.abs(value - Math.round(value)) < tolerance * scale;
}

/** A number in at most four significant digits. */
export function numberText(value: number): string {
  return String(Number(value.toPrecision(4)));
}
