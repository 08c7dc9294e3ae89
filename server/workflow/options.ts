import type { Model } from '../language/index.ts';
import { diagnose, maximumShots } from '../library/index.ts';
import type { RunRequest } from '../protocol/index.ts';
import type { Simulator } from '../simulator/index.ts';
import { type EvaluationContext, evaluate } from './evaluate.ts';
import { TaskFailure } from './failure.ts';
import type { PlannedTask } from './plan.ts';
import { namedNumbers, resolveBackend } from './settings.ts';
import type { TaskOptions } from './task.ts';

/**
 * Settles how one task runs. What is said closest to the run wins:
 * shots: the request, the task, its backend, exact; the run of a single circuit takes the request's default before exact;
 * backend: the request, the task, the embedded simulator;
 * seed: the task, else the run's seed mixed with the task's name, so that tasks are independent of each other and of
 * their order; the run of a single circuit uses the run's seed itself.
 */
export function taskOptions(
  task: PlannedTask,
  context: EvaluationContext,
  request: RunRequest,
  runSeed: number,
  simulator: Simulator,
): TaskOptions {
  const numbers = task.kind === 'call' ? namedNumbers(task.call, context) : new Map<string, number>();
  const backend = resolveBackend(context, request.backend ?? namedBackend(task, context), simulator);
  const defaultShots = task.kind === 'circuit' ? request.defaultShots : undefined;
  const shots = request.shots ?? numbers.get('shots') ?? backend.defaultShots ?? defaultShots;
  return {
    backend,
    shots: shots === 0 ? undefined : shots,
    seed: numbers.get('seed') ?? (task.kind === 'call' ? mixSeed(runSeed, task.name) : runSeed),
  };
}

function namedBackend(task: PlannedTask, context: EvaluationContext): string | undefined {
  if (task.kind === 'circuit') return undefined;
  const argument = task.call.arguments.find(({ name }) => name?.text === 'on');
  const value = argument && evaluate(argument.value, context);
  return value?.kind === 'backend' ? value.symbol.name : undefined;
}

/** The run's seed: the request's, else the one that the backend of the run declares, else a fresh one. */
export function runSeed(
  context: EvaluationContext,
  tasks: readonly PlannedTask[],
  request: RunRequest,
  simulator: Simulator,
  freshSeed: () => number,
): number {
  if (request.seed !== undefined) return request.seed;
  const [first] = tasks;
  const name = request.backend ?? (first && namedBackend(first, context));
  return resolveBackend(context, name, simulator).seed ?? freshSeed();
}

/** FNV-1a over the name, started from the seed, kept within 32 bits. */
function mixSeed(seed: number, name: string): number {
  let hash = (0x811c9dc5 ^ seed ^ Math.floor(seed / 2 ** 32)) >>> 0;
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}

/** @throws {TaskFailure} when the request's shots or seed are out of range; the file's own were checked before. */
export function checkRequest(model: Model, request: RunRequest): void {
  for (const shots of [request.shots, request.defaultShots]) {
    if (shots !== undefined && !isWholeNumber(shots, maximumShots)) {
      const most = maximumShots.toLocaleString('en');
      throw refusal(model, diagnose('QF5110', { start: 0, end: 0 }, [String(shots), most]));
    }
  }
  if (request.seed !== undefined && !isWholeNumber(request.seed, Number.MAX_SAFE_INTEGER)) {
    throw refusal(model, diagnose('QF5111', { start: 0, end: 0 }, [String(request.seed)]));
  }
}

function refusal(model: Model, diagnostic: ReturnType<typeof diagnose>): TaskFailure {
  return new TaskFailure([{ model, diagnostic }]);
}

function isWholeNumber(value: number, most: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= most;
}
