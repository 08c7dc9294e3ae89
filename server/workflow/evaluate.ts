import { type ClassicalType, type Span, type TypedValue, type Value, hasErrors } from '../base/index.ts';
import { type Model, type Symbol, spineOf, type tree } from '../language/index.ts';
import {
  type Call,
  ClassicalError,
  type ListFunction,
  type ListableType,
  type ListableValue,
  applyBinary,
  applyFunction,
  applyUnary,
  convert,
  diagnose,
  findListFunction,
  isWholeQuotient,
} from '../library/index.ts';
import type { OptimizerName } from '../optimizer/index.ts';
import type { Attachments } from './attachments.ts';
import { applyCheck } from './checks/apply.ts';
import { type CheckArguments, CheckRefusal } from './checks/arguments.ts';
import type { Coverage } from './coverage/coverage.ts';
import { TaskFailure } from './failure.ts';
import type { Families } from './families.ts';
import { type FieldPlace, fieldOf } from './fields.ts';
import { functionValue, lowered, loweredObservable } from './lowered.ts';
import { declaredMemory } from './learning/memory-value.ts';
import { modelValue } from './model-calls.ts';
import { type Round, outerRound } from './rounds.ts';
import { pick, selectionOf } from './selections.ts';
import { columnValues } from './tables/column-values.ts';
import { tableIn } from './tables/table-in.ts';
import type { TableWorld } from './tables/world.ts';
import {
  type CircuitUse,
  type ObservableUse,
  type RunValue,
  asNumber,
  integer,
  plainValue,
  runValue,
} from './run-value.ts';

/** What the expressions of a workflow may refer to beside the file itself. */
export interface EvaluationContext {
  readonly model: Model;
  /** The tasks of the run, and results of those that have run. */
  readonly families: Families;
  /** Values of `input` declarations. */
  readonly inputs: ReadonlyMap<string, TypedValue>;
  /** Values for the parameters of the circuit or workflow that runs by itself, in their order. */
  readonly arguments: readonly Value[];
  /** The parameters of the workflow that runs. */
  readonly parameters: ReadonlyMap<tree.ParameterNode, TypedValue>;
  /** Where in the loops of the workflow the expression stands. */
  readonly round: Round;
  readonly attachments: Attachments;
  /** What notes the statements that run, where somebody wants to know. */
  readonly coverage?: Coverage;
  /** Where the tables of the run are, where it has any. */
  readonly tables?: TableWorld | undefined;
  /** Results of the calls inside an expression that ran before it is evaluated. */
  readonly calls?: ReadonlyMap<tree.CallExpression, RunValue>;
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
      return context.calls?.get(expression) ?? evaluateCall(expression, context);
    case 'member':
      return (
        selected(expression, context) ??
        fieldOf(evaluate(expression.object, context), expression.member, fieldPlace(expression, context))
      );
    case 'index':
      return selected(expression, context) ?? elementOf(expression, context);
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
      return useOf(symbol, [], context);
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
  return declaredMemory(numbersNamed(value, { ...context, model }));
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

function evaluateCall(node: tree.CallExpression, context: EvaluationContext): RunValue {
  const symbol = context.model.symbolOf(node.callee);
  if (symbol?.kind === 'circuit' || symbol?.kind === 'observable')
    return useOf(symbol, node.arguments, context);
  if (symbol?.kind === 'function') return definedFunction(node, symbol, context);
  if (symbol?.kind === 'standard-call' && isOfModel(symbol.call))
    return modelValue(node, symbol.call, {
      model: context.model,
      files: context.attachments.textOf,
      evaluate: (expression) => evaluate(expression, context),
    });
  if (symbol?.kind === 'standard-call' && symbol.call.group === 'check')
    return check(node, symbol.call, context);
  if (symbol?.kind === 'standard-call' && symbol.call.group === 'optimizer')
    return optimizerOf(node, context);
  if (symbol?.kind === 'standard-call' && symbol.call.group === 'secret') return secretIn(node, context);
  const listed = findListFunction(node.callee.name);
  if (listed !== undefined && symbol?.kind === 'standard-call') return applyToLists(node, listed, context);
  return classically(node, context, () =>
    applyFunction(
      node.callee.name,
      node.arguments.map((argument) => numberOf(argument.value, context)),
    ),
  );
}

function secretIn(node: tree.CallExpression, context: EvaluationContext): RunValue {
  const [name] = node.arguments;
  const value = name && evaluate(name.value, context);
  if (value?.kind === 'text') return { kind: 'secret', name: value.text };
  return refuseValue(context.model, node.span, 'a secret has a name');
}

/** What a `def` of the program gives for numbers and lists of them. */
function definedFunction(
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

function optimizerOf(node: tree.CallExpression, context: EvaluationContext): RunValue {
  const { learning_rate: learningRate, ...options } = numbersNamed(node, context);
  const name = node.callee.name as OptimizerName;
  return {
    kind: 'optimizer',
    name,
    options: { ...options, ...(learningRate === undefined ? {} : { learningRate }) },
  };
}

/** The numbers among the named arguments. */
function numbersNamed(
  node: tree.CallExpression,
  context: EvaluationContext,
): Readonly<Record<string, number>> {
  const numbers = node.arguments.flatMap(({ name, value }) => {
    const given = asNumber(evaluate(value, context));
    return name === undefined || given === undefined ? [] : [[name.text, given] as const];
  });
  return Object.fromEntries(numbers);
}

function check(node: tree.CallExpression, call: Call, context: EvaluationContext): RunValue {
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

function applyToLists(node: tree.CallExpression, called: ListFunction, context: EvaluationContext): RunValue {
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

function useOf(
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

/** The model of the file at `uri` among `model` and everything that it imports. */
export function declaringModel(model: Model, uri: string, seen: Set<Model> = new Set()): Model | undefined {
  if (model.uri === uri) return model;
  seen.add(model);
  for (const imported of model.imports.values()) {
    const found = seen.has(imported) ? undefined : declaringModel(imported, uri, seen);
    if (found !== undefined) return found;
  }
  return undefined;
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
        ? oneElement(object, part, at(loops))
        : fieldOf(object, part, fieldPlace(expression, context)),
    value,
  );
}

function fieldPlace(node: tree.Expression, { model, tables }: EvaluationContext): FieldPlace {
  return { model, tables, type: model.typeOf(node) };
}

function elementOf(node: tree.IndexExpression, context: EvaluationContext): RunValue {
  return node.indices.reduce<RunValue>(
    (object, index) => oneElement(object, index, context),
    evaluate(node.object, context),
  );
}

function oneElement(object: RunValue, index: tree.Expression, context: EvaluationContext): RunValue {
  if (index.kind === 'range' || index.kind === 'set') return someElements(object, index, context);
  const key = evaluate(index, context);
  if (object.kind === 'table' && key.kind === 'text') {
    return { kind: 'classical', value: { type: { kind: 'float' }, value: object.entries[key.text] ?? 0 } };
  }
  const table = tableIn(object);
  if (table !== undefined && key.kind === 'text') {
    const wanted = { kind: 'unknown' } as const;
    return columnValues(table, key.text, wanted, { model: context.model, span: index.span }, context.tables);
  }
  const place = Number(plainValue(key));
  const found = listed(object)?.at(place);
  return found ?? refuseValue(context.model, index.span, 'there is no element at this index');
}

/** The elements of a slice or an index set, in its order. */
function someElements(
  object: RunValue,
  index: tree.RangeExpression | tree.SetExpression,
  context: EvaluationContext,
): RunValue {
  const list = listed(object) ?? refuseValue(context.model, index.span, 'this value has no elements');
  const places =
    index.kind === 'set'
      ? index.elements.map((element) => Number(numberOf(element, context).value))
      : placesOf(index, list.length, context);
  const values = places.map(
    (place) => list.at(place) ?? refuseValue(context.model, index.span, 'there is no element at this index'),
  );
  return { kind: 'list', values };
}

/** The places of a slice of so many elements; negative ends count from behind, as in OpenQASM 3. */
function placesOf(
  range: tree.RangeExpression,
  length: number,
  context: EvaluationContext,
): readonly number[] {
  const valueOf = (part: tree.Expression | undefined) => part && Number(numberOf(part, context).value);
  const fromFront = (end: number) => (end < 0 ? end + length : end);
  const step = valueOf(range.step) ?? 1;
  const start = fromFront(valueOf(range.start) ?? (step > 0 ? 0 : -1));
  const stop = fromFront(valueOf(range.stop) ?? (step > 0 ? -1 : 0));
  const count = Math.max(0, Math.floor((stop - start) / step) + 1);
  if (step === 0 || start < 0 || stop < 0 || stop >= length || count === 0)
    return refuseValue(
      context.model,
      range.span,
      `there are ${length} elements, and this is no part of them`,
    );
  return Array.from({ length: count }, (_, place) => start + place * step);
}

/** The elements of a list, or of an array along its first dimension. */
function listed(value: RunValue): readonly RunValue[] | undefined {
  if (value.kind === 'list') return value.values;
  if (value.kind !== 'classical' || value.value.type.kind !== 'array') return undefined;
  const { type, value: elements } = value.value;
  const [, ...inner] = type.shape;
  const element: ClassicalType = inner.length === 0 ? type.element : { ...type, shape: inner };
  return (elements as readonly Value[]).map((entry) => runValue(element, entry));
}

function numberOf(expression: tree.Expression, context: EvaluationContext): TypedValue {
  return number(evaluate(expression, context), expression, context);
}

function number(value: RunValue, expression: tree.Expression, context: EvaluationContext): TypedValue {
  return value.kind === 'classical'
    ? value.value
    : refuseValue(context.model, expression.span, 'a number is needed here');
}

function classically(node: tree.Expression, context: EvaluationContext, compute: () => TypedValue): RunValue {
  return computed(node, context, () => ({ kind: 'classical', value: compute() }));
}

/** @throws {TaskFailure} where the computation has no result. */
function computed(node: tree.Expression, context: EvaluationContext, compute: () => RunValue): RunValue {
  try {
    return compute();
  } catch (error) {
    if (error instanceof ClassicalError) return refuseValue(context.model, node.span, error.message);
    throw error;
  }
}

function isClassical(type: ReturnType<Model['typeOf']>): type is TypedValue['type'] {
  return ['bool', 'bit', 'int', 'uint', 'float', 'angle', 'complex', 'duration', 'array'].includes(type.kind);
}

/** Says that an expression has no value in this run, and why. @throws {TaskFailure} always */
export function refuseValue(model: Model, span: Span, reason: string): never {
  throw new TaskFailure([{ model, diagnostic: diagnose('QF5101', span, [reason]) }]);
}
