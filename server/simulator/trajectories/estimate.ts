import type { Observable } from '../../circuit/index.ts';
import { misreadQubits } from '../program/noise.ts';
import { type TermGroup, groupTerms, identityPart } from '../pauli/groups.ts';
import { misreadMean } from '../pauli/misread.ts';
import { basisTurns } from '../pauli/sampled.ts';
import { expectationOf, wordGroups } from '../pauli/words.ts';
import type { Sweep } from '../run/explore.ts';
import type { OnProgress, Run } from '../run/run.ts';
import type { Estimate } from '../simulator.ts';
import type { DenseState } from '../state/dense-state.ts';
import type { FirstPatterns } from './walk.ts';
import { Walk } from './walk.ts';

type Shots = Extract<Sweep, { kind: 'shots' }>;

/** Running sums over trajectories, each as often as its shots. */
interface Sums {
  sum: number;
  squares: number;
}

/**
 * The mean over so many trajectories of the expectation value on each. Where the probability p of no error at all is
 * known before the run, that trajectory is followed once and has the weight p; all shots then go to the others, so that
 * they are not spent on what needs no statistics.
 */
export function estimateOver(
  run: Run,
  observable: Observable,
  { shots, random }: Shots,
  onProgress: OnProgress,
): Estimate {
  const { program, state, copies } = run;
  const valueOf = valueOn(run, observable);
  const sums: Sums = { sum: 0, squares: 0 };
  let usual = { probability: 0, value: 0 };
  const first: FirstPatterns = (source, isWhole) => {
    const probability = isWhole ? (source.usualProbability ?? 0) : 0;
    if (probability === 0) return source.draw(0, shots);
    usual = { probability, value: 0 };
    const others = probability < 1 ? source.drawUnusual(shots) : [];
    // No shots tell the usual trajectory from the others.
    return [{ choices: [], isOpen: false, shots: 0 }, ...others];
  };
  const atEnding = (_: unknown, count: number) => {
    const value = valueOf(state);
    if (count === 0) usual = { ...usual, value };
    sums.sum += count * value;
    sums.squares += count * value * value;
  };
  new Walk({ program, state, random, dropsResets: false, copies, atEnding, onProgress }).run(shots, first);
  return combined(usual, sums, shots, observable);
}

function combined(
  usual: { readonly probability: number; readonly value: number },
  { sum, squares }: Sums,
  shots: number,
  { terms }: Observable,
): Estimate {
  const rest = 1 - usual.probability;
  if (rest === 0) return { value: usual.value, stderr: 0 };
  const mean = sum / shots;
  // One shot has no spread of its own: the widest that the observable can have stands in.
  const bound = terms.reduce((total, { coefficient }) => total + Math.abs(coefficient), 0);
  const variance = shots > 1 ? Math.max(0, squares - shots * mean * mean) / (shots - 1) / shots : bound ** 2;
  return { value: usual.probability * usual.value + rest * mean, stderr: rest * Math.sqrt(variance) };
}

/** The expectation value on a state, misread measurements included. */
function valueOn({ program }: Run, observable: Observable): (state: DenseState) => number {
  const { readout } = program;
  if (misreadQubits(readout) === 0) {
    const words = wordGroups(observable.terms);
    return (state) => expectationOf(state, words);
  }
  const groups = groupTerms(observable);
  const constant = identityPart(observable);
  return (state) =>
    groups.reduce((sum, group) => sum + misreadMean(group, inBasis(state, group), readout), constant);
}

/** The distribution of a group's qubits measured in its basis. */
function inBasis(state: DenseState, group: TermGroup): Float64Array {
  const turns = basisTurns(group);
  for (const { there } of turns) state.apply(there);
  const table = state.marginal([...group.basis.keys()]);
  for (const { back } of turns.toReversed()) state.apply(back);
  return table;
}
