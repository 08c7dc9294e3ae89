import type { TypedValue } from '../../base/index.ts';
import {
  type Call,
  type ClassicalFunction,
  applyFunction,
  findFunction,
  findListFunction,
} from '../../library/index.ts';
import type { Argument, CallExpression, Expression, ParameterNode } from '../syntax/tree.ts';
import { type Analysis, didYouMean } from './analysis.ts';
import { argumentCount } from './arity.ts';
import { checkBlindly } from './blind-check.ts';
import { computed, constantOf, expectType } from './expect.ts';
import type { Symbol, Type } from './model.ts';
import { divideAs, divideReally } from './real-division.ts';
import { checkDistinctArguments } from './distinct-arguments.ts';
import { lookUp } from './scopes.ts';
import { closest } from './spelling.ts';
import { checkArguments } from './library-calls.ts';
import { checkListCall } from './list-calls.ts';
import { checkPauliWord } from './pauli-words.ts';
import { checkTaskCall } from './task-calls.ts';
import { resolveType } from './type-nodes.ts';
import {
  circuitValue,
  givenCount,
  int,
  isClassical,
  observableValue,
  typeOfCall,
  typeText,
  uint,
  unknown,
} from './types.ts';

/** A call inside an expression: of a classical function, a `def`, or a circuit or observable with its parameters. */
export function checkCall(a: Analysis, node: CallExpression): Type {
  const symbol = a.resolve(node.callee, isCallable);
  if (symbol === undefined) return checkBlindly(a, node);
  switch (symbol.kind) {
    case 'function':
      return checkFunctionCall(a, node, symbol);
    case 'parameter':
      if (symbol.type.kind === 'callable') return checkBlindly(a, node);
      a.reportKind(node.callee, symbol, 'a function');
      return checkBlindly(a, node);
    case 'circuit':
    case 'observable':
      if (symbol.type.kind !== symbol.kind) checkBlindly(a, node);
      else checkParameters(a, node, symbol.name, symbol.node.parameters, symbol.type.parameters, 'all');
      return symbol.kind === 'circuit' ? circuitValue : observableValue;
    case 'program':
      checkParameters(a, node, symbol.name, [], [], 'all');
      return circuitValue;
    case 'standard-call':
      return checkStandardCall(a, node, symbol);
    default:
      a.reportKind(node.callee, symbol, 'a function');
      return checkBlindly(a, node);
  }
}

function isCallable(symbol: Symbol): boolean {
  if (symbol.kind === 'parameter') return symbol.type.kind === 'callable';
  return symbol.kind === 'function' || symbol.kind === 'circuit' || symbol.kind === 'standard-call';
}

function checkFunctionCall(
  a: Analysis,
  node: CallExpression,
  symbol: Extract<Symbol, { kind: 'function' }>,
): Type {
  if (a.surroundings.owner === symbol) a.report('QF3007', node.callee.span, [symbol.name]);
  if (symbol.type.kind !== 'function') return checkBlindly(a, node);
  checkParameters(a, node, symbol.name, symbol.node.parameters, symbol.type.parameters, 'literal');
  if (symbol.type.parameters.filter(({ kind }) => kind === 'qubit').length > 1)
    checkDistinctArguments(a, node);
  return symbol.type.result;
}

/** Checks the arguments of a declared function, circuit or observable against its parameters. */
function checkParameters(
  a: Analysis,
  node: CallExpression,
  name: string,
  parameters: readonly ParameterNode[],
  types: readonly Type[],
  quotients: 'all' | 'literal',
): void {
  for (const [place, argument] of node.arguments.entries()) {
    const wanted = types[place];
    if (wanted !== undefined) divideAs(a, argument.value, wanted, quotients);
    const found = a.check(argument.value, wanted);
    if (wanted !== undefined && found.kind !== 'unknown') expectType(a, argument.value, found, wanted);
    checkPlace(a, name, argument, parameters[place]);
  }
  const required = parameters.filter(({ defaultValue }) => defaultValue === undefined).length;
  const count = node.arguments.length;
  if (count >= required && count <= types.length) return;
  const surplus = node.arguments[types.length];
  const span = surplus === undefined ? node.callee.span : surplus.span;
  a.report('QF2020', span, [name, argumentCount(required, types.length), givenCount(count)]);
}

/** Declared parameters go by their place; a name in front of a value may only repeat it. */
function checkPlace(
  a: Analysis,
  name: string,
  argument: Argument,
  parameter: ParameterNode | undefined,
): void {
  if (argument.name === undefined || argument.name.text === '' || argument.name.text === parameter?.name.text)
    return;
  const suggestion = parameter && closest(argument.name.text, [parameter.name.text]);
  const details = suggestion === undefined ? {} : didYouMean(suggestion, argument.name.span);
  a.report('QF5003', argument.name.span, [name, argument.name.text], details);
}

// -------------------------------------------------------------------------------------------- functions of the library

function checkStandardCall(
  a: Analysis,
  node: CallExpression,
  symbol: Extract<Symbol, { kind: 'standard-call' }>,
): Type {
  const classical = findFunction(symbol.name);
  if (classical !== undefined) return checkClassicalCall(a, node, classical);
  const listed = findListFunction(symbol.name);
  if (listed !== undefined) return checkListCall(a, node, listed);
  if (symbol.call.group === 'task' && a.surroundings.body === 'test') {
    return checkTaskCall(a, node, symbol.call);
  }
  if (symbol.call.group === 'secret' || symbol.call.group === 'optimizer') {
    checkArguments(a, node, symbol.call);
    return typeOfCall(symbol.call.result);
  }
  if (symbol.call.group === 'check' || symbol.call.group === 'circuit')
    return checkCheck(a, node, symbol.call);
  if (symbol.call.group === 'observable' && symbol.name !== 'pauli') {
    checkArguments(a, node, symbol.call);
    return typeOfCall(symbol.call.result);
  }
  if (symbol.name === 'pauli') return checkPauliWord(a, node, symbol.call);
  checkBlindly(a, node);
  const [made, place] = makers[symbol.call.group] ?? ['an observable', 'declare an observable'];
  a.report('QF2004', node.callee.span, [symbol.name, `a call that makes ${made}`, `a value: ${place}`]);
  return unknown;
}

/** A check of states or circuits, for workflows and tests. */
function checkCheck(a: Analysis, node: CallExpression, call: Call): Type {
  checkArguments(a, node, call);
  const { body } = a.surroundings;
  if (body === 'workflow' || body === 'test') return typeOfCall(call.result);
  const place = 'a function of workflows and tests';
  a.report('QF2004', node.callee.span, [call.name, place, 'something that a circuit can call']);
  return unknown;
}

/** What the calls of a group make, and where they belong. */
const makers: Readonly<Partial<Record<Call['group'], readonly [made: string, place: string]>>> = {
  task: ['a task', 'write it behind task name ='],
  backend: ['a backend', 'declare a backend'],
  model: ['a model', 'declare a model'],
  memory: ['a memory', 'declare a memory'],
  noise: ['noise', 'declare it with noise name ='],
  source: ['the file of a table', 'give it to read or write'],
};

function checkClassicalCall(a: Analysis, node: CallExpression, classical: ClassicalFunction): Type {
  const isReal = classical.typeFor(node.arguments.map(() => int))?.kind === 'float';
  if (isReal) for (const { value } of node.arguments) divideReally(a, value);
  const types = node.arguments.map(
    ({ value }, place) =>
      (classical.name === 'sizeof' && place === 0 ? laterArray(a, value) : undefined) ?? a.check(value),
  );
  const [object] = types;
  if (classical.name === 'sizeof' && types.length === 1 && object?.kind === 'qubit')
    return registerSize(a, node, object.size);
  const required = classical.parameters.filter((parameter) => parameter.required).length;
  const all = classical.parameters.length;
  if (types.length < required || types.length > all) {
    a.report('QF2020', node.callee.span, [
      classical.name,
      argumentCount(required, all),
      givenCount(types.length),
    ]);
    return unknown;
  }
  if (types.some(({ kind }) => kind === 'unknown')) return unknown;
  const result = types.every(isClassical) ? classical.typeFor(types) : undefined;
  if (result === undefined) {
    a.report('QF2011', node.span, [classical.name, types.map(typeText).join(' and ')]);
    return unknown;
  }
  return computeCall(a, node, types.filter(isClassical)) ? result : unknown;
}

/**
 * The type of an array that the program declares among its statements, where a constant asks for its size: constants are
 * known before all statements, and so are sizes.
 */
function laterArray(a: Analysis, node: Expression): Type | undefined {
  const name = node.kind === 'identifier' ? node.name : '';
  if (!a.fileNames.has(name) || lookUp(a.scope, name) !== undefined) return undefined;
  const declaration = a.file.program.statements.find(
    (statement) => statement.kind === 'classical-declaration' && statement.name.text === name,
  );
  const isArray = declaration?.kind === 'classical-declaration' && declaration.type.name.text === 'array';
  return isArray ? resolveType(a, declaration.type) : undefined;
}

/** The number of qubits of a register; of one of any size only a call of the function knows it. */
function registerSize(a: Analysis, node: CallExpression, size: number | 'any' | undefined): Type {
  if (size !== 'any') a.constants.set(node, BigInt(size ?? 1));
  return uint;
}

/** Notes the value of a call with constant arguments. Returns whether it has one, as far as is known. */
function computeCall(a: Analysis, node: CallExpression, types: readonly TypedValue['type'][]): boolean {
  const isSize = node.callee.name === 'sizeof';
  const values: TypedValue[] = [];
  for (const [place, { value: argument }] of node.arguments.entries()) {
    const type = types[place];
    // The size of an array is known from its type alone.
    const value = constantOf(a, argument) ?? (isSize && place === 0 ? [] : undefined);
    if (type === undefined || value === undefined) return true;
    values.push({ type, value });
  }
  return computed(a, node, () => applyFunction(node.callee.name, values).value);
}
