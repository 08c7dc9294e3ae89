import type { Observable, PauliTerm } from '../../circuit/index.ts';
import type { Estimate } from '../../simulator/index.ts';
import { mixed } from '../variational/mixed-seed.ts';
import type { Classifier } from './classifier.ts';
import type { Execution, MeasuredScores, Samples } from './learner.ts';

/** A circuit that is a model, and where it runs. */
export interface ScoreSource extends Execution {
  readonly classifier: Classifier;
}

/** Measures all observables for samples. */
export async function measureScores(
  { backend, classifier, options, hooks, settled }: ScoreSource,
  x: readonly number[],
  samples: Samples,
  seed: number,
): Promise<MeasuredScores> {
  const sets = samples.map((sample) => classifier.bind(x, sample));
  const columns: (readonly Estimate[])[] = [];
  let method = '';
  for (const [place, observable] of classifier.observables.entries()) {
    const seeded = { ...options, seed: mixed(seed, place) };
    const outcome = await backend.estimateBatch(classifier.circuit, sets, observable, seeded, hooks);
    columns.push(settled(outcome));
    if (outcome.ok) method = outcome.method;
  }
  const scores = samples.map((_, set) => ({
    values: columns.map((column) => column[set]?.value ?? NaN),
    errors: columns.map((column) => column[set]?.stderr ?? NaN),
  }));
  return { scores, method };
}

/**
 * The derivatives of a weighted sum of the scores of one sample by the trained parameters.
 *
 * @param weights one for each observable
 */
export async function scoreGradient(
  { backend, classifier, options, hooks, settled }: ScoreSource,
  x: readonly number[],
  sample: readonly number[],
  weights: readonly number[],
  seed: number,
): Promise<readonly number[]> {
  const circuit = classifier.circuitFor(sample);
  const observable = weightedSum(classifier.observables, weights);
  const bindings = classifier.space.bind(x);
  const outcome = await backend.gradient(circuit, bindings, observable, { ...options, seed }, hooks);
  return settled(outcome).derivatives.map(({ value }) => value);
}

/** Σ weight · observable, each Pauli word once. */
function weightedSum(observables: readonly Observable[], weights: readonly number[]): Observable {
  const terms = new Map<string, PauliTerm>();
  for (const [place, observable] of observables.entries())
    for (const { coefficient, factors } of observable.terms) {
      const word = factors.map(({ qubit, pauli }) => `${pauli}${qubit}`).join(' ');
      const sum = (terms.get(word)?.coefficient ?? 0) + (weights[place] ?? 0) * coefficient;
      terms.set(word, { coefficient: sum, factors });
    }
  const span = observables[0]?.span ?? { start: 0, end: 0 };
  return { name: 'scores', terms: [...terms.values()], span };
}
