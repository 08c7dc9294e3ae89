import type { Random } from '../../base/index.ts';
import type { Bindings, Circuit, Observable } from '../../circuit/index.ts';
import type { Numbers } from './parameter-blocks.ts';

/** A trainable function from rows of numbers to scores, parts of which circuits may compute. */
export interface Network {
  /** How many parameters it has. */
  readonly count: number;
  /** Of the parameters, in their order. */
  readonly names: readonly string[];
  /** Where training begins. */
  readonly initial: (random: Random) => readonly number[];
  /** The circuit that runs inside, if one does. */
  readonly measured?: MeasuredCircuit;
  /** How many circuits a sample of so many numbers takes. */
  readonly circuitsOf: (numbers: number) => number;
  /** Whether training leaves hidden numbers out at random. */
  readonly hasDropout: boolean;
  /** @param x the parameters */
  pass(x: Numbers, samples: readonly Numbers[], means: PassMeans): Promise<Pass>;
}

export interface MeasuredCircuit {
  readonly circuit: Circuit;
  readonly observables: readonly Observable[];
}

/** What a network needs while it computes. */
export interface PassMeans {
  /** What the circuit of the network measures at several sets of its parameters. */
  readonly measure: (sets: readonly Bindings[]) => Promise<readonly Measured[]>;
  /** Waits until others had their turn. */
  readonly rest: () => Promise<void>;
  /** Draws what dropout leaves out; nothing is left out where it is absent. */
  readonly dropout?: Random;
}

/** What a circuit measured at one set of its parameters, one entry for each observable. */
export interface Measured {
  readonly values: Numbers;
  /** Standard errors; 0 for exact values. */
  readonly errors: Numbers;
  /** The derivatives of each value by the circuit’s parameters; empty where nobody asked for them. */
  readonly slopes: readonly Numbers[];
}

/** What came of samples, and the way back. */
export interface Pass {
  /** A row for each sample. */
  readonly scores: readonly Numbers[];
  /** @param slopes those of something by each score, a row for each sample; circuits need to have been measured with slopes */
  readonly back: (slopes: readonly Numbers[]) => PassBack;
}

export interface PassBack {
  /** The slopes by the parameters, summed over the samples. */
  readonly gradient: Float64Array;
  /** Of each sample: the variance, to first order, that the errors of what was measured give the sum of slopes · scores. */
  readonly variances: Float64Array;
}

/** Samples that are computed between two rests. */
const atATime = 64;

/** Computes something for each sample, with rests. */
export async function inTurns<T>(
  samples: readonly Numbers[],
  rest: () => Promise<void>,
  compute: (sample: Numbers, place: number) => T,
): Promise<readonly T[]> {
  const found: T[] = [];
  for (const [place, sample] of samples.entries()) {
    if (place % atATime === 0) await rest();
    found.push(compute(sample, place));
  }
  return found;
}
