import { classCount, predictedClass } from '../../learning/index.ts';
import type { tree } from '../../language/index.ts';
import type { PlainValue } from '../../protocol/index.ts';
import type { EvaluationContext } from '../evaluation-context.ts';
import { type TaskEvents, type TaskOptions, type TaskOutcome, announce, succeeded } from '../task.ts';
import { answerLog } from '../variational/answer-log.ts';
import { searchPlan, searchResult } from '../variational/run-search.ts';
import { type Classifier, classifierOf } from './classifier.ts';
import { TaskArguments, labelledSamples, sampleRows } from './samples.ts';
import { type ScoreSource, type Scores, measureScores } from './scores.ts';
import { meanLoss, training } from './training-loss.ts';

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
  const { classifier, samples, asked } = await pupilOf(given, context, options, events);
  const source: ScoreSource = {
    backend: options.backend,
    classifier,
    options,
    hooks: { cancellation: events.cancellation },
    settled: succeeded(asked),
  };
  const classes = classCount(classifier.observables.length);
  if (call.callee.name === 'train') {
    const lesson = { ...source, ...labelledSamples(given, classes), log: answerLog(events) };
    const plan = searchPlan(call, context, classifier.space, options);
    return await searchResult(training(lesson), plan, { call, context, events });
  }
  const { scores, method } = await measureScores(
    source,
    [trainedOf(given, classifier)],
    samples,
    options.seed,
  );
  const found = scores[0] ?? [];
  if (call.callee.name === 'predict') return { result: { kind: 'value', value: prediction(found) }, method };
  const { labels } = labelledSamples(given, classes);
  return { result: { kind: 'value', value: evaluation(classifier, labels, found) }, method };
}

/** The model of a task, with its samples; says what one of its circuits takes. */
async function pupilOf(
  given: TaskArguments,
  context: EvaluationContext,
  options: TaskOptions,
  events: TaskEvents,
) {
  const use = given.value('model');
  if (use?.kind !== 'model') return given.refuse('model', 'a model is needed here');
  const samples = sampleRows(given);
  const classifier = classifierOf(use, samples[0]?.length ?? 0, context, options.backend);
  const fault = samples.map(classifier.fault).find((one) => one !== undefined);
  if (fault !== undefined) return given.refuse('samples', fault);
  const asked = { model: context.model, place: given.call.span, circuitModel: use.model };
  const [observable] = classifier.observables;
  if (observable === undefined) return given.refuse('model', 'the model measures nothing');
  await announce(classifier.circuit, options, { kind: 'estimate', observable }, events, asked);
  return { classifier, samples, asked };
}

/** The parameters that were trained. */
function trainedOf(given: TaskArguments, { space }: Classifier): readonly number[] {
  const parameters = given.numbers('parameters') ?? space.given;
  const names = space.names.length;
  if (parameters === undefined)
    return given.refuse(
      'parameters',
      `the ${names} trained parameters are needed: parameters: fitted.parameters`,
    );
  if (parameters.length === names) return parameters;
  return given.refuse('parameters', `the model has ${names} parameters, and these are ${parameters.length}`);
}

function prediction(scores: readonly Scores[]): PlainValue {
  return {
    values: scores.map(({ values }) => predictedClass(values)),
    scores: scores.map(({ values }) => values),
    errors: scores.map(({ errors }) => errors),
  };
}

function evaluation(
  classifier: Classifier,
  labels: readonly number[],
  scores: readonly Scores[],
): PlainValue {
  const { value, stderr } = meanLoss({ classifier, labels }, scores);
  const values = scores.map((each) => predictedClass(each.values));
  const right = values.filter((label, place) => label === labels[place]).length;
  return { accuracy: right / labels.length, loss: value, stderr, values };
}
