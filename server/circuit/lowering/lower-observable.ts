import { type Diagnosed, cx } from '../../base/index.ts';
import { type Model, type Symbol, pauliSums, type tree, spineOf } from '../../language/index.ts';
import { diagnose } from '../../library/index.ts';
import type { Observable, PauliTerm } from '../observable.ts';
import { coerce } from './arguments.ts';
import { bind } from './declarations.ts';
import { evaluate, evaluateAs, knownInteger, operation, resolveType } from './evaluate.ts';
import { type Evaluated, isKnown, unary } from './evaluated.ts';
import { computed, fail } from './failure.ts';
import type { Frame } from './frame.ts';
import { loopValues } from './for-loops.ts';
import { diagnosed } from './lower-circuit.ts';
import { Lowering, type LoweringOptions } from './lowering.ts';
import { isModelCall, modelTerms } from './model-calls.ts';
import { modelOf } from './names.ts';
import { actions } from './statements.ts';
import { aliasCell } from './storage.ts';

type ObservableSymbol = Extract<Symbol, { kind: 'observable' }>;
type MutableSum = pauliSums.MutableSum;

/** A part of an observable: a number, or a sum of Pauli words that belongs to whoever asked for it. */
type Term =
  | { readonly kind: 'number'; readonly number: Evaluated }
  | { readonly kind: 'sum'; readonly sum: MutableSum };

/** Expands an observable of a checked program into a sum of Pauli words, equal words merged, zero terms left out. */
export function lowerObservable(
  model: Model,
  name: string,
  options: LoweringOptions = {},
): Diagnosed<Observable | undefined> {
  const symbol = model.observables.find((observable) => observable.name === name) ?? imported(model, name);
  if (symbol === undefined) {
    const known = model.observables.map((observable) => observable.name).join(', ') || 'none';
    return {
      value: undefined,
      diagnostics: [diagnose('QF3108', { start: 0, end: 0 }, ['observable', name, known])],
    };
  }
  const errors = model.diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return { value: undefined, diagnostics: errors };
  return diagnosed(() => expand(model, symbol, options));
}

function imported(model: Model, name: string): ObservableSymbol | undefined {
  const symbol = model.scope.symbols.get(name);
  return symbol?.kind === 'observable' ? symbol : undefined;
}

function expand(model: Model, symbol: ObservableSymbol, options: LoweringOptions): Observable {
  const lowering = new Lowering(actions, model, new Set(), options);
  const frame: Frame = { model, bindings: new Map(), loops: [], depth: 0 };
  const given = options.arguments ?? [];
  const inner = parameterFrame(lowering, frame, symbol, symbol.nameSpan, (place, type, span) => {
    const value = given[place];
    if (value === undefined) return undefined;
    return coerce(frame, symbol.node.parameters[place]?.name.text ?? '', span, value, type);
  });
  const sum = asSum(inner, symbol.node.value, termOf(lowering, inner, symbol.node.value));
  const wrong = pauliSums.imaginaryTerm(sum);
  if (wrong !== undefined) fail(inner, 'QF5009', symbol.node.value.span, [pauliSums.wordText(wrong)]);
  return { name: symbol.name, terms: termsOf(sum), span: symbol.nameSpan };
}

function termsOf(sum: MutableSum): readonly PauliTerm[] {
  return [...sum.values()]
    .filter(({ coefficient }) => coefficient.re !== 0)
    .map(({ word, coefficient }) => ({
      coefficient: coefficient.re,
      factors: [...word].map(([qubit, pauli]) => ({ qubit, pauli })).toSorted((a, b) => a.qubit - b.qubit),
    }));
}

type ArgumentOf = (
  place: number,
  type: ReturnType<typeof resolveType>,
  span: tree.Name['span'],
) => Evaluated | undefined;

/** The names inside an observable: its parameters, with their arguments or defaults. */
function parameterFrame(
  lowering: Lowering,
  frame: Frame,
  symbol: ObservableSymbol,
  site: tree.Name['span'],
  argumentOf: ArgumentOf,
): Frame {
  const model = modelOf(lowering.model, symbol.uri) ?? frame.model;
  const place = frame.site ?? (model === lowering.model ? undefined : site);
  const inner: Frame = {
    model,
    bindings: new Map(),
    loops: [],
    depth: frame.depth + 1,
    ...(place === undefined ? {} : { site: place }),
  };
  for (const [index, parameter] of symbol.node.parameters.entries()) {
    const { name, defaultValue } = parameter;
    const type = resolveType(lowering, inner, parameter.type);
    const value =
      argumentOf(index, type, name.span) ??
      (defaultValue === undefined
        ? fail(inner, 'QF3104', name.span, [`The parameter ${name.text}`])
        : evaluateAs(lowering, inner, defaultValue, type));
    bind(inner, name, aliasCell(lowering, name.text, name.span, value));
  }
  return inner;
}

function termOf(lowering: Lowering, frame: Frame, node: tree.Expression): Term {
  lowering.step(frame, node.span);
  switch (node.kind) {
    case 'parenthesized':
      return termOf(lowering, frame, node.inner);
    case 'unary':
      return negated(frame, node, termOf(lowering, frame, node.operand));
    case 'binary':
      return chainOf(lowering, frame, node);
    case 'sum':
      return loopOf(lowering, frame, node);
    case 'call':
      return callOf(lowering, frame, node);
    case 'index':
      if (node.object.kind === 'identifier' && pauliSums.isPauliName(node.object.name))
        return pauliOf(lowering, frame, node, node.object.name);
      return numberOf(lowering, frame, node);
    case 'identifier':
      return nameOf(lowering, frame, node);
    default:
      return numberOf(lowering, frame, node);
  }
}

function sumTerm(sum: pauliSums.PauliSum): Term {
  return { kind: 'sum', sum: new Map(sum) };
}

function numberOf(lowering: Lowering, frame: Frame, node: tree.Expression): Term {
  return { kind: 'number', number: evaluate(lowering, frame, node) };
}

function pauliOf(lowering: Lowering, frame: Frame, node: tree.IndexExpression, letter: string): Term {
  const [index] = node.indices;
  const qubit = index === undefined ? 0 : knownInteger(lowering, frame, index, 'The number of a qubit');
  if (qubit < 0) fail(frame, 'QF2016', node.span, [`there is no qubit ${qubit}`]);
  return sumTerm(pauliSums.singlePauli(letter, qubit));
}

function nameOf(lowering: Lowering, frame: Frame, node: tree.Identifier): Term {
  const symbol = frame.model.symbolOf(node);
  if (symbol?.kind === 'observable') return observableOf(lowering, frame, node, symbol, []);
  if (!pauliSums.isPauliName(node.name)) return numberOf(lowering, frame, node);
  if (node.name !== 'I') fail(frame, 'QF5011', node.span, [`${node.name} without a qubit`]);
  return sumTerm(pauliSums.scalarSum(cx.one));
}

function callOf(lowering: Lowering, frame: Frame, node: tree.CallExpression): Term {
  const symbol = frame.model.symbolOf(node.callee);
  if (symbol?.kind === 'observable') return observableOf(lowering, frame, node, symbol, node.arguments);
  if (isModelCall(node.callee.name)) return modelSum(modelTerms(lowering, frame, node));
  if (node.callee.name !== 'pauli') return numberOf(lowering, frame, node);
  const word = node.arguments[0]?.value;
  const letters = word?.kind === 'string' ? word.value : word?.kind === 'bit-string' ? word.text : '';
  if (!/^[IXYZ]+$/.test(letters)) fail(frame, 'QF5012', node.span, [letters]);
  return sumTerm(pauliSums.writtenPauli(letters));
}

/** The words of a model, each of which is there once. */
function modelSum(terms: readonly PauliTerm[]): Term {
  const total: MutableSum = new Map();
  for (const { coefficient, factors } of terms) {
    const product = factors.reduce(
      (word, { pauli, qubit }) => pauliSums.multiplySums(word, pauliSums.singlePauli(pauli, qubit)),
      new Map(pauliSums.scalarSum(cx.complex(coefficient))),
    );
    pauliSums.addInto(total, product);
  }
  return { kind: 'sum', sum: total };
}

/** Another observable by its name. */
function observableOf(
  lowering: Lowering,
  frame: Frame,
  node: tree.Expression,
  symbol: ObservableSymbol,
  given: readonly tree.Argument[],
): Term {
  if (frame.depth > lowering.limits.calls)
    fail(frame, 'QF3103', node.span, [symbol.name, String(lowering.limits.calls)]);
  const inner = parameterFrame(lowering, frame, symbol, node.span, (place, type) => {
    const wanted = symbol.node.parameters[place]?.name.text;
    const argument = given.find(({ name }) => name?.text === wanted) ?? given[place];
    return argument && evaluateAs(lowering, frame, argument.value, type);
  });
  return termOf(lowering, inner, symbol.node.value);
}

function loopOf(lowering: Lowering, frame: Frame, node: tree.SumExpression): Term {
  const total: MutableSum = new Map();
  for (const value of loopValues(lowering, frame, node) ?? []) {
    bind(frame, node.variable, aliasCell(lowering, node.variable.text, node.variable.span, value));
    pauliSums.addInto(total, asSum(frame, node.body, termOf(lowering, frame, node.body)));
  }
  return { kind: 'sum', sum: total };
}

// ------------------------------------------------------------------------------------------------------- operators

/** The part as a sum; a number is a multiple of the identity. */
function asSum(frame: Frame, node: tree.Expression, term: Term): MutableSum {
  return term.kind === 'sum'
    ? term.sum
    : new Map(pauliSums.scalarSum(coefficientOf(frame, node, term.number)));
}

function coefficientOf(frame: Frame, node: tree.Expression, number: Evaluated): cx.Complex {
  if (!isKnown(number)) return fail(frame, 'QF3104', node.span, ['A coefficient of an observable']);
  const { value } = number;
  if (typeof value !== 'object') return cx.complex(Number(value));
  return 're' in value ? value : fail(frame, 'QF5011', node.span, ['a list']);
}

function negated(frame: Frame, node: tree.UnaryExpression, term: Term): Term {
  if (term.kind === 'number')
    return { kind: 'number', number: computed(frame, node.span, () => unary(node.operator, term.number)) };
  return sumTerm(pauliSums.multiplySums(pauliSums.scalarSum(cx.complex(-1)), term.sum));
}

/** A chain of operators, added to one sum. */
function chainOf(lowering: Lowering, frame: Frame, expression: tree.BinaryExpression): Term {
  const { leftmost, operators } = spineOf(expression);
  return operators.reduce(
    (total, node) => combined(frame, node, total, termOf(lowering, frame, node.right)),
    termOf(lowering, frame, leftmost),
  );
}

function combined(frame: Frame, node: tree.BinaryExpression, left: Term, right: Term): Term {
  const { operator } = node;
  if (left.kind === 'number' && right.kind === 'number') {
    return { kind: 'number', number: operation(frame, node, left.number, right.number) };
  }
  const [first, second] = [asSum(frame, node.left, left), asSum(frame, node.right, right)];
  if (operator === '*') return sumTerm(pauliSums.multiplySums(first, second));
  if (operator === '/' && right.kind === 'number') return divided(frame, node, first, right.number);
  if (operator !== '+' && operator !== '-')
    return fail(frame, 'QF5011', node.span, [`the operator ${operator}`]);
  pauliSums.addInto(first, second, operator === '-' ? -1 : 1);
  return { kind: 'sum', sum: first };
}

function divided(frame: Frame, node: tree.BinaryExpression, sum: MutableSum, divisor: Evaluated): Term {
  const value = coefficientOf(frame, node.right, divisor);
  if (cx.magnitudeSquared(value) === 0)
    fail(frame, 'QF2016', node.right.span, ['a division by zero has no result']);
  return sumTerm(pauliSums.multiplySums(sum, pauliSums.scalarSum(cx.divide(cx.one, value))));
}
