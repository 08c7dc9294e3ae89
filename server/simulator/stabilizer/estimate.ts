import type { Observable, PauliTerm, ReadoutError } from '../../circuit/index.ts';
import type { WantedEstimate } from '../method.ts';
import { type GroupSums, meanOf } from '../pauli/sampled.ts';
import { exactEstimate, squareOf } from '../pauli/squared.ts';
import { isFaultless } from '../program/noise.ts';
import { type TermGroup, allotShots, groupTerms, identityPart } from '../pauli/groups.ts';
import type { Sweep } from '../run/explore.ts';
import { startOf } from '../run/machine.ts';
import { Refused } from '../run/refused.ts';
import type { Estimate } from '../simulator.ts';
import { isNoisy } from './clifford-program.ts';
import { RandomFaults } from './faults.ts';
import { type BranchBits, throughFrames } from './frames.ts';
import { expectationsBehind } from './heisenberg.ts';
import { type Reference, referenceOf } from './reference.ts';
import { reportedWords } from '../pauli/reported-words.ts';
import { type Action, stretchFrom } from './stretch.ts';
import { opcode } from './synthesis.ts';
import { Tableau } from './tableau.ts';
import { Walk, type WalkOptions } from './walk.ts';

/**
 * The expectation value that infinitely many shots would give, without sampling: each path through the circuit by its
 * probability. With it comes the variance where no measurement is misread.
 */
export function estimateExactly(options: WalkOptions, wanted: WantedEstimate): Estimate {
  const { watch, program } = options;
  const first = stretchFrom(program, startOf(program), options.leavesOut);
  if (first.ending === undefined && isNoisy(program)) throw notExact();
  const isMisread = program.readout.some((error) => !isFaultless(error));
  const reported = wanted.observable.terms.flatMap((term) => reportedWords(term, program.readout));
  const squares = isMisread ? undefined : squareOf(wanted);
  const all = [...reported, ...(squares ?? [])];
  const words = all.map(({ factors }) => factors);
  let [value, square] = [0, 0];
  new Walk<Tableau>(options).run(new Tableau(program.qubits), ({ actions }, tableau, weight) => {
    const values = expectationsBehind(actions, words, tableau, watch);
    for (const [place, { coefficient }] of all.entries()) {
      const part = weight * coefficient * values[place]!;
      if (place < reported.length) value += part;
      else square += part;
    }
  });
  return exactEstimate(value, squares && square);
}

function notExact(): Refused {
  return new Refused(
    'not-exact',
    'The stabilizer method has no exact results where measured bits of a noisy circuit decide what comes next.',
    'Ask for a number of shots instead.',
  );
}

type Shots = Extract<Sweep, { kind: 'shots' }>;

/** An expectation value from shots, divided among groups of terms as `pauli/estimate.ts` does. */
export function estimateByShots(options: WalkOptions, observable: Observable, sweep: Shots): Estimate {
  const { program, watch } = options;
  const groups = groupTerms(observable);
  const first = stretchFrom(program, startOf(program), true);
  const single = first.ending && referenceOf(first, new Tableau(program.qubits), watch);
  const quotas = allotShots(groups, sweep.shots);
  const parts = groups.map((group, place) => {
    const shots = quotas[place] ?? 1;
    const sums: GroupSums = { shots: 0, sum: 0, squares: 0 };
    if (single !== undefined) measureGroup(single.fork(), group, shots, sweep, program.readout, sums);
    else
      new Walk<Tableau>({ ...options, sweep: { ...sweep, shots } }).run(
        new Tableau(program.qubits),
        (stretch, tableau, share) =>
          measureGroup(referenceOf(stretch, tableau, watch), group, share, sweep, program.readout, sums),
      );
    return meanOf(group, sums);
  });
  return {
    value: parts.reduce((total, { mean }) => total + mean, identityPart(observable)),
    stderr: Math.sqrt(parts.reduce((total, { variance }) => total + variance, 0)),
  };
}

/** Frames are taken through in batches of 32 times this. */
const batchWords = 128;

/** Reads a group's value off `shots` measurements in its basis; the reference is moved on. */
function measureGroup(
  reference: Reference,
  { basis, terms }: TermGroup,
  shots: number,
  { random }: Shots,
  readout: readonly ReadoutError[],
  sums: GroupSums,
): void {
  const faults = new RandomFaults(readout, random);
  const start = reference.bits.length;
  reference.finish(basisActions(basis));
  const eventOf = new Map([...basis.keys()].map((qubit, place) => [qubit, start + place]));
  for (let done = 0; done < shots; done += 32 * batchWords) {
    const count = Math.min(32 * batchWords, shots - done);
    const words = Math.ceil(count / 32);
    const draw: BranchBits = () => Int32Array.from({ length: words }, () => random.nextUint32());
    const { flips } = throughFrames(reference, words, draw, faults);
    const values = new Float64Array(count);
    for (const term of terms) addTerm(values, term, reference.bits, flips, eventOf);
    sums.shots += count;
    for (const value of values) {
      sums.sum += value;
      sums.squares += value * value;
    }
  }
}

function addTerm(
  values: Float64Array,
  { coefficient, factors }: PauliTerm,
  bits: readonly number[],
  flips: readonly Int32Array[],
  eventOf: ReadonlyMap<number, number>,
): void {
  const events = factors.map(({ qubit }) => eventOf.get(qubit) ?? 0);
  const own = events.reduce((parity, event) => parity ^ (bits[event] ?? 0), 0);
  for (let word = 0; 32 * word < values.length; word++) {
    const parities = events.reduce((parity, event) => parity ^ (flips[event]?.[word] ?? 0), -own);
    const end = Math.min(values.length, 32 * word + 32);
    for (let shot = 32 * word; shot < end; shot++)
      values[shot]! += ((parities >>> (shot & 31)) & 1) === 0 ? coefficient : -coefficient;
  }
}

/** Takes each qubit's Pauli operator to Z and measures it. */
function basisActions(basis: TermGroup['basis']): readonly Action[] {
  const code = [...basis].flatMap(([qubit, pauli]) => {
    if (pauli === 'Z') return [];
    const turn = [opcode.h, qubit, qubit];
    return pauli === 'X' ? turn : [opcode.sdg, qubit, qubit, ...turn];
  });
  const measures = [...basis.keys()].map((qubit): Action => ({ kind: 'measure', qubit }));
  return [{ kind: 'gates', code: Int32Array.from(code) }, ...measures];
}
