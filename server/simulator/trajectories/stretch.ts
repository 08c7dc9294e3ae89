import type { Random } from '../../base/index.ts';
import type { Channel } from '../../circuit/index.ts';
import { type Choice, type Pattern, PatternSource, type Site } from '../noise/patterns.ts';
import { type Branch, unravelled } from '../noise/unravelling.ts';
import type { Operation } from '../program/operation.ts';
import type { Evolution, Program } from '../program/step.ts';
import type { Path } from '../run/machine.ts';
import { type Trace, trace } from '../run/trace.ts';
import { type DenseJump, denseJump } from './jumps.ts';

/** A stretch is cut into so many segments; shots that part within one start from the state ahead of it. */
const segments = 12;

/** A segment has at least so many operations. */
const leastSegment = 16;

/** See {@link Branch}. */
interface DenseBranch extends Branch {
  readonly jumps: readonly DenseJump[];
}

interface DenseSite {
  readonly unravelling: readonly DenseBranch[];
}

/** A part of a program on which only noise is random. */
export class Stretch {
  readonly ahead: Trace;
  readonly source: PatternSource;
  readonly #unravellings = new Map<number, readonly DenseBranch[]>();
  readonly #segment: number;

  constructor(ahead: Trace, random: Random, unravellings: Unravellings) {
    this.ahead = ahead;
    const sites = ahead.operations.flatMap((operation, at): readonly (Site & DenseSite)[] =>
      operation.kind === 'channel' ? [{ at, unravelling: unravellings.of(operation) }] : [],
    );
    for (const { at, unravelling } of sites) this.#unravellings.set(at, unravelling);
    this.source = new PatternSource(sites, random);
    this.#segment = Math.max(leastSegment, Math.ceil(ahead.operations.length / segments));
  }

  get length(): number {
    return this.ahead.operations.length;
  }

  branchOf({ at, branch }: Choice): DenseBranch {
    const found = this.#unravellings.get(at)?.[branch];
    if (found === undefined) throw new Error(`no branch ${branch} at ${at}`);
    return found;
  }

  /** The segment around a place. */
  segmentAround(at: number): { readonly start: number; readonly end: number } {
    const start = at - (at % this.#segment);
    return { start, end: start + this.#segment };
  }

  /** What happens from one place to before another where noise makes these choices. */
  operations(from: number, to: number, choices: readonly Choice[]): Concrete {
    const branches = new Map(choices.map(({ at, branch }) => [at, branch]));
    const operations: Operation[] = [];
    let isUnitary = true;
    for (let at = from; at < to; at++) {
      const operation = this.ahead.operations[at];
      if (operation === undefined) break;
      if (operation.kind === 'rotations') throw new Error('noisy circuits are laid out without rotations');
      if (operation.kind !== 'channel') operations.push(operation);
      else {
        const [jump] = this.branchOf({ at, branch: branches.get(at) ?? 0 }).jumps;
        if (jump === undefined) continue;
        operations.push(...jump.operations);
        isUnitary &&= jump.isUnitary;
      }
    }
    return { operations, isUnitary };
  }
}

/** Operations without anything random. */
export interface Concrete {
  readonly operations: readonly Operation[];
  readonly isUnitary: boolean;
}

/** Follows a program from a path on. */
export function stretchFrom(
  program: Program,
  path: Path,
  dropsResets: boolean,
  random: Random,
  unravellings: Unravellings,
): Stretch {
  return new Stretch(trace(program, path, dropsResets), random, unravellings);
}

/** The unravellings of a program's channels, each made once. */
export class Unravellings {
  readonly #made = new Map<Channel, Map<string, readonly DenseBranch[]>>();

  of({ channel, qubits }: Extract<Evolution, { kind: 'channel' }>): readonly DenseBranch[] {
    let byQubits = this.#made.get(channel);
    if (byQubits === undefined)
      this.#made.set(channel, (byQubits = new Map<string, readonly DenseBranch[]>()));
    const key = qubits.join();
    let made = byQubits.get(key);
    if (made === undefined) byQubits.set(key, (made = denselyUnravelled(channel, qubits)));
    return made;
  }
}

function denselyUnravelled(channel: Channel, qubits: readonly number[]): readonly DenseBranch[] {
  return unravelled(channel, qubits).map((branch) => ({ ...branch, jumps: branch.jumps.map(denseJump) }));
}

/** Patterns by what they choose before a place. */
export function groupedBefore(patterns: readonly Pattern[], end: number): readonly (readonly Pattern[])[] {
  const keyOf = ({ choices }: Pattern) =>
    choices
      .filter(({ at }) => at < end)
      .map(({ at, branch }) => `${at}:${branch}`)
      .join();
  return [...Map.groupBy(patterns, keyOf).values()];
}
