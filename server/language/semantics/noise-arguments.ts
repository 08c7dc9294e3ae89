import { type Complex, cx } from '../../base/index.ts';
import { type Call, type CallParameter, gateGroups, krausFault } from '../../library/index.ts';
import type { CallExpression, Expression, Identifier } from '../syntax/tree.ts';
import { type Analysis, didYouMean } from './analysis.ts';
import { constantOf, record } from './expect.ts';
import type { Symbol, Type } from './model.ts';
import { krausFixes } from './noise-fixes.ts';
import { divideReally } from './real-division.ts';
import { lookUp, standardGate } from './scopes.ts';
import { closest } from './spelling.ts';
import { isReal, typeOfCall } from './types.ts';

/** Checks an argument that has a form of its own; nothing for one that is an expression like any other. */
export function checkNoiseArgument(
  a: Analysis,
  value: Expression,
  { type }: CallParameter,
): Type | undefined {
  if (type === 'gates') checkGates(a, value);
  else if (type === 'operators') checkOperators(a, value);
  else return undefined;
  return record(a, value, typeOfCall(type));
}

/** The arguments of a library call by the names of their parameters, as far as they have one. */
export function givenArguments(node: CallExpression, call: Call): ReadonlyMap<string, Expression> {
  const byPlace = call.parameters.filter(({ positional }) => positional);
  return new Map(
    node.arguments.map(({ name, value }, place) => [name?.text ?? byPlace[place]?.name ?? '', value]),
  );
}

// ------------------------------------------------------------------------------------------------------------- gates

/** The names behind `gates:`, one or a list. */
export function selectedNames(value: Expression): readonly Identifier[] {
  if (value.kind === 'parenthesized') return selectedNames(value.inner);
  if (value.kind === 'list') return value.elements.flatMap(selectedNames);
  return value.kind === 'identifier' ? [value] : [];
}

const groupNames = gateGroups.map(({ name }) => name);

function checkGates(a: Analysis, value: Expression): void {
  if (value.kind === 'missing') return;
  if (value.kind === 'identifier') return checkGate(a, value);
  if (value.kind === 'parenthesized') return checkGates(a, value.inner);
  if (value.kind === 'list' && value.elements.length > 0)
    return value.elements.forEach((element) => checkGates(a, element));
  a.report('QF5017', value.span, [a.textOf(value.span), 'names no gates']);
}

function checkGate(a: Analysis, node: Identifier): void {
  if (groupNames.includes(node.name)) return;
  const symbol = declaredGate(a, node.name) ?? standardGate(node.name);
  if (symbol === undefined) return reportUnknownGate(a, node);
  a.refer(node, symbol);
}

/** The gate that a file declares under a name, or imports. */
function declaredGate(a: Analysis, name: string): Symbol | undefined {
  const symbol = lookUp(a.scope, name)?.symbol;
  return symbol?.kind === 'gate' ? symbol : undefined;
}

function reportUnknownGate(a: Analysis, node: Identifier): void {
  a.unit.asksForUnknownNames = true;
  if (a.hasUnknownNames || a.silenced.has(node.name) || a.missing.has(node.name)) return;
  const gates = [...groupNames, ...namesOfGates(a)];
  const suggestion = closest(node.name, gates);
  const details = suggestion === undefined ? {} : didYouMean(suggestion, node.span);
  a.report('QF5017', node.span, [node.name, 'is no gate and no group of gates'], details);
}

function namesOfGates(a: Analysis): readonly string[] {
  return [...(a.fileScope.parent?.symbols.values() ?? [])]
    .filter(({ kind }) => kind === 'standard-gate')
    .map(({ name }) => name);
}

// --------------------------------------------------------------------------------------------------------- operators

/** The elements of matrices that are written out: operators, rows, elements. What is no list has none. */
export function writtenMatrices(value: Expression): readonly (readonly (readonly Expression[])[])[] {
  return listed(value).map((matrix) => listed(matrix).map(listed));
}

function listed(value: Expression): readonly Expression[] {
  return value.kind === 'list' ? value.elements : [];
}

function checkOperators(a: Analysis, value: Expression): void {
  divideReally(a, value);
  const matrices = writtenMatrices(value);
  const isSound = matrices.flat(2).map((element) => checkElement(a, element)).every(Boolean); // prettier-ignore
  const known = matrices.map((rows) =>
    rows.map((row) => row.flatMap((element) => numberAt(a, element) ?? [])),
  );
  const isKnown = known.flat(2).length === matrices.flat(2).length;
  const reason = isSound && isKnown ? krausFault(known) : undefined;
  if (reason !== undefined) a.report('QF5016', value.span, [reason], { fixes: krausFixes(value, known) });
}

function checkElement(a: Analysis, element: Expression): boolean {
  const type = a.check(element);
  if (type.kind === 'unknown') return false;
  if (isReal(type) || type.kind === 'complex') return true;
  a.report('QF5016', element.span, ['an element is no number']);
  return false;
}

function numberAt(a: Analysis, element: Expression): Complex | undefined {
  const value = constantOf(a, element);
  if (typeof value === 'number' || typeof value === 'bigint') return cx.complex(Number(value));
  return typeof value === 'object' && 're' in value ? value : undefined;
}
