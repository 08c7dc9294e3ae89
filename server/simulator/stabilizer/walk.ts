import { Refused } from '../run/refused.ts';
import { type Path, startOf } from '../run/machine.ts';
import { type Sweep, leastWeight, tolerance } from '../run/explore.ts';
import { binomial } from '../sampling/binomial.ts';
import type { CliffordProgram } from './clifford-program.ts';
import { type NoiseSite, digitsOf } from './noise-site.ts';
import type { Watch } from './reference.ts';
import { opcode } from './synthesis.ts';
import { type Action, type Stretch, behind, stretchFrom } from './stretch.ts';

/** A state that a walk takes along a path. */
export interface WalkingState<S> {
  /** Runs the codes of gates. */
  run(code: Int32Array, watch: Watch): void;
  /** The probability that a measurement finds 1; exactly 0 or 1 where that is certain. */
  probabilityOfOne(qubit: number): number;
  /** A measurement has found `value`, which was open and has the given probability. */
  find(qubit: number, value: 0 | 1, probability: number): void;
  /** Applies X. */
  flip(qubit: number): void;
  copy(): S;
}

/**
 * What happens where a run has reached its last stretch.
 *
 * @param state the state before the stretch, which belongs to the callee; behind its crossed part where there is one.
 * @param weight the number of shots or the probability that came here.
 * @param bits what the measurements in the crossed part found.
 */
export type AtLastStretch<S> = (stretch: Stretch, state: S, weight: number, bits: readonly number[]) => void;

/** The most paths of an exact run. */
const exactPaths = 2 ** 16;

/** The most paths of a run with shots. */
const shotPaths = 2 ** 20;

export interface WalkOptions {
  readonly program: CliffordProgram;
  readonly sweep: Sweep;
  /** See {@link stretchFrom}. */
  readonly leavesOut: boolean;
  /** How many copies of the state may wait. */
  readonly copies: number;
  readonly watch: Watch;
  /** What of the last stretch is carried out as well; nothing where it is left out. */
  readonly crossed?: (stretch: Stretch) => readonly Action[];
}

interface Place<S> {
  readonly stretch: Stretch;
  readonly state: S;
  /** The next action of the stretch. */
  readonly at: number;
  readonly bits: readonly number[];
  readonly weight: number;
  /** The qubit whose measurement gave the last bit, where that may still be misread. */
  readonly unread?: number;
}

/** A place on the path that is followed now, whose bits are still added to. */
type Open<S> = Omit<Place<S>, 'bits' | 'unread'> & { readonly bits: number[] };

interface Crossed {
  readonly bits: readonly number[];
  readonly weight: number;
}

type Measurement = Extract<Action, { kind: 'measure' | 'reset' }>;

/**
 * Follows the outcomes on which control flow depends, up to the last stretch of each path. Shots that share their
 * outcomes share the work: at each open measurement they are divided, and the state is copied for those that wait.
 */
export class Walk<S extends WalkingState<S>> {
  readonly #options: WalkOptions;
  readonly #waiting: Place<S>[] = [];
  #paths = 0;
  #lost = 0;

  constructor(options: WalkOptions) {
    this.#options = options;
  }

  /** @param state |0…0⟩. */
  run(state: S, atLast: AtLastStretch<S>): void {
    const { program, sweep } = this.#options;
    const weight = sweep.kind === 'shots' ? sweep.shots : 1;
    this.#enter({ stretch: this.#stretchFrom(startOf(program)), state, at: 0, bits: [], weight }, atLast);
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop())
      this.#enter(next, atLast);
  }

  /** Follows one path to its last stretch. */
  #enter(start: Place<S>, atLast: AtLastStretch<S>): void {
    let place = start;
    for (;;) {
      const { state, stretch } = place;
      const { bits, weight } = this.#cross(place);
      if (weight === 0) return;
      if (stretch.ending !== undefined) {
        this.#countPath();
        return atLast(stretch, state, weight, bits);
      }
      const path = behind(stretch, (event) => bits[event] ?? 0);
      place = { stretch: this.#stretchFrom(path), state, at: 0, bits: [], weight };
    }
  }

  #stretchFrom(path: Path): Stretch {
    return stretchFrom(this.#options.program, path, this.#options.leavesOut);
  }

  /** Carries out the rest of a stretch; no weight is left where the path is too unlikely to follow. */
  #cross(start: Place<S>): Crossed {
    const { watch, crossed } = this.#options;
    const { stretch, state } = start;
    const bits = [...start.bits];
    const actions = stretch.ending === undefined ? stretch.actions : (crossed?.(stretch) ?? []);
    let weight = start.unread === undefined ? start.weight : this.#read(start.unread, { ...start, bits });
    for (let at = start.at; at < actions.length; at++) {
      const action = actions[at]!;
      watch();
      if (action.kind === 'gates') state.run(action.code, watch);
      else weight = this.#carryOut(action, { stretch, state, at: at + 1, bits, weight });
      if (weight < leastWeight) return this.#abandon(weight);
    }
    return { bits, weight };
  }

  /** What of the weight stays on this path; the rest waits. The bit of a measurement is added to `next.bits`. */
  #carryOut(action: Exclude<Action, { kind: 'gates' }>, next: Open<S>): number {
    if (action.kind === 'noise') return this.#strike(action.site, next);
    const { bit, weight } = this.#measure(action, next);
    if (action.kind === 'reset') return weight;
    next.bits.push(bit);
    return this.#read(action.qubit, { ...next, weight });
  }

  /** Divides the weight among the words of a noise site. */
  #strike({ qubits, probabilities }: NoiseSite, next: Open<S>): number {
    let { weight } = next;
    let rest = 1;
    for (const [word, probability] of probabilities.entries()) {
      if (word === 0 || probability <= 0) continue;
      const struck = this.#shareOf(weight, Math.min(1, probability / rest));
      rest -= probability;
      weight -= struck;
      if (struck < leastWeight) continue;
      const state = next.state.copy();
      state.run(pauliCode(qubits, word), this.#options.watch);
      this.#keep({ ...next, bits: [...next.bits], state, weight: struck });
    }
    return weight;
  }

  /** The last bit is misread on a part of the weight, which waits. */
  #read(qubit: number, next: Open<S>): number {
    const { p01, p10 } = this.#options.program.readout[qubit] ?? { p01: 0, p10: 0 };
    const bit = next.bits.at(-1) ?? 0;
    const probability = bit === 1 ? p10 : p01;
    const misread = probability === 0 ? 0 : this.#shareOf(next.weight, probability);
    if (misread > 0) {
      const bits = [...next.bits.slice(0, -1), 1 - bit];
      this.#keep({ ...next, state: next.state.copy(), bits, weight: misread });
    }
    return next.weight - misread;
  }

  #shareOf(weight: number, probability: number): number {
    const { sweep } = this.#options;
    return sweep.kind === 'exact' ? weight * probability : binomial(sweep.random, weight, probability);
  }

  #abandon(weight: number): Crossed {
    this.#lost += weight;
    if (this.#lost > tolerance) throw tooManyPaths();
    return { bits: [], weight: 0 };
  }

  /** Measures or resets a qubit; the outcome that is not followed now waits. */
  #measure({ kind, qubit }: Measurement, next: Open<S>): { readonly bit: 0 | 1; readonly weight: number } {
    const { state, weight } = next;
    const one = state.probabilityOfOne(qubit);
    if (one === 0 || one === 1) {
      if (kind === 'reset' && one === 1) state.flip(qubit);
      return { bit: one, weight };
    }
    const { outcome: bit, kept, later } = this.#divide(weight, one);
    if (later > 0) {
      const other = state.copy();
      find(other, kind, qubit, bit === 1 ? 0 : 1, one);
      const isRecorded = kind === 'measure';
      const bits = isRecorded ? [...next.bits, 1 - bit] : [...next.bits];
      this.#keep({ ...next, state: other, bits, weight: later, ...(isRecorded && { unread: qubit }) });
    }
    find(state, kind, qubit, bit, one);
    return { bit, weight: kept };
  }

  /** Divides the weight between two outcomes; the lighter side goes first. */
  #divide(
    weight: number,
    one: number,
  ): { readonly outcome: 0 | 1; readonly kept: number; readonly later: number } {
    const ones = this.#shareOf(weight, one);
    const zeros = weight - ones;
    return zeros === 0 || (ones !== 0 && ones < zeros)
      ? { outcome: 1, kept: ones, later: zeros }
      : { outcome: 0, kept: zeros, later: ones };
  }

  #keep(place: Place<S>): void {
    this.#waiting.push(place);
    if (this.#waiting.length > this.#options.copies) throw tooManyCopies();
    if (this.#options.sweep.kind === 'exact' && this.#waiting.length + this.#paths > exactPaths)
      throw tooManyPaths();
  }

  #countPath(): void {
    if (++this.#paths > (this.#options.sweep.kind === 'exact' ? exactPaths : shotPaths)) throw tooManyPaths();
  }
}

/** The gates that a word of a noise site is. */
function pauliCode(qubits: readonly number[], word: number): Int32Array {
  const gates = [opcode.x, opcode.y, opcode.z];
  return Int32Array.from(
    digitsOf(word, qubits.length).flatMap((digit, operand) =>
      digit === 0 ? [] : [gates[digit - 1]!, qubits[operand]!, qubits[operand]!],
    ),
  );
}

function find<S extends WalkingState<S>>(
  state: S,
  kind: Measurement['kind'],
  qubit: number,
  bit: 0 | 1,
  one: number,
): void {
  state.find(qubit, bit, bit === 1 ? one : 1 - one);
  if (kind === 'reset' && bit === 1) state.flip(qubit);
}

function tooManyCopies(): Refused {
  return new Refused(
    'too-large',
    'What measurements and noise decide on the way needs more copies of the state than the memory limit allows.',
    'Raise the limit with simulator(memory: …), in GiB, or use fewer qubits.',
  );
}

function tooManyPaths(): Refused {
  return new Refused(
    'not-exact',
    `What measurements and noise decide on the way opens more than ${exactPaths.toLocaleString('en')} paths, too many to follow.`,
    'Ask for a number of shots, or for fewer.',
  );
}
