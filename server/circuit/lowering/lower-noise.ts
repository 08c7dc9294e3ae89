import type { Diagnosed } from '../../base/index.ts';
import { type Model, type Symbol, operandsOfSpine, type tree } from '../../language/index.ts';
import { diagnose, findCall } from '../../library/index.ts';
import type { NoiseModel, NoiseRule, ReadoutRule } from '../noise/index.ts';
import { fail } from './failure.ts';
import type { Frame } from './frame.ts';
import { diagnosed } from './lower-circuit.ts';
import { Lowering, type LoweringOptions } from './lowering.ts';
import { modelOf } from './names.ts';
import { noiseArguments } from './noise-arguments.ts';
import { noiseRule } from './noise-rules.ts';
import { actions } from './statements.ts';

type NoiseSymbol = Extract<Symbol, { kind: 'noise' }>;

/** Beyond this, nobody wrote the sum: names that stand for sums of names multiply. */
const maximumSummands = 10_000;

/** The summands of a noise declaration, in its order. */
interface Parts {
  readonly rules: NoiseRule[];
  readonly readout: ReadoutRule[];
}

/** Turns the noise of a checked program into a model: its sum written out, its numbers computed. */
export function lowerNoise(
  model: Model,
  name: string,
  options: LoweringOptions = {},
): Diagnosed<NoiseModel | undefined> {
  const symbol = model.scope.symbols.get(name);
  if (symbol?.kind !== 'noise') {
    const known = model.noises.map((noise) => noise.name).join(', ') || 'none';
    return {
      value: undefined,
      diagnostics: [diagnose('QF3108', { start: 0, end: 0 }, ['noise', name, known])],
    };
  }
  const errors = model.diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return { value: undefined, diagnostics: errors };
  return diagnosed(() => expand(model, symbol, options));
}

function expand(model: Model, symbol: NoiseSymbol, options: LoweringOptions): NoiseModel {
  const lowering = new Lowering(actions, model, new Set(), options);
  const parts: Parts = { rules: [], readout: [] };
  addNoise(lowering, { model, bindings: new Map(), loops: [], depth: 0 }, symbol, symbol.nameSpan, parts);
  return { name: symbol.name, ...parts };
}

/** Adds what a noise declaration is a sum of; in another file the faults are reported where its name is used. */
function addNoise(
  lowering: Lowering,
  frame: Frame,
  symbol: NoiseSymbol,
  place: tree.Name['span'],
  parts: Parts,
): void {
  if (frame.depth > lowering.limits.calls)
    fail(frame, 'QF3103', place, [symbol.name, String(lowering.limits.calls)]);
  const model = modelOf(lowering.model, symbol.uri) ?? frame.model;
  const site = frame.site ?? (model === lowering.model ? undefined : place);
  const inner: Frame = {
    model,
    bindings: new Map(),
    loops: [],
    depth: frame.depth + 1,
    ...(site === undefined ? {} : { site }),
  };
  addPart(lowering, inner, symbol.node.value, parts);
}

function addPart(lowering: Lowering, frame: Frame, node: tree.Expression, parts: Parts): void {
  lowering.step(frame, node.span);
  switch (node.kind) {
    case 'parenthesized':
      return addPart(lowering, frame, node.inner, parts);
    case 'binary':
      return addSum(lowering, frame, node, parts);
    case 'call':
      return addChannel(lowering, frame, node, parts);
    case 'identifier': {
      const symbol = frame.model.symbolOf(node);
      if (symbol?.kind === 'noise') return addNoise(lowering, frame, symbol, node.span, parts);
      return fail(frame, 'QF5020', node.span, [node.name]);
    }
    default:
      return fail(frame, 'QF5020', node.span, [`a ${node.kind.replaceAll('-', ' ')}`]);
  }
}

function addSum(lowering: Lowering, frame: Frame, expression: tree.BinaryExpression, parts: Parts): void {
  for (const summand of operandsOfSpine(expression)) addPart(lowering, frame, summand, parts);
}

function addDevice(lowering: Lowering, frame: Frame, node: tree.CallExpression, parts: Parts): void {
  const name = node.arguments[0]?.value;
  const model = name?.kind === 'string' ? lowering.deviceNoise?.(name.value) : undefined;
  if (model === undefined)
    return fail(frame, 'QF3104', node.span, [
      `The noise of ${frame.model.text.slice(node.span.start, node.span.end)}`,
    ]);
  parts.rules.push(...model.rules);
  parts.readout.push(...model.readout);
}

function addChannel(lowering: Lowering, frame: Frame, node: tree.CallExpression, parts: Parts): void {
  const call = findCall(node.callee.name, 'noise');
  if (call === undefined) return fail(frame, 'QF5020', node.span, [node.callee.name]);
  if (parts.rules.length + parts.readout.length >= maximumSummands)
    fail(frame, 'QF5116', node.span, [maximumSummands.toLocaleString('en')]);
  if (call.name === 'device') return addDevice(lowering, frame, node, parts);
  const given = noiseArguments(lowering, frame, node, call);
  const { qubits } = given;
  if (call.name !== 'readout') parts.rules.push(noiseRule(call.name, given));
  else
    parts.readout.push({
      p01: given.number('p01'),
      p10: given.number('p10'),
      ...(qubits === undefined ? {} : { qubits }),
    });
}
