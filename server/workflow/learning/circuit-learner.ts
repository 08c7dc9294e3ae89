import { classCount } from '../../learning/index.ts';
import type { Classifier } from './classifier.ts';
import type { Execution, Learner } from './learner.ts';
import { mixed } from '../variational/mixed-seed.ts';
import { measureScores, scoreGradient } from './scores.ts';

/** A classifier that is one circuit, as a model to be trained. */
export function circuitLearner(classifier: Classifier, execution: Execution): Learner {
  const { space, loss, fault, circuit, observables } = classifier;
  const source = { ...execution, classifier };
  return {
    ...{ names: space.names, given: space.given, loss, fault, measured: { circuit, observables } },
    ...{ predicts: 'classes', classes: classCount(observables.length), hasDropout: false },
    scores: (x, samples, seed) => measureScores(source, x, samples, seed),
    slope: async (x, samples, weigh, seed) => {
      const found = await measureScores(source, x, samples, seed);
      const gradient = x.map(() => 0);
      for (const [place, sample] of samples.entries()) {
        const weights = weigh(found.scores[place]?.values ?? [], place);
        if (weights.every((weight) => weight === 0)) continue;
        const part = await scoreGradient(source, x, sample, weights, mixed(seed, -place - 1));
        for (const [at, slope] of part.entries()) gradient[at] = (gradient[at] ?? 0) + slope;
      }
      return { ...found, gradient };
    },
  };
}
