import type { Circuit, Observable, PauliTerm } from '../../circuit/index.ts';
import type { EstimateProspect } from '../method.ts';
import { hasNoise } from '../noise-obstacle.ts';
import { Cones } from './cone.ts';

/** Instructions times supports beyond which cones are not looked for. */
const mostWork = 2 ** 24;

/** Clusters that were found, for loops over parameters. */
const known = new WeakMap<
  Observable,
  { readonly circuit: Circuit; readonly clusters: readonly Observable[] }
>();

/**
 * An observable as a sum of observables whose causal cones are smaller than that of the whole: terms whose cone lies in
 * another's share it. One cluster where the cones would take too long to find.
 */
export function termClusters({ circuit, wanted, options }: EstimateProspect): readonly Observable[] {
  const { observable } = wanted;
  const found = known.get(observable);
  if (found?.circuit === circuit) return found.clusters;
  const clusters = clustersOf(circuit, observable, hasNoise(options));
  known.set(observable, { circuit, clusters });
  return clusters;
}

function clustersOf(circuit: Circuit, observable: Observable, noisy: boolean): readonly Observable[] {
  const bySupport = Map.groupBy(observable.terms, supportKey);
  if (bySupport.size < 2 || bySupport.size * circuit.body.length > mostWork) return [observable];
  const found = coned(circuit, [...bySupport.values()], new Cones(circuit, noisy));
  if (found === undefined) return [observable];
  const clusters: { terms: PauliTerm[]; readonly qubits: ReadonlySet<number> }[] = [];
  for (const { terms, qubits } of found) {
    const home = clusters.find((cluster) => isInside(qubits, cluster.qubits));
    if (home === undefined) clusters.push({ terms: [...terms], qubits });
    else home.terms.push(...terms);
  }
  return clusters.map(({ terms }) => ({ ...observable, terms }));
}

interface ConedTerms {
  readonly terms: readonly PauliTerm[];
  readonly qubits: ReadonlySet<number>;
}

/**
 * The cones of terms with the same support, the widest first. Nothing as soon as one has all qubits, since the others lie
 * in it; words on many qubits are asked first because theirs is soonest found to be.
 */
function coned(
  { qubitCount }: Circuit,
  supports: readonly (readonly PauliTerm[])[],
  cones: Cones,
): readonly ConedTerms[] | undefined {
  const found: ConedTerms[] = [];
  for (const terms of supports.toSorted((a, b) => weight(b) - weight(a))) {
    const { qubits } = cones.ofFactors(terms.flatMap(({ factors }) => factors));
    if (qubits.size === qubitCount) return undefined;
    found.push({ terms, qubits });
  }
  return found.toSorted((a, b) => b.qubits.size - a.qubits.size);
}

/** The number of qubits that terms with the same support act on. */
function weight([term]: readonly PauliTerm[]): number {
  return term?.factors.length ?? 0;
}

/** Words with Z at the same places may have smaller cones than others on the same qubits. */
function supportKey({ factors }: PauliTerm): string {
  return factors.map(({ qubit, pauli }) => `${qubit}${pauli === 'Z' ? 'z' : ''}`).join(' ');
}

function isInside(some: ReadonlySet<number>, others: ReadonlySet<number>): boolean {
  return some.size <= others.size && [...some].every((qubit) => others.has(qubit));
}
