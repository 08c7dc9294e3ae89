import { type Span, touches } from '../../base/index.ts';
import {
  type AfterStatement,
  type Circuit,
  type StatementStates,
  type TracedCircuit,
  outgrows,
  statementStates,
  traceCircuit,
} from '../../circuit/index.ts';
import { ClassicalError } from '../../library/index.ts';
import type { Model } from '../index.ts';

/** What is simulated while somebody reads: a moment's work, in a few megabytes. */
export const inlineLimits = { qubits: 12, instructions: 5_000, steps: 20_000 };

/** Amplitudes that all steps of one circuit may touch together, so that a hover keeps nobody waiting for long. */
const mostWork = 2 ** 24;

/** Steps of a run that are followed: statements and instructions. */
function stepsFor({ qubitCount }: Circuit): number {
  return Math.min(inlineLimits.steps, mostWork / 2 ** qubitCount);
}

/** The states behind the statements of a circuit, or why there are none to show. */
export type InlineStates =
  | { readonly kind: 'states'; readonly states: StatementStates }
  | { readonly kind: 'refused'; readonly reason: string };

/** By circuit, for as long as somebody needs the model; a model never changes. */
const known = new WeakMap<Model, Map<string, InlineStates | undefined>>();

/** The states of a circuit of this file; nothing while the file has errors. */
export function inlineStates(model: Model, name: string): InlineStates | undefined {
  const circuits = known.get(model) ?? new Map<string, InlineStates | undefined>();
  known.set(model, circuits);
  if (!circuits.has(name)) circuits.set(name, computed(model, name));
  return circuits.get(name);
}

function computed(model: Model, name: string): InlineStates | undefined {
  if (model.diagnostics.some(({ severity }) => severity === 'error')) return undefined;
  if (outgrows(model, name, inlineLimits.instructions))
    return refused(
      `the circuit has more than ${inlineLimits.instructions.toLocaleString('en')} instructions`,
    );
  const { value: traced, diagnostics } = traceCircuit(model, name, { limits: inlineLimits });
  if (traced === undefined)
    return refused(diagnostics[0]?.message.replace(/\.$/, '') ?? 'the circuit cannot be unrolled');
  const reason = reasonAgainst(traced);
  if (reason !== undefined) return refused(reason);
  try {
    return { kind: 'states', states: statementStates(traced, stepsFor(traced.circuit)) };
  } catch (error) {
    if (error instanceof ClassicalError) return refused(error.message);
    throw error;
  }
}

function refused(reason: string): InlineStates {
  return { kind: 'refused', reason };
}

function reasonAgainst({ circuit }: TracedCircuit): string | undefined {
  const { qubitCount, parameters } = circuit;
  if (qubitCount > inlineLimits.qubits)
    return `the circuit has ${qubitCount} qubits, and states are shown up to ${inlineLimits.qubits}`;
  const names = parameters.map(({ name }) => name).join(', ');
  return names === '' ? undefined : `${names} has no value before a run; a default would do`;
}

/** An operand of a statement, and the run behind that statement. */
export interface OperandState {
  readonly states: StatementStates;
  readonly after: AfterStatement;
  readonly qubits: readonly number[];
}

/** Circuits that are looked through for one that calls a function or gate. */
const circuitsSearched = 10;

/** The operand that is written at an offset, in the circuit around it or the first one that leads there; or why not. */
export function operandStateAt(model: Model, offset: number): OperandState | string | undefined {
  let reason: string | undefined;
  for (const name of circuitsAround(model, offset)) {
    const found = inlineStates(model, name);
    if (found?.kind === 'refused') reason ??= found.reason;
    const operand = found?.kind === 'states' ? operandIn(found.states, model.uri, offset) : undefined;
    if (operand !== undefined) return operand;
    if (found?.kind === 'states' && !found.states.isWhole)
      reason ??= `the circuit does not end within ${stepsFor(found.states.traced.circuit).toLocaleString('en')} steps`;
  }
  return reason;
}

function circuitsAround(model: Model, offset: number): readonly string[] {
  const around = model.circuits.find(({ node }) => node.kind === 'circuit' && touches(node.span, offset));
  if (around !== undefined) return [around.name];
  return model.circuits.slice(0, circuitsSearched).map(({ name }) => name);
}

function operandIn(states: StatementStates, uri: string, offset: number): OperandState | undefined {
  for (const after of states.after) {
    if (after.site.uri !== uri || !touches(after.site.span, offset)) continue;
    const operand = after.site.operands.findLast(({ span }) => touches(span, offset));
    if (operand !== undefined) return { states, after, qubits: operand.qubits };
  }
  return undefined;
}

/** The statements on qubits in a piece of the file, with the runs behind them. */
export function statesIn(model: Model, range: Span): readonly Omit<OperandState, 'qubits'>[] {
  const found = new Map<number, Omit<OperandState, 'qubits'>>();
  for (const { name } of model.circuits.slice(0, circuitsSearched)) {
    const states = inlineStates(model, name);
    if (states?.kind !== 'states') continue;
    for (const after of states.states.after) {
      const { uri, span, operands } = after.site;
      const isShown = uri === model.uri && operands.length > 0 && touches(range, span.end);
      if (isShown && !found.has(span.end)) found.set(span.end, { states: states.states, after });
    }
  }
  return [...found.values()];
}
