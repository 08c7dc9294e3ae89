import type { Circuit, NoiseModel } from '../../circuit/index.ts';
import type { Prospect, Wanted } from '../method.ts';
import { withinCone } from './cone.ts';
import { type Active, withoutIdleQubits } from './idle-qubits.ts';

interface Known extends Active<Prospect> {
  readonly noise: NoiseModel | undefined;
  readonly hasVariance: boolean;
}

/** What circuits were reduced to, by what was wanted of them: loops over parameters ask again and again. */
const known = new WeakMap<Circuit, WeakMap<object, Known>>();

const keys = { sample: {}, state: {} };

/** A run without what cannot change its results: instructions outside its causal cone, then qubits left idle. */
export function reduced<P extends Prospect>(prospect: P): Active<P> {
  const { circuit, options, wanted } = prospect;
  const { prospect: small, widened } = knownFor(prospect);
  const { noise } = small.options;
  const gradient = wanted.kind === 'estimate' ? wanted.gradient : undefined;
  const own: P = {
    ...prospect,
    circuit: small.circuit,
    options: noise === options.noise ? options : { ...options, ...(noise && { noise }) },
    wanted:
      small.wanted.kind === 'estimate' && gradient !== undefined
        ? { ...small.wanted, gradient }
        : small.wanted,
  };
  return { prospect: small.circuit === circuit && small.wanted === wanted ? prospect : own, widened };
}

function knownFor(prospect: Prospect): Known {
  const { circuit, options, wanted } = prospect;
  const byWanted = known.get(circuit) ?? new WeakMap<object, Known>();
  known.set(circuit, byWanted);
  const found = byWanted.get(keyOf(wanted));
  const hasVariance = wanted.kind === 'estimate' && wanted.hasVariance === true;
  if (found !== undefined && found.noise === options.noise && found.hasVariance === hasVariance) return found;
  const fresh = {
    ...withoutIdleQubits(withinCone(withoutGradient(prospect))),
    noise: options.noise,
    hasVariance,
  };
  byWanted.set(keyOf(wanted), fresh);
  return fresh;
}

/** What is known serves estimates and gradients alike. */
function withoutGradient(prospect: Prospect): Prospect {
  const { wanted } = prospect;
  if (wanted.kind !== 'estimate' || wanted.gradient === undefined) return prospect;
  const { observable } = wanted;
  return { ...prospect, wanted: { kind: 'estimate', observable } };
}

function keyOf(wanted: Wanted): object {
  return wanted.kind === 'estimate' ? wanted.observable : keys[wanted.kind];
}
