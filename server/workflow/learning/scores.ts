import type { Backend } from '../../backends/index.ts';
import type { Observable, PauliTerm } from '../../circuit/index.ts';
import type { Estimate, RunHooks, Simulated } from '../../simulator/index.ts';
import type { TaskOptions } from '../task.ts';
import { mixed } from '../variational/mixed-seed.ts';
import type { Classifier } from './classifier.ts';

/** Where a classifier runs, and how. */
export interface ScoreSource {
  readonly backend: Backend;
  readonly classifier: Classifier;
  readonly options: TaskOptions;
  readonly hooks: RunHooks;
  /** The value of a run, or the failure that says why there is none. */
  readonly settled: <T>(outcome: Simulated<T>) => T;
}

/** The expectation values that decide about one sample, and their standard errors, one for each observable. */
export interface Scores {
  readonly values: readonly number[];
  readonly errors: readonly number[];
}

export interface MeasuredScores {
  /** For each set of parameters those of each sample. */
  readonly scores: readonly (readonly Scores[])[];
  /** How the circuits were simulated. */
  readonly method: string;
}

/** Measures all observables for samples at several sets of parameters. */
export async function measureScores(
  source: ScoreSource,
  points: readonly (readonly number[])[],
  samples: readonly (readonly number[])[],
  seed: number,
): Promise<MeasuredScores> {
  const { backend, classifier, options, hooks, settled } = source;
  const sets = points.flatMap((x) => samples.map((sample) => classifier.bind(x, sample)));
  const columns: (readonly Estimate[])[] = [];
  let method = '';
  for (const [place, observable] of classifier.observables.entries()) {
    const seeded = { ...options, seed: mixed(seed, place) };
    const outcome = await backend.estimateBatch(classifier.circuit, sets, observable, seeded, hooks);
    columns.push(settled(outcome));
    if (outcome.ok) method = outcome.method;
  }
  const scoresAt = (set: number): Scores => ({
    values: columns.map((column) => column[set]?.value ?? NaN),
    errors: columns.map((column) => column[set]?.stderr ?? NaN),
  });
  const scores = points.map((_, at) =>
    samples.map((_sample, place) => scoresAt(at * samples.length + place)),
  );
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
