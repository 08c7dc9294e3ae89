import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { eventually } from '../host/eventually.ts';
import { openProgram } from './extension.ts';

interface Stopped {
  readonly session: vscode.DebugSession;
  readonly reason: string;
}

describe('the debugger', () => {
  afterEach(async () => {
    await vscode.debug.stopDebugging();
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
  });

  it('stops at a breakpoint of the editor, steps both ways and shows qubits', async () => {
    const document = await openProgram('01-bell.qflow');
    const line = lineOf(document, 'cx ');
    const place = new vscode.Location(document.uri, new vscode.Position(line, 0));
    vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(place)]);
    const stops = follow();
    const started = await vscode.debug.startDebugging(undefined, {
      type: 'qflow',
      request: 'launch',
      name: 'bell',
      program: document.uri.fsPath,
      circuit: 'bell',
      seed: 1,
    });
    assert.ok(started);
    const { session } = await nextStop(stops, 1, 'breakpoint');
    assert.equal(await standingLine(session), line + 1);
    const { result } = await session.customRequest('evaluate', { expression: 'q[0]', frameId: 0 });
    assert.equal(result, 'P(1) = 0.5, Bloch (1, 0, 0)');
    await vscode.commands.executeCommand('workbench.action.debug.stepBack');
    await nextStop(stops, 2, 'step');
    assert.equal(await standingLine(session), lineOf(document, 'h q[0]') + 1);
    await vscode.commands.executeCommand('workbench.action.debug.stepOver');
    await nextStop(stops, 3, 'breakpoint');
    const ended = new Promise((resolve) => vscode.debug.onDidTerminateDebugSession(resolve));
    await vscode.commands.executeCommand('workbench.action.debug.continue');
    await ended;
  });

  it('shows in the text what the names above the place hold', async () => {
    const document = await openProgram('01-bell.qflow');
    const stops = follow();
    await begin(document, 'bell');
    const { session } = await nextStop(stops, 1, 'entry');
    await session.customRequest('next', { threadId: 1 });
    await nextStop(stops, 2, 'step');
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    const line = lineOf(document, 'cx ');
    const context = { frameId: 0, stoppedLocation: new vscode.Range(line, 0, line, 0) };
    const found = await vscode.commands.executeCommand<vscode.InlineValueVariableLookup[]>(
      'vscode.executeInlineValueProvider',
      document.uri,
      whole,
      context,
    );
    const { scopes } = await session.customRequest('scopes', { frameId: 0 });
    const known = await Promise.all(
      scopes.map(({ variablesReference }: { variablesReference: number }) =>
        session.customRequest('variables', { variablesReference, start: 0, count: 50 }),
      ),
    );
    const names = new Set(
      known.flatMap(({ variables }) => variables.map(({ name }: { name: string }) => name)),
    );
    const shown = found.filter(({ variableName = '' }) => names.has(variableName));
    assert.deepEqual([...new Set(shown.map(({ range }) => document.getText(range)))], ['q']);
  });

  it('follows several circuits at once', async () => {
    const stops = follow();
    const bell = await openProgram('01-bell.qflow');
    await begin(bell, 'bell');
    await nextStop(stops, 1, 'entry');
    const ghz = await openProgram('02-ghz.qflow');
    await begin(ghz, 'ghz');
    await nextStop(stops, 2, 'entry');
    const [one, other] = stops.map(({ session }) => session);
    assert.ok(one && other && one.id !== other.id);
    await other.customRequest('next', { threadId: 1 });
    await nextStop(stops, 3, 'step');
    assert.equal(await standingLine(one), lineOf(bell, 'qubit[2] q') + 1);
    assert.notEqual(await standingLine(other), lineOf(ghz, 'qubit') + 1);
    await vscode.debug.stopDebugging(one);
    const { result } = await other.customRequest('evaluate', { expression: '1 + 1', frameId: 0 });
    assert.equal(result, '2');
    await vscode.debug.stopDebugging(other);
  });
});

/** Starts a session that stands before the circuit's first statement. */
async function begin(document: vscode.TextDocument, circuit: string): Promise<void> {
  const launch = { type: 'qflow', request: 'launch', name: circuit, circuit, seed: 1, stopOnEntry: true };
  assert.ok(await vscode.debug.startDebugging(undefined, { ...launch, program: document.uri.fsPath }));
}

/** Collects the places where sessions stop. */
function follow(): readonly Stopped[] {
  const stops: Stopped[] = [];
  vscode.debug.registerDebugAdapterTrackerFactory('qflow', {
    createDebugAdapterTracker: (session) => ({
      onDidSendMessage: (message: { event?: string; body?: { reason: string } }) => {
        if (message.event === 'stopped') stops.push({ session, reason: message.body?.reason ?? '' });
      },
    }),
  });
  return stops;
}

async function nextStop(stops: readonly Stopped[], count: number, reason: string): Promise<Stopped> {
  const stop = await eventually(`stop ${count}`, () => stops[count - 1]);
  assert.equal(stop.reason, reason);
  await eventually('the stack on screen', () => vscode.debug.activeStackItem);
  return stop;
}

async function standingLine(session: vscode.DebugSession): Promise<unknown> {
  const { stackFrames } = await session.customRequest('stackTrace', { threadId: 1 });
  return stackFrames[0].line;
}

function lineOf(document: vscode.TextDocument, text: string): number {
  return document.positionAt(document.getText().indexOf(text)).line;
}
