import { compareCircuits } from './checks/compare-circuits.ts';
import { isRandomised, judgeAnsatz } from './checks/random-angles.ts';
import type { EvaluationContext } from './evaluation-context.ts';
import { isLearning, runLearning } from './learning/run-learning.ts';
import { isOfMemory, runOnMemory } from './learning/run-memory.ts';
import { outsideCall, runOutside } from './outside/run-outside.ts';
import { type Runnable, type TaskEvents, type TaskOptions, type TaskOutcome, runCall } from './task.ts';
import { runTable, tableCall } from './tables/run-table.ts';
import { growAnsatz } from './variational/grow-ansatz.ts';
import { isSearch, runSearch } from './variational/run-search.ts';

/** Runs a call in the way of its kind. @throws {TaskFailure} when it cannot, {@link Cancelled} when it shall not go on */
export function runOfKind(
  called: Runnable,
  context: EvaluationContext,
  options: TaskOptions,
  events: TaskEvents,
): Promise<TaskOutcome> {
  if (called.kind === 'circuit') return runCall(called, context, options, events);
  const { name } = called.callee;
  if (name === 'equivalent') return compareCircuits(called, context, options, events);
  if (tableCall(called) !== undefined) return runTable(called, context, options, events);
  if (outsideCall(called) !== undefined) return runOutside(called, context, options, events);
  if (isRandomised(name)) return judgeAnsatz(called, context, options, events);
  if (isSearch(name)) return runSearch(called, context, options, events);
  if (isLearning(name)) return runLearning(called, context, options, events);
  if (isOfMemory(name)) return runOnMemory(called, context, options, events);
  if (name === 'adapt_vqe') return growAnsatz(called, context, options, events);
  return runCall(called, context, options, events);
}
