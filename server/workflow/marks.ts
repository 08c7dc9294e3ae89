import type { tree } from '../language/index.ts';
import { diagnose, findAnnotation } from '../library/index.ts';
import { evaluate, isTrue } from './evaluate.ts';
import type { EvaluationContext } from './evaluation-context.ts';
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
  /** The most that it may cost, in US dollars. */
  readonly budget?: number;
  /** Whether an earlier result may answer it, where that is said. */
  readonly cache?: boolean;
}

const plain: Marks = { priority: 0, cpu: 1, retries: 0, retryDelay: 0 };

/** Reads the annotations of a task. @throws {TaskFailure} where an argument has no value in this run. */
export function marksOf(task: PlannedTask, context: EvaluationContext): Marks {
  if (task.kind !== 'step') return plain;
  const { annotations } = task.step.node;
  const read = (name: string, parameter: string) => numberIn(annotations, name, parameter, context);
  const memory = read('resources', 'memory');
  const timeout = read('timeout', 'limit');
  const cache = argumentIn(annotations, 'cache', 'allowed');
  return {
    priority: read('priority', 'level') ?? 0,
    cpu: read('resources', 'cpu') ?? 1,
    retries: read('retry', 'times') ?? 0,
    retryDelay: milliseconds(read('retry', 'delay') ?? 0),
    ...(memory === undefined ? {} : { memory: memory * 2 ** 30 }),
    ...(timeout === undefined ? {} : { timeout: milliseconds(timeout) }),
    ...limitsOf(annotations, context),
    ...(cache === undefined ? {} : { cache: isTrue(cache, context) }),
  };
}

/** What `@limits` before a task or a workflow says. @throws {TaskFailure} where an argument has no value in this run. */
export function limitsOf(
  annotations: readonly tree.Annotation[],
  context: EvaluationContext,
): Pick<Marks, 'latency' | 'budget'> {
  const [budget, latency] = ['budget', 'latency'].map((name) =>
    numberIn(annotations, 'limits', name, context),
  );
  return {
    ...(budget === undefined ? {} : { budget }),
    ...(latency === undefined ? {} : { latency: milliseconds(latency) }),
  };
}

function numberIn(
  annotations: readonly tree.Annotation[],
  name: string,
  parameter: string,
  context: EvaluationContext,
): number | undefined {
  const argument = argumentIn(annotations, name, parameter);
  return argument && asNumber(evaluate(argument, context));
}

function argumentIn(
  annotations: readonly tree.Annotation[],
  name: string,
  parameter: string,
): tree.Expression | undefined {
  const found = annotations.find((annotation) => annotation.name.text === name);
  return found && argumentOf(found, parameter);
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
