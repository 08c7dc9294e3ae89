import type { ActivationName } from '../../library/index.ts';
import type { Numbers } from './parameter-blocks.ts';

interface Activation {
  readonly value: (z: number) => number;
  /** The derivative, where the function has the value y; the one from below where it has two. */
  readonly slope: (y: number) => number;
}

const activations: Readonly<Record<ActivationName, Activation>> = {
  identity: { value: (z) => z, slope: () => 1 },
  relu: { value: (z) => Math.max(0, z), slope: (y) => (y > 0 ? 1 : 0) },
  tanh: { value: Math.tanh, slope: (y) => 1 - y * y },
  sigmoid: { value: sigmoid, slope: (y) => y * (1 - y) },
};

/** 1 / (1 + e^(−z)), without an overflow for large |z|. */
export function sigmoid(z: number): number {
  if (z >= 0) return 1 / (1 + Math.exp(-z));
  const small = Math.exp(z);
  return small / (1 + small);
}

export function activated(name: ActivationName, numbers: Numbers): Float64Array {
  return Float64Array.from(numbers, activations[name].value);
}

/** The slopes by what was activated, from those by the values that came of it. */
export function activatedBack(name: ActivationName, values: Numbers, slopes: Numbers): Float64Array {
  const { slope } = activations[name];
  return Float64Array.from(slopes, (outer, place) => outer * slope(values[place] ?? 0));
}
