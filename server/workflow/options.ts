import type { Model, tree } from '../language/index.ts';
import { diagnose, findCall, maximumShots } from '../library/index.ts';
import type { RunRequest } from '../protocol/index.ts';
import type { Simulator } from '../simulator/index.ts';
import { evaluate } from './evaluate.ts';
import type { EvaluationContext } from './evaluation-context.ts';
import { TaskFailure } from './failure.ts';
import { namedNumbers, resolveBackend } from './settings.ts';
import type { Runnable, TaskOptions } from './task.ts';

/**
 * Settles how one call runs. What is said closest to the run wins:
 * shots: the request, the call, its backend, exact; the run of a single circuit takes the request's default before exact;
 * backend: the request, the call, the embedded simulator;
 * seed: the call, else the request's, that of its backend or the run's, mixed with the name, so that tasks are independent of
 * each other and of their order; the run of a single circuit uses the run's seed itself.
 *
 * @param name what tells the call from others of the run: its task, and which of its calls it is
 */
export function callOptions(
  called: Runnable,
  name: string,
  context: EvaluationContext,
  request: RunRequest,
  runSeed: number,
  simulator: Simulator,
): TaskOptions {
  const isCall = called.kind === 'call';
  const numbers = isCall && runsCircuits(called) ? namedNumbers(called, context) : new Map<string, number>();
  const backend = resolveBackend(context, request.backend ?? namedBackend(called, context), simulator);
  const defaultShots = isCall ? undefined : request.defaultShots;
  const shots = request.shots ?? numbers.get('shots') ?? backend.defaultShots ?? defaultShots;
  return {
    backend,
    shots: shots === 0 ? undefined : shots,
    seed: numbers.get('seed') ?? (isCall ? mixSeed(request.seed ?? backend.seed ?? runSeed, name) : runSeed),
  };
}

/** Whether a call has the options of circuits; those of others are values under names of their own. */
function runsCircuits({ callee }: tree.CallExpression): boolean {
  const call = findCall(callee.name, 'task');
  return call?.onTables !== true && call?.reachesOut !== true;
}

function namedBackend(called: Runnable, context: EvaluationContext): string | undefined {
  if (called.kind === 'circuit' || !runsCircuits(called)) return undefined;
  const argument = called.arguments.find(({ name }) => name?.text === 'on');
  const value = argument && evaluate(argument.value, context);
  return value?.kind === 'backend' ? value.symbol.name : undefined;
}

/** The run's seed: the request's, else the one that the backend of the run declares, else a fresh one. */
export function runSeed(
  context: EvaluationContext,
  first: Runnable | undefined,
  request: RunRequest,
  simulator: Simulator,
  freshSeed: () => number,
): number {
  if (request.seed !== undefined) return request.seed;
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
