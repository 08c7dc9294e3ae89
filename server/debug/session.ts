import { type SeenName, type Site, qubitName } from '../circuit/index.ts';
import { ClassicalError } from '../library/index.ts';
import type { DebugMessage } from '../protocol/index.ts';
import { type Breakpoint, wantedBreakpoint } from './breakpoints.ts';
import { Execution } from './execution.ts';
import { DebugFault } from './fault.ts';
import { type Fields, fieldsOf, listOf, numberOf, textOf } from './fields.ts';
import { type Arrival, type Companion, type Leg, passed, travel, viewOf } from './journey.ts';
import { DebuggedProgram } from './program.ts';
import { valueText } from './values.ts';
import { type Row, type Rows, qubitsRow, scopesOf } from './variables.ts';
import { type View, watched } from './watch.ts';

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

interface StackFrame {
  readonly name: string;
  readonly uri: string;
  readonly offset: number;
  readonly names: readonly SeenName[];
}

/**
 * A debugger for one circuit that speaks the Debug Adapter Protocol (1.71). Sources are named by URI. Measurements take
 * outcomes by their probabilities and a seed; steps back undo everything, and steps forward again repeat it.
 */
export class DebugSession {
  readonly #environment: DebugEnvironment;
  #sequence = 0;
  /** What the editor adds to lines and columns counted from 0. */
  #base = { line: 1, column: 1 };
  #program: DebuggedProgram | undefined;
  #execution: Execution | undefined;
  #stopsOnEntry = false;
  #breakpoints = new Map<string, readonly Breakpoint[]>();
  /** What the editor may ask to unfold while the run stands; places count from 1. */
  #rows: Rows[] = [];
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
    setBreakpoints: (parameters) => this.#setBreakpoints(parameters),
    setExceptionBreakpoints: () => undefined,
    configurationDone: () => undefined,
    threads: () => ({ threads: [{ id: threadId, name: this.#program?.name ?? 'circuit' }] }),
    stackTrace: (parameters) => this.#stackTrace(parameters),
    scopes: ({ frameId }) => this.#scopes(numberOf(frameId) ?? 0),
    variables: (parameters) => this.#variables(parameters),
    evaluate: ({ expression, frameId }) => this.#evaluate(textOf(expression) ?? '', numberOf(frameId) ?? 0),
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

  async #launch({ program, circuit, seed, stopOnEntry, values }: Fields): Promise<Answer> {
    const uri = textOf(program);
    if (uri === undefined) throw new DebugFault('The launch configuration names no program.');
    const order = { uri, circuit: textOf(circuit), values: fieldsOf(values) };
    const environment = this.#environment;
    this.#program = await DebuggedProgram.load(
      order,
      (wanted) => environment.read(wanted),
      environment.library,
    );
    const settled = numberOf(seed) ?? environment.freshSeed();
    this.#execution = new Execution(this.#program.traced, this.#program.bound, settled);
    this.#stopsOnEntry = stopOnEntry === true;
    this.#print(`${this.#program.name}: measurements take their outcomes by seed ${settled}.`);
    return undefined;
  }

  #setBreakpoints({ source, breakpoints }: Fields): Answer {
    const uri = textOf(fieldsOf(source)['path']) ?? '';
    const found = listOf(breakpoints).map((value) => this.#placed(uri, wantedBreakpoint(value)));
    this.#breakpoints.set(
      uri,
      found.flatMap(({ breakpoint }) => (breakpoint === undefined ? [] : [breakpoint])),
    );
    return { breakpoints: found.map(({ answer }) => answer) };
  }

  #placed(uri: string, { line, ...rest }: ReturnType<typeof wantedBreakpoint>) {
    const site = this.#program?.statementFrom(uri, line - this.#base.line);
    if (site === undefined || this.#program === undefined)
      return { answer: { verified: false, line, message: 'The circuit carries out nothing here.' } };
    const offset = site.span.start;
    const answer = { verified: true, line: this.#program.position(uri, offset).line + this.#base.line };
    return { breakpoint: { uri, offset, ...rest, passes: 0 }, answer };
  }

  #stackTrace({ startFrame, levels }: Fields): Answer {
    const frames = this.#frames().map(({ name, uri, offset }, id) => {
      const { line, column } = this.#program?.position(uri, offset) ?? { line: 0, column: 0 };
      const source = { name: uri.slice(uri.lastIndexOf('/') + 1), path: uri };
      return { id, name, source, line: line + this.#base.line, column: column + this.#base.column };
    });
    const first = numberOf(startFrame) ?? 0;
    const count = numberOf(levels) ?? 0;
    const stackFrames = frames.slice(first, count === 0 ? undefined : first + count);
    return { stackFrames, totalFrames: frames.length };
  }

  /** The statement that comes next and those whose calls it is in, or the end of the circuit. */
  #frames(): readonly StackFrame[] {
    const site = this.#execution?.mark.site;
    if (site !== undefined) return framesOf(site);
    const program = this.#program;
    if (program === undefined) return [];
    const names: readonly SeenName[] = program.traced.circuit.registers.map(({ name, offset, size }) => ({
      kind: 'qubits',
      name,
      qubits: Array.from({ length: size }, (_, place) => offset + place),
      isSingle: false,
    }));
    const variables = program.traced.circuit.variables.flatMap(
      ({ name, type, isOutput }, variable): SeenName[] =>
        isOutput ? [{ kind: 'value', name, expression: { kind: 'variable', type, variable } }] : [],
    );
    return [{ name: `${program.name} (end)`, ...program.end, names: [...names, ...variables] }];
  }

  #view(frameId: number): View {
    const execution = this.#standing();
    return viewOf(execution, this.#frames()[frameId]?.names ?? []);
  }

  #standing(): Execution {
    if (this.#execution === undefined || this.#isTravelling) throw new DebugFault('The circuit is running.');
    return this.#execution;
  }

  #scopes(frameId: number): Answer {
    const scopes = scopesOf(this.#view(frameId)).map(({ name, rows }) => ({
      name,
      expensive: false,
      ...this.#reference(rows),
    }));
    return { scopes };
  }

  #reference(rows: Rows | undefined): Fields {
    if (rows === undefined || rows.count === 0) return { variablesReference: 0 };
    this.#rows.push(rows);
    const counts = rows.isPaged ? { indexedVariables: rows.count } : { namedVariables: rows.count };
    return { variablesReference: this.#rows.length, ...counts };
  }

  #variables({ variablesReference, start, count }: Fields): Answer {
    const rows = this.#rows[(numberOf(variablesReference) ?? 0) - 1];
    if (rows === undefined) return { variables: [] };
    const wanted = numberOf(count) ?? 0;
    const page = rows.page(numberOf(start) ?? 0, wanted === 0 ? rows.count : wanted);
    return { variables: page.map((row) => this.#variable(row)) };
  }

  #variable({ name, value, type, rows }: Row): Fields {
    return {
      name,
      value,
      evaluateName: name,
      ...(type === undefined ? {} : { type }),
      ...this.#reference(rows),
    };
  }

  #evaluate(expression: string, frameId: number): Answer {
    const view = this.#view(frameId);
    const row = qubitsNamed(expression, view);
    if (row !== undefined) return { result: row.value, type: row.type, ...this.#reference(row.rows) };
    const value = watched(expression, view);
    if (value === undefined) throw new DebugFault(`${expression} has no value here.`);
    return { result: valueText(value), variablesReference: 0 };
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
    if (command === 'configurationDone') return this.#begin();
    const leg = this.#legOf(command);
    if (leg !== undefined) await this.#go(leg, command === 'continue');
  }

  async #begin(): Promise<void> {
    const execution = this.#execution;
    if (execution === undefined) return;
    const isHit = !execution.isAtEnd && passed(execution, this.#companion);
    if (this.#stopsOnEntry || isHit) return this.#stopped(isHit ? 'breakpoint' : 'entry');
    await this.#go({ direction: 'forward', isThere: () => false }, true);
  }

  #legOf(command: string): Leg | undefined {
    const depth = this.#execution?.mark.site?.depth ?? 0;
    const always = () => true;
    const never = () => false;
    const notInside = (site: Site) => site.depth <= depth;
    switch (command) {
      case 'continue':
        return { direction: 'forward', isThere: never };
      case 'next':
        return { direction: 'forward', isThere: notInside };
      case 'stepIn':
        return { direction: 'forward', isThere: always };
      case 'stepOut':
        return { direction: 'forward', isThere: (site) => site.depth < depth };
      case 'stepBack':
        return { direction: 'back', isThere: notInside };
      case 'reverseContinue':
        return { direction: 'back', isThere: never };
      default:
        return undefined;
    }
  }

  /** Goes one leg and tells where it led; from the end of the circuit every way forward ends the session. */
  async #go(leg: Leg, isContinued: boolean): Promise<void> {
    const execution = this.#execution;
    if (execution === undefined || this.#isTravelling) return;
    if (leg.direction === 'forward' && execution.isAtEnd) return this.#finish();
    if (leg.direction === 'back' && execution.isAtStart) return this.#stopped('entry');
    this.#isTravelling = true;
    this.#isPauseWanted = false;
    try {
      const arrival = await travel(execution, leg, this.#companion);
      this.#isTravelling = false;
      if (this.#isOver) return;
      if (arrival === 'end' && isContinued) this.#finish();
      else this.#stopped(arrival);
    } catch (error) {
      this.#isTravelling = false;
      this.#print(reasonOf(error), 'stderr');
      this.#event('terminated');
    }
  }

  get #companion(): Companion {
    return {
      breakpoints: [...this.#breakpoints.values()].flat(),
      isPauseWanted: () => this.#isPauseWanted,
      log: ({ log = '' }, view) => this.#print(filledIn(log, view)),
      breathe: () => this.#environment.breathe(),
    };
  }

  #finish(): void {
    const { bound, moment } = this.#execution ?? {};
    const results = bound?.circuit.variables.flatMap(({ name, type, isOutput }, place) =>
      isOutput ? [`${name} = ${valueText({ type, value: moment?.variables[place] ?? 0n })}`] : [],
    );
    if (results !== undefined && results.length > 0) this.#print(results.join(', '));
    this.#event('terminated');
  }

  #stopped(arrival: Arrival): void {
    this.#rows = [];
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

function framesOf(site: Site): readonly StackFrame[] {
  const { owner: name, uri, span, names, caller } = site;
  const own = { name, uri, offset: span.start, names };
  return caller === undefined ? [own] : [own, ...framesOf(caller)];
}

/** The row of `q`, `q[1]` or the qubit's name in the circuit, where the expression is such a name. */
function qubitsNamed(expression: string, view: View): Row | undefined {
  const parts = /^\s*(\w+)\s*(?:\[(.+)\])?\s*$/su.exec(expression);
  const seen = view.names.find((one) => one.kind === 'qubits' && one.name === parts?.[1]);
  if (seen?.kind !== 'qubits') return undefined;
  const { circuit } = view.bound;
  const written = parts?.[2];
  if (written === undefined) return qubitsRow(circuit, view.moment, seen.name, seen.qubits, seen.isSingle);
  const index = Number(watched(written, view)?.value ?? NaN);
  const qubit = seen.qubits.at(index);
  if (Number.isNaN(index) || qubit === undefined) return undefined;
  return qubitsRow(circuit, view.moment, qubitName(circuit, qubit), [qubit], true);
}

/** A log line in which each `{expression}` gives way to its value. */
function filledIn(text: string, view: View): string {
  return text.replaceAll(/\{([^{}]+)\}/g, (_, expression: string) => {
    const value = watched(expression, view);
    return value === undefined
      ? (qubitsNamed(expression, view)?.value ?? `{${expression}}`)
      : valueText(value);
  });
}

function reasonOf(error: unknown): string {
  if (error instanceof DebugFault || error instanceof ClassicalError) return error.message;
  return error instanceof Error ? `The debugger failed: ${error.message}` : String(error);
}
