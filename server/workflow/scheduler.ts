import type { TaskGraph, TaskState } from '../protocol/index.ts';
import { Heap } from './heap.ts';

/** What each task needs, in the order of the file. */
export type Needs = ReadonlyMap<string, readonly string[]>;

export function needsOf({ nodes, edges }: TaskGraph): Needs {
  const needs = new Map<string, string[]>(nodes.map(({ name }) => [name, []]));
  for (const { from, to } of edges) needs.get(to)?.push(from);
  return needs;
}

/** What a task takes of the machine, and how urgent it is. */
export interface Demand {
  readonly priority: number;
  /** Of the places for tasks. */
  readonly cpu: number;
  /** How much it is expected to take; the unit does not matter. */
  readonly cost: number;
}

/** A task that can never start, and which of its needs has no result. */
export interface Skip {
  readonly task: string;
  readonly because: string;
}

interface Entry {
  readonly name: string;
  readonly position: number;
  readonly needs: readonly string[];
  readonly dependents: Entry[];
  readonly demand: Demand;
  /** How many of its needs have no result yet. */
  open: number;
  state: TaskState;
}

/**
 * What to do next. Dependencies come first: a task may start when all that it needs has completed, and is skipped when
 * something that it needs never will. Of those that may start, the most urgent does, among equals the one of the least
 * cost, then the first in the file. What it answers follows from the graph and from what it was told alone, and an
 * event costs no more than the logarithm of the number of tasks for each of its edges.
 */
export class Schedule {
  readonly #entries = new Map<string, Entry>();
  readonly #ready = new Heap<Entry>(goesFirst);
  readonly #lost: Entry[] = [];
  readonly #places: number;
  readonly #demandOf: (task: string) => Demand;
  #free: number;

  constructor(needs: Needs, demandOf: (task: string) => Demand, places: number) {
    this.#places = places;
    this.#free = places;
    this.#demandOf = demandOf;
    this.unfold(needs);
  }

  /** Whether a task waits only for room. */
  get hasReady(): boolean {
    return this.#ready.first !== undefined;
  }

  /** The tasks that start now: as many as there is room for. From here on they run. */
  start(): readonly string[] {
    const started: string[] = [];
    // A large urgent task is not overtaken for ever by small ones behind it.
    for (let next = this.#ready.first; next !== undefined; next = this.#ready.first) {
      const wanted = placesFor(next.demand, this.#places);
      if (wanted > this.#free) break;
      this.#free -= wanted;
      next.state = 'running';
      started.push(next.name);
      this.#ready.take();
    }
    return started;
  }

  /** The tasks that turned out never to start; each is told once. */
  skip(): readonly Skip[] {
    const skipped: Skip[] = [];
    for (let next = this.#lost.shift(); next !== undefined; next = this.#lost.shift()) {
      skipped.push({ task: next.name, because: next.needs.find((need) => this.#isLost(need)) ?? '' });
      this.#lose(next);
    }
    return skipped;
  }

  /** Takes in how a running task ended. */
  ended(task: string, state: 'completed' | 'failed' | 'cancelled' | 'skipped'): void {
    const entry = this.#entries.get(task);
    if (entry?.state !== 'running') return;
    entry.state = state;
    this.#free += placesFor(entry.demand, this.#places);
    if (state !== 'completed') return this.#lose(entry);
    for (const dependent of entry.dependents)
      if (--dependent.open === 0 && dependent.state === 'waiting') this.#ready.add(dependent);
  }

  /** Goes on with other tasks: those that it knows keep their state, those that are gone leave their places. */
  unfold(needs: Needs): void {
    const before = new Map(this.#entries);
    this.#entries.clear();
    this.#ready.clear();
    this.#free = this.#places;
    for (const [name, needed] of needs) {
      const { state, demand } = before.get(name) ?? { state: 'waiting', demand: this.#demandOf(name) };
      this.#entries.set(name, { ...entryOf(name, this.#entries.size, needed, demand), state });
      if (state === 'running') this.#free -= placesFor(demand, this.#places);
    }
    for (const entry of this.#entries.values()) this.#link(entry);
  }

  #link(entry: Entry): void {
    for (const name of entry.needs) {
      const needed = this.#entries.get(name);
      needed?.dependents.push(entry);
      if (needed?.state === 'completed') entry.open--;
    }
    if (entry.state !== 'waiting') return;
    if (entry.open === 0) this.#ready.add(entry);
    else if (entry.needs.some((name) => this.#isLost(name))) {
      entry.state = 'skipped';
      this.#lost.push(entry);
    }
  }

  /** Everything that needs a task without a result has none either. */
  #lose(entry: Entry): void {
    for (const dependent of entry.dependents) {
      if (dependent.state !== 'waiting') continue;
      dependent.state = 'skipped';
      this.#lost.push(dependent);
    }
  }

  #isLost(task: string): boolean {
    const state = this.#entries.get(task)?.state;
    return state === 'failed' || state === 'cancelled' || state === 'skipped';
  }
}

function entryOf(name: string, position: number, needs: readonly string[], demand: Demand): Entry {
  return { name, position, needs, dependents: [], demand, open: needs.length, state: 'waiting' };
}

function goesFirst(one: Entry, other: Entry): boolean {
  const [left, right] = [one.demand, other.demand];
  if (left.priority !== right.priority) return left.priority > right.priority;
  return left.cost === right.cost ? one.position < other.position : left.cost < right.cost;
}

/** A task that wants more places than there are takes all of them. */
function placesFor({ cpu }: Demand, places: number): number {
  return Math.min(cpu, places);
}
