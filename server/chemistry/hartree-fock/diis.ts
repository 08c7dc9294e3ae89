import { SquareMatrix, solve } from '../linear-algebra.ts';

/** How many of the last Fock matrices are combined. */
const kept = 8;

/** The Fock matrices of one iteration (one a spin channel) and how far each is from commuting with its density. */
interface Trial {
  readonly focks: readonly SquareMatrix[];
  readonly errors: readonly SquareMatrix[];
}

/** Pulay's direct inversion in the iterative subspace: Journal of Computational Chemistry 3, 556 (1982). */
export class Diis {
  private trials: readonly Trial[] = [];

  /** Remembers a trial and returns the combination of those kept whose error is least. */
  extrapolate(trial: Trial): readonly SquareMatrix[] {
    this.trials = [...this.trials, trial].slice(-kept);
    for (let from = 0; from < this.trials.length - 1; from++) {
      const used = this.trials.slice(from);
      const weights = leastErrorWeights(used);
      if (weights !== undefined) return combined(used, weights);
    }
    return trial.focks;
  }
}

/** Weights with sum 1, from the Lagrange conditions; undefined where the errors are dependent. */
function leastErrorWeights(trials: readonly Trial[]): readonly number[] | undefined {
  const size = trials.length + 1;
  const matrix = new SquareMatrix(size);
  const scale = product(trials.at(-1), trials.at(-1)) || 1;
  for (const [row, a] of trials.entries()) {
    for (const [column, b] of trials.entries()) matrix.set(row, column, product(a, b) / scale);
    matrix.set(row, size - 1, -1);
    matrix.set(size - 1, row, -1);
  }
  const found = solve(matrix, [...trials.map(() => 0), -1])?.slice(0, -1);
  return found?.every((weight) => Math.abs(weight) < 1e6) === true ? found : undefined;
}

function product(a: Trial | undefined, b: Trial | undefined): number {
  return (a?.errors ?? []).reduce((sum, error, channel) => {
    const other = b?.errors[channel];
    return other === undefined ? sum : sum + error.dot(other);
  }, 0);
}

function combined(trials: readonly Trial[], weights: readonly number[]): readonly SquareMatrix[] {
  return (trials[0]?.focks ?? []).map(({ size }, channel) =>
    trials.reduce((sum, { focks }, place) => {
      const fock = focks[channel];
      return fock === undefined ? sum : sum.plus(fock, weights[place] ?? 0);
    }, new SquareMatrix(size)),
  );
}
