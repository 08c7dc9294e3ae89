import { type CancellationToken, throwIfCancelled } from '../../base/index.ts';
import type { Circuit } from '../circuit.ts';
import type { CompactProgram } from './compact.ts';
import type { NativeOutput } from './native-output.ts';
import { FreePasses, coupledPasses, entanglingCount, rounds } from './passes.ts';
import type { InsertedSwap } from './place.ts';
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

/**
 * The ways to compile a program. Exchanges that blocks are shorter with become other names for what follows, which changes
 * who has to meet whom: a circuit that fits a device without swaps may fit no more. So levels 2 and 3 go both ways.
 */
export class Candidates {
  readonly #shell: Circuit;
  readonly #source: CompactProgram;
  readonly #target: CompileTarget;
  readonly #options: CandidateOptions;
  readonly #mirrored: FreePasses;
  readonly #plain: FreePasses;

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
  }

  /** The only way that a level has of its own, or its first one. */
  first(level: CompileLevel): Candidate {
    return this.#made(level, this.#firstProgram(level));
  }

  /** The gates of the same without a circuit of them. */
  writeFirst(level: CompileLevel, output: NativeOutput): Positions {
    const { program, positions } = this.#routed(level, this.#firstProgram(level));
    translateInto(output, program, this.#target, translationAt(level));
    return positions;
  }

  #firstProgram(level: CompileLevel): Relabelled {
    return level === 0 || level === 1 ? this.#withNames(level) : this.#mirrored.upTo(rounds[level]);
  }

  /** The best of all ways of a level and those below it, so that no level is worse than another one below. */
  best(level: CompileLevel): Candidate {
    let best = this.first(level);
    let least = this.#weightOf(best);
    for (const { below, program } of this.#others(level)) {
      throwIfCancelled(this.#options.cancellation);
      const next = this.#made(below, program);
      const weight = this.#weightOf(next);
      if (isLighter(weight, least)) [best, least] = [next, weight];
    }
    return best;
  }

  *#others(level: CompileLevel): Generator<{ readonly below: CompileLevel; readonly program: Relabelled }> {
    for (const below of ([3, 2] as const).filter((one) => one <= level)) {
      const mirrored = this.#mirrored.upTo(rounds[below]);
      const plain = this.#plain.upTo(rounds[below]);
      if (below < level) yield { below, program: mirrored };
      if (entanglingCount(mirrored.program) < entanglingCount(plain.program)) yield { below, program: plain };
    }
    if (level > 1) yield { below: 1, program: this.#withNames(1) };
    if (level > 0) yield { below: 0, program: this.#withNames(0) };
  }

  /** Levels 0 and 1 leave exchanges as they are. */
  #withNames(level: 0 | 1): Relabelled {
    const { program, merged, used } = this.#source;
    return { program: level === 0 ? program : merged, ends: used.map((_, qubit) => qubit) };
  }

  #made(level: CompileLevel, relabelled: Relabelled): Candidate {
    const { program, positions } = this.#routed(level, relabelled);
    const body = translated(program, this.#target, translationAt(level));
    return { ...positions, circuit: { ...this.#shell, body } };
  }

  #routed(level: CompileLevel, { program, ends }: Relabelled) {
    const { cancellation } = this.#options;
    const onDevice = placedOnTarget(program, this.#source.used.length, this.#target, {
      ...this.#options,
      level,
    });
    // Where all are neighbours the passes have done all that they can.
    const isChanged = this.#target.coupling !== 'all' && !(this.#options.isQuick && level < 2);
    const routed = isChanged
      ? coupledPasses(onDevice.program, this.#target, level, cancellation)
      : onDevice.program;
    const positions: Positions = {
      initialLayout: onDevice.initialLayout,
      ends: ends.map((end) => onDevice.finalLayout[end] ?? -1),
      swaps: onDevice.swaps,
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
