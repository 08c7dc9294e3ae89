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
});

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
