import type { Observable, PauliTerm } from '../../circuit/index.ts';
import { misreadQubits } from '../program/noise.ts';
import { type TermGroup, groupTerms, identityPart } from '../pauli/groups.ts';
import type { WantedEstimate } from '../method.ts';
import { misreadMean } from '../pauli/misread.ts';
import { addOutcomes, basisTurns, measuredBits } from '../pauli/sampled.ts';
import { estimateGroups } from '../pauli/estimate.ts';
import { exactEstimate, squareOf } from '../pauli/squared.ts';
import { wordGroups } from '../pauli/words.ts';
import type { Sweep } from '../run/explore.ts';
import { drawCounts } from '../sampling/outcomes.ts';
import { wordBytes } from '../state/word-groups.ts';
import type { Estimate } from '../simulator.ts';
import type { DensityRun } from './density-run.ts';
import type { DensityState } from './density-state.ts';
import { marginal, normalised, reported } from './distribution.ts';

/**
 * The expectation value that infinitely many shots would give, misread measurements included; with the variance where none
 * is misread.
 */
export function estimateExactly(run: DensityRun, wanted: WantedEstimate): Estimate {
  const { observable } = wanted;
  const { state, program } = run;
  const isMisread = misreadQubits(program.readout) !== 0;
  const squares = isMisread ? undefined : squareOf(wanted);
  let [value, square] = [0, 0];
  run.explore({ kind: 'exact' }, false, (_, weight) => {
    value += weight * (isMisread ? asReported(run, observable) : traceWith(state, observable.terms));
    if (squares !== undefined) square += weight * traceWith(state, squares);
  });
  return exactEstimate(value, squares && square);
}

/** Tr(Oρ). */
function traceWith(state: DensityState, terms: readonly PauliTerm[]): number {
  let total = 0;
  for (const { flips, words } of wordGroups(terms)) {
    const elements = state.elementsAside(flips);
    const view = new DataView(words.buffer, words.byteOffset, words.byteLength);
    for (let at = 0; at < words.length; at += wordBytes) total += traceWithWord(elements, flips, view, at);
  }
  return total;
}

/** @param elements those of a row ^ flips and column for each column. */
function traceWithWord(elements: Float64Array, flips: number, word: DataView, at: number): number {
  const [re, im] = [word.getFloat64(at, true), word.getFloat64(at + 8, true)];
  const signs = word.getUint32(at + 16, true);
  let total = 0;
  for (let column = 0; column < elements.length / 2; column++) {
    const term = re * (elements[2 * column] ?? 0) - im * (elements[2 * column + 1] ?? 0);
    total += isOdd((column ^ flips) & signs) ? -term : term;
  }
  return total;
}

function isOdd(bits: number): boolean {
  let rest = bits;
  for (let shift = 16; shift > 0; shift >>= 1) rest ^= rest >> shift;
  return (rest & 1) === 1;
}

function asReported(run: DensityRun, observable: Observable): number {
  const { state, program } = run;
  return groupTerms(observable).reduce(
    (sum, group) =>
      sum +
      inBasis(state, group, () =>
        misreadMean(group, marginal(state, [...group.basis.keys()]), program.readout),
      ),
    identityPart(observable),
  );
}

/** Looks at a state in a group's basis; it is as it was when this returns. */
function inBasis<T>(state: DensityState, group: TermGroup, look: () => T): T {
  const turns = basisTurns(group);
  state.run(turns.map(({ there }) => there));
  const found = look();
  state.run(turns.map(({ back }) => back));
  return found;
}

type Shots = Extract<Sweep, { kind: 'shots' }>;

/** An expectation value from shots, divided among groups of terms as for pure states. */
export function estimateSampled(run: DensityRun, observable: Observable, sweep: Shots): Estimate {
  const { state, program } = run;
  const { value } = estimateGroups(run, observable, sweep, (group, shots, sums) =>
    inBasis(state, group, () => {
      const outcomes = normalised(reported(state, measuredBits(group), program.readout));
      addOutcomes(group, drawCounts(outcomes, shots, sweep.random), sums);
    }),
  );
  return value;
}
