import { findCall, findGate } from '../../library/index.ts';
import { operandsOfSpine } from '../syntax/spine.ts';
import type {
  Block,
  CallExpression,
  CircuitDeclaration,
  Expression,
  Statement,
  TaskDeclaration,
} from '../syntax/tree.ts';
import { blocksOf } from '../syntax/walk.ts';
import type { Analysis } from './analysis.ts';
import { circuitEvents, gateKeys, wholeGate } from './circuit-events.ts';
import { constantOf } from './expect.ts';
import type { Symbol } from './model.ts';
import { givenArguments, selectedNames } from './noise-arguments.ts';
import { channelWidth } from './noise-widths.ts';
import { circuitWidth } from './observable-fit.ts';

type NoiseSymbol = Extract<Symbol, { kind: 'noise' }>;

/** Remarks on the parts of a backend's noise that nothing in a circuit calls for, where a task of a workflow runs it. */
export function reportUnmetNoise(a: Analysis, statement: Statement): void {
  if (statement.kind !== 'workflow') return;
  const eventsOf = remembered((circuit) => circuitEvents(a, circuit));
  for (const task of tasksIn(statement.body)) checkTask(a, task, eventsOf);
}

function tasksIn({ statements }: Block): readonly TaskDeclaration[] {
  return statements.flatMap((statement) =>
    statement.kind === 'task' ? [statement] : blocksOf(statement).flatMap(tasksIn),
  );
}

type Events = ReturnType<typeof circuitEvents>;
type EventsOf = (circuit: CircuitDeclaration) => Events;

function remembered(compute: EventsOf): EventsOf {
  const known = new Map<CircuitDeclaration, Events>();
  return (circuit) => {
    if (!known.has(circuit)) known.set(circuit, compute(circuit));
    return known.get(circuit);
  };
}

function checkTask(a: Analysis, { value }: TaskDeclaration, eventsOf: EventsOf): void {
  if (value.kind !== 'call') return;
  const on = argumentNamed(value, 'on');
  const noise = on && noiseOf(a, on);
  const circuit = circuitOf(a, value);
  const events = circuit && noise && eventsOf(circuit.node);
  if (on === undefined || noise === undefined || circuit === undefined || events === undefined) return;
  for (const channel of channelsIn(a, noise.node.value, new Set([noise]))) {
    if (isMet(a, channel, events, circuitWidth(a, circuit))) continue;
    const related = [{ span: channel.span, message: 'This is the part.' }];
    a.report('QF5019', on.span, [channel.callee.name, noise.name, circuit.name], { related });
  }
}

function argumentNamed(call: CallExpression, name: string): Expression | undefined {
  return call.arguments.find((argument) => argument.name?.text === name)?.value;
}

/** The noise of a backend of this file. */
function noiseOf(a: Analysis, on: Expression): NoiseSymbol | undefined {
  const backend = on.kind === 'identifier' ? a.symbols.get(on) : undefined;
  if (backend?.kind !== 'backend' || backend.uri !== a.file.uri) return undefined;
  const { value } = backend.node;
  const noise = value.kind === 'call' ? argumentNamed(value, 'noise') : undefined;
  const symbol = noise?.kind === 'identifier' ? a.symbols.get(noise) : undefined;
  return symbol?.kind === 'noise' && symbol.uri === a.file.uri ? symbol : undefined;
}

function circuitOf(a: Analysis, call: CallExpression): Extract<Symbol, { kind: 'circuit' }> | undefined {
  const given = argumentNamed(call, 'circuit') ?? call.arguments[0]?.value;
  const name = given?.kind === 'call' ? given.callee : given;
  const symbol = name?.kind === 'identifier' ? a.symbols.get(name) : undefined;
  return symbol?.kind === 'circuit' && symbol.uri === a.file.uri ? symbol : undefined;
}

/** The calls that noise is a sum of; noise of other files is left out. */
function channelsIn(a: Analysis, part: Expression, seen: Set<NoiseSymbol>): readonly CallExpression[] {
  switch (part.kind) {
    case 'parenthesized':
      return channelsIn(a, part.inner, seen);
    case 'binary':
      return operandsOfSpine(part).flatMap((summand) => channelsIn(a, summand, seen));
    case 'call':
      return [part];
    case 'identifier': {
      const symbol = a.symbols.get(part);
      const isNew = symbol?.kind === 'noise' && symbol.uri === a.file.uri && !seen.has(symbol);
      return isNew ? channelsIn(a, symbol.node.value, seen.add(symbol)) : [];
    }
    default:
      return [];
  }
}

/** Whether anything happens that a channel follows; readout errors concern whatever is read. */
function isMet(
  a: Analysis,
  channel: CallExpression,
  events: ReadonlySet<string>,
  width: number | undefined,
): boolean {
  const call = findCall(channel.callee.name, 'noise');
  if (call === undefined) return true;
  const given = givenArguments(channel, call);
  if (!hasQubitOf(a, given.get('qubits'), width)) return false;
  if (call.name === 'readout') return true;
  const gates = given.get('gates');
  if (gates !== undefined)
    return selectedNames(gates).some(({ name }) => keysOf(name).some((event) => events.has(event)));
  if (call.name === 'thermal') return events.size > 0;
  return events.has(channelWidth(call, given) === 2 ? 'two_qubit' : 'all');
}

/** What calls for noise after a gate or a group: gates made of others count only where they are written. */
function keysOf(name: string): readonly string[] {
  const isWhole = (findGate(name)?.kind ?? 'composed') === 'composed';
  return isWhole ? [name, wholeGate(name)] : [name, ...gateKeys(name)];
}

/** Whether a list of qubits has one that the circuit may have. */
function hasQubitOf(a: Analysis, qubits: Expression | undefined, width: number | undefined): boolean {
  if (qubits?.kind !== 'list' || width === undefined) return true;
  return qubits.elements.some((element) => Number(constantOf(a, element) ?? 0) < width);
}
