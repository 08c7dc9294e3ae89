import { ClassicalError } from '../library/index.ts';
import type { DebugMessage } from '../protocol/index.ts';
import { BreakpointTable } from './breakpoints.ts';
import { Execution } from './execution.ts';
import { DebugFault } from './fault.ts';
import { type Fields, fieldsOf, numberOf, textOf } from './fields.ts';
import { Inspection, filledIn } from './inspection.ts';
import { type Arrival, type Companion, type Leg, passed, travel, viewOf } from './journey.ts';
import { legOf, resultsText } from './movement.ts';
import { DebuggedProgram } from './program.ts';
import { type Base, type StackFrame, framesOf, stackTrace } from './stack.ts';
import type { View } from './watch.ts';

/** What a session needs of the process that it lives in. */
export interface DebugEnvironment {
  /** The text of a file, or undefined where there is none. */
  read(uri: string): Promise<string | undefined>;
  /** The URI of the folder of the standard library, with a slash at its end. */
  readonly library: string;
  /** A seed for measurements, where the launch gives none. */
  freshSeed(): number;
  /** Lets other messages in. */
  breathe(): Promise<void>;
  send(message: DebugMessage): void;
}

const capabilities = {
  supportsConfigurationDoneRequest: true,
  supportsConditionalBreakpoints: true,
  supportsHitConditionalBreakpoints: true,
  supportsLogPoints: true,
  supportsStepBack: true,
  supportsEvaluateForHovers: true,
  supportsTerminateRequest: true,
};

type Answer = Fields | undefined;

/** One thread: a circuit is carried out in one order. */
const threadId = 1;

/** A circuit that is followed, from its launch on. */
interface Followed {
  readonly program: DebuggedProgram;
  readonly execution: Execution;
  readonly stopsOnEntry: boolean;
}

/**
 * A debugger for one circuit that speaks the Debug Adapter Protocol (1.71). Sources are named by URI. Measurements take
 * outcomes by their probabilities and a seed; steps back undo everything, and steps forward again repeat it.
 */
export class DebugSession {
  readonly #environment: DebugEnvironment;
  readonly #breakpoints = new BreakpointTable();
  #sequence = 0;
  #base: Base = { line: 1, column: 1 };
  #followed: Followed | undefined;
  #inspection = new Inspection();
  #isPauseWanted = false;
  #isTravelling = false;
  #isOver = false;

  constructor(environment: DebugEnvironment) {
    this.#environment = environment;
  }

  /** Answers one request; what follows from it is told in events. */
  async receive(message: DebugMessage): Promise<void> {
    if (message.type !== 'request') return;
    const command = textOf(message['command']) ?? '';
    try {
      const handler = this.#handlers[command];
      if (handler === undefined) throw new DebugFault(`There is no request ${command}.`);
      const body = await handler(fieldsOf(message['arguments']));
      this.#respond(message, command, { success: true, ...(body === undefined ? {} : { body }) });
    } catch (error) {
      this.#respond(message, command, { success: false, message: reasonOf(error) });
      return;
    }
    await this.#afterwards(command);
  }

  readonly #handlers: Readonly<Record<string, (parameters: Fields) => Answer | Promise<Answer>>> = {
    initialize: (parameters) => this.#initialize(parameters),
    launch: (parameters) => this.#launch(parameters),
    setBreakpoints: (parameters) => this.#breakpoints.set(parameters, this.#followed?.program, this.#base),
    setExceptionBreakpoints: () => undefined,
    configurationDone: () => undefined,
    threads: () => ({ threads: [{ id: threadId, name: this.#followed?.program.name ?? 'circuit' }] }),
    stackTrace: (parameters) => this.#stackTrace(parameters),
    scopes: ({ frameId }) => this.#inspection.scopes(this.#view(frameId)),
    variables: (parameters) => this.#inspection.variables(parameters),
    evaluate: ({ expression, frameId }) =>
      this.#inspection.evaluate(textOf(expression) ?? '', this.#view(frameId)),
    continue: () => ({ allThreadsContinued: true }),
    next: () => undefined,
    stepIn: () => undefined,
    stepOut: () => undefined,
    stepBack: () => undefined,
    reverseContinue: () => undefined,
    pause: () => void (this.#isPauseWanted = true),
    terminate: () => this.#end(),
    disconnect: () => this.#end(),
  };

  // -------------------------------------------------------------------------------------------------------- requests

  #initialize({ linesStartAt1, columnsStartAt1 }: Fields): Answer {
    this.#base = { line: linesStartAt1 === false ? 0 : 1, column: columnsStartAt1 === false ? 0 : 1 };
    return capabilities;
  }

  async #launch({ program: uri, circuit, seed, stopOnEntry, values, noise }: Fields): Promise<Answer> {
    const environment = this.#environment;
    if (textOf(uri) === undefined) throw new DebugFault('The launch configuration names no program.');
    if (noise !== undefined) throw new DebugFault(noNoise);
    const order = { uri: textOf(uri) ?? '', circuit: textOf(circuit), values: fieldsOf(values) };
    const program = await DebuggedProgram.load(
      order,
      (wanted) => environment.read(wanted),
      environment.library,
    );
    const settled = numberOf(seed) ?? environment.freshSeed();
    const execution = new Execution(program.traced, program.bound, settled);
    this.#followed = { program, execution, stopsOnEntry: stopOnEntry === true };
    this.#print(`${program.name}: measurements take their outcomes by seed ${settled}.`);
    if (program.declaresNoise) this.#print(leftOut);
    return undefined;
  }

  #stackTrace(page: Fields): Answer {
    const program = this.#followed?.program;
    return program && stackTrace(program, this.#frames(), this.#base, page);
  }

  #frames(): readonly StackFrame[] {
    return this.#followed === undefined ? [] : framesOf(this.#followed.program, this.#followed.execution);
  }

  #view(frameId: unknown): View {
    if (this.#followed === undefined || this.#isTravelling) throw new DebugFault('The circuit is running.');
    const names = this.#frames()[numberOf(frameId) ?? 0]?.names ?? [];
    return viewOf(this.#followed.execution, names);
  }

  #end(): Answer {
    this.#isOver = true;
    this.#isPauseWanted = true;
    return undefined;
  }

  // ------------------------------------------------------------------------------------------------------- movements

  async #afterwards(command: string): Promise<void> {
    if (command === 'launch') return this.#event('initialized');
    if (command === 'terminate') return this.#event('terminated');
    if (this.#followed === undefined) return;
    if (command === 'configurationDone') return this.#begin(this.#followed);
    const leg = legOf(command, this.#followed.execution);
    if (leg !== undefined) await this.#go(this.#followed.execution, leg, command === 'continue');
  }

  async #begin({ execution, stopsOnEntry }: Followed): Promise<void> {
    const isHit = !execution.isAtEnd && passed(execution, this.#companion);
    if (stopsOnEntry || isHit) return this.#stopped(isHit ? 'breakpoint' : 'entry');
    await this.#go(execution, { direction: 'forward', isThere: () => false }, true);
  }

  /** Goes one leg and tells where it led; from the end of the circuit every way forward ends the session. */
  async #go(execution: Execution, leg: Leg, isContinued: boolean): Promise<void> {
    if (this.#isTravelling) return;
    if (leg.direction === 'forward' && execution.isAtEnd) return this.#finish(execution);
    if (leg.direction === 'back' && execution.isAtStart) return this.#stopped('entry');
    this.#isTravelling = true;
    this.#isPauseWanted = false;
    try {
      const arrival = await travel(execution, leg, this.#companion);
      this.#isTravelling = false;
      if (this.#isOver) return;
      if (arrival === 'end' && isContinued) this.#finish(execution);
      else this.#stopped(arrival);
    } catch (error) {
      this.#isTravelling = false;
      this.#print(reasonOf(error), 'stderr');
      this.#event('terminated');
    }
  }

  get #companion(): Companion {
    return {
      breakpoints: this.#breakpoints.all,
      isPauseWanted: () => this.#isPauseWanted,
      log: ({ log = '' }, view) => this.#print(filledIn(log, view)),
      breathe: () => this.#environment.breathe(),
    };
  }

  #finish(execution: Execution): void {
    const results = resultsText(execution);
    if (results !== '') this.#print(results);
    this.#event('terminated');
  }

  #stopped(arrival: Arrival): void {
    this.#inspection = new Inspection();
    const reason = arrival === 'end' ? 'step' : arrival;
    const description = arrival === 'end' ? { description: 'At the end of the circuit' } : {};
    this.#event('stopped', { reason, threadId, allThreadsStopped: true, ...description });
  }

  // -------------------------------------------------------------------------------------------------------- messages

  #print(line: string, category: 'console' | 'stderr' = 'console'): void {
    this.#event('output', { category, output: `${line}\n` });
  }

  #event(event: string, body?: Fields): void {
    const seq = ++this.#sequence;
    this.#environment.send({ type: 'event', seq, event, ...(body === undefined ? {} : { body }) });
  }

  #respond(request: DebugMessage, command: string, answer: Fields): void {
    const seq = ++this.#sequence;
    this.#environment.send({ type: 'response', seq, request_seq: request.seq, command, ...answer });
  }
}

const noNoise =
  'Noise cannot be followed statement by statement: leave "noise" out of the launch configuration, and run the circuit on a backend with noise.';

const leftOut =
  'Noise is left out: the circuit is followed as without faults. Run it on a backend with noise to see what that does.';

function reasonOf(error: unknown): string {
  if (error instanceof DebugFault || error instanceof ClassicalError) return error.message;
  return error instanceof Error ? `The debugger failed: ${error.message}` : String(error);
}
