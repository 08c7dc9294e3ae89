import { Random } from '../../base/index.ts';
import type { Prospect } from '../method.ts';
import { readoutOf } from '../sampling/readout.ts';
import type { Samples } from '../simulator.ts';
import { joinedSamples } from './join-samples.ts';
import { keyOwners } from './key-owners.ts';
import { separated } from './parts.ts';
import { type Planned, cheaper, isCheap, orTentative, smaller, together, whole } from './plan.ts';

/** More shots are not matched between parts. */
const mostMatchedShots = 2 ** 22;

/** Roughly the time to match a shot of one part with one of another. */
const secondsPerMatch = 1e-7;

/** How to sample a reduced circuit: as a whole, or its separable parts one by one. */
export function planSample<P extends Prospect>(prospect: P): Planned<P, Samples> {
  return orTentative<P, Samples>(prospect, planned);
}

function planned<P extends Prospect>(prospect: P): Planned<P, Samples> {
  const single = whole<P, Samples>(prospect);
  if (isCheap(single)) return single;
  const split = inParts(prospect);
  return split === undefined ? single : cheaper(single, split);
}

function inParts<P extends Prospect>(prospect: P): Planned<P, Samples> | undefined {
  const { circuit, options } = prospect;
  const { shots = 0 } = options;
  const separation = shots > mostMatchedShots ? undefined : separated(circuit);
  if (separation === undefined) return undefined;
  const { circuits } = separation;
  // Without a measurement a part may show its qubits where the whole shows variables.
  const { kind } = readoutOf(circuit);
  if (circuits.some((part) => readoutOf(part).kind !== kind)) return undefined;
  const random = new Random(options.seed);
  const plans = circuits.map((part) => {
    const seeded = { ...options, seed: random.nextUint32() };
    return smaller<P, Samples>({ ...prospect, circuit: part, options: seeded }, (value, widened) =>
      widened(value),
    );
  });
  const owners = keyOwners(circuit, separation);
  const planned = together(plans, (parts) => joinedSamples(parts, owners, options.shots, random));
  if (!planned.ok) return planned;
  const matching = shots * (circuits.length - 1) * secondsPerMatch;
  return { ok: true, plan: { ...planned.plan, seconds: planned.plan.seconds + matching } };
}
