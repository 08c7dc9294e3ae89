import { expressionOf, runsSomething } from '../../language/index.ts';
import type { CacheNote } from '../../protocol/index.ts';
import { evaluate } from '../evaluate.ts';
import type { EvaluationContext } from '../evaluation-context.ts';
import { TaskFailure } from '../failure.ts';
import type { Families } from '../families.ts';
import type { PlannedTask } from '../plan.ts';
import { type Needs, Schedule } from '../scheduler.ts';
import { calledBy, ofCall } from '../step.ts';
import type { Verdict } from './run-cache.ts';

/** A task with what it sees. */
export interface Foreseen {
  readonly task: PlannedTask;
  readonly context: EvaluationContext;
}

/**
 * Tells of each task, before a run, whether an earlier run answers it. What depends on a task that runs can only be told
 * when that has its result. The families of the run learn nothing of it.
 *
 * @param judge the verdict on a task that is one call; nothing for other tasks
 */
export async function foresee(
  needs: Needs,
  tasks: ReadonlyMap<string, Foreseen>,
  families: Families,
  judge: (
    task: PlannedTask,
    context: EvaluationContext,
  ) => Promise<(Verdict & { shots: number }) | undefined>,
): Promise<readonly CacheNote[]> {
  const notes: CacheNote[] = [];
  const schedule = new Schedule(needs, () => ({ priority: 0, cpu: 1, cost: 0 }), Infinity);
  for (;;) {
    const [started, skipped] = [schedule.start(), schedule.skip()];
    if (started.length === 0 && skipped.length === 0) return notes;
    for (const { task, because } of skipped)
      if (isCall(tasks.get(task)?.task))
        notes.push({ task, isCached: false, reason: `depends on ${because}, which runs` });
    for (const name of started) {
      const found = tasks.get(name);
      const verdict = found && (await judge(found.task, { ...found.context, families }));
      if (verdict !== undefined) notes.push(noteOf(verdict));
      const isKnown = found !== undefined && settled(found, verdict, families);
      schedule.ended(name, isKnown ? 'completed' : 'failed');
    }
  }
}

function isCall(task: PlannedTask | undefined): boolean {
  return task !== undefined && calledBy(task) !== undefined;
}

function noteOf({ task, isCached, reason }: Verdict): CacheNote {
  return { task, isCached, reason };
}

/** Whether a task's value is known before the run. */
function settled(
  { task, context }: Foreseen,
  verdict: (Verdict & { shots: number }) | undefined,
  families: Families,
): boolean {
  if (verdict !== undefined) {
    if (verdict.outcome === undefined) return false;
    const { value } = ofCall({ ...verdict.outcome, shots: verdict.shots });
    if (value !== undefined) families.settle(task.name, value);
    return true;
  }
  if (task.kind !== 'step' || runsSomething(expressionOf(task.step.node))) return false;
  if (task.step.node.kind === 'assert') return true;
  try {
    families.settle(task.name, evaluate(task.step.node.value, { ...context, families }));
    return true;
  } catch (error) {
    if (error instanceof TaskFailure) return false;
    throw error;
  }
}
