import type { TypedValue, Value } from '../base/index.ts';
import type { Model, tree } from '../language/index.ts';
import type { Attachments } from './attachments.ts';
import type { Coverage } from './coverage/coverage.ts';
import type { Families } from './families.ts';
import type { Round } from './rounds.ts';
import type { RunValue } from './run-value.ts';
import type { TableWorld } from './tables/world.ts';

/** What the expressions of a workflow may refer to beside the file itself. */
export interface EvaluationContext {
  readonly model: Model;
  /** The tasks of the run, and results of those that have run. */
  readonly families: Families;
  /** Values of `input` declarations. */
  readonly inputs: ReadonlyMap<string, TypedValue>;
  /** Values for the parameters of the circuit or workflow that runs by itself, in their order. */
  readonly arguments: readonly Value[];
  /** The parameters of the workflow that runs. */
  readonly parameters: ReadonlyMap<tree.ParameterNode, TypedValue>;
  /** Where in the loops of the workflow the expression stands. */
  readonly round: Round;
  readonly attachments: Attachments;
  /** What notes the statements that run, where somebody wants to know. */
  readonly coverage?: Coverage;
  /** Where the tables of the run are, where it has any. */
  readonly tables?: TableWorld | undefined;
  /** Results of the calls inside an expression that ran before it is evaluated. */
  readonly calls?: ReadonlyMap<tree.CallExpression, RunValue>;
}

/** Evaluates an expression: handed to what reads a kind of expression, for expressions stand in each other. */
export type Evaluate = (expression: tree.Expression, context: EvaluationContext) => RunValue;
