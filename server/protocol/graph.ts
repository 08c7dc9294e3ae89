import type { Span } from '../base/index.ts';

/** A task of a workflow as a node of its graph; a run of a single circuit is a graph of one node. */
export interface TaskNode {
  readonly name: string;
  /** The call that the task makes: `sample`, `estimate`, `simulate`; else `value` or `assert`. */
  readonly call: string;
  /** One line for people, such as "bell · 4,096 shots". */
  readonly detail: string;
  /** Of a round of a loop: the task of the file that it is a round of. */
  readonly group?: string;
  /** Where the file declares it. */
  readonly span: Span;
}

export interface TaskEdge {
  readonly from: string;
  readonly to: string;
}

/** The tasks of a workflow in the order of the file, and which needs which. */
export interface TaskGraph {
  readonly workflow: string;
  readonly nodes: readonly TaskNode[];
  readonly edges: readonly TaskEdge[];
}

export type TaskState = 'waiting' | 'running' | 'completed' | 'failed' | 'cancelled' | 'skipped';
