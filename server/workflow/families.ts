import { type Step, commonLoops, type tree } from '../language/index.ts';
import type { Round } from './rounds.ts';
import type { RunValue } from './run-value.ts';

/** The rounds of one step: the name of a task, or a list for each round of a loop. */
export type Rounds = string | readonly Rounds[];

/** One step of the file with all the tasks that a run makes of it. */
export interface Family {
  readonly step: Step;
  /** Absent where the step is a name for a value, which is computed where it is used. */
  readonly rounds?: Rounds;
}

/** The tasks of a run by the steps that they come from, and what those that have run gave. */
export class Families {
  readonly #byNode = new Map<Step['node'], Family>();
  readonly #results = new Map<string, RunValue>();

  add(family: Family): void {
    this.#byNode.set(family.step.node, family);
  }

  /** The same tasks with the same results; what it learns from here on stays with it. */
  fork(): Families {
    const forked = new Families();
    for (const family of this.#byNode.values()) forked.add(family);
    for (const [task, value] of this.#results) forked.settle(task, value);
    return forked;
  }

  of(node: Step['node']): Family | undefined {
    return this.#byNode.get(node);
  }

  settle(task: string, value: RunValue): void {
    this.#results.set(task, value);
  }

  /** What a step gave as a place in `round` sees it: a list for each loop that they do not share; nothing while it runs. */
  resultOf(node: Step['node'], round: Round): RunValue | undefined {
    const rounds = this.roundsOf(node, round.loops, round.indices);
    return rounds === undefined ? undefined : this.collect(rounds);
  }

  /** The rounds of a step as a place sees them that stands in these loops, in the round of these indices. */
  roundsOf(
    node: Step['node'],
    loops: readonly tree.ForStatement[],
    indices: readonly number[],
  ): Rounds | undefined {
    const family = this.#byNode.get(node);
    if (family === undefined) return undefined;
    const shared = indices.slice(0, commonLoops(loops, family.step.loops));
    return shared.reduce<Rounds | undefined>(
      (rounds, index) => (typeof rounds === 'object' ? rounds[index] : undefined),
      family.rounds,
    );
  }

  /** What these rounds gave; nothing while one of them runs. */
  collect(rounds: Rounds): RunValue | undefined {
    if (typeof rounds === 'string') return this.#results.get(rounds);
    const values = rounds.map((round) => this.collect(round));
    return values.every((value) => value !== undefined) ? { kind: 'list', values } : undefined;
  }
}

/** The tasks that rounds consist of. */
export function leaves(rounds: Rounds): readonly string[] {
  return typeof rounds === 'string' ? [rounds] : rounds.flatMap(leaves);
}
