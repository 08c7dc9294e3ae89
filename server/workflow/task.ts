import { Cancelled, type Diagnostic, LineMap, type ListenableToken, type Span } from '../base/index.ts';
import type { Backend } from '../backends/index.ts';
import { type Bindings, type Circuit, circuitStatistics, zeroOf } from '../circuit/index.ts';
import type { Model, tree } from '../language/index.ts';
import { diagnose, gradientRules } from '../library/index.ts';
import type { IterationResult, Result, SearchAnswer } from '../protocol/index.ts';
import type { Place, Refusal, RunHooks, Simulated, StateVector, Wanted } from '../simulator/index.ts';
import { evaluate } from './evaluate.ts';
import type { EvaluationContext } from './evaluation-context.ts';
import { TaskFailure } from './failure.ts';
import type { OutsideWorld } from './outside/world.ts';
import { lowered, loweredObservable } from './lowered.ts';
import { estimateResult, gradientResult, samplesResult, stateResult } from './results.ts';
import { namedChoice } from './settings.ts';
import type { CircuitUse, ObservableUse, RunValue } from './run-value.ts';

/** How a task runs, settled before it starts: see `options.ts` for who decides what. */
export interface TaskOptions {
  readonly backend: Backend;
  /** `undefined` means exact. */
  readonly shots: number | undefined;
  readonly seed: number;
  /** The most memory that it may take, in bytes. */
  readonly memory?: number;
}

export interface TaskEvents {
  readonly cancellation: ListenableToken;
  /** Says what comes. @throws {TaskFailure} where the task may not take so much */
  forecast(forecast: TaskForecast, place?: Span): void;
  progress(fraction: number): void;
  /** Says that the result is one from memory, and which. */
  cached(reason: string): void;
  /** Takes what is doubtful about a result, which stays a result. */
  warn?(diagnostic: Diagnostic, model: Model): void;
  /** An iteration of a search for a minimum. */
  iteration(iteration: IterationResult): void;
  /** What lies outside of the workflow, where the run may reach it. */
  readonly outside?: OutsideWorld;
  /** The value of a secret, to hand to what lies outside and to nobody else. */
  secretOf?(name: string): string | undefined;
  /** Whether it may write files. */
  readonly mayWrite?: boolean;
  /** Takes a line that a program wrote. */
  line?(text: string, stream: 'out' | 'error'): void;
  /** What an unfinished run of the same search answered. */
  readonly answered?: readonly SearchAnswer[];
  /** Takes what a search answered since it was told last. */
  checkpoint?(answers: readonly SearchAnswer[]): void;
}

/** What a task will need, before it takes it. */
export interface TaskForecast {
  /** For people. */
  readonly summary: string;
  /** Bytes. */
  readonly memory: number;
  readonly seconds: number;
  /** US dollars; nothing where it is left out. */
  readonly cost?: number;
  /** Steps of the circuit, one behind the other. */
  readonly depth?: number;
}

export interface TaskOutcome {
  readonly result: Result;
  readonly method: string;
  /** The whole state of a `simulate`, of which a result lists only a small one. */
  readonly state?: StateVector;
  /** See `RunDocument`. */
  readonly truncation?: number;
}

/** What a task runs: a call of the file, or a circuit that nobody wrote as a call. */
export type Runnable =
  tree.CallExpression | { readonly kind: 'circuit'; readonly name: string; readonly span: Span };

/** Runs one call. @throws {TaskFailure} when it cannot, {@link Cancelled} when nobody wants it any more. */
export async function runCall(
  runnable: Runnable,
  context: EvaluationContext,
  options: TaskOptions,
  events: TaskEvents,
): Promise<TaskOutcome> {
  const { call, place, circuitUse, observableUse, rule } = readCall(runnable, context);
  const circuit = lowered(circuitUse, context, {
    leavesRealsOpen: call === 'gradient',
    backend: options.backend,
  });
  const asked: Asked = { model: context.model, place, circuitModel: circuitUse.model };
  const hooks: RunHooks = {
    cancellation: events.cancellation,
    onProgress: ({ fraction }) => events.progress(fraction),
  };
  const { backend } = options;
  if (call === 'simulate') {
    const exact = { ...options, shots: undefined };
    await announce(circuit, exact, { kind: 'state' }, events, asked);
    const state = await backend.state(circuit, [], exact, hooks);
    return { ...settle(state, stateResult, asked), ...(state.ok ? { state: state.value } : {}) };
  }
  if (observableUse !== undefined) {
    const observable = loweredObservable(observableUse, context);
    const wanted = { kind: 'estimate', observable, ...(call === 'gradient' && { gradient: rule }) } as const;
    await announce(circuit, options, wanted, events, asked);
    if (call === 'gradient') {
      const bindings = givenValues(circuit, asked);
      const gradient = await backend.gradient(circuit, bindings, observable, { ...options, rule }, hooks);
      return settle(toldAfterwards(gradient, events), gradientResult, asked);
    }
    const estimate = await backend.estimate(circuit, [], observable, options, hooks);
    return settle(toldAfterwards(estimate, events), estimateResult, asked);
  }
  await announce(circuit, options, { kind: 'sample' }, events, asked);
  const samples = await backend.sample(circuit, [], options, hooks);
  return settle(toldAfterwards(samples, events), samplesResult, asked);
}

/** Where a run was asked for, and in which file its circuit stands. */
export interface Asked {
  readonly model: Model;
  readonly place: Span;
  readonly circuitModel: Model;
}

interface ReadCall {
  readonly call: string;
  readonly place: Span;
  readonly circuitUse: CircuitUse;
  readonly observableUse?: ObservableUse;
  /** How a gradient is found. */
  readonly rule: (typeof gradientRules)[number];
}

function readCall(called: Runnable, context: EvaluationContext): ReadCall {
  if (called.kind === 'circuit') {
    const circuitUse = {
      kind: 'circuit',
      model: context.model,
      name: called.name,
      arguments: context.arguments,
    } as const;
    return { call: 'sample', place: called.span, circuitUse, rule: 'auto' };
  }
  const values = called.arguments.map((argument) => positional(argument, context));
  const circuitUse = values.find((value) => value?.kind === 'circuit');
  const observableUse = values.find((value) => value?.kind === 'observable');
  if (circuitUse === undefined) throw noCircuit(context.model, called);
  return {
    call: called.callee.name,
    place: called.span,
    circuitUse,
    rule: namedChoice(called, 'method', gradientRules, context) ?? 'auto',
    ...(observableUse === undefined ? {} : { observableUse }),
  };
}

/** Arguments that name a circuit or an observable, by place or as `circuit:` and `observable:`. */
function positional(argument: tree.Argument, context: EvaluationContext): RunValue | undefined {
  const name = argument.name?.text ?? 'circuit';
  return name === 'circuit' || name === 'observable' ? evaluate(argument.value, context) : undefined;
}

function noCircuit(model: Model, call: tree.CallExpression): TaskFailure {
  const diagnostic = diagnose('QF5101', call.span, [`${call.callee.name} needs a circuit`]);
  return new TaskFailure([{ model, diagnostic }]);
}

/** The values of the parameters that were left open. @throws {TaskFailure} where there are none. */
function givenValues({ name, parameters }: Circuit, asked: Asked): Bindings {
  if (parameters.length > 0) return parameters.map(({ given, type }) => given ?? zeroOf(type));
  throw refused(
    {
      kind: 'fault',
      message: `The circuit ${name} has no float or angle parameter to differentiate by.`,
      help: 'Make what is to be varied a parameter of the circuit, such as circuit ansatz(float theta).',
    },
    asked,
  );
}

/** Tells what a circuit will need. @throws {TaskFailure} when it cannot run, or needs more than it may take. */
export async function announce(
  circuit: Circuit,
  options: TaskOptions,
  wanted: Wanted,
  events: TaskEvents,
  asked: Asked,
): Promise<void> {
  const forecast = await options.backend.forecast(circuit, options, wanted);
  if (!forecast.ok) throw refused(forecast.refusal, asked);
  const { summary, places, memory, seconds, cost = 0 } = forecast.value;
  const isHere = asked.circuitModel === asked.model;
  const text = isHere ? withLines(summary, places, asked.model) : summary;
  const { depth } = circuitStatistics(circuit);
  events.forecast({ summary: text, memory, seconds, cost, depth }, asked.place);
  if (options.memory !== undefined && memory > options.memory) throw tooLarge(memory, options.memory, asked);
  if (events.cancellation.isCancellationRequested) throw new Cancelled();
}

function tooLarge(needed: number, allowed: number, { model, place }: Asked): TaskFailure {
  const [needs, has] = [needed, allowed].map((bytes) => `${(bytes / 2 ** 30).toPrecision(3)} GiB`);
  const diagnostic = diagnose('QF5124', place, ['This', needs ?? '', has ?? '']);
  return new TaskFailure([{ model, diagnostic }]);
}

/** A result from memory took nothing of what was forecast; others may have come about in another way. */
function toldAfterwards<T>(outcome: Simulated<T>, events: TaskEvents): Simulated<T> {
  if (outcome.ok && outcome.isCached === true) events.cached('cached: the same run was done before');
  else if (outcome.ok && outcome.note !== undefined)
    events.forecast({ summary: outcome.note, memory: 0, seconds: 0 });
  return outcome;
}

function settle<T>(outcome: Simulated<T>, toResult: (value: T) => Result, asked: Asked): TaskOutcome {
  if (!outcome.ok) throw refused(outcome.refusal, asked);
  const { method, truncation } = outcome;
  return { result: toResult(outcome.value), method, ...(truncation !== undefined && { truncation }) };
}

/** The value of a run that was asked for at this place. @throws {TaskFailure} when there is none. */
export function succeeded(asked: Asked): <T>(outcome: Simulated<T>) => T {
  return (outcome) => {
    if (!outcome.ok) throw refused(outcome.refusal, asked);
    return outcome.value;
  };
}

function refused(refusal: Refusal, { model, place, circuitModel }: Asked): TaskFailure {
  const { help, places = [] } = refusal;
  const isHere = circuitModel === model;
  const text = isHere ? withLines(refusal.message, places, model) : refusal.message;
  const uri = isHere ? {} : { uri: circuitModel.uri };
  const related = places.map(({ span }) => ({ span, message: 'This is the gate.', ...uri }));
  const details = { help, ...(related.length > 0 && { related }) };
  return new TaskFailure([{ model, diagnostic: diagnose('QF5109', place, [text], details) }]);
}

/** The sentence with the lines of the statements that it names. */
function withLines(text: string, places: readonly Place[], model: Model): string {
  const lines = new LineMap(model.text);
  return places.toReversed().reduce((sentence, { behind, span }) => {
    const line = ` at line ${lines.position(span.start).line + 1}`;
    return `${sentence.slice(0, behind)}${line}${sentence.slice(behind)}`;
  }, text);
}
