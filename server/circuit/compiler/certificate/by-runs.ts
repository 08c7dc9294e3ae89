import { Random } from '../../../base/index.ts';
import { ActiveState, TooWide } from './active-state.ts';
import { type Certificate, statesBound, tolerance } from './certificate.ts';
import { randomColumns } from './columns.ts';
import { type Comparison, isUnitary, measuredQubits } from './comparison.ts';
import { type Outcome, run, stepsBeside } from './lockstep.ts';
import { overlap } from './overlap.ts';
import { randomBindings, sameValues } from './run-values.ts';

/** Qubits of a circuit that runs follow from a random state of all of them. */
export const mostRuns = 16;
/** Of the device, not in |0⟩ at the same time. */
const mostActive = 20;
const runCount = 12;

/** Nothing where more qubits than can be followed are entangled at once. */
export function byRuns(comparison: Comparison, random: Random): Certificate | undefined {
  const { qubits, source, made } = comparison;
  let deviation = 0;
  try {
    for (let place = 0; place < runCount; place++)
      deviation = Math.max(deviation, runDeviation(comparison, random));
  } catch (error) {
    if (error instanceof TooWide) return undefined;
    throw error;
  }
  const holds = deviation < tolerance;
  // Gates alone do to random states what they do to all.
  const isGates = isUnitary(source) && isUnitary(made) && measuredQubits(source.body).length === 0;
  if (!isGates) return { holds, qubits, method: 'runs', runs: runCount, deviation };
  const bound = statesBound(deviation, runCount);
  return { holds, qubits, method: 'states', states: runCount, infidelity: deviation, ...bound };
}

/** How far one run of both circuits is apart. */
function runDeviation({ source, made, starts, ends }: Comparison, random: Random): number {
  const bindings = randomBindings(source, random);
  const seed = random.nextUint32();
  const places = starts.map((_, place) => place);
  const [before, after] = [source, made].map(
    () => new ActiveState(randomColumns(starts.length, places, 1, new Random(seed)), starts, mostActive),
  );
  if (before === undefined || after === undefined) return 1;
  const own = run(source, bindings, before, (_, probability) => (random.next() < probability ? 1 : 0));
  const same = (place: number) => own.outcomes[place]?.value ?? 0;
  const its = run(made, bindings, after, same, stepsBeside(own));
  const difference = outcomeDifference(own.outcomes, its.outcomes);
  // A run without end shows what it measures until it is cut, on either side after so many steps.
  if (!own.isComplete) return difference;
  if (!its.isComplete || own.outcomes.length !== its.outcomes.length) return 1;
  if (!sameValues(own.variables, its.variables)) return 1;
  // Once a program has stopped early only its values count.
  if (own.hasStopped) return difference;
  return Math.max(difference, 1 - overlap(before.on(starts), after.on(ends), []) ** 2);
}

/** Of the outcomes that both have. */
function outcomeDifference(a: readonly Outcome[], b: readonly Outcome[]): number {
  return a.reduce((most, { probability }, place) => {
    const other = b[place]?.probability;
    return other === undefined ? most : Math.max(most, Math.abs(probability - other));
  }, 0);
}
