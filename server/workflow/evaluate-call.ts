import { type Value, hasErrors } from '../base/index.ts';
import type { Symbol, tree } from '../language/index.ts';
import {
  type Call,
  type ListFunction,
  type ListableType,
  type ListableValue,
  applyFunction,
  findListFunction,
} from '../library/index.ts';
import type { OptimizerName } from '../optimizer/index.ts';
import { applyCheck } from './checks/apply.ts';
import { type CheckArguments, CheckRefusal } from './checks/arguments.ts';
import { classically, computed, number } from './classically.ts';
import { declaringModel } from './declaring-model.ts';
import type { Evaluate, EvaluationContext } from './evaluation-context.ts';
import { TaskFailure } from './failure.ts';
import { functionValue, lowered, loweredObservable } from './lowered.ts';
import { modelValue } from './model-calls.ts';
import { refuseValue } from './refuse-value.ts';
import {
  type CircuitUse,
  type ObservableUse,
  type RunValue,
  asNumber,
  integer,
  plainValue,
  runValue,
} from './run-value.ts';
import { tableIn } from './tables/table-in.ts';

/** What a call in an expression gives: of circuits, functions, models of matter, checks, optimizers, secrets and lists. */
export function evaluateCall(
  evaluate: Evaluate,
  node: tree.CallExpression,
  context: EvaluationContext,
): RunValue {
  const symbol = context.model.symbolOf(node.callee);
  if (symbol?.kind === 'circuit' || symbol?.kind === 'observable')
    return useOf(evaluate, symbol, node.arguments, context);
  if (symbol?.kind === 'function') return definedFunction(evaluate, node, symbol, context);
  if (symbol?.kind === 'standard-call' && isOfModel(symbol.call))
    return modelValue(node, symbol.call, {
      model: context.model,
      files: context.attachments.textOf,
      evaluate: (expression) => evaluate(expression, context),
    });
  if (symbol?.kind === 'standard-call' && symbol.call.group === 'check')
    return check(evaluate, node, symbol.call, context);
  if (symbol?.kind === 'standard-call' && symbol.call.group === 'optimizer')
    return optimizerOf(evaluate, node, context);
  if (symbol?.kind === 'standard-call' && symbol.call.group === 'secret')
    return secretIn(evaluate, node, context);
  const listed = findListFunction(node.callee.name);
  if (listed !== undefined && symbol?.kind === 'standard-call')
    return applyToLists(evaluate, node, listed, context);
  return classically(node, context, () =>
    applyFunction(
      node.callee.name,
      node.arguments.map((argument) => number(evaluate(argument.value, context), argument.value, context)),
    ),
  );
}

function secretIn(evaluate: Evaluate, node: tree.CallExpression, context: EvaluationContext): RunValue {
  const [name] = node.arguments;
  const value = name && evaluate(name.value, context);
  if (value?.kind === 'text') return { kind: 'secret', name: value.text };
  return refuseValue(context.model, node.span, 'a secret has a name');
}

/** What a `def` of the program gives for numbers and lists of them. */
function definedFunction(
  evaluate: Evaluate,
  node: tree.CallExpression,
  symbol: Extract<Symbol, { kind: 'function' }>,
  context: EvaluationContext,
): RunValue {
  const values = node.arguments.map(({ value, span }) => {
    const plain = plainValue(evaluate(value, context));
    return plain ?? refuseValue(context.model, span, 'a function takes numbers and lists of numbers');
  });
  return { kind: 'classical', value: functionValue(symbol, values, context) };
}

/** Whether a call makes a model of matter, or something from one. */
function isOfModel({ group, parameters }: Call): boolean {
  return group === 'circuit' || group === 'observable' || parameters[0]?.type === 'molecule';
}

function optimizerOf(evaluate: Evaluate, node: tree.CallExpression, context: EvaluationContext): RunValue {
  const { learning_rate: learningRate, ...options } = numbersNamed(evaluate, node, context);
  const name = node.callee.name as OptimizerName;
  return {
    kind: 'optimizer',
    name,
    options: { ...options, ...(learningRate === undefined ? {} : { learningRate }) },
  };
}

/** The numbers among the named arguments. */
export function numbersNamed(
  evaluate: Evaluate,
  node: tree.CallExpression,
  context: EvaluationContext,
): Readonly<Record<string, number>> {
  const numbers = node.arguments.flatMap(({ name, value }) => {
    const given = asNumber(evaluate(value, context));
    return name === undefined || given === undefined ? [] : [[name.text, given] as const];
  });
  return Object.fromEntries(numbers);
}

function check(
  evaluate: Evaluate,
  node: tree.CallExpression,
  call: Call,
  context: EvaluationContext,
): RunValue {
  const value = (name: string) => {
    const argument = argumentOf(node, call, name);
    return argument && evaluate(argument, context);
  };
  const given: CheckArguments = {
    value,
    circuit: (name) => lowered(value(name) as CircuitUse, context),
    observable: (name) => loweredObservable(value(name) as ObservableUse, context),
  };
  try {
    return applyCheck(call.name, given);
  } catch (error) {
    if (error instanceof CheckRefusal) return refuseValue(context.model, node.span, error.message);
    throw error;
  }
}

/** The argument for a parameter, by its name or its place. */
function argumentOf(node: tree.CallExpression, call: Call, parameter: string): tree.Expression | undefined {
  return node.arguments.find(({ name }, place) => (name?.text ?? call.parameters[place]?.name) === parameter)
    ?.value;
}

function applyToLists(
  evaluate: Evaluate,
  node: tree.CallExpression,
  called: ListFunction,
  context: EvaluationContext,
): RunValue {
  const [first] = called.countsOnly === true ? node.arguments : [];
  const table = first && tableIn(evaluate(first.value, context));
  if (table !== undefined) return integer(table.rows);
  const values = node.arguments.map(({ value }): ListableValue => {
    const found = evaluate(value, context);
    const isCounted = called.countsOnly === true;
    const plain = isCounted ? counted(found) : plainValue(found);
    const type = context.model.typeOf(value) as ListableType;
    return { type, value: plain ?? refuseValue(context.model, value.span, 'numbers are needed here') };
  });
  return computed(node, context, () => runValue(context.model.typeOf(node), called.apply(values)));
}

/** A list of as many elements as a list has. */
function counted(value: RunValue): Value | undefined {
  return value.kind === 'list' ? value.values.map(() => 0n) : plainValue(value);
}

/** A circuit or an observable with values for its parameters. */
export function useOf(
  evaluate: Evaluate,
  symbol: Extract<Symbol, { kind: 'circuit' | 'program' | 'observable' }>,
  parameters: readonly tree.Argument[],
  context: EvaluationContext,
): CircuitUse | ObservableUse {
  const values = parameters.map((argument) => {
    const plain = plainValue(evaluate(argument.value, context));
    return plain ?? refuseValue(context.model, argument.span, 'a circuit takes numbers and lists of numbers');
  });
  if (symbol.kind === 'program') return programUse(symbol, context);
  const model = declaringModel(context.model, symbol.uri) ?? context.model;
  return { kind: symbol.kind, model, name: symbol.name, arguments: values };
}

function programUse(symbol: Extract<Symbol, { kind: 'program' }>, context: EvaluationContext): CircuitUse {
  const model = context.model.imports.get(symbol.node.path.value);
  if (model === undefined)
    return refuseValue(context.model, symbol.nameSpan, `the file behind ${symbol.name} is missing`);
  if (hasErrors(model.diagnostics)) {
    throw new TaskFailure(model.diagnostics.map((diagnostic) => ({ model, diagnostic })));
  }
  return { kind: 'circuit', model, name: 'main', arguments: [] };
}
