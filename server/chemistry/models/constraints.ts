/** Σ wᵢ xᵢ of bits, and what it shall be or not exceed. */
export interface LinearConstraint {
  readonly weights: readonly number[];
  readonly bound: number;
}

/** A quadratic form of bits and a constant; bits behind those of the problem take up what a bound leaves. */
export interface ConstrainedForm {
  readonly matrix: readonly (readonly number[])[];
  readonly constant: number;
}

/** Violating a constraint of whole numbers by one costs more than any choice of bits can gain. */
export function sufficientPenalty(matrix: readonly (readonly number[])[]): number {
  return 1 + matrix.flat().reduce((sum, entry) => sum + Math.abs(entry), 0);
}

/**
 * The form Q with penalty · (Σ wᵢ xᵢ − b)² for each equality, and for each bound with bits s of weights 1, 2, 4, … added to the
 * sum, so that it can be made equal: Lucas, Frontiers in Physics 2, 5 (2014). A text says why there is none.
 */
export function constrainedForm(
  matrix: readonly (readonly number[])[],
  { equal, atMost, penalty }: Constraints,
): ConstrainedForm | string {
  const all: LinearConstraint[] = [...equal];
  let bits = matrix.length;
  for (const { weights, bound } of atMost) {
    if (![...weights, bound].every(Number.isInteger)) return 'the numbers of at_most are not whole';
    const range = bound - weights.reduce((sum, weight) => sum + Math.min(0, weight), 0);
    if (range < 0) return `no bits keep the bound ${bound} of at_most`;
    const slack = slackWeights(range);
    const between = Array.from({ length: bits - weights.length }, () => 0);
    all.push({ weights: [...weights, ...between, ...slack], bound });
    bits += slack.length;
  }
  const form = Array.from({ length: bits }, (_, i) =>
    Array.from({ length: bits }, (__, j) => matrix[i]?.[j] ?? 0),
  );
  for (const { weights, bound } of all) addSquare(form, weights, bound, penalty);
  return { matrix: form, constant: all.reduce((sum, { bound }) => sum + penalty * bound ** 2, 0) };
}

export interface Constraints {
  readonly equal: readonly LinearConstraint[];
  readonly atMost: readonly LinearConstraint[];
  readonly penalty: number;
}

/** Weights of bits whose sums are all whole numbers from 0 to a range, and no other. */
function slackWeights(range: number): readonly number[] {
  const weights: number[] = [];
  for (let left = range; left > 0; left -= weights.at(-1) ?? 0)
    weights.push(Math.min(2 ** weights.length, left));
  return weights;
}

/** Adds penalty · (Σ w x − b)² without its constant; x² = x. */
function addSquare(form: number[][], weights: readonly number[], bound: number, penalty: number): void {
  for (const [i, first] of weights.entries())
    for (const [j, second] of weights.entries()) {
      const row = form[i];
      if (row === undefined) continue;
      row[j] = (row[j] ?? 0) + penalty * (first * second - (i === j ? 2 * bound * first : 0));
    }
}
