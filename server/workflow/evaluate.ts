import { type Span, type TypedValue, type Value, hasErrors } from '../base/index.ts';
import type { Model, Symbol, tree } from '../language/index.ts';
import {
  ClassicalError,
  applyBinary,
  applyFunction,
  applyUnary,
  diagnose,
  isWholeQuotient,
} from '../library/index.ts';
import { TaskFailure } from './failure.ts';
import { fieldOf } from './fields.ts';
import { type CircuitUse, type ObservableUse, type RunValue, plainValue } from './run-value.ts';

/** What the expressions of a workflow may refer to beside the file itself. */
export interface EvaluationContext {
  readonly model: Model;
  /** Results of the tasks that have run. */
  readonly tasks: ReadonlyMap<string, RunValue>;
  /** Values of `input` declarations. */
  readonly inputs: ReadonlyMap<string, TypedValue>;
  /** Values for the parameters of the circuit that runs by itself. */
  readonly arguments: readonly Value[];
}

/** Evaluates an expression of a workflow. @throws {TaskFailure} where it has no value, with the place and the reason. */
export function evaluate(expression: tree.Expression, context: EvaluationContext): RunValue {
  switch (expression.kind) {
    case 'string':
      return { kind: 'text', text: expression.value };
    case 'bit-string':
      return { kind: 'text', text: expression.text };
    case 'parenthesized':
      return evaluate(expression.inner, context);
    case 'identifier':
      return evaluateName(expression, context);
    case 'call':
      return evaluateCall(expression, context);
    case 'member':
      return fieldOf(evaluate(expression.object, context), expression.member, context.model);
    case 'index':
      return elementOf(expression, context);
    case 'list':
    case 'set':
      return { kind: 'list', values: expression.elements.map((element) => evaluate(element, context)) };
    case 'unary':
      return classically(expression, context, () =>
        applyUnary(expression.operator, number(expression.operand, context)),
      );
    case 'binary':
      return classically(expression, context, () => operation(expression, context));
    default:
      return evaluateConstant(expression, context);
  }
}

/** Where the checker found that only a real quotient makes sense, whole numbers have one too. */
function operation(node: tree.BinaryExpression, context: EvaluationContext): TypedValue {
  const [left, right] = [number(node.left, context), number(node.right, context)];
  const isReal = context.model.typeOf(node).kind === 'float';
  const isMadeReal = isReal && isWholeQuotient(node.operator, left.type, right.type);
  return applyBinary(
    node.operator,
    isMadeReal ? { type: { kind: 'float' }, value: Number(left.value) } : left,
    right,
  );
}

function evaluateConstant(expression: tree.Expression, context: EvaluationContext): RunValue {
  const value = context.model.constantOf(expression);
  const type = context.model.typeOf(expression);
  if (value === undefined || !isClassical(type))
    return fail(context.model, expression.span, 'this expression has no value here');
  return { kind: 'classical', value: { type, value } };
}

function evaluateName(node: tree.Identifier, context: EvaluationContext): RunValue {
  const symbol = context.model.symbolOf(node);
  switch (symbol?.kind) {
    case 'task':
      return (
        context.tasks.get(symbol.name) ??
        fail(context.model, node.span, `task ${symbol.name} has no result yet`)
      );
    case 'input': {
      const value = context.inputs.get(symbol.name);
      return value === undefined ? evaluateConstant(node, context) : { kind: 'classical', value };
    }
    case 'backend':
      return { kind: 'backend', symbol };
    case 'noise':
      return { kind: 'noise', symbol };
    case 'circuit':
    case 'program':
    case 'observable':
      return useOf(symbol, [], context);
    default:
      return evaluateConstant(node, context);
  }
}

function evaluateCall(node: tree.CallExpression, context: EvaluationContext): RunValue {
  const symbol = context.model.symbolOf(node.callee);
  if (symbol?.kind === 'circuit' || symbol?.kind === 'observable')
    return useOf(symbol, node.arguments, context);
  return classically(node, context, () =>
    applyFunction(
      node.callee.name,
      node.arguments.map((argument) => number(argument.value, context)),
    ),
  );
}

function useOf(
  symbol: Extract<Symbol, { kind: 'circuit' | 'program' | 'observable' }>,
  parameters: readonly tree.Argument[],
  context: EvaluationContext,
): CircuitUse | ObservableUse {
  const values = parameters.map((argument) => {
    const plain = plainValue(evaluate(argument.value, context));
    return plain ?? fail(context.model, argument.span, 'a circuit takes numbers and lists of numbers');
  });
  if (symbol.kind === 'program') return programUse(symbol, context);
  const model = declaringModel(context.model, symbol.uri) ?? context.model;
  return { kind: symbol.kind, model, name: symbol.name, arguments: values };
}

function programUse(symbol: Extract<Symbol, { kind: 'program' }>, context: EvaluationContext): CircuitUse {
  const model = context.model.imports.get(symbol.node.path.value);
  if (model === undefined)
    return fail(context.model, symbol.nameSpan, `the file behind ${symbol.name} is missing`);
  if (hasErrors(model.diagnostics)) {
    throw new TaskFailure(model.diagnostics.map((diagnostic) => ({ model, diagnostic })));
  }
  return { kind: 'circuit', model, name: 'main', arguments: [] };
}

/** The model of the file at `uri` among `model` and everything that it imports. */
function declaringModel(model: Model, uri: string, seen: Set<Model> = new Set()): Model | undefined {
  if (model.uri === uri) return model;
  seen.add(model);
  for (const imported of model.imports.values()) {
    const found = seen.has(imported) ? undefined : declaringModel(imported, uri, seen);
    if (found !== undefined) return found;
  }
  return undefined;
}

function elementOf(node: tree.IndexExpression, context: EvaluationContext): RunValue {
  const object = evaluate(node.object, context);
  const [index] = node.indices;
  if (index === undefined) return fail(context.model, node.span, 'an index is missing');
  const key = evaluate(index, context);
  if (object.kind === 'table' && key.kind === 'text') {
    return { kind: 'classical', value: { type: { kind: 'float' }, value: object.entries[key.text] ?? 0 } };
  }
  const place = Number(plainValue(key));
  const found = object.kind === 'list' ? object.values.at(place) : undefined;
  return found ?? fail(context.model, index.span, 'there is no element at this index');
}

function number(expression: tree.Expression, context: EvaluationContext): TypedValue {
  const value = evaluate(expression, context);
  return value.kind === 'classical'
    ? value.value
    : fail(context.model, expression.span, 'a number is needed here');
}

function classically(node: tree.Expression, context: EvaluationContext, compute: () => TypedValue): RunValue {
  try {
    return { kind: 'classical', value: compute() };
  } catch (error) {
    if (error instanceof ClassicalError) return fail(context.model, node.span, error.message);
    throw error;
  }
}

function isClassical(type: ReturnType<Model['typeOf']>): type is TypedValue['type'] {
  return ['bool', 'bit', 'int', 'uint', 'float', 'angle', 'complex', 'duration', 'array'].includes(type.kind);
}

function fail(model: Model, span: Span, reason: string): never {
  throw new TaskFailure([{ model, diagnostic: diagnose('QF5101', span, [reason]) }]);
}
