import type { tree } from '../../language/index.ts';
import { optimizer } from '../../optimizer/index.ts';
import type { EvaluationContext } from '../evaluation-context.ts';
import { type TaskEvents, type TaskOptions, type TaskOutcome, announce, succeeded } from '../task.ts';
import { answerLog } from '../variational/answer-log.ts';
import { searchPlan, searchResult } from '../variational/run-search.ts';
import type { SearchPlan } from '../variational/searches.ts';
import { evaluation, prediction } from './answers.ts';
import { circuitLearner } from './circuit-learner.ts';
import { classifierOf } from './classifier.ts';
import { declaredNetwork } from './declared-network.ts';
import type { Execution, Learner, Samples } from './learner.ts';
import { networkLearner } from './network-learner.ts';
import { TaskArguments, labelledSamples, sampleRows } from './samples.ts';
import { training } from './training-loss.ts';

/** Whether a call trains a model or asks one. */
export function isLearning(name: string): boolean {
  return name === 'train' || name === 'predict' || name === 'evaluate';
}

/** Runs `train`, `predict` or `evaluate`. @throws {TaskFailure} when it cannot, {@link Cancelled} when it shall not go on */
export async function runLearning(
  call: tree.CallExpression,
  context: EvaluationContext,
  options: TaskOptions,
  events: TaskEvents,
): Promise<TaskOutcome> {
  const given = new TaskArguments(call, context);
  const { learner, samples, execution } = await pupilOf(given, context, options, events);
  if (call.callee.name === 'train') {
    const { hooks } = execution;
    const lesson = { learner, options, hooks, ...labelledSamples(given, learner), log: answerLog(events) };
    const plan = fittingPlan(searchPlan(call, context, learner, options), given, learner);
    return await searchResult(training(lesson), plan, { call, context, events });
  }
  const { scores, method } = await learner.scores(trainedOf(given, learner), samples, options.seed, true);
  if (call.callee.name === 'predict')
    return { result: { kind: 'value', value: prediction(learner, scores) }, method };
  const { labels } = labelledSamples(given, learner);
  return { result: { kind: 'value', value: evaluation(learner, labels, scores) }, method };
}

/** The model of a task, with its samples; says what its circuit takes, if it has one. */
async function pupilOf(
  given: TaskArguments,
  context: EvaluationContext,
  options: TaskOptions,
  events: TaskEvents,
): Promise<{ readonly learner: Learner; readonly samples: Samples; readonly execution: Execution }> {
  const use = given.value('model');
  if (use?.kind !== 'model') return given.refuse('model', 'a model is needed here');
  const samples = sampleRows(given);
  const asked = { model: context.model, place: given.call.span, circuitModel: use.model };
  const hooks = { cancellation: events.cancellation };
  const execution = { backend: options.backend, options, hooks, settled: succeeded(asked) };
  const features = samples[0]?.length ?? 0;
  const network = declaredNetwork(use, samples, context);
  const learner =
    network === undefined
      ? circuitLearner(classifierOf(use, features, context, options.backend), execution)
      : networkLearner(network, execution);
  const fault = samples.map(learner.fault).find((one) => one !== undefined);
  if (fault !== undefined) return given.refuse('samples', fault);
  if (learner.measured !== undefined) {
    const { circuit, observables } = learner.measured;
    const [observable] = observables;
    if (observable === undefined) return given.refuse('model', 'the model measures nothing');
    await announce(circuit, options, { kind: 'estimate', observable }, events, asked);
  }
  return { learner, samples, execution };
}

/** The optimizers that go on where the same point has other losses. */
const steady: ReadonlySet<string> = new Set(['adam', 'gradient_descent', 'spsa']);

/** Dropout makes losses random, with derivatives: adam where nobody says, and no method that looks for one exact minimum. */
function fittingPlan(plan: SearchPlan, given: TaskArguments, { hasDropout }: Learner): SearchPlan {
  if (!hasDropout || steady.has(plan.optimizer.name)) return plan;
  if (given.value('optimizer') === undefined) return { ...plan, optimizer: optimizer('adam') };
  return given.refuse(
    'optimizer',
    `the model’s dropout makes losses random, and ${plan.optimizer.name} needs exact ones: take adam()`,
  );
}

/** The parameters that were trained. */
function trainedOf(given: TaskArguments, learner: Learner): readonly number[] {
  const parameters = given.numbers('parameters') ?? learner.given;
  const names = learner.names.length;
  if (parameters === undefined)
    return given.refuse(
      'parameters',
      `the ${names} trained parameters are needed: parameters: fitted.parameters`,
    );
  if (parameters.length === names) return parameters;
  return given.refuse('parameters', `the model has ${names} parameters, and these are ${parameters.length}`);
}
