import { type Pattern, type PatternSource, divergence } from '../noise/patterns.ts';
import type { Jump } from '../noise/unravelling.ts';
import type { Program } from '../program/step.ts';
import type { Sweep } from '../run/explore.ts';
import { type Path, startOf } from '../run/machine.ts';
import type { OnProgress } from '../run/run.ts';
import { behind, stretchFrom } from '../run/stretch.ts';
import { binomial } from '../sampling/binomial.ts';
import { divided } from '../sampling/divided.ts';
import { type BoundGate, flattened, oneQubitGate } from './bound-gate.ts';
import { Course, type PureAction, type PureStretch } from './course.ts';
import type { End } from './deferrals.ts';
import { PathBudget } from './path-budget.ts';
import { pureCoder } from './pure-coder.ts';
import type { PureState } from './pure-state.ts';

/** Less than this is rounding: an outcome that cannot occur. */
const leastProbability = 1e-14;

/** Where a path ends: only qubits that are left to look at follow. */
export interface PureEnding {
  readonly stretch: PureStretch;
  readonly state: PureState;
  /** What was read of each measurement of the stretch, or the qubit that is left to look at. */
  readonly events: readonly (0 | 1 | { readonly qubit: number })[];
}

export interface PureWalkOptions {
  readonly program: Program;
  readonly sweep: Sweep;
  /** What comes last; see also `leavesOut` of {@link stretchFrom}. */
  readonly end: End;
  readonly start: () => PureState;
  /** Bytes that the states may take together. */
  readonly memoryLimit: number;
  readonly onProgress: OnProgress;
  /** Draws what noise does first; `isWhole` is whether the circuit ends without anything else that is random. */
  readonly first?: (source: PatternSource, isWhole: boolean) => readonly Pattern[];
}

interface Place {
  readonly course: Course;
  readonly state: PureState;
  /** The next action of the stretch. */
  readonly at: number;
  readonly events: PureEnding['events'];
  readonly weight: number;
  /** What noise does up to the end of the segment, where that is drawn already. */
  readonly ahead?: readonly Pattern[];
}

/** A place on the path that is followed now. */
interface Open extends Place {
  at: number;
  readonly events: (0 | 1 | { readonly qubit: number })[];
  weight: number;
}

/** What a measurement finds, what the circuit reads, and on how many shots. */
interface Way {
  readonly found: 0 | 1;
  readonly read: 0 | 1;
  readonly weight: number;
}

/**
 * Follows a pure state along what measurements and noise decide on the way. Shots that share it share the work: they
 * are divided where they part, and the state is copied for those that wait. What noise does is drawn ahead, up to the
 * next measurement, so that all shots on which nothing happens are one path.
 */
export class PureWalk {
  readonly #options: PureWalkOptions;
  readonly #coder: ReturnType<typeof pureCoder>;
  readonly #waiting: Place[] = [];
  readonly #total: number;
  readonly #budget: PathBudget;
  #done = 0;
  /** Whether a measurement or reset had to be carried out. */
  hasMeasured = false;

  constructor(options: PureWalkOptions) {
    this.#options = options;
    this.#coder = pureCoder(options.program);
    this.#budget = new PathBudget(options.sweep.kind === 'exact', options.memoryLimit);
    this.#total = options.sweep.kind === 'shots' ? options.sweep.shots : 1;
  }

  run(atEnding: (ending: PureEnding, weight: number) => void): void {
    const { start, program, first } = this.#options;
    const course = this.#courseFrom(startOf(program));
    const { source } = course.segmentAt(0);
    const ahead = first && source && { ahead: first(source, course.isWhole) };
    this.#waiting.push({ course, state: start(), at: 0, events: [], weight: this.#total, ...ahead });
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) {
      const end = this.#follow(next);
      if (end === undefined) continue;
      this.#budget.countPath();
      atEnding({ ...end, stretch: end.course.stretch }, end.weight);
      this.#done += end.weight;
      this.#options.onProgress(Math.min(1, this.#done / this.#total));
    }
  }

  #courseFrom(path: Path): Course {
    const { program, end, sweep } = this.#options;
    const stretch = stretchFrom(program, path, end === 'observable', this.#coder);
    return new Course(stretch, end, sweep.kind === 'shots' ? sweep.random : undefined);
  }

  /** Follows one path to its end; nothing where it is too unlikely, or has parted. */
  #follow(start: Place): Place | undefined {
    let place = this.#cross(start);
    while (place?.course.stretch.ending === undefined) {
      if (place === undefined) return undefined;
      const { course, state, weight, events } = place;
      const path = behind(course.stretch, (event) => (events[event] === 1 ? 1 : 0));
      place = this.#cross({ course: this.#courseFrom(path), state, at: 0, events: [], weight });
    }
    return place;
  }

  /** Carries out the rest of a stretch. */
  #cross(start: Place): Place | undefined {
    const { ahead, course, ...rest } = start;
    const { actions } = course.stretch;
    const place: Open = { ...rest, course, events: [...start.events] };
    for (let drawn = ahead; place.at < actions.length; drawn = undefined) {
      if (!this.#disturb(place, drawn)) return undefined;
      const action = actions[place.at];
      if (action === undefined) break;
      place.at++;
      if ((action.kind === 'measure' || action.kind === 'reset') && !this.#measure(action, place))
        return undefined;
    }
    return place;
  }

  /** Goes to the end of a segment, as far as noise does the same on all shots; whether that was reached. */
  #disturb(place: Open, drawn: readonly Pattern[] | undefined): boolean {
    const { end, source } = place.course.segmentAt(place.at);
    if (source === undefined) return this.#evolve(place, end, []);
    const patterns = drawn ?? source.draw(place.at, place.weight);
    const [first = usual] = patterns;
    if (patterns.length > 1) {
      const parting = divergence(patterns);
      this.#evolve(place, parting, first.choices);
      return this.#part(place, patterns);
    }
    const last = first.isOpen ? first.choices.at(-1) : undefined;
    this.#evolve(place, last?.at ?? end, first.choices);
    return last === undefined || this.#decide(place, place.course.branchAt(last.at, last.branch).jumps);
  }

  /** Carries out actions between which nothing is decided. */
  #evolve(place: Open, to: number, choices: Pattern['choices']): true {
    const { course, state, weight } = place;
    const branches = new Map(choices.map(({ at, branch }) => [at, branch]));
    let gates: BoundGate[] = [];
    const flush = () => {
      this.#run(state, gates, weight);
      gates = [];
    };
    for (; place.at < to; place.at++) {
      const action = course.stretch.actions[place.at]!;
      if (action.kind === 'gates') gates.push(...action.code);
      else if (action.kind === 'measure') place.events.push({ qubit: action.qubit });
      else if (action.kind === 'noise' && !course.deferred.has(action)) {
        const [jump] = course.branchAt(place.at, branches.get(place.at) ?? 0).jumps;
        for (const factor of jump?.factors ?? []) {
          const gate = { matrix: flattened(factor.matrix), qubits: factor.qubits, controls: [] };
          if (factor.isUnitary) gates.push(gate);
          else {
            flush();
            state.applyOperator(gate);
          }
        }
      }
    }
    flush();
    return true;
  }

  #run(state: PureState, gates: readonly BoundGate[], weight: number): void {
    if (gates.length === 0) return;
    const { onProgress } = this.#options;
    state.run(gates, (fraction) => onProgress(Math.min(1, (this.#done + weight * fraction) / this.#total)));
  }

  /** Divides the shots by what noise does at the place where they part; all of them wait, the lightest on top. */
  #part(place: Open, patterns: readonly Pattern[]): false {
    const branchOf = ({ choices }: Pattern) => choices.find(({ at }) => at === place.at)?.branch ?? 0;
    const groups = [...Map.groupBy(patterns, branchOf).values()]
      .map((ahead) => ({ ahead, weight: ahead.reduce((sum, { shots }) => sum + shots, 0) }))
      .toSorted((a, b) => b.weight - a.weight);
    for (const [order, group] of groups.entries())
      this.#keep({ ...place, events: [...place.events], state: this.#own(place, order === 0), ...group });
    return false;
  }

  /** Lets the state decide between the operators of a branch at a place. */
  #decide(place: Open, jumps: readonly Jump[]): false {
    const { state, weight, at } = place;
    const { sweep } = this.#options;
    if (sweep.kind === 'exact') throw new Error('noise on a pure state is drawn at random');
    const shares = divided(
      sweep.random,
      weight,
      jumps.map(({ chance }) => state.expectation(chance)),
    );
    const ways = jumps
      .flatMap(({ factors }, way) => (shares[way] === 0 ? [] : [{ factors, weight: shares[way] ?? 0 }]))
      .toSorted((a, b) => b.weight - a.weight);
    const states = ways.map((_, order) => this.#own(place, order === 0));
    for (const [order, { factors, weight: share }] of ways.entries()) {
      const own = states[order]!;
      for (const { matrix, qubits } of factors)
        own.applyOperator({ matrix: flattened(matrix), qubits, controls: [] });
      this.#keep({ course: place.course, events: [...place.events], state: own, at: at + 1, weight: share });
    }
    return false;
  }

  /** The state of a place for one of the ways onward from it: that itself for the first one. */
  #own({ state }: Place, isFirst: boolean): PureState {
    return isFirst ? state : state.copy();
  }

  /** Measures or resets a qubit; the ways that are not followed now wait. Whether there is one to follow. */
  #measure({ kind, qubit }: Extract<PureAction, { kind: 'measure' | 'reset' }>, place: Open): boolean {
    this.hasMeasured = true;
    const [now, ...later] = this.#waysOf(kind, qubit, place).toReversed();
    if (now === undefined) return false;
    const events = [...place.events];
    // The lighter side goes first: so at most log2(shots) states wait.
    for (const { found, read, weight } of later.toReversed()) {
      const other = place.state.copy();
      find(other, kind, qubit, found);
      this.#keep({ ...place, state: other, events: kind === 'measure' ? [...events, read] : events, weight });
    }
    find(place.state, kind, qubit, now.found);
    if (kind === 'measure') place.events.push(now.read);
    place.weight = now.weight;
    return true;
  }

  /** What may be found and read, the likeliest first. */
  #waysOf(kind: 'measure' | 'reset', qubit: number, { state, weight }: Open): readonly Way[] {
    const [zeros, ones] = this.#divide(weight, certain(state.oddsOf(qubit)));
    const { p01, p10 } = this.#options.program.readout[qubit] ?? { p01: 0, p10: 0 };
    const waysOf = (found: 0 | 1, share: number, probability: number): readonly Way[] => {
      const wrong = kind === 'measure' ? this.#misread(share, probability) : 0;
      return [
        { found, read: found, weight: share - wrong },
        { found, read: found === 1 ? 0 : 1, weight: wrong },
      ];
    };
    return [...waysOf(0, zeros, p01), ...waysOf(1, ones, p10)]
      .filter((way) => way.weight > 0)
      .toSorted((a, b) => b.weight - a.weight);
  }

  #misread(weight: number, probability: number): number {
    const { sweep } = this.#options;
    if (probability === 0) return 0;
    return sweep.kind === 'exact' ? weight * probability : binomial(sweep.random, weight, probability);
  }

  /** The weights of the outcomes 0 and 1. */
  #divide(weight: number, one: number): readonly [number, number] {
    const { sweep } = this.#options;
    if (sweep.kind === 'exact')
      return [this.#budget.kept(weight * (1 - one)), this.#budget.kept(weight * one)];
    const ones = binomial(sweep.random, weight, one);
    return [weight - ones, ones];
  }

  #keep(place: Place): void {
    this.#waiting.push(place);
    this.#budget.checkWaiting(this.#waiting);
  }
}

/** Noise does nothing but the usual. */
const usual: Pattern = { choices: [], isOpen: false, shots: 0 };

const x = [0, 0, 1, 0, 1, 0, 0, 0];

function find(state: PureState, kind: 'measure' | 'reset', qubit: number, bit: 0 | 1): void {
  state.collapse(qubit, bit);
  if (kind === 'reset' && bit === 1) state.run([oneQubitGate(qubit, ...x)], () => undefined);
}

/** A probability without what rounding makes of 0 and 1. */
function certain(probability: number): number {
  if (probability < leastProbability) return 0;
  return probability > 1 - leastProbability ? 1 : probability;
}
