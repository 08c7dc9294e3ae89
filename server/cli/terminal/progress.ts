import {
  type FoldedGraph,
  type RunEvent,
  type TaskState,
  foldRounds,
  stateOfRounds,
} from '../../protocol/index.ts';
import { type Colour, type Terminal, paint } from './terminal.ts';

const marks: Readonly<Record<TaskState, { readonly mark: string; readonly colour: Colour }>> = {
  waiting: { mark: '·', colour: 'dim' },
  running: { mark: '▶', colour: 'blue' },
  completed: { mark: '✔', colour: 'green' },
  failed: { mark: '✘', colour: 'red' },
  cancelled: { mark: '■', colour: 'yellow' },
  skipped: { mark: '↷', colour: 'yellow' },
};

/** A task with more rounds than this has one line. */
const mostRounds = 6;

/** Draws a run's task graph and redraws it in place while the run goes on. Draws nothing where nobody can see it. */
export class ProgressDisplay {
  readonly #terminal: Terminal;
  #graph: FoldedGraph | undefined;
  readonly #states = new Map<string, TaskState>();
  readonly #notes = new Map<string, string>();
  #drawnLines = 0;

  /** Tasks that recorded results answer; why stays beside them. */
  readonly #cached = new Set<string>();

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  show(event: RunEvent): void {
    if (event.kind === 'log') return this.#print(event);
    if (!this.#terminal.showsProgress) return;
    this.#take(event);
    this.#redraw();
  }

  /** A line of a program stands above the graph. */
  #print({ task, text }: Extract<RunEvent, { kind: 'log' }>): void {
    const up = this.#drawnLines > 0 ? `\u001b[${this.#drawnLines}A\u001b[J` : '';
    this.#terminal.error(`${up}${paint(this.#terminal, 'dim', `${task} │`)} ${text}\n`);
    this.#drawnLines = 0;
    if (this.#terminal.showsProgress) this.#redraw();
  }

  #take(event: RunEvent): void {
    if (event.kind === 'started' || event.kind === 'graph') this.#graph = foldRounds(event.graph, mostRounds);
    else if (event.kind === 'task') this.#takeState(event.task, event.state, event.duration);
    else if (event.kind === 'cache')
      for (const { task, isCached, reason } of event.notes) {
        this.#notes.set(task, reason);
        if (isCached) this.#cached.add(task);
      }
    else if (event.kind === 'forecast') this.#notes.set(event.task, event.summary);
    else if (event.kind === 'iteration') {
      const { iteration, value, best } = event.iteration;
      const [now, least] = [value, best].map((energy) => energy.toPrecision(9));
      this.#notes.set(event.task, `iteration ${iteration}: ${now}, best ${least}`);
    } else if (event.kind === 'progress')
      this.#notes.set(event.task, `${Math.round(event.fraction * 100)} %`);
  }

  #takeState(task: string, state: TaskState, duration: number | undefined): void {
    this.#states.set(task, state);
    if (duration !== undefined && !this.#cached.has(task)) this.#notes.set(task, `${duration.toFixed(0)} ms`);
  }

  #redraw(): void {
    const lines =
      this.#graph === undefined ? [] : drawGraph(this.#graph, this.#states, this.#notes, this.#terminal);
    const up = this.#drawnLines > 0 ? `\u001b[${this.#drawnLines}A` : '';
    this.#terminal.error(up + lines.map((line) => `\u001b[2K${line}\n`).join(''));
    this.#drawnLines = lines.length;
  }
}

/** One line a task, in the order of the file, with what it needs behind its name. */
export function drawGraph(
  graph: FoldedGraph,
  states: ReadonlyMap<string, TaskState>,
  notes: ReadonlyMap<string, string>,
  terminal: Terminal,
): string[] {
  const width = Math.max(0, ...graph.nodes.map(({ name }) => name.length));
  return graph.nodes.map(({ name, call }) => {
    const rounds = roundsOf(graph, name, states);
    const { mark, colour } = marks[rounds?.state ?? states.get(name) ?? 'waiting'];
    const needs = graph.edges.filter(({ to }) => to === name).map(({ from }) => from);
    const after = needs.length === 0 ? '' : ` ← ${needs.join(', ')}`;
    const note = rounds?.text ?? notes.get(name);
    const tail = note === undefined ? '' : paint(terminal, 'dim', `  ${note}`);
    return `  ${paint(terminal, colour, mark)} ${name.padEnd(width)}  ${call}${after}${tail}`;
  });
}

function roundsOf({ rounds }: FoldedGraph, name: string, states: ReadonlyMap<string, TaskState>) {
  const members = rounds.get(name);
  return members && stateOfRounds(members.map((member) => states.get(member) ?? 'waiting'));
}
