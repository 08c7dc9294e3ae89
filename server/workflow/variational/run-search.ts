import type { Circuit } from '../../circuit/index.ts';
import type { tree } from '../../language/index.ts';
import { UnfitObjective, optimizer } from '../../optimizer/index.ts';
import { evaluate } from '../evaluate.ts';
import type { EvaluationContext } from '../evaluation-context.ts';
import { refuseValue } from '../refuse-value.ts';
import { lowered } from '../lowered.ts';
import { plainValue } from '../run-value.ts';
import { namedNumbers } from '../settings.ts';
import {
  type Asked,
  type TaskEvents,
  type TaskOptions,
  type TaskOutcome,
  announce,
  succeeded,
} from '../task.ts';
import { answerLog, usualCheckpoint } from './answer-log.ts';
import { energySearch } from './energy.ts';
import { type ParameterSpace, parameterSpace } from './parameter-space.ts';
import { qaoaCircuit } from './qaoa-circuit.ts';
import { type Search, type SearchPlan, runSearches } from './searches.ts';
import { type MolecularObservable, molecularObservable, sectorMeter, tellDoubts } from './sector.ts';

/** Whether a call searches for a minimum. */
export function isSearch(name: string): boolean {
  return name === 'minimize' || name === 'qaoa';
}

/** Runs `minimize` or `qaoa`. @throws {TaskFailure} when it cannot, {@link Cancelled} when it shall not go on. */
export async function runSearch(
  call: tree.CallExpression,
  context: EvaluationContext,
  options: TaskOptions,
  events: TaskEvents,
): Promise<TaskOutcome> {
  const { circuit, molecular, asked } = problemOf(call, context, options.backend);
  const { observable } = molecular;
  const space = parameterSpace(circuit);
  refuseUnvaried(space, circuit, call, context);
  const plan = searchPlan(call, context, space, options);
  await announce(circuit, options, { kind: 'estimate', observable }, events, asked);
  const source = {
    backend: options.backend,
    circuit,
    observable,
    space,
    options,
    hooks: { cancellation: events.cancellation },
    settled: succeeded(asked),
    log: answerLog(events),
  };
  const sectorAt = await sectorMeter(source, molecular.sector);
  const search = { ...energySearch(source), ...(sectorAt === undefined ? {} : { sectorAt }) };
  const outcome = await searchResult(search, plan, { call, context, events });
  if (outcome.result.kind === 'minimum')
    tellDoubts(outcome.result, molecular, call.span, (fault) => events.warn?.(fault, context.model));
  return outcome;
}

/** Runs a search and tells of it. @throws {TaskFailure} where the optimizer does not fit, {@link Cancelled} */
export async function searchResult(
  search: Search,
  plan: SearchPlan,
  { call, context, events }: SearchPlace,
): Promise<TaskOutcome> {
  try {
    const { x, method, ...found } = await runSearches(search, plan, (iteration) =>
      events.iteration(iteration),
    );
    const { history } = found;
    const { name } = plan.optimizer;
    const result = { names: search.names, parameters: x, ...found, iterations: history.length };
    return { result: { kind: 'minimum', optimizer: name, ...result }, method };
  } catch (error) {
    if (error instanceof UnfitObjective)
      return refuseValue(context.model, call.span, lowerFirst(error.message));
    throw error;
  }
}

/** Where a search was asked for, and who hears of it. */
interface SearchPlace {
  readonly call: tree.CallExpression;
  readonly context: EvaluationContext;
  readonly events: TaskEvents;
}

/** The sentence of an error as a part of another one. */
function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, '');
}

interface SearchProblem {
  readonly circuit: Circuit;
  readonly molecular: MolecularObservable;
  readonly asked: Asked;
}

function problemOf(
  call: tree.CallExpression,
  context: EvaluationContext,
  backend: TaskOptions['backend'],
): SearchProblem {
  const { model } = context;
  const values = call.arguments
    .filter(({ name }) => ['circuit', 'observable'].includes(name?.text ?? 'circuit'))
    .map(({ value }) => evaluate(value, context));
  const use = values.find((value) => value.kind === 'observable');
  if (use === undefined) return refuseValue(model, call.span, 'an observable is needed here');
  const molecular = molecularObservable(use, context);
  const circuitUse = values.find((value) => value.kind === 'circuit');
  if (circuitUse !== undefined) {
    const asked = { model, place: call.span, circuitModel: circuitUse.model };
    return { circuit: lowered(circuitUse, context, { leavesRealsOpen: true, backend }), molecular, asked };
  }
  const layers = namedNumbers(call, context).get('layers') ?? 1;
  const circuit = qaoaCircuit(molecular.observable, layers);
  if (circuit === undefined)
    return refuseValue(
      model,
      call.span,
      'the cost of qaoa is a sum of products of Z, and this one has X or Y',
    );
  if (circuit.qubitCount === 0) return refuseValue(model, call.span, 'the cost of qaoa acts on no qubit');
  return { circuit, molecular, asked: { model, place: call.span, circuitModel: use.model } };
}

function refuseUnvaried(
  { names, fixed }: ParameterSpace,
  { name }: Circuit,
  { span }: tree.CallExpression,
  { model }: EvaluationContext,
): void {
  if (fixed !== undefined)
    return refuseValue(
      model,
      span,
      `the parameter ${fixed} of ${name} is no float or angle: give it a value`,
    );
  if (names.length === 0)
    refuseValue(model, span, `the circuit ${name} has no float or angle parameter to vary`);
}

/** How the options of a call set its search up. */
export function searchPlan(
  call: tree.CallExpression,
  context: EvaluationContext,
  space: Pick<ParameterSpace, 'names' | 'given'>,
  options: TaskOptions,
): SearchPlan {
  const numbers = namedNumbers(call, context);
  const [most, threshold] = [numbers.get('max_iterations'), numbers.get('threshold')];
  return {
    optimizer: optimizerOf(call, context, options),
    start: startOf(call, context, space),
    restarts: numbers.get('restarts') ?? 0,
    checkpoint: numbers.get('checkpoint') ?? usualCheckpoint,
    limits: {
      ...(most === undefined ? {} : { maxIterations: most }),
      ...(threshold === undefined ? {} : { threshold }),
    },
  };
}

/** The optimizer that a call names, or the one that suits its shots. */
export function optimizerOf(call: tree.CallExpression, context: EvaluationContext, { shots }: TaskOptions) {
  const argument = call.arguments.find(({ name }) => name?.text === 'optimizer');
  const value = argument && evaluate(argument.value, context);
  if (value?.kind === 'optimizer') return optimizer(value.name, value.options);
  return optimizer(shots === undefined ? 'l_bfgs_b' : 'spsa');
}

/** The parameters that are given, as a start or as the circuit's arguments. */
function startOf(
  call: tree.CallExpression,
  context: EvaluationContext,
  { names, given }: Pick<ParameterSpace, 'names' | 'given'>,
): readonly number[] | undefined {
  const argument = call.arguments.find(({ name }) => name?.text === 'start');
  if (argument === undefined) return given;
  const plain = plainValue(evaluate(argument.value, context));
  const start = [plain].flat(9).map(Number);
  if (start.length === names.length && start.every(Number.isFinite)) return start;
  const reason = `start needs ${names.length} numbers, one for each of ${shortList(names)}`;
  return refuseValue(context.model, argument.span, reason);
}

function shortList(names: readonly string[]): string {
  return names.length <= 6 ? names.join(', ') : `${names.slice(0, 5).join(', ')} … ${names.at(-1) ?? ''}`;
}
