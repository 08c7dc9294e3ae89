/** By name, the partial derivatives of a function of real numbers at its arguments, one for each argument. */
const derivatives: Readonly<Record<string, (x: number, y: number) => readonly number[]>> = {
  sin: (x) => [Math.cos(x)],
  cos: (x) => [-Math.sin(x)],
  tan: (x) => [1 / Math.cos(x) ** 2],
  arcsin: (x) => [1 / Math.sqrt(1 - x * x)],
  arccos: (x) => [-1 / Math.sqrt(1 - x * x)],
  arctan: (x) => [1 / (1 + x * x)],
  exp: (x) => [Math.exp(x)],
  log: (x) => [1 / x],
  ln: (x) => [1 / x],
  sqrt: (x) => [0.5 / Math.sqrt(x)],
  abs: (x) => [Math.sign(x)],
  pow: powerDerivatives,
  mod: (x, y) => [1, -Math.trunc(x / y)],
};

/**
 * The partial derivatives of a classical function at real arguments; nothing for one that is constant between jumps,
 * such as `floor`. Where a function has a corner, the value is that of one side or between both.
 */
export function functionDerivatives(name: string, values: readonly number[]): readonly number[] {
  const [x = 0, y = 0] = values;
  return derivatives[name]?.(x, y) ?? [];
}

/** Of base^exponent by the base and by the exponent; that by the exponent is real only for a positive base. */
export function powerDerivatives(base: number, exponent: number): readonly number[] {
  const byBase = exponent === 0 ? 0 : exponent * base ** (exponent - 1);
  return [byBase, base > 0 ? base ** exponent * Math.log(base) : 0];
}
