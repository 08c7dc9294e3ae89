import type { EstimateProspect } from '../method.ts';
import type { Derivative, Gradient } from '../simulator.ts';
import { type Planned, cheaper, isCheap, orTentative, smaller, together, whole } from './plan.ts';
import { termClusters } from './term-clusters.ts';

/**
 * How to find a gradient behind a reduced circuit: as a whole, or that of the terms of each causal cone by itself. Shots
 * are counted for each shifted circuit and not divided.
 */
export function planGradient<P extends EstimateProspect>(prospect: P): Planned<P, Gradient> {
  return orTentative<P, Gradient>(prospect, planned);
}

function planned<P extends EstimateProspect>(prospect: P): Planned<P, Gradient> {
  const single = whole<P, Gradient>(prospect);
  if (isCheap(single) || prospect.options.shots !== undefined) return single;
  const plans = termClusters(prospect).map((observable) =>
    smaller<P, Gradient>({ ...prospect, wanted: { ...prospect.wanted, observable } }, (value) => value),
  );
  return cheaper(single, together(plans, sumOf));
}

/** The derivatives are by the same parameters, whichever gates are left of the circuit. */
function sumOf(gradients: readonly Gradient[]): Gradient {
  const [first, ...others] = gradients;
  if (first === undefined) throw new Error('a plan has pieces');
  return others.reduce(plus, first);
}

function plus(a: Gradient, b: Gradient): Gradient {
  const derivatives = a.derivatives.map((one, place): Derivative => {
    const other = b.derivatives[place];
    return {
      name: one.name,
      value: one.value + (other?.value ?? 0),
      stderr: Math.hypot(one.stderr, other?.stderr ?? 0),
    };
  });
  return {
    value: a.value + b.value,
    stderr: Math.hypot(a.stderr, b.stderr),
    derivatives,
    rule: a.rule === b.rule ? a.rule : 'parameter_shift',
  };
}
