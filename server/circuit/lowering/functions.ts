import type { Span } from '../../base/index.ts';
import { type tree, someStatement } from '../../language/index.ts';
import { zeroOf } from '../values.ts';
import { calledFunction, functionBehind } from './called-function.ts';
import { evaluate, evaluateAs, knownInteger, resolveType } from './evaluate.ts';
import { type Evaluated, isKnown } from './evaluated.ts';
import { fail } from './failure.ts';
import { flowOf } from './flow.ts';
import { type Activation, type Binding, type Callable, type Frame, placeOf } from './frame.ts';
import type { Lowering } from './lowering.ts';
import { modelOf } from './names.ts';
import { qubitsOf } from './operands.ts';
import { inRegion } from './region.ts';
import { aliasCell, newCell, read, snapshot, store, write } from './storage.ts';
import { assign, targetOf } from './target.ts';

type FunctionSymbol = Callable['symbol'];

/** Inlines a call of a function that the program defines; the result is its value, if it returns one. */
export function callFunction(
  lowering: Lowering,
  frame: Frame,
  node: tree.CallExpression,
): Evaluated | undefined {
  const symbol = calledFunction(frame, node);
  if (symbol === undefined)
    return fail(frame, 'QF3100', node.callee.span, [`${node.callee.name} is no function of this program`]);
  const { body } = symbol.node;
  if (body === undefined) return fail(frame, 'QF3106', node.callee.span, [symbol.name]);
  checkCall(lowering, frame, node, symbol);
  const inner = innerFrame(lowering, frame, node, symbol);
  const copies = bindParameters(lowering, frame, inner, node, symbol, body);
  const value = runBody(lowering, inner, symbol, body);
  for (const copyBack of copies) copyBack();
  return value;
}

function checkCall(
  lowering: Lowering,
  frame: Frame,
  node: tree.CallExpression,
  symbol: FunctionSymbol,
): void {
  const wanted = symbol.node.parameters.length;
  const given = node.arguments.length;
  if (given !== wanted)
    fail(frame, 'QF2020', node.callee.span, [symbol.name, `${wanted} arguments`, `${given} are`]);
  if (frame.depth >= lowering.limits.calls)
    fail(frame, 'QF3103', node.callee.span, [symbol.name, String(lowering.limits.calls)]);
}

function innerFrame(
  lowering: Lowering,
  frame: Frame,
  node: tree.CallExpression,
  symbol: FunctionSymbol,
): Frame {
  const model = modelOf(lowering.model, symbol.uri) ?? frame.model;
  const site = frame.site ?? (model === frame.model ? undefined : node.span);
  return {
    model,
    bindings: new Map(),
    loops: [],
    depth: frame.depth + 1,
    called: { name: symbol.name, from: frame },
    ...(site === undefined ? {} : { site }),
  };
}

// ------------------------------------------------------------------------------------------------------- parameters

/** Binds the arguments. The result lists what must be copied back where an array was handed over by reference. */
function bindParameters(
  lowering: Lowering,
  frame: Frame,
  inner: Frame,
  node: tree.CallExpression,
  symbol: FunctionSymbol,
  body: tree.Block,
): readonly (() => void)[] {
  const { assigned } = flowOf(lowering, inner, [body]);
  const hasReferences = symbol.node.parameters.some(({ type }) => type.reference === 'mutable');
  const copies: (() => void)[] = [];
  checkDistinct(lowering, frame, node, symbol);
  for (const [place, parameter] of symbol.node.parameters.entries()) {
    const argument = node.arguments[place]?.value;
    const name = inner.model.symbolOf(parameter.name);
    if (argument === undefined || name === undefined) continue;
    const mayChange = hasReferences || assigned.has(name);
    inner.bindings.set(name, bindArgument(lowering, frame, inner, parameter, argument, mayChange, copies));
  }
  return copies;
}

/** One qubit cannot go by two names inside a function. */
function checkDistinct(
  lowering: Lowering,
  frame: Frame,
  node: tree.CallExpression,
  symbol: FunctionSymbol,
): void {
  const seen = new Set<number>();
  for (const [place, { type }] of symbol.node.parameters.entries()) {
    const argument = node.arguments[place]?.value;
    if (argument === undefined || type.name.text !== 'qubit') continue;
    const { qubits } = qubitsOf(lowering, frame, argument);
    const { start, end } = argument.span;
    if (qubits.some((qubit) => seen.has(qubit)))
      fail(frame, 'QF3001', argument.span, [symbol.name, frame.model.text.slice(start, end)]);
    for (const qubit of qubits) seen.add(qubit);
  }
}

function bindArgument(
  lowering: Lowering,
  frame: Frame,
  inner: Frame,
  parameter: tree.ParameterNode,
  argument: tree.Expression,
  mayChange: boolean,
  copies: (() => void)[],
): Binding {
  const { type, name } = parameter;
  if (type.name.text === 'def') return bindFunction(frame, argument);
  if (type.name.text === 'qubit') return bindQubits(lowering, frame, inner, type, argument);
  if (type.reference === 'mutable') return bindReference(lowering, frame, name, argument, copies);
  const value =
    type.reference === 'readonly'
      ? evaluate(lowering, frame, argument)
      : evaluateAs(lowering, frame, argument, resolveType(lowering, inner, type));
  const place = placeOf(frame, argument.span);
  return mayChange && !isKnown(value)
    ? snapshot(lowering, frame, name.text, value, place)
    : aliasCell(lowering, name.text, placeOf(inner, name.span), value);
}

function bindFunction(frame: Frame, argument: tree.Expression): Callable {
  const written = argument.kind === 'identifier' ? frame.model.symbolOf(argument) : undefined;
  const symbol = functionBehind(frame, written);
  if (symbol !== undefined) return { kind: 'callable', symbol };
  return fail(frame, 'QF2010', argument.span, ['a value', 'the name of a def']);
}

function bindQubits(
  lowering: Lowering,
  frame: Frame,
  inner: Frame,
  type: tree.TypeNode,
  argument: tree.Expression,
): Binding {
  const { qubits } = qubitsOf(lowering, frame, argument);
  if (type.isOpen === true) return { kind: 'qubits', qubits, isSingle: false };
  const size =
    type.width === undefined ? 1 : knownInteger(lowering, inner, type.width, 'The size of a register');
  if (qubits.length !== size) fail(frame, 'QF3004', argument.span, [String(size), String(qubits.length)]);
  return { kind: 'qubits', qubits, isSingle: type.width === undefined };
}

function bindReference(
  lowering: Lowering,
  frame: Frame,
  name: tree.Name,
  argument: tree.Expression,
  copies: (() => void)[],
): Binding {
  const target = targetOf(lowering, frame, argument);
  if (target.slots[0]?.path.length === 0) return target.cell;
  // A part of an array: worked on as a copy that goes back when the function returns.
  const value = evaluate(lowering, frame, argument);
  const cell = newCell(lowering, { name: name.text, type: value.type, span: placeOf(frame, argument.span) });
  write(lowering, frame, cell, value, cell.span);
  copies.push(() => assign(lowering, frame, target, read(cell), argument.span));
  return cell;
}

// ------------------------------------------------------------------------------------------------------------- body

/** Runs the body of a function whose parameters are bound; the result is what it returns. */
export function runBody(
  lowering: Lowering,
  inner: Frame,
  symbol: FunctionSymbol,
  body: tree.Block,
): Evaluated | undefined {
  const type = symbol.node.result && resolveType(lowering, inner, symbol.node.result);
  const mayReturnEarly = someStatement(
    body,
    (statement) => statement.kind === 'return' && !body.statements.includes(statement),
  );
  const flow = mayReturnEarly ? flowOf(lowering, inner, [body]) : undefined;
  if (flow?.isReturnLate === true) {
    const result =
      type && newCell(lowering, { name: symbol.name, type, span: placeOf(inner, symbol.nameSpan) });
    if (result !== undefined) store(lowering, inner, result, result.span);
    const activation: Activation = {
      region: lowering.region + 1,
      hasExits: true,
      ...(result === undefined ? {} : { result }),
    };
    runWithExits(lowering, { ...inner, activation }, flow.assigned, body);
    return result && read(result);
  }
  const completion = lowering.actions.run(
    lowering,
    { ...inner, activation: { region: lowering.region, hasExits: false } },
    body,
  );
  if (typeof completion === 'object') return completion.value;
  // Not reached at the run: an `end` came first. Whatever would be computed from the value is not reached either.
  return type && completion === 'stop' ? { type, value: zeroOf(type) } : undefined;
}

function runWithExits(
  lowering: Lowering,
  inner: Frame & { readonly activation: Activation },
  assigned: ReturnType<typeof flowOf>['assigned'],
  body: tree.Block,
): void {
  const span: Span = placeOf(inner, body.span);
  inRegion(lowering, inner, assigned, span, () => {
    const block = lowering.collect(() => lowering.actions.run(lowering, inner, body));
    const { exitLabel } = inner.activation;
    if (exitLabel === undefined) lowering.append(block);
    else lowering.append([{ kind: 'block', label: exitLabel, body: block, span }]);
  });
}
