import type { Span, Steps } from '../../base/index.ts';
import { type Model, type Node, type tree, typeText, walk } from '../index.ts';
import { circuitCost } from './circuit-cost.ts';
import { recordOf } from './record-of.ts';
import { stateHints } from './state-hints.ts';

/** A short text that the editor shows in the line without its being there. */
export interface InlayHint {
  readonly kind: 'type' | 'argument' | 'cost' | 'state';
  readonly offset: number;
  readonly text: string;
}

/** Which hints are wanted. */
export interface InlayHintChoice {
  readonly resultTypes: boolean;
  readonly argumentNames: boolean;
  readonly circuitCosts: boolean;
  readonly state: boolean;
}

/** Circuits in one answer whose cost is counted. */
const countedCircuits = 20;

/** The hints in a piece of a file. */
export function* inlayHints(model: Model, range: Span, choice: InlayHintChoice): Steps<readonly InlayHint[]> {
  const found: InlayHint[] = [];
  const isOutside = ({ span }: Node) => span.end < range.start || span.start > range.end;
  for (const statement of model.program.statements) {
    walk(statement, (node) => {
      if (isOutside(node)) return false;
      if (choice.resultTypes && (node.kind === 'task' || node.kind === 'alias'))
        found.push(...typeHint(node, model));
      if (choice.argumentNames && node.kind === 'call') found.push(...argumentHints(node, model));
      return true;
    });
    yield;
  }
  if (choice.circuitCosts) found.push(...(yield* costHints(model, range)));
  if (choice.state) found.push(...stateHints(model, range));
  return found.filter(({ offset }) => range.start <= offset && offset <= range.end);
}

/** `: samples` behind the name of a task, `: float` behind that of an alias. */
function typeHint(
  { name }: tree.TaskDeclaration | tree.AliasDeclaration,
  model: Model,
): readonly InlayHint[] {
  const symbol = name.text === '' ? undefined : model.symbolOf(name);
  if (symbol === undefined) return [];
  const text = recordOf(symbol) ?? typeText(symbol.type);
  const isKnown = text !== 'unknown' && symbol.type.kind !== 'void';
  return isKnown ? [{ kind: 'type', offset: name.span.end, text: `: ${text}` }] : [];
}

/** `angle: ` before an argument of a circuit, a function or an observable, unless it says so itself. */
function argumentHints(
  { callee, arguments: given }: tree.CallExpression,
  model: Model,
): readonly InlayHint[] {
  const symbol = model.symbolOf(callee);
  if (symbol?.kind !== 'circuit' && symbol?.kind !== 'function' && symbol?.kind !== 'observable') return [];
  return symbol.node.parameters.flatMap(({ name }, place): InlayHint[] => {
    const argument = given[place];
    if (argument === undefined || argument.name !== undefined || argument.value.kind === 'missing') return [];
    const saysItself = argument.value.kind === 'identifier' && argument.value.name === name.text;
    return saysItself ? [] : [{ kind: 'argument', offset: argument.span.start, text: `${name.text}:` }];
  });
}

function* costHints(model: Model, range: Span): Steps<readonly InlayHint[]> {
  const found: InlayHint[] = [];
  const visible = model.circuits.filter(
    ({ symbol, nameSpan }) =>
      symbol !== undefined && range.start <= nameSpan.end && nameSpan.end <= range.end,
  );
  for (const { name, node, nameSpan } of visible.slice(0, countedCircuits)) {
    const text = circuitCost(model, name);
    const last = node.kind === 'circuit' ? node.parameters.at(-1) : undefined;
    const offset = last === undefined ? nameSpan.end : model.text.indexOf(')', last.span.end) + 1;
    if (text !== undefined && offset !== 0) found.push({ kind: 'cost', offset, text });
    yield;
  }
  return found;
}
