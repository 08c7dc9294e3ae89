import type { Random } from '../../base/index.ts';
import type { LossName, PredictionKind } from '../../library/index.ts';
import { type MeasuredCircuit, type SampleLoss, numberLoss, sampleLoss } from '../../learning/index.ts';
import type { Backend } from '../../backends/index.ts';
import type { Point } from '../../optimizer/index.ts';
import type { RunHooks, Simulated } from '../../simulator/index.ts';
import type { TaskOptions } from '../task.ts';

/** Where a model runs, and how. */
export interface Execution {
  readonly backend: Backend;
  readonly options: TaskOptions;
  readonly hooks: RunHooks;
  /** The value of a run, or the failure that says why there is none. */
  readonly settled: <T>(outcome: Simulated<T>) => T;
}

/** What decides about one sample, and its standard errors, one for each score. */
export interface Scores {
  readonly values: readonly number[];
  readonly errors: readonly number[];
}

/** The scores of samples. */
export interface MeasuredScores {
  readonly scores: readonly Scores[];
  /** How circuits were simulated. */
  readonly method: string;
}

/** The scores of samples, and the slopes by the parameters of a sum over them. */
export interface MeasuredSlope extends MeasuredScores {
  readonly gradient: readonly number[];
}

/** A model that is ready to be asked about samples of one length, and to be trained. */
export interface Learner {
  /** Of the parameters that are trained. */
  readonly names: readonly string[];
  /** The parameters that the program gives; undefined where it leaves one open. */
  readonly given: readonly number[] | undefined;
  /** Where training begins; at random angles where it is absent. */
  readonly initial?: (random: Random) => Point;
  readonly predicts: PredictionKind;
  readonly classes: number;
  readonly loss: LossName;
  /** What runs for each sample, if circuits do. */
  readonly measured?: MeasuredCircuit;
  /** Whether training leaves parts out at random, so that the same point has other losses. */
  readonly hasDropout: boolean;
  /** Why a sample cannot be taken, if it cannot. */
  readonly fault: (sample: readonly number[]) => string | undefined;
  /** @param wantsErrors whether the scores need their standard errors */
  scores(x: Point, samples: Samples, seed: number, wantsErrors: boolean): Promise<MeasuredScores>;
  /** @param weigh gives the slopes of a sum over the samples by the scores of one of them, by its place */
  slope(x: Point, samples: Samples, weigh: Weigh, seed: number): Promise<MeasuredSlope>;
}

export type Samples = readonly (readonly number[])[];
export type Weigh = (values: readonly number[], place: number) => readonly number[];

/** The loss of one sample by what the model predicts. */
export function lossOf(
  { predicts, loss }: Pick<Learner, 'predicts' | 'loss'>,
  values: readonly number[],
  label: number,
): SampleLoss {
  return predicts === 'numbers' ? numberLoss(values, label) : sampleLoss(loss, values, label);
}
