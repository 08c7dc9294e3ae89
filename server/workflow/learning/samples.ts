import type { Value } from '../../base/index.ts';
import type { tree } from '../../language/index.ts';
import { type Call, findCall } from '../../library/index.ts';
import { givenArguments } from '../../language/index.ts';
import { evaluate } from '../evaluate.ts';
import type { EvaluationContext } from '../evaluation-context.ts';
import { refuseValue } from '../refuse-value.ts';
import { type RunValue, plainValue } from '../run-value.ts';
import type { Learner } from './learner.ts';

/** The arguments of a task, by the names of its parameters. */
export class TaskArguments {
  readonly call: tree.CallExpression;
  readonly #context: EvaluationContext;
  readonly #given: ReadonlyMap<string, tree.Expression>;

  constructor(call: tree.CallExpression, context: EvaluationContext) {
    this.call = call;
    this.#context = context;
    this.#given = givenArguments(call, findCall(call.callee.name, 'task') as Call);
  }

  value(name: string): RunValue | undefined {
    const expression = this.#given.get(name);
    return expression && evaluate(expression, this.#context);
  }

  /** A list of numbers; nothing where it is left out. */
  numbers(name: string): readonly number[] | undefined {
    const value = this.value(name);
    return value && this.#numbersIn(name, plainValue(value));
  }

  /** Rows of numbers. */
  rows(name: string): readonly (readonly number[])[] {
    const value = this.value(name);
    const rows = value && plainValue(value);
    if (!isList(rows)) return this.refuse(name, 'rows of numbers are needed here');
    return rows.map((row) => this.#numbersIn(name, row));
  }

  #numbersIn(name: string, value: Value | undefined): readonly number[] {
    const numbers = isList(value) ? value.map(Number) : [];
    if (isList(value) && numbers.every(Number.isFinite)) return numbers;
    return this.refuse(name, 'a list of numbers is needed here');
  }

  /** Says at an argument, or at the call where it is left out, why it has no value. @throws {TaskFailure} always */
  refuse(name: string, reason: string): never {
    const span = this.#given.get(name)?.span ?? this.call.callee.span;
    return refuseValue(this.#context.model, span, reason);
  }
}

function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** Samples of one length with their classes or numbers. @throws {TaskFailure} where they do not fit each other */
export function labelledSamples(
  given: TaskArguments,
  { classes, predicts }: Pick<Learner, 'classes' | 'predicts'>,
): LabelledSamples {
  const samples = sampleRows(given);
  const labels = given.numbers('labels') ?? [];
  if (labels.length !== samples.length)
    return given.refuse('labels', `there are ${samples.length} samples and ${labels.length} labels`);
  if (predicts === 'numbers') return { samples, labels };
  const wrong = labels.find((label) => !Number.isInteger(label) || label < 0 || label >= classes);
  if (wrong !== undefined)
    return given.refuse('labels', `${wrong} is no class of this model; they are 0 to ${classes - 1}`);
  return { samples, labels };
}

export interface LabelledSamples {
  readonly samples: readonly (readonly number[])[];
  /** Classes, counted from 0, or the numbers that shall be predicted. */
  readonly labels: readonly number[];
}

/** @throws {TaskFailure} where there is none, or they have different lengths */
export function sampleRows(given: TaskArguments): readonly (readonly number[])[] {
  const samples = given.rows('samples');
  const [first] = samples;
  if (first === undefined) return given.refuse('samples', 'there is no sample');
  const other = samples.findIndex(({ length }) => length !== first.length);
  if (other === -1) return samples;
  const lengths = `sample ${other} has ${samples[other]?.length ?? 0} numbers, and the first one ${first.length}`;
  return given.refuse('samples', lengths);
}
