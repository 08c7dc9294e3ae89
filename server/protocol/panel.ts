/** What the editor and its panels say to each other: one union for each direction. */
import type { CompilationChoice, CompilationView } from './compilation.ts';
import type { TaskGraph, TaskState } from './graph.ts';
import type { IterationResult, PlacedDiagnostic, Result, RunStatus } from './result.ts';
import type { RunTarget } from './run.ts';
import type { TargetTable } from './targets.ts';

/** The panels that show runs. */
export type RunPanelKind = 'histogram' | 'task-graph';

export type PanelKind = RunPanelKind | 'targets' | 'compilation';

/** One task of a run as panels show it. */
export interface TaskView {
  readonly state: TaskState;
  /** Between 0 and 1, while it runs. */
  readonly fraction?: number;
  /** Milliseconds. */
  readonly duration?: number;
  readonly message?: string;
  readonly forecast?: string;
  /** Whether an earlier run answers it, or what changed. */
  readonly cache?: { readonly isCached: boolean; readonly reason: string };
  /** Of a search for a minimum that has no result yet; at most the latest few thousand. */
  readonly iterations?: readonly IterationResult[];
  readonly result?: Result;
}

/** Everything that a panel shows of one run; sent whole whenever something changed (at most 20 times a second). */
export interface RunView {
  readonly runId: string;
  readonly uri: string;
  readonly file: string;
  readonly target: RunTarget;
  readonly backend: string;
  readonly method: string;
  /** See `RunDocument`. */
  readonly truncation?: number;
  readonly seed: number;
  /** 0 means exact. */
  readonly shots: number;
  readonly status: 'running' | RunStatus;
  /** Whether nothing new starts until somebody lets it go on. */
  readonly isPaused?: boolean;
  readonly graph: TaskGraph;
  readonly tasks: Readonly<Record<string, TaskView>>;
  readonly diagnostics: readonly PlacedDiagnostic[];
  /** ISO 8601. */
  readonly started: string;
  /** Milliseconds, once the run ended. */
  readonly total?: number;
}

export type ToPanel =
  | { readonly kind: 'run'; readonly run: RunView }
  /** The graph of a workflow that has not run yet; it follows the text while the user types. */
  | { readonly kind: 'graph'; readonly uri: string; readonly file: string; readonly graph: TaskGraph }
  /** How a circuit does on its targets. */
  | { readonly kind: 'targets'; readonly table: TargetTable }
  /** A circuit beside what was compiled of it. */
  | { readonly kind: 'compilation'; readonly view: CompilationView }
  /** Where the cursor stands in the text of what is shown, as an offset. */
  | { readonly kind: 'cursor'; readonly offset: number }
  /** There is nothing to show, and why; `choice`: for what else the circuit may be compiled. */
  | { readonly kind: 'empty'; readonly message: string; readonly choice?: CompilationChoice };

export type FromPanel =
  | { readonly kind: 'ready' }
  /** Run the same again. */
  | { readonly kind: 'rerun' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'pause'; readonly isPaused: boolean }
  /** Run one task of the shown run again; `from`: with all that depend on it. */
  | { readonly kind: 'rerunTask'; readonly task: string; readonly scope: 'task' | 'from' }
  /** Show a task in its file. */
  | { readonly kind: 'reveal'; readonly task: string }
  /** Show the place of a diagnostic of the run, by its index in the run's list. */
  | { readonly kind: 'revealDiagnostic'; readonly index: number }
  /** Show a range of the text, by its offsets. */
  | { readonly kind: 'revealSpan'; readonly start: number; readonly end: number }
  /** Compile for another device, or with other passes. */
  | { readonly kind: 'compileFor'; readonly device: string; readonly level: number }
  /** Save what is shown: the panel supplies the text. */
  | {
      readonly kind: 'save';
      readonly format: 'csv' | 'json' | 'svg';
      readonly name: string;
      readonly text: string;
    };

/** What a panel keeps with `setState`, and what its serializer restores it from. */
export interface PanelState {
  readonly panel: PanelKind;
  readonly shown: Exclude<ToPanel, { kind: 'empty' | 'cursor' }>;
}
