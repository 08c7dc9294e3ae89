import type { Span } from '../../base/index.ts';
import { type Model, type Symbol, nodeAt, type tree } from '../index.ts';
import { decodedUri } from './decoded-uri.ts';
import { symbolAt } from './symbol-at.ts';

/** A place in a file. */
export interface Place {
  readonly uri: string;
  readonly span: Span;
}

/** Where a symbol is written in one file. */
export interface Uses {
  readonly model: Model;
  /** In the order of the text. */
  readonly spans: readonly Span[];
}

/** Every place where the name at an offset is written, in this file and in others that know it. */
export function references(
  model: Model,
  offset: number,
  family: readonly Model[],
  includesDeclaration: boolean,
): readonly Place[] {
  const symbol = symbolAt(model, offset)?.symbol;
  if (symbol === undefined) return [];
  return usesOf(symbol, family).flatMap(({ model: { uri }, spans }) =>
    spans
      .filter((span) => includesDeclaration || !isDeclaration(symbol, uri, span))
      .map((span) => ({ uri, span })),
  );
}

/** The files in which a symbol is written, with the places; files that do not know it are left out. */
export function usesOf(symbol: Symbol, family: readonly Model[]): readonly Uses[] {
  return family.flatMap((model) => {
    const known = counterpart(symbol, model);
    const written = known === undefined ? [] : model.occurrences(known);
    const spans = [...written, ...argumentNames(symbol, model)].toSorted((a, b) => a.start - b.start);
    return spans.length === 0 ? [] : [{ model, spans: withoutRepeats(spans) }];
  });
}

export function isDeclaration(symbol: Symbol, uri: string, span: Span): boolean {
  return 'nameSpan' in symbol && isSameFile(symbol.uri, uri) && symbol.nameSpan.start === span.start;
}

/** The same symbol in another file's model, which may have been made from another reading of the declaring file. */
function counterpart(symbol: Symbol, model: Model): Symbol | undefined {
  if (model.occurrences(symbol).length > 0 || !('nameSpan' in symbol)) return symbol;
  const known = model.scope.symbols.get(symbol.name);
  const isSame =
    known !== undefined &&
    known.kind === symbol.kind &&
    'nameSpan' in known &&
    isSameFile(known.uri, symbol.uri) &&
    known.nameSpan.start === symbol.nameSpan.start;
  return isSame ? known : undefined;
}

function isSameFile(one: string, other: string): boolean {
  return one === other || decodedUri(one) === decodedUri(other);
}

/** The names before arguments, as in `trial(angle: 0.1)`, which repeat the names of parameters. */
function argumentNames(symbol: Symbol, model: Model): readonly Span[] {
  if (symbol.kind !== 'parameter') return [];
  const owner = [...model.scope.symbols.values()].find(
    (candidate) =>
      'node' in candidate &&
      'parameters' in candidate.node &&
      isSameFile(candidate.uri, symbol.uri) &&
      candidate.node.parameters.some((parameter) => 'kind' in parameter && startsAt(parameter, symbol)),
  );
  if (owner === undefined) return [];
  return model
    .occurrences(owner)
    .flatMap((span) =>
      (callAt(model, span)?.arguments ?? []).flatMap(({ name }) =>
        name?.text === symbol.name ? [name.span] : [],
      ),
    );
}

function startsAt(parameter: tree.ParameterNode, symbol: Extract<Symbol, { kind: 'parameter' }>): boolean {
  return parameter.name.span.start === symbol.nameSpan.start;
}

/** The call whose callee stands at a place. */
export function callAt(model: Model, { start }: Span): tree.CallExpression | undefined {
  const call = nodeAt(model.program, start).findLast((node) => node.kind === 'call');
  return call?.callee.span.start === start ? call : undefined;
}

function withoutRepeats(spans: readonly Span[]): readonly Span[] {
  return spans.filter((span, place) => span.start !== spans[place - 1]?.start);
}
