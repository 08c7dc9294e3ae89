import type { ClassicalType, TypedValue } from '../base/index.ts';
import { type Model, type Symbol, spineOf, type tree } from '../language/index.ts';
import { applyBinary, applyUnary, convert, isWholeQuotient } from '../library/index.ts';
import { classically, number } from './classically.ts';
import { declaringModel } from './declaring-model.ts';
import { elementOf, oneElement } from './elements.ts';
import { evaluateCall, numbersNamed, useOf } from './evaluate-call.ts';
import type { EvaluationContext } from './evaluation-context.ts';
import { type FieldPlace, fieldOf } from './fields.ts';
import { declaredMemory } from './learning/memory-value.ts';
import { refuseValue } from './refuse-value.ts';
import { outerRound } from './rounds.ts';
import { type RunValue, asNumber, plainValue } from './run-value.ts';
import { pick, selectionOf } from './selections.ts';

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
      return context.calls?.get(expression) ?? evaluateCall(evaluate, expression, context);
    case 'member':
      return (
        selected(expression, context) ??
        fieldOf(evaluate(expression.object, context), expression.member, fieldPlace(expression, context))
      );
    case 'index':
      return selected(expression, context) ?? elementOf(evaluate, expression, context);
    case 'list':
    case 'set':
      return { kind: 'list', values: expression.elements.map((element) => evaluate(element, context)) };
    case 'unary':
      return classically(expression, context, () =>
        applyUnary(expression.operator, numberOf(expression.operand, context)),
      );
    case 'binary':
      return chain(expression, context);
    case 'cast':
      return classically(expression, context, () => cast(expression, context));
    default:
      return evaluateConstant(expression, context);
  }
}

/** Whether a condition holds. */
export function isTrue(condition: tree.Expression, context: EvaluationContext): boolean {
  const value = plainValue(evaluate(condition, context));
  return typeof value === 'bigint' ? value !== 0n : Boolean(value);
}

function chain(node: tree.BinaryExpression, context: EvaluationContext): RunValue {
  const { leftmost, operators } = spineOf(node);
  return operators.reduce(
    (left, operator) => {
      const value = number(left, operator.left, context);
      return classically(operator, context, () => operation(operator, value, context));
    },
    evaluate(leftmost, context),
  );
}

/** Where the checker found that only a real quotient makes sense, whole numbers have one too. */
function operation(node: tree.BinaryExpression, left: TypedValue, context: EvaluationContext): TypedValue {
  const right = numberOf(node.right, context);
  const isReal = context.model.typeOf(node).kind === 'float';
  const isMadeReal = isReal && isWholeQuotient(node.operator, left.type, right.type);
  return applyBinary(
    node.operator,
    isMadeReal ? { type: { kind: 'float' }, value: Number(left.value) } : left,
    right,
  );
}

function cast(node: tree.CastExpression, context: EvaluationContext): TypedValue {
  const type = context.model.typeOf(node) as ClassicalType;
  return { type, value: convert(numberOf(node.operand, context), type) };
}

function evaluateConstant(expression: tree.Expression, context: EvaluationContext): RunValue {
  const value = context.model.constantOf(expression);
  const type = context.model.typeOf(expression);
  if (value === undefined || !isClassical(type))
    return refuseValue(context.model, expression.span, 'this expression has no value here');
  return { kind: 'classical', value: { type, value } };
}

function evaluateName(node: tree.Identifier, context: EvaluationContext): RunValue {
  const symbol = context.model.symbolOf(node);
  switch (symbol?.kind) {
    case 'task':
      return resultOf(node, symbol.node, context);
    case 'alias':
      return aliasValue(node, symbol.node, context);
    case 'loop-variable':
      return loopValue(symbol.node, context) ?? evaluateConstant(node, context);
    case 'parameter': {
      const value = context.parameters.get(symbol.node);
      return value === undefined ? evaluateConstant(node, context) : { kind: 'classical', value };
    }
    case 'input': {
      const value = context.inputs.get(symbol.name);
      return value === undefined ? evaluateConstant(node, context) : { kind: 'classical', value };
    }
    case 'backend':
      return { kind: 'backend', symbol };
    case 'noise':
      return { kind: 'noise', symbol };
    case 'model':
    case 'memory':
      return declaredValue(symbol, node, context);
    case 'circuit':
    case 'program':
    case 'observable':
      return useOf(evaluate, symbol, [], context);
    default:
      return evaluateConstant(node, context);
  }
}

/** What a declared model or memory stands for. */
function declaredValue(
  { kind, name, node, uri }: Extract<Symbol, { kind: 'model' | 'memory' }>,
  { span }: tree.Identifier,
  context: EvaluationContext,
): RunValue {
  const model = declaringModel(context.model, uri) ?? context.model;
  const { value } = node;
  if (value.kind !== 'call') return refuseValue(context.model, span, `${name} stands for nothing`);
  if (kind === 'model') return { kind, model, name, call: value };
  return declaredMemory(numbersNamed(evaluate, value, { ...context, model }));
}

function resultOf(
  { name, span }: tree.Identifier,
  node: tree.TaskDeclaration | tree.AliasDeclaration,
  { families, model, round }: EvaluationContext,
): RunValue {
  return families.resultOf(node, round) ?? refuseValue(model, span, `task ${name} has no result yet`);
}

/** A name stands for its expression as it is where it is declared. */
function aliasValue(
  name: tree.Identifier,
  node: tree.AliasDeclaration,
  context: EvaluationContext,
): RunValue {
  const family = context.families.of(node);
  if (family?.rounds !== undefined) return resultOf(name, node, context);
  const round = outerRound(context.round, family?.step.loops.length ?? 0);
  return evaluate(node.value, { ...context, round });
}

function loopValue(node: tree.ForStatement | tree.SumExpression, { round }: EvaluationContext) {
  return node.kind === 'for' ? round.values[round.loops.indexOf(node)] : undefined;
}

/** A part of what tasks gave, as soon as the rounds that it names have run. */
function selected(
  expression: tree.IndexExpression | tree.MemberExpression,
  context: EvaluationContext,
): RunValue | undefined {
  const { families, round, model } = context;
  const selection = selectionOf(expression, round.loops, context);
  if (selection === undefined) return undefined;
  const at = (loops: readonly tree.ForStatement[]) => ({
    ...context,
    round: outerRound(round, loops.length),
  });
  const picked = pick(selection, round.indices, families, (index, loops) =>
    asNumber(evaluate(index, at(loops))),
  );
  if (picked === undefined) return refuseValue(model, expression.span, 'there is no element at this index');
  const { name, span } = selection.name;
  const value = families.collect(picked.rounds) ?? refuseValue(model, span, `task ${name} has no result yet`);
  return picked.rest.reduce<RunValue>(
    (object, { part, loops }) =>
      'kind' in part
        ? oneElement(evaluate, object, part, at(loops))
        : fieldOf(object, part, fieldPlace(expression, context)),
    value,
  );
}

function fieldPlace(node: tree.Expression, { model, tables }: EvaluationContext): FieldPlace {
  return { model, tables, type: model.typeOf(node) };
}

function numberOf(expression: tree.Expression, context: EvaluationContext): TypedValue {
  return number(evaluate(expression, context), expression, context);
}

function isClassical(type: ReturnType<Model['typeOf']>): type is TypedValue['type'] {
  return ['bool', 'bit', 'int', 'uint', 'float', 'angle', 'complex', 'duration', 'array'].includes(type.kind);
}
