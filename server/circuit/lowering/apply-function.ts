import type { Diagnosed, TypedValue, Value } from '../../base/index.ts';
import type { Model, tree } from '../../language/index.ts';
import type { Site } from '../traced.ts';
import { coerce } from './arguments.ts';
import { bind } from './declarations.ts';
import { resolveType } from './evaluate.ts';
import { isKnown } from './evaluated.ts';
import { fail } from './failure.ts';
import type { Callable, Frame } from './frame.ts';
import { runBody } from './functions.ts';
import { diagnosed } from './lower-circuit.ts';
import { Lowering, type LoweringOptions } from './lowering.ts';
import { modelOf } from './names.ts';
import { actions } from './statements.ts';
import { aliasCell } from './storage.ts';
import { Trace } from './trace.ts';

/**
 * What a function of a program gives for values, outside of any circuit.
 *
 * @param values of its parameters, in order; numbers and lists of them
 * @returns the value, or the diagnostic that says why there is none, such as QF3106 for a function without a body
 */
export function applyDefinition(
  model: Model,
  symbol: Callable['symbol'],
  values: readonly Value[],
  options: LoweringOptions = {},
): Diagnosed<TypedValue | undefined> {
  return diagnosed(() => applied(model, symbol, values, options));
}

/** The statements that {@link applyDefinition} comes to, up to its fault where it has one. */
export function traceDefinition(
  model: Model,
  symbol: Callable['symbol'],
  values: readonly Value[],
  options: LoweringOptions = {},
): readonly Site[] {
  const trace = new Trace();
  diagnosed(() => applied(model, symbol, values, options, trace));
  return [...trace.sites.values()];
}

function applied(
  model: Model,
  symbol: Callable['symbol'],
  values: readonly Value[],
  options: LoweringOptions,
  trace?: Trace,
): TypedValue {
  const lowering = new Lowering(actions, model, new Set(), options, trace);
  const home = modelOf(model, symbol.uri) ?? model;
  const frame: Frame = {
    model: home,
    bindings: new Map(),
    loops: [],
    depth: 0,
    ...(home === model ? {} : { site: { start: 0, end: 0 } }),
  };
  const { body, parameters } = symbol.node;
  if (body === undefined) return fail(frame, 'QF3106', symbol.nameSpan, [symbol.name]);
  for (const [place, parameter] of parameters.entries()) bindValue(lowering, frame, parameter, values[place]);
  const value = runBody(lowering, frame, symbol, body);
  if (value === undefined) return fail(frame, 'QF3100', symbol.nameSpan, [`${symbol.name} returns no value`]);
  return isKnown(value) ? value : fail(frame, 'QF3104', symbol.nameSpan, [`The value of ${symbol.name}`]);
}

function bindValue(
  lowering: Lowering,
  frame: Frame,
  { name, type }: tree.ParameterNode,
  value: Value | undefined,
): void {
  if (value === undefined || type.name.text === 'qubit' || type.name.text === 'def')
    return fail(frame, 'QF3100', name.span, [`${name.text} has a value only inside a circuit`]);
  const given = coerce(frame, name.text, name.span, value, resolveType(lowering, frame, type));
  bind(frame, name, aliasCell(lowering, name.text, name.span, given));
}
