import type { Random } from '../../base/index.ts';
import { type Choice, type Pattern, type PatternSource, divergence } from '../noise/patterns.ts';
import { expectationOf, wordGroups } from '../pauli/words.ts';
import type { Operation } from '../program/operation.ts';
import type { Program } from '../program/step.ts';
import { certain, measuredQubit } from '../run/explore.ts';
import { type Path, pathBehind, startOf } from '../run/machine.ts';
import type { Ending } from '../run/trace.ts';
import { binomial } from '../sampling/binomial.ts';
import { divided } from '../sampling/divided.ts';
import type { DenseState } from '../state/dense-state.ts';
import { ForkingState, type Way } from './forks.ts';
import { projector } from './jumps.ts';
import { type Stretch, Unravellings, groupedBefore, stretchFrom } from './stretch.ts';

/** What a walk needs. */
export interface WalkOptions {
  readonly program: Program;
  readonly state: DenseState;
  readonly random: Random;
  readonly dropsResets: boolean;
  /** How many copies of the state may be kept. */
  readonly copies: number;
  /** What happens at the end of a trajectory that so many shots share. */
  readonly atEnding: (ending: Ending, shots: number) => void;
  /** Called between operations with the share of the work done; may throw to stop. */
  readonly onProgress: (fraction: number) => void;
}

/** Draws the patterns of the first stretch of a program; the last argument is whether the program ends with it. */
export type FirstPatterns = (source: PatternSource, isWhole: boolean) => readonly Pattern[];

/**
 * Runs a noisy program on pure states. What noise does is drawn ahead; shots with equal patterns are one trajectory, and
 * trajectories share their evolution up to the segment in which they part.
 */
export class Walk {
  readonly #options: WalkOptions;
  readonly #forking: ForkingState;
  readonly #unravellings = new Unravellings();
  #total = 1;
  #done = 0;
  /** Whether the state may have lost its norm. */
  #isScaled = false;

  constructor(options: WalkOptions) {
    this.#options = options;
    this.#forking = new ForkingState(options.state, options.copies);
  }

  run(shots: number, first: FirstPatterns = (source) => source.draw(0, shots)): void {
    this.#total = shots;
    const stretch = this.#stretch(startOf(this.#options.program));
    this.#follow(stretch, 0, first(stretch.source, stretch.ahead.kind === 'finished'));
    this.#forking.goAll();
  }

  #stretch(path: Path): Stretch {
    const { program, dropsResets, random } = this.#options;
    return stretchFrom(program, path, dropsResets, random, this.#unravellings);
  }

  /** Goes on from place `at` of a stretch, as far as the patterns agree. */
  #follow(stretch: Stretch, at: number, patterns: readonly Pattern[]): void {
    const [only] = patterns;
    if (only === undefined) return;
    if (patterns.length === 1) return this.#finish(stretch, at, only);
    const { start, end } = stretch.segmentAround(divergence(patterns));
    const common = Math.max(at, start);
    this.#evolve(stretch, at, common, only.choices, 0);
    this.#fork(
      groupedBefore(patterns, end).map((group) => ({
        weight: group.length,
        proceed: () => this.#follow(stretch, common, group),
      })),
    );
  }

  #finish(stretch: Stretch, at: number, { choices, isOpen, shots }: Pattern): void {
    const last = isOpen ? choices.at(-1) : undefined;
    this.#evolve(stretch, at, last?.at ?? stretch.length, choices, shots);
    if (last === undefined) this.#behind(stretch, shots);
    else this.#decide(stretch, last, shots);
  }

  /** @param shots those whose trajectory this brings to its end, for the progress. */
  #evolve(stretch: Stretch, from: number, to: number, choices: readonly Choice[], shots: number): void {
    const { operations, isUnitary } = stretch.operations(from, to, choices);
    this.#isScaled ||= !isUnitary;
    const { onProgress } = this.#options;
    this.#forking.run(operations, (fraction) => onProgress((this.#done + shots * fraction) / this.#total));
  }

  #behind({ ahead }: Stretch, shots: number): void {
    if (ahead.kind === 'event') return this.#measure(ahead.path, shots);
    if (ahead.kind === 'partial') return this.#advance(ahead.path, shots);
    this.#normalise();
    this.#options.atEnding(ahead.ending, shots);
    this.#done += shots;
    this.#options.onProgress(Math.min(1, this.#done / this.#total));
  }

  #advance(path: Path, shots: number): void {
    const stretch = this.#stretch(path);
    const patterns = stretch.source.draw(0, shots);
    this.#fork([{ weight: 1, proceed: () => this.#follow(stretch, 0, patterns) }]);
  }

  /** Each way starts from the state as it is now, norm and all. */
  #fork(ways: readonly Way[]): void {
    const isScaled = this.#isScaled;
    this.#forking.fork(
      ways.map(({ weight, proceed }) => ({
        weight,
        proceed: () => {
          this.#isScaled = isScaled;
          proceed();
        },
      })),
    );
  }

  /** Lets the state decide between the operators of a branch. */
  #decide(stretch: Stretch, choice: Choice, shots: number): void {
    this.#normalise();
    const { jumps } = stretch.branchOf(choice);
    const chances = jumps.map(({ chance }) => expectationOf(this.#options.state, wordGroups(chance)));
    const counts = divided(this.#options.random, shots, chances);
    const ways = jumps.flatMap(({ operations }, place): readonly Way[] => {
      const share = counts[place] ?? 0;
      if (share === 0) return [];
      const proceed = () => {
        this.#apply(operations);
        const next = choice.at + 1;
        this.#follow(stretch, next, stretch.source.draw(next, share));
      };
      return [{ weight: share, proceed }];
    });
    this.#fork(ways);
  }

  /** Measures or resets the qubit of the step at `path`; what the circuit reads may be wrong. */
  #measure(path: Path, shots: number): void {
    this.#normalise();
    const { program, random, state } = this.#options;
    const step = program.steps[path.at];
    const qubit = measuredQubit(step);
    const ones = binomial(random, shots, certain(state.probabilityOf(qubit, 1), 10 * state.leastProbability));
    const { p01, p10 } = program.readout[qubit] ?? { p01: 0, p10: 0 };
    const ways = ([0, 1] as const).flatMap((found): readonly Way[] => {
      const share = found === 1 ? ones : shots - ones;
      const wrong = step?.kind === 'measure' ? binomial(random, share, found === 1 ? p10 : p01) : 0;
      const other = found === 1 ? 0 : 1;
      return [
        this.#outcome(path, found, found, share - wrong),
        this.#outcome(path, found, other, wrong),
      ].filter(({ weight }) => weight > 0);
    });
    this.#fork(ways);
  }

  #outcome(path: Path, found: 0 | 1, read: 0 | 1, shots: number): Way {
    const { program } = this.#options;
    const step = program.steps[path.at];
    const qubit = measuredQubit(step);
    const flip: Operation = { kind: 'flip', target: qubit, mask: 0, values: 0 };
    const isFlipped = step?.kind === 'reset' && found === 1;
    return {
      weight: shots,
      proceed: () => {
        this.#apply([projector(qubit, found), ...(isFlipped ? [flip] : [])]);
        this.#advance(pathBehind(program, path, read), shots);
      },
    };
  }

  /** Applies operations that take away from the norm. */
  #apply(operations: readonly Operation[]): void {
    this.#forking.run(operations);
    this.#isScaled = true;
    this.#normalise();
  }

  #normalise(): void {
    if (!this.#isScaled) return;
    const re = 1 / Math.sqrt(this.#options.state.total());
    this.#forking.run([{ kind: 'phase', mask: 0, values: 0, re, im: 0 }]);
    this.#isScaled = false;
  }
}
