import { Random } from '../../base/index.ts';
import type { Observable, PauliTerm } from '../../circuit/index.ts';
import type { EstimateProspect } from '../method.ts';
import { allotShots, groupTerms } from '../pauli/groups.ts';
import type { Estimate } from '../simulator.ts';
import { type Separation, separated } from './parts.ts';
import { type Planned, cheaper, isCheap, orTentative, smaller, together, whole } from './plan.ts';
import { termClusters } from './term-clusters.ts';

/** A variance is not given up for less than this. */
const secondsForVariance = 1;

/** The most different words of separable parts that are estimated one by one. */
const mostWords = 256;

/**
 * How to estimate an observable behind a reduced circuit: as a whole, or the terms of each causal cone by themselves,
 * and where even those are too large, word by word in the separable parts of the circuit.
 */
export function planEstimate<P extends EstimateProspect>(prospect: P): Planned<P, Estimate> {
  return orTentative<P, Estimate>(prospect, planned);
}

function planned<P extends EstimateProspect>(prospect: P): Planned<P, Estimate> {
  const single = whole<P, Estimate>(prospect);
  if (isCheap(single) || isWorthWhole(prospect, single)) return single;
  const clusters = termClusters(prospect);
  const shares = sharesOf(clusters, prospect.options.shots);
  const seeds = new Random(prospect.options.seed);
  const plans = clusters.map((observable, place) => {
    const options = { ...prospect.options, shots: shares?.[place], seed: seeds.nextUint32() };
    return byCone({ ...prospect, wanted: { kind: 'estimate', observable }, options });
  });
  return cheaper(single, together(plans, sumOf));
}

/** A variance is told of the whole observable alone. */
function isWorthWhole<P extends EstimateProspect>(
  { wanted, options }: P,
  planned: Planned<P, Estimate>,
): boolean {
  const tellsVariance = wanted.hasVariance === true && options.shots === undefined;
  return tellsVariance && planned.ok && planned.plan.seconds < secondsForVariance;
}

/** The shots of each cluster, as its groups of commuting terms would get them in a whole run. */
function sharesOf(clusters: readonly Observable[], shots: number | undefined): readonly number[] | undefined {
  if (shots === undefined) return undefined;
  const groups = clusters.map(groupTerms);
  const quotas = allotShots(groups.flat(), shots);
  let at = 0;
  return groups.map(({ length }) => {
    const own = quotas.slice(at, (at += length));
    return Math.max(
      1,
      own.reduce((sum, quota) => sum + quota, 0),
    );
  });
}

function byCone<P extends EstimateProspect>(prospect: P): Planned<P, Estimate> {
  const planned = smaller<P, Estimate>(prospect, (value) => value);
  if (planned.ok || prospect.options.shots !== undefined) return planned;
  return byParts(prospect) ?? planned;
}

/** A word on several parts has the product of its expectation values on each; exact runs only. */
function byParts<P extends EstimateProspect>(prospect: P): Planned<P, Estimate> | undefined {
  const separation = separated(prospect.circuit);
  if (separation === undefined) return undefined;
  const { terms } = prospect.wanted.observable;
  const words = new Map<string, Word>();
  const factors = terms.map((term) => wordsOf(term, separation, words));
  if (words.size > mostWords) return undefined;
  const places = new Map([...words.keys()].map((key, place) => [key, place]));
  const plans = [...words.values()].map((word) => onPart(prospect, separation, word));
  return together(plans, (values) => {
    const valueOf = (key: string) => values[places.get(key) ?? -1]?.value ?? NaN;
    const value = terms.reduce(
      (sum, { coefficient }, place) =>
        sum + (factors[place] ?? []).reduce((product, key) => product * valueOf(key), coefficient),
      0,
    );
    return { value, stderr: 0 };
  });
}

/** The factors of a term that lie in one part. */
interface Word {
  readonly part: number;
  readonly term: PauliTerm;
}

/** The keys of a term's words, which are added to those that are known. */
function wordsOf({ factors }: PauliTerm, { partOfQubit }: Separation, words: Map<string, Word>): string[] {
  const byPart = Map.groupBy(factors, ({ qubit }) => partOfQubit(qubit));
  return [...byPart].map(([part, own]) => {
    const key = own.map(({ qubit, pauli }) => `${pauli}${qubit}`).join(' ');
    words.set(key, { part, term: { coefficient: 1, factors: own } });
    return key;
  });
}

function onPart<P extends EstimateProspect>(
  prospect: P,
  { circuits }: Separation,
  { part, term }: Word,
): Planned<P, Estimate> {
  const observable = { ...prospect.wanted.observable, terms: [term] };
  const circuit = circuits[part] ?? prospect.circuit;
  return smaller<P, Estimate>(
    { ...prospect, circuit, wanted: { kind: 'estimate', observable } },
    (value) => value,
  );
}

/** Errors of independent runs add up in squares. */
function sumOf(estimates: readonly Estimate[]): Estimate {
  return {
    value: estimates.reduce((sum, { value }) => sum + value, 0),
    stderr: Math.sqrt(estimates.reduce((sum, { stderr }) => sum + stderr ** 2, 0)),
  };
}
