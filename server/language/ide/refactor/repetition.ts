/** Rounds of equal steps in a list, whose numbers grow or shrink evenly from round to round. */
export interface Repetition {
  /** Where the first round begins. */
  readonly start: number;
  /** Steps of one round. */
  readonly period: number;
  /** Rounds. */
  readonly count: number;
  /** For each number of the first round, in order. */
  readonly progressions: readonly Progression[];
}

/** `first`, `first + step`, … */
export interface Progression {
  readonly first: bigint;
  readonly step: bigint;
}

export interface Step {
  /** What must be equal. */
  readonly shape: string;
  readonly numbers: readonly bigint[];
}

/** Rounds with more steps are not looked for. */
const longestPeriod = 32;

/** The whole list as the shortest round, repeated at least twice. */
export function wholeRepetition(steps: readonly Step[]): Repetition | undefined {
  for (let period = 1; period <= steps.length / 2; period++) {
    if (steps.length % period !== 0) continue;
    const found = repetitionAt(steps, 0, period);
    if (found.count * period === steps.length) return found;
  }
  return undefined;
}

/** The repetition around a step that saves the most steps: two at least, and the shortest round of equally good ones. */
export function longestRepetition(steps: readonly Step[], at: number): Repetition | undefined {
  let best: Repetition | undefined;
  const saved = ({ period, count }: Repetition) => period * (count - 1);
  for (let period = 1; period <= Math.min(longestPeriod, steps.length / 2); period++)
    for (let start = 0; start <= at; start++) {
      const found = repetitionAt(steps, start, period);
      const isAround = at < start + period * found.count;
      if (isAround && saved(found) >= 2 && (best === undefined || saved(found) > saved(best))) best = found;
    }
  return best;
}

/** As many rounds of `period` steps as there are from `start` on: one where nothing repeats. */
function repetitionAt(steps: readonly Step[], start: number, period: number): Repetition {
  const numbersOf = (round: number) =>
    steps.slice(start + round * period, start + (round + 1) * period).flatMap(({ numbers }) => numbers);
  const first = numbersOf(0);
  const second = numbersOf(1);
  const progressions = first.map((value, place) => ({
    first: value,
    step: (second[place] ?? value) - value,
  }));
  const continues = (round: number) =>
    hasShape(steps, start, start + round * period, period) &&
    numbersOf(round).every((value, place) => value === valueAt(progressions[place], round));
  let count = 1;
  while (start + (count + 1) * period <= steps.length && continues(count)) count++;
  return { start, period, count, progressions };
}

function valueAt(progression: Progression | undefined, round: number): bigint | undefined {
  return progression && progression.first + progression.step * BigInt(round);
}

function hasShape(steps: readonly Step[], one: number, other: number, length: number): boolean {
  for (let place = 0; place < length; place++)
    if (steps[one + place]?.shape !== steps[other + place]?.shape) return false;
  return true;
}
