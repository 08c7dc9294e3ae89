import { bfgs } from './bfgs.ts';
import { cobyla } from './cobyla.ts';
import { conjugateGradient } from './conjugate-gradient.ts';
import { adam, gradientDescent } from './gradient-steps.ts';
import { lbfgsb } from './l-bfgs-b.ts';
import { type Method, drive } from './minimize.ts';
import { naturalGradient } from './natural-gradient.ts';
import { nelderMead } from './nelder-mead.ts';
import type { Optimizer } from './optimizer.ts';
import { powell } from './powell.ts';
import { quantumNaturalSpsa } from './qn-spsa.ts';
import { rotosolve } from './rotosolve.ts';
import { slsqp } from './slsqp.ts';
import { spsa } from './spsa.ts';
import { truncatedNewton } from './truncated-newton.ts';

/** What a caller may say of a method; those that a method does not have are not taken by it. */
export interface OptimizerOptions {
  readonly iterations?: number;
  readonly evaluations?: number;
  readonly tolerance?: number;
  readonly learningRate?: number;
  readonly perturbation?: number;
  readonly radius?: number;
  readonly memory?: number;
  readonly regularization?: number;
}

/** All methods by the name that the language has for them. */
const methods = {
  nelder_mead: nelderMead,
  powell,
  cobyla,
  bfgs,
  l_bfgs_b: lbfgsb,
  cg: conjugateGradient,
  slsqp,
  tnc: truncatedNewton,
  spsa,
  qn_spsa: quantumNaturalSpsa,
  natural_gradient: naturalGradient,
  adam,
  gradient_descent: gradientDescent,
  rotosolve,
} satisfies Record<string, (options: OptimizerOptions) => Method>;

export type OptimizerName = keyof typeof methods;

export const optimizerNames = Object.keys(methods) as readonly OptimizerName[];

/** The optimizer of that name; what is left out of the options is as in SciPy and Qiskit. */
export function optimizer(name: OptimizerName, options: OptimizerOptions = {}): Optimizer {
  const method = methods[name](options);
  return {
    name,
    minimize: (objective, start, how) => drive(method, objective, start, how),
  };
}
