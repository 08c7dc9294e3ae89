/** What the editor and the run host say to each other: one union for each direction. */
import type { FileCoverage } from './coverage.ts';
import type { DebugMessage } from './debug.ts';
import type { TaskGraph, TaskState } from './graph.ts';
import type { IterationResult, PlacedDiagnostic, Result, RunDocument } from './result.ts';

/** What to run: a circuit (`main` for the statements at the top of a file), a workflow, or a test by its title. */
export interface RunTarget {
  readonly kind: 'circuit' | 'workflow' | 'test';
  readonly name: string;
}

/** A run as it is asked for; whatever is left out, the file or the checked defaults decide. */
export interface RunRequest {
  readonly runId: string;
  readonly uri: string;
  /** How people call the file. */
  readonly file: string;
  readonly text: string;
  /** Left out: the file's only workflow, else its only circuit. */
  readonly target?: RunTarget;
  readonly backend?: string;
  /** Shots for every task, whatever the file says; 0 means exact. */
  readonly shots?: number;
  /** Shots for the run of a single circuit; left out: exact. The tasks of a workflow say their own. */
  readonly defaultShots?: number;
  readonly seed?: number;
  /** Values for `input` declarations, as written in the language. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** Whole results of tasks that finished in an earlier run of the same text, inputs and seed: they are not run again. */
  readonly reuse?: Readonly<Record<string, Result>>;
  /** What the searches of an unfinished run answered until it ended, by their tasks: they go on from there. */
  readonly checkpoints?: Readonly<Record<string, readonly SearchAnswer[]>>;
  /** The folder whose runs are recorded; where it is left out, what this process ran is known as long as it lives. */
  readonly folder?: string;
  /** Whether runs are recorded there even if none was before. */
  readonly record?: boolean;
  /** False where nobody vouches for the file: then it reaches nothing outside. */
  readonly isTrusted?: boolean;
  /** Whether the run tells which statements it reached. */
  readonly coverage?: boolean;
  /** Whether every task is computed, whatever earlier runs gave. */
  readonly fresh?: boolean;
  /** The run that this one repeats: its results answer whatever has the same content, calls that reach outside too. */
  readonly basis?: string;
  /** A task that runs in any case; `from`: with all that depend on it. */
  readonly again?: { readonly task: string; readonly scope: 'task' | 'from' };
}

/** One answer of a search's energy: values at some points, or one with its derivatives. */
export interface SearchAnswer {
  readonly values: readonly number[];
  /** The standard error of each value. */
  readonly errors: readonly number[];
  readonly gradient?: readonly number[];
  /** How the circuit was simulated. */
  readonly method: string;
}

/** Whether an earlier run answers a task, and why, or what changed. */
export interface CacheNote {
  readonly task: string;
  readonly isCached: boolean;
  readonly reason: string;
  /** The hash of all that decides the result, and its parts by name; once they are known. */
  readonly key?: string;
  readonly parts?: Readonly<Record<string, string>>;
}

export type ToRunner =
  | { readonly kind: 'run'; readonly request: RunRequest }
  | { readonly kind: 'cancel'; readonly runId: string }
  /** Holds a run back between two tasks, or lets it go on. */
  | { readonly kind: 'pause'; readonly runId: string; readonly isPaused: boolean }
  /** From the editor's debugger to one of its sessions. */
  | { readonly kind: 'debug'; readonly session: string; readonly message: DebugMessage }
  /** The answer to `read`; `null` means that there is no such file. */
  | { readonly kind: 'file'; readonly id: number; readonly text: string | null }
  /** The answer to `secret`; `null` means that the editor keeps none. */
  | { readonly kind: 'secret'; readonly id: number; readonly value: string | null };

export type FromRunner =
  | { readonly kind: 'ready'; readonly version: string }
  /** Something that only the log needs to know. */
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'event'; readonly event: RunEvent }
  /** From a session to the editor's debugger. */
  | { readonly kind: 'debug'; readonly session: string; readonly message: DebugMessage }
  /** Asks for the text of an imported file: the editor knows unsaved ones. */
  | { readonly kind: 'read'; readonly id: number; readonly uri: string }
  /** Asks for a secret that a run needs. */
  | { readonly kind: 'secret'; readonly id: number; readonly name: string };

/** What happens in a run, in order; `finished` is the last event of every run, whatever became of it. */
export type RunEvent =
  | {
      readonly kind: 'started';
      readonly runId: string;
      readonly file: string;
      readonly uri: string;
      readonly target: RunTarget;
      readonly backend: string;
      readonly seed: number;
      readonly shots: number;
      readonly graph: TaskGraph;
    }
  /** What earlier runs answer; told of all tasks at the start, of each again when it begins. */
  | { readonly kind: 'cache'; readonly runId: string; readonly notes: readonly CacheNote[] }
  /** The graph again, with the rounds of a loop over results that have come to be known. */
  | { readonly kind: 'graph'; readonly runId: string; readonly graph: TaskGraph }
  /** Whether the run is held back: nothing new starts, what runs goes on to its end. */
  | { readonly kind: 'paused'; readonly runId: string; readonly isPaused: boolean }
  /** What the energy of a search answered since it was told last. */
  | {
      readonly kind: 'checkpoint';
      readonly runId: string;
      readonly task: string;
      readonly answers: readonly SearchAnswer[];
    }
  /** What a task needs, before it takes it. */
  | {
      readonly kind: 'forecast';
      readonly runId: string;
      readonly task: string;
      readonly summary: string;
      readonly memory: number;
    }
  | {
      readonly kind: 'task';
      readonly runId: string;
      readonly task: string;
      readonly state: TaskState;
      /** Milliseconds that it took, once it ended. */
      readonly duration?: number;
      /** Why it failed or was skipped. */
      readonly message?: string;
    }
  /** What a task took, behind its end. */
  | {
      readonly kind: 'metrics';
      readonly runId: string;
      readonly task: string;
      readonly cpuSeconds: number;
      /** The most memory that its process had while it ran. */
      readonly peakBytes: number;
      /** Steps of its circuit, one behind the other. */
      readonly depth?: number;
      readonly shots?: number;
      /** US dollars. */
      readonly cost?: number;
    }
  /** A line that the program of a task wrote. */
  | {
      readonly kind: 'log';
      readonly runId: string;
      readonly task: string;
      readonly stream: 'out' | 'error';
      readonly text: string;
    }
  | { readonly kind: 'progress'; readonly runId: string; readonly task: string; readonly fraction: number }
  /** An iteration of a search for a minimum. */
  | {
      readonly kind: 'iteration';
      readonly runId: string;
      readonly task: string;
      readonly iteration: IterationResult;
    }
  | { readonly kind: 'result'; readonly runId: string; readonly task: string; readonly result: Result }
  | {
      readonly kind: 'diagnostics';
      readonly runId: string;
      readonly diagnostics: readonly PlacedDiagnostic[];
    }
  /** What the run reached, where that was asked for. */
  | { readonly kind: 'coverage'; readonly runId: string; readonly files: readonly FileCoverage[] }
  | { readonly kind: 'finished'; readonly runId: string; readonly document: RunDocument };
