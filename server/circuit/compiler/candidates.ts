import { type CancellationToken, throwIfCancelled } from '../../base/index.ts';
import type { Circuit } from '../circuit.ts';
import type { CompactProgram } from './compact.ts';
import type { NativeOutput } from './native-output.ts';
import { FreePasses, coupledPasses, entanglingCount, rounds } from './passes.ts';
import { type InsertedSwap, type Placed, flipsIn } from './place.ts';
import { placedOnTarget } from './place-on-target.ts';
import type { Relabelled } from './relabel.ts';
import { type CircuitFigures, type CompileLevel, figuresOf, lossOf } from './report.ts';
import type { CompileTarget } from './target.ts';
import { type TranslationOptions, translateInto, translated } from './translate.ts';

/** Where a program's qubits are on a device. */
export interface Positions {
  /** The device's qubit on which each qubit of the program starts, and on which it ends. */
  readonly initialLayout: readonly number[];
  readonly ends: readonly number[];
  readonly swaps: readonly InsertedSwap[];
  /** Controlled flips that it was expected to take when it was routed, each run of gates on one pair as one block. */
  readonly flips: number;
  readonly level: CompileLevel;
}

/** A program without places, and the level whose search gives it some. */
interface Way extends Relabelled {
  readonly level: CompileLevel;
}

/** A program on a device, as one way to compile it makes it. */
export interface Candidate extends Positions {
  readonly circuit: Circuit;
}

export interface CandidateOptions {
  readonly seed: number;
  /** Whether routing tries one layout only. */
  readonly isQuick: boolean;
  readonly cancellation: CancellationToken;
}

/** What candidates are compared by. */
interface Weight {
  readonly figures: CircuitFigures;
  /** −ln of the probability that none of the two-qubit gates errs. */
  readonly loss: number;
}

/** Whether one is to be preferred: by its two-qubit gates, then by their longest chain, then by their errors. */
function isLighter(one: Weight, other: Weight): boolean {
  const [a, b] = [one.figures, other.figures];
  if (a.twoQubitGates !== b.twoQubitGates) return a.twoQubitGates < b.twoQubitGates;
  if (a.twoQubitDepth !== b.twoQubitDepth) return a.twoQubitDepth < b.twoQubitDepth;
  if (Math.abs(one.loss - other.loss) > 1e-12) return one.loss < other.loss;
  return a.gates < b.gates;
}

/** How far above the best one's expected flips those of another way may be, since the passes behind routing may still help. */
const hope = { share: 1.2, flips: 15 } as const;

/**
 * The ways to compile a program. Exchanges that blocks are shorter with become other names for what follows, which changes
 * who has to meet whom: a circuit that fits a device without swaps may fit no more. So levels 2 and 3 go both ways. A
 * way is left as soon as routing shows that it takes more flips than another one.
 */
export class Candidates {
  readonly #shell: Circuit;
  readonly #source: CompactProgram;
  readonly #target: CompileTarget;
  readonly #options: CandidateOptions;
  readonly #mirrored: FreePasses;
  readonly #plain: FreePasses;
  /** Whether what routing is told of the program is all there is. */
  readonly #isFlat: boolean;
  /** Programs that take too many swaps. */
  readonly #givenUp = new Set<Relabelled['program']>();

  /** @param shell the circuit to be, without its body */
  constructor(shell: Circuit, source: CompactProgram, target: CompileTarget, options: CandidateOptions) {
    this.#shell = shell;
    this.#source = source;
    this.#target = target;
    this.#options = options;
    const { program, used } = source;
    const passes = (mirrors: boolean) =>
      new FreePasses(program, used.length, target, { mirrors, cancellation: options.cancellation });
    this.#mirrored = passes(true);
    this.#plain = passes(false);
    this.#isFlat = program.operations.every(({ kind }) => kind !== 'flow');
  }

  /** The only way that a level has of its own, or its first one. */
  first(level: CompileLevel): Candidate {
    const way = this.#firstWay(level);
    return this.#finished(way, this.#placed(way, Infinity), Number.NaN);
  }

  /** The gates of the same without a circuit of them. */
  writeFirst(level: CompileLevel, output: NativeOutput): Positions {
    const way = this.#firstWay(level);
    const { program, positions } = this.#routed(way, this.#placed(way, Infinity), Number.NaN);
    translateInto(output, program, this.#target, translationAt(level));
    return positions;
  }

  #firstWay(level: CompileLevel): Way {
    if (level === 0 || level === 1) return this.#withNames(level);
    return { level, ...this.#mirrored.upTo(rounds[level]) };
  }

  /** The best of all ways of a level and those below it, so that no level is worse than another one below. */
  best(level: CompileLevel): Candidate {
    const [first, ...others] = this.#ways(level);
    if (first === undefined) return this.first(level);
    let best = this.#finished(first, this.#placed(first, Infinity), this.#flipsOf(first));
    let least = this.#weightOf(best);
    let shortest = best;
    for (const way of others) {
      throwIfCancelled(this.#options.cancellation);
      const next = this.#promising(way, shortest);
      if (next === undefined) continue;
      // Levels below 2 leave runs of gates as they are: their flips are too few.
      if (shortest.level < 2 || !(next.flips >= shortest.flips)) shortest = next;
      const weight = this.#weightOf(next);
      if (isLighter(weight, least)) [best, least] = [next, weight];
    }
    return best;
  }

  /**
   * A level goes all ways of the one below first, so that what it gives up depends on nothing else. Where all qubits are neighbours,
   * the shortest program is the best to begin with.
   */
  #ways(level: CompileLevel): readonly Way[] {
    if (level === 0) return [this.#withNames(0)];
    const named = [this.#withNames(1), this.#withNames(0)];
    const remade = ([2, 3] as const).filter((one) => one <= level).flatMap((one) => this.#remade(one));
    return this.#target.coupling === 'all' ? [...remade.toReversed(), ...named] : [...named, ...remade];
  }

  /** Exchanges take nothing where all qubits are neighbours. */
  #remade(level: 2 | 3): readonly Way[] {
    const mirrored: Way = { level, ...this.#mirrored.upTo(rounds[level]) };
    if (this.#target.coupling === 'all') return [mirrored];
    const plain: Way = { level, ...this.#plain.upTo(rounds[level]) };
    return entanglingCount(mirrored.program) < entanglingCount(plain.program)
      ? [plain, mirrored]
      : [mirrored];
  }

  /** Levels 0 and 1 leave exchanges as they are. */
  #withNames(level: 0 | 1): Way {
    const { program, merged, used } = this.#source;
    return { level, program: level === 0 ? program : merged, ends: used.map((_, qubit) => qubit) };
  }

  #finished(way: Way, onDevice: Placed, flips: number): Candidate {
    const { program, positions } = this.#routed(way, onDevice, flips);
    const body = translated(program, this.#target, translationAt(way.level));
    return { ...positions, circuit: { ...this.#shell, body } };
  }

  /** A way as a candidate, unless its flips say that it is no better than the best one so far. */
  #promising(way: Way, best: Candidate): Candidate | undefined {
    const flips = this.#flipsOf(way);
    const { pairErrors } = this.#target;
    const least = best.level < 2 && way.level >= 2 ? Infinity : best.flips;
    if (flips > least + hope.flips) return undefined;
    if (best.swaps.length === 0 && flips >= least && pairErrors === undefined) return undefined;
    if (this.#givenUp.has(way.program)) return undefined;
    const most = hope.share * least + hope.flips - flips;
    const onDevice = this.#placed(way, most);
    if (!(onDevice.addedFlips > most)) return this.#finished(way, onDevice, flips);
    this.#givenUp.add(way.program);
    return undefined;
  }

  /** Without swaps. Not a number where there are branches or loops, whose swaps are not counted: every comparison is false. */
  #flipsOf({ program }: Way): number {
    return this.#isFlat ? flipsIn(program, this.#source.used.length) : Number.NaN;
  }

  #placed({ program, level }: Way, mostAddedFlips: number): Placed {
    const { length } = this.#source.used;
    return placedOnTarget(program, length, this.#target, { ...this.#options, level, mostAddedFlips });
  }

  #routed({ level, ends }: Way, onDevice: Placed, flips: number) {
    const { cancellation } = this.#options;
    // Where all are neighbours the passes have done all that they can.
    const isChanged = this.#target.coupling !== 'all' && !(this.#options.isQuick && level < 2);
    const routed = isChanged
      ? coupledPasses(onDevice.program, this.#target, level, cancellation)
      : onDevice.program;
    const positions: Positions = {
      initialLayout: onDevice.initialLayout,
      ends: ends.map((end) => onDevice.finalLayout[end] ?? -1),
      swaps: onDevice.swaps,
      flips: flips + onDevice.addedFlips,
      level,
    };
    return { program: routed, positions };
  }

  #weightOf({ circuit }: Candidate): Weight {
    return { figures: figuresOf(circuit), loss: lossOf(circuit, this.#target) };
  }
}

function translationAt(level: CompileLevel): TranslationOptions {
  return { merges: level >= 1, collects: level >= 2, dropsHidden: level >= 2 };
}
