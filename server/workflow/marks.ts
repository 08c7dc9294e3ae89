import type { tree } from '../language/index.ts';
import { diagnose, findAnnotation } from '../library/index.ts';
import { type EvaluationContext, evaluate } from './evaluate.ts';
import { TaskFailure } from './failure.ts';
import type { PlannedTask } from './plan.ts';
import { asNumber } from './run-value.ts';

/** How a task runs, as its annotations say. Times are in milliseconds. */
export interface Marks {
  readonly priority: number;
  /** How many of the places for tasks it takes. */
  readonly cpu: number;
  /** The most that it may take, in bytes. */
  readonly memory?: number;
  /** How often it is tried again. */
  readonly retries: number;
  readonly retryDelay: number;
  /** The longest that one attempt may take. */
  readonly timeout?: number;
  /** The longest that all attempts together may take. */
  readonly latency?: number;
}

const plain: Marks = { priority: 0, cpu: 1, retries: 0, retryDelay: 0 };

/** Reads the annotations of a task. @throws {TaskFailure} where an argument has no value in this run. */
export function marksOf(task: PlannedTask, context: EvaluationContext): Marks {
  if (task.kind === 'circuit') return plain;
  const read = (name: string, parameter: string): number | undefined => {
    const found = task.step.node.annotations.find((annotation) => annotation.name.text === name);
    const argument = found && argumentOf(found, parameter);
    return argument && asNumber(evaluate(argument, context));
  };
  const memory = read('resources', 'memory');
  const [timeout, latency] = [read('timeout', 'limit'), read('limits', 'latency')];
  return {
    priority: read('priority', 'level') ?? 0,
    cpu: read('resources', 'cpu') ?? 1,
    retries: read('retry', 'times') ?? 0,
    retryDelay: milliseconds(read('retry', 'delay') ?? 0),
    ...(memory === undefined ? {} : { memory: memory * 2 ** 30 }),
    ...(timeout === undefined ? {} : { timeout: milliseconds(timeout) }),
    ...(latency === undefined ? {} : { latency: milliseconds(latency) }),
  };
}

/** Durations of the language are in seconds. */
function milliseconds(seconds: number): number {
  return seconds * 1000;
}

function argumentOf(annotation: tree.Annotation, parameter: string): tree.Expression | undefined {
  const byPlace =
    findAnnotation(annotation.name.text)?.parameters.filter(({ positional }) => positional) ?? [];
  return annotation.arguments.find(({ name }, place) => (name?.text ?? byPlace[place]?.name) === parameter)
    ?.value;
}

/** @throws {TaskFailure} for a workflow that asks for what only a later version can do. */
export function refuseLater(annotations: readonly tree.Annotation[], context: EvaluationContext): void {
  for (const { name, span } of annotations) {
    const later = findAnnotation(name.text)?.later;
    if (later === undefined) continue;
    const diagnostic = diagnose('QF5123', { start: span.start, end: name.span.end }, [name.text, later]);
    throw new TaskFailure([{ model: context.model, diagnostic }]);
  }
}
