import { operandsOfSpine, spineOf } from '../syntax/spine.ts';
import type {
  BinaryExpression,
  Expression,
  Identifier,
  IndexExpression,
  SumExpression,
} from '../syntax/tree.ts';
import type { Analysis } from './analysis.ts';
import { checkApplied } from './arity.ts';
import { declareParameters } from './declarations.ts';
import { constantOf, record } from './expect.ts';
import { intervalOf } from './intervals.ts';
import { checkIterable, declareSumVariable } from './loops.ts';
import type { Symbol, Type } from './model.ts';
import { modelSumWidth } from './model-widths.ts';
import { expandObservable } from './observable-terms.ts';
import { imaginaryTerm, isPauliName, sumWidth, wordText } from './pauli-sums.ts';
import { reportEmptyRange } from './rounds.ts';
import { divideReally } from './real-division.ts';
import { float, int, isInteger, isReal, observableValue, typeText, unknown } from './types.ts';

type ObservableSymbol = Extract<Symbol, { kind: 'observable' }>;

/**
 * Checks what an observable is made of, and where it can be expanded, that it is Hermitian and how wide it is. An
 * observable that another one names is checked first, wherever it stands.
 */
export function checkObservable(a: Analysis, symbol: ObservableSymbol): void {
  if (a.observableStates.has(symbol)) return;
  a.observableStates.set(symbol, 'in progress');
  const { node, type } = symbol;
  a.elsewhere(node, () =>
    a.within(node.span, 'circuit', () => {
      declareParameters(a, node.parameters, type.kind === 'observable' ? type.parameters : []);
      checkValue(a, symbol);
    }),
  );
  a.observableStates.set(symbol, 'done');
}

function checkValue(a: Analysis, symbol: ObservableSymbol): void {
  const { node } = symbol;
  const before = a.unit.reports;
  divideReally(a, node.value);
  const type = checkTerm(a, node.value);
  if (type.kind !== 'unknown' && type.kind !== 'observable' && !isReal(type)) {
    a.report('QF5011', node.value.span, [typeText(type)]);
  }
  if (a.unit.reports > before || type.kind === 'unknown') return;
  const terms = expandObservable(a, node);
  if (terms === undefined) {
    const width = modelSumWidth(a, node.value);
    if (width !== undefined && width > 0) a.observableWidths.set(symbol, width);
    return;
  }
  a.expandedObservables.set(symbol, terms);
  const wrong = imaginaryTerm(terms);
  if (wrong !== undefined) a.report('QF5009', node.value.span, [wordText(wrong)]);
  else a.observableWidths.set(symbol, sumWidth(terms));
}

function checkTerm(a: Analysis, node: Expression): Type {
  switch (node.kind) {
    case 'parenthesized':
      return record(a, node, checkTerm(a, node.inner));
    case 'unary':
      if (node.operator !== '-') return a.check(node);
      return holdsPauli(node.operand) ? record(a, node, checkTerm(a, node.operand)) : a.check(node);
    case 'binary':
      return holdsPauli(node) ? checkSpine(a, node) : a.check(node);
    case 'sum':
      return record(a, node, checkSum(a, node));
    case 'index':
      return node.object.kind === 'identifier' && isPauliName(node.object.name)
        ? record(a, node, checkPauli(a, node, node.object))
        : a.check(node);
    case 'identifier':
      return isPauliName(node.name) ? record(a, node, checkBare(a, node)) : checkNamed(a, node);
    default:
      return a.check(node);
  }
}

/** Whether an expression is an operator; where it is not, it is a number like any other and keeps its constant. */
function holdsPauli(node: Expression): boolean {
  switch (node.kind) {
    case 'parenthesized':
      return holdsPauli(node.inner);
    case 'unary':
      return holdsPauli(node.operand);
    case 'binary':
      return operandsOfSpine(node).some(holdsPauli);
    case 'index':
      return node.object.kind === 'identifier' && isPauliName(node.object.name);
    case 'sum':
    case 'call':
    case 'identifier':
      return true;
    default:
      return false;
  }
}

function checkSpine(a: Analysis, expression: BinaryExpression): Type {
  const { leftmost, operators } = spineOf(expression);
  let type = checkTerm(a, leftmost);
  for (const node of operators) {
    const right = checkTerm(a, node.right);
    type = record(a, node, combined(a, node, type, right));
  }
  return type;
}

function combined(a: Analysis, node: BinaryExpression, left: Type, right: Type): Type {
  if (left.kind === 'unknown' || right.kind === 'unknown') return unknown;
  const isScalar = (type: Type) => isReal(type) || type.kind === 'complex' || type.kind === 'angle';
  const isPart = (type: Type) => type.kind === 'observable' || isScalar(type);
  const isSound =
    isPart(left) &&
    (node.operator === '/' ? isScalar(right) : ['+', '-', '*'].includes(node.operator) && isPart(right));
  if (node.operator === '/' && Number(constantOf(a, node.right)) === 0) {
    a.report('QF2016', node.right.span, ['a division by zero has no result']);
    return unknown;
  }
  const isNumber = isScalar(left) && isScalar(right);
  if (isNumber) return left.kind === 'complex' ? left : node.operator === '/' ? float : right;
  if (isSound) return observableValue;
  a.report('QF2011', node.span, [node.operator, `${typeText(left)} and ${typeText(right)}`]);
  return unknown;
}

/** `Z[i]`: one qubit, counted from 0. */
function checkPauli(a: Analysis, node: IndexExpression, letter: Identifier): Type {
  const [index, surplus] = node.indices;
  if (index === undefined) return observableValue;
  if (surplus !== undefined || index.kind === 'range' || index.kind === 'set') {
    a.report('QF2019', (surplus ?? index).span, [letter.name, 'by more than one qubit; write a product']);
    return unknown;
  }
  const type = a.check(index);
  if (type.kind === 'unknown') return unknown;
  if (!isInteger(type)) {
    a.report('QF2010', index.span, [typeText(type), 'the number of a qubit']);
    return unknown;
  }
  const interval = intervalOf(a, index);
  if (interval === undefined || interval.minimum >= 0) return observableValue;
  a.report('QF2016', index.span, [`there is no qubit ${interval.minimum}`]);
  return unknown;
}

/** `I` alone is the identity; the other letters need their qubit. */
function checkBare(a: Analysis, node: Identifier): Type {
  if (node.name === 'I') return observableValue;
  a.report('QF5011', node.span, [`${node.name} without a qubit`]);
  return unknown;
}

function checkNamed(a: Analysis, node: Identifier): Type {
  const type = a.check(node);
  const symbol = a.symbols.get(node);
  if (symbol?.kind === 'observable' && symbol.uri === a.file.uri) {
    if (a.observableStates.get(symbol) === 'in progress') {
      a.unit.isCyclic = true;
      a.report('QF3007', node.span, [symbol.name]);
      return unknown;
    }
    checkObservable(a, symbol);
  }
  const isApplied = type.kind !== 'observable' || symbol === undefined || checkApplied(a, node, symbol);
  return isApplied ? type : unknown;
}

function checkSum(a: Analysis, node: SumExpression): Type {
  checkIterable(a, node.iterable, int);
  reportEmptyRange(a, node.iterable);
  let type: Type = unknown;
  a.within(node.span, 'block', () => {
    declareSumVariable(a, node);
    type = checkTerm(a, node.body);
  });
  return type;
}
