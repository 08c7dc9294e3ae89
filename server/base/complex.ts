/** A complex number. */
export interface Complex {
  readonly re: number;
  readonly im: number;
}

export const zero: Complex = { re: 0, im: 0 };
export const one: Complex = { re: 1, im: 0 };

export function complex(re: number, im = 0): Complex {
  return { re, im };
}

/** e^{i·angle}, with `angle` in radians. */
export function expi(angle: number): Complex {
  return { re: Math.cos(angle), im: Math.sin(angle) };
}

export function add(a: Complex, b: Complex): Complex {
  return { re: a.re + b.re, im: a.im + b.im };
}

export function subtract(a: Complex, b: Complex): Complex {
  return { re: a.re - b.re, im: a.im - b.im };
}

export function multiply(a: Complex, b: Complex): Complex {
  return { re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re };
}

export function scale(a: Complex, factor: number): Complex {
  return { re: a.re * factor, im: a.im * factor };
}

export function conjugate(a: Complex): Complex {
  return { re: a.re, im: -a.im };
}

/** a / b, by Smith's scaling so that intermediate values do not overflow. */
export function divide(a: Complex, b: Complex): Complex {
  if (Math.abs(b.re) >= Math.abs(b.im)) {
    const ratio = b.im / b.re;
    const denominator = b.re + b.im * ratio;
    return { re: (a.re + a.im * ratio) / denominator, im: (a.im - a.re * ratio) / denominator };
  }
  const ratio = b.re / b.im;
  const denominator = b.re * ratio + b.im;
  return { re: (a.re * ratio + a.im) / denominator, im: (a.im * ratio - a.re) / denominator };
}

export function magnitude(a: Complex): number {
  return Math.hypot(a.re, a.im);
}

export function magnitudeSquared(a: Complex): number {
  return a.re * a.re + a.im * a.im;
}

/** The argument in (-π, π]. */
export function phase(a: Complex): number {
  return Math.atan2(a.im, a.re);
}

/** The principal value of a^exponent for a real exponent; 0^0 is 1. */
export function power(a: Complex, exponent: number): Complex {
  if (exponent === 0) return one;
  const radius = magnitude(a);
  if (radius === 0) return zero;
  return scale(expi(phase(a) * exponent), radius ** exponent);
}
